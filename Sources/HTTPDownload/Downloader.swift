internal import AsyncHTTPClient
internal import NIOCore

/// Fetches files: conditionally, within limits, resumed after a cut, and again after a failure that may pass.
package struct Downloader: Sendable {
    private let connection: HTTPConnection
    private let limits: DownloadLimits
    private let clock: DownloadClock
    private let cleartext: WebAddress.Cleartext

    /// Makes a downloader over connections that the caller closes.
    package init(
        _ connection: HTTPConnection, limits: DownloadLimits = DownloadLimits(), clock: DownloadClock,
        cleartext: WebAddress.Cleartext = .loopback
    ) {
        self.connection = connection
        self.limits = limits
        self.clock = clock
        self.cleartext = cleartext
    }

    /// Fetches a file of at most `limit` bytes into a sink, unless it is still the version `known`.
    ///
    /// What is in the sink when this throws is a beginning that a later call continues. `progress` is told how many
    /// bytes came in, as they do.
    /// - Throws: `DownloadError`, or `CancellationError`.
    package func fetch<Sink: DownloadSink>(
        _ address: WebAddress, into sink: inout Sink, unless known: EntityTag? = nil, limit: Int,
        progress: @Sendable (Int) -> Void = { _ in }
    ) async throws -> DownloadOutcome {
        var attempt = 1
        while true {
            do {
                return try await followed(address, into: &sink, unless: known, limit: limit, progress: progress)
            } catch let error as DownloadError where error.isRetryable && attempt < limits.attempts {
                // Who asks for a longer wait than that is not waited for.
                if let wait = error.wait, wait > limits.longestDelay { throw error }
                try await clock.sleep(max(limits.delay(after: attempt), error.wait ?? .zero))
            }
            attempt += 1
        }
    }

    /// Fetches a small file of at most `limit` bytes; `nil` when it is still the version `known`.
    /// - Throws: `DownloadError`, or `CancellationError`.
    package func bytes(
        of address: WebAddress, unless known: EntityTag? = nil, limit: Int
    ) async throws -> (bytes: [UInt8], etag: EntityTag?)? {
        var sink = MemorySink()
        switch try await fetch(address, into: &sink, unless: known, limit: limit) {
        case .unchanged: return nil
        case .complete(let etag): return (sink.bytes, etag)
        }
    }

    /// One attempt, with the redirections on its way.
    private func followed<Sink: DownloadSink>(
        _ start: WebAddress, into sink: inout Sink, unless known: EntityTag?, limit: Int, progress: @Sendable (Int) -> Void
    ) async throws -> DownloadOutcome {
        var address = start
        var hops = 0
        var exchange = Exchange(known: known, part: sink.part)
        while true {
            try Task.checkCancellation()
            let response = try await connection.response(from: address, headers: exchange.headers, limits: limits)
            switch exchange.reception(of: response.head) {
            case .unchanged: return .unchanged
            case .whole(let length):
                try Self.written(address) { try sink.restart(as: response.head.etag) }
                try await receive(response, length, from: address, into: &sink, limit: limit, progress: progress)
                return .complete(response.head.etag)
            case .rest(let length):
                try await receive(response, length, from: address, into: &sink, limit: limit, progress: progress)
                return .complete(exchange.part?.etag)
            case .restart:
                try Self.written(address) { try sink.restart(as: nil) }
                exchange.part = nil
            case .redirect(let location):
                hops += 1
                guard hops <= limits.redirects else { throw DownloadError(start, .nonsense("more than \(limits.redirects) redirections")) }
                address = try next(address, location)
            case .refused(let reason, let wait): throw DownloadError(address, reason, wait: wait)
            }
        }
    }

    private func next(_ address: WebAddress, _ location: String) throws -> WebAddress {
        do {
            return try address.redirected(to: location, cleartext: cleartext)
        } catch {
            throw DownloadError(address, .redirect(location, error.reason))
        }
    }

    private func receive<Sink: DownloadSink>(
        _ response: HTTPConnection.Response, _ length: Int?, from address: WebAddress, into sink: inout Sink, limit: Int,
        progress: @Sendable (Int) -> Void
    ) async throws {
        if let length, length > limit - sink.length { throw DownloadError(address, .tooLarge(limit)) }
        let before = sink.length
        var pace = Pace(limits, start: clock.now())
        var chunks = response.body.makeAsyncIterator()
        while let chunk = try await Self.next(&chunks, from: address) {
            guard chunk.count <= limit - sink.length else { throw DownloadError(address, .tooLarge(limit)) }
            try Self.written(address) { try sink.append(chunk) }
            progress(chunk.count)
            guard pace.counts(chunk.count, at: clock.now()) else { throw DownloadError(address, .slow) }
        }
        if let length, sink.length - before != length { throw DownloadError(address, .interrupted) }
    }

    private static func next(
        _ chunks: inout HTTPClientResponse.Body.AsyncIterator, from address: WebAddress
    ) async throws -> [UInt8]? {
        do {
            return try await chunks.next().map { Array($0.readableBytesView) }
        } catch let error as CancellationError {
            throw error
        } catch {
            throw DownloadError(address, ConnectionFailure.reason(for: error, isUnderWay: true))
        }
    }

    private static func written(_ address: WebAddress, _ body: () throws -> Void) throws {
        do {
            try body()
        } catch let failure as SinkFailure {
            throw DownloadError(address, .unwritable(failure.reason))
        }
    }
}

/// Why a sink could not take bytes.
package struct SinkFailure: Error, Hashable, Sendable {
    /// What the system says.
    package let reason: String

    /// Makes a failure.
    package init(_ reason: String) { self.reason = reason }
}
