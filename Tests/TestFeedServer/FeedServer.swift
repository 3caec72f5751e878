import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import Synchronization

/// A server on this machine with files that tests change, and faults that they order; it answers over real sockets.
package final class FeedServer: Sendable {
    /// What goes wrong with the next answer for a path.
    package enum Fault: Sendable {
        /// Another status, with headers.
        case status(Int, [String: String] = [:])
        /// The head promises the whole file, and after so many bytes the connection ends.
        case cut(after: Int)
        /// The head promises the whole file, and after so many bytes nothing more comes until `endStalled()`.
        case stall(after: Int)
        /// Nothing is answered.
        case silence
        /// The whole file, with headers that replace the right ones.
        case headers([String: String])
    }

    /// A request as it came in.
    package struct Request: Sendable, Hashable {
        /// The path, still escaped.
        package let path: String
        /// The headers, by lower-case name.
        package let headers: [String: String]
    }

    struct State {
        var files: [String: [UInt8]]
        var faults: [String: [Fault]] = [:]
        var requests: [Request] = []
        var hasTags = true
        var stalled: [any Channel] = []
    }

    let state: Mutex<State>
    private let port = Mutex(0)

    private init(_ files: [String: [UInt8]]) { state = Mutex(State(files: files)) }

    /// Serves files by path, such as `npm/all.zip`, on a free port for as long as `body` runs.
    package static func with<Value>(
        _ files: [String: [UInt8]], isEncrypted: Bool = false, _ body: (FeedServer) async throws -> Value
    ) async throws -> Value {
        let server = FeedServer(files)
        let group = MultiThreadedEventLoopGroup.singleton
        let tls = isEncrypted ? try TestCertificate.context() : nil
        let channel = try await ServerBootstrap(group: group)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    if let tls { try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: tls)) }
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline(withErrorHandling: true)
                    try channel.pipeline.syncOperations.addHandler(AnswerHandler(server))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        server.port.withLock { $0 = channel.localAddress?.port ?? 0 }
        let result: Result<Value, any Error>
        do {
            result = .success(try await body(server))
        } catch {
            result = .failure(error)
        }
        try await channel.close()
        return try result.get()
    }

    /// `127.0.0.1` and the port.
    package var authority: String { "127.0.0.1:\(number)" }
    /// The port.
    package var number: Int { port.withLock { $0 } }
    /// The address of the root, without a slash at its end.
    package var address: String { "http://" + authority }

    /// The requests so far.
    package var requests: [Request] { state.withLock { $0.requests } }

    /// Forgets the requests so far.
    package func forgetRequests() { state.withLock { $0.requests = [] } }

    /// The paths of the requests so far, sorted.
    package var paths: [String] { requests.map(\.path).sorted() }

    /// Changes the files.
    package func change(_ body: (inout [String: [UInt8]]) -> Void) { state.withLock { body(&$0.files) } }

    /// Orders faults for the next answers for a path, in this order.
    package func fail(_ path: String, _ faults: Fault...) { state.withLock { $0.faults[path, default: []] += faults } }

    /// Ends the connections on which nothing more comes, so that a client loses nothing that it already has.
    package func endStalled() {
        let stalled = state.withLock { state in
            defer { state.stalled = [] }
            return state.stalled
        }
        for channel in stalled { channel.close(promise: nil) }
    }

    /// Leaves the tags of versions out from now on.
    package func dropTags() { state.withLock { $0.hasTags = false } }
}
