import NIOCore
import NIOHTTP1
import Synchronization

/// An answer as a server of static files gives it: with a tag, a part where one is asked for, nothing where it is known.
struct Answer {
    var status = 200
    var headers: [String: String] = [:]
    var body: [UInt8] = []
    /// After how many bytes nothing more comes; `nil` for a whole answer.
    var end: Int?
    /// Whether the connection ends there too.
    var isCut = false

    init(to request: FeedServer.Request, _ file: [UInt8]?, hasTags: Bool) {
        guard let file else {
            status = 404
            return
        }
        let tag = hasTags ? Self.tag(of: file) : nil
        headers["etag"] = tag
        body = file
        if let tag, request.headers["if-none-match"] == tag {
            (status, body) = (304, [])
        } else if let range = request.headers["range"], request.headers["if-range"] == tag, tag != nil {
            let start = Int(range.dropFirst("bytes=".count).dropLast()) ?? 0
            guard start < file.count else {
                (status, body) = (416, [])
                return
            }
            status = 206
            body = Array(file[start...])
            headers["content-range"] = "bytes \(start)-\(file.count - 1)/\(file.count)"
        }
    }

    /// The answer with what was ordered; `nil` for silence.
    func failing(_ fault: FeedServer.Fault?) -> Answer? {
        var answer = self
        switch fault {
        case nil: break
        case .status(let status, let headers): (answer.status, answer.headers, answer.body) = (status, headers, [])
        case .cut(let count): (answer.end, answer.isCut) = (count, true)
        case .stall(let count): answer.end = count
        case .silence: return nil
        case .headers(let headers): answer.headers.merge(headers) { $1 }
        }
        return answer
    }

    static func tag(of file: [UInt8]) -> String {
        let hash = file.reduce(UInt64(0xcbf2_9ce4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
        return "\"\(String(hash, radix: 16))\""
    }
}

/// Answers the requests of one connection.
final class AnswerHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let server: FeedServer

    init(_ server: FeedServer) { self.server = server }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard case .head(let head) = unwrapInboundIn(data) else { return }
        let headers = head.headers.map { ($0.name.lowercased(), $0.value) }
        let request = FeedServer.Request(
            path: String(head.uri.drop { $0 == "/" }), headers: Dictionary(headers) { first, _ in first })
        let (file, fault, hasTags) = server.state.withLock { state in
            state.requests.append(request)
            let faults = state.faults[request.path] ?? []
            state.faults[request.path] = Array(faults.dropFirst())
            return (state.files[request.path], faults.first, state.hasTags)
        }
        guard let answer = Answer(to: request, file, hasTags: hasTags).failing(fault) else { return }
        send(answer, context)
    }

    private func send(_ answer: Answer, _ context: ChannelHandlerContext) {
        var head = HTTPResponseHead(version: .http1_1, status: .init(statusCode: answer.status))
        if answer.status != 304 { head.headers.add(name: "content-length", value: "\(answer.body.count)") }
        for (name, value) in answer.headers.sorted(by: { $0.key < $1.key }) { head.headers.replaceOrAdd(name: name, value: value) }
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        let body = answer.end.map { Array(answer.body.prefix($0)) } ?? answer.body
        context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: body)))), promise: nil)
        if answer.end == nil { context.write(wrapOutboundOut(.end(nil)), promise: nil) }
        if answer.end != nil, !answer.isCut {
            let channel = context.channel
            server.state.withLock { $0.stalled.append(channel) }
        }
        context.flush()
        if answer.isCut { context.close(promise: nil) }
    }
}
