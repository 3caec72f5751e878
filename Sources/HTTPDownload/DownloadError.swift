/// Why something could not be fetched.
package struct DownloadError: Error, Hashable, Sendable {
    /// What went wrong.
    package enum Reason: Hashable, Sendable {
        /// There is no connection to the host; the payload is why, as the system says it.
        case unreachable(String)
        /// The host's certificate is not trusted, or the handshake failed; the payload is why.
        case untrusted(String)
        /// The proxy wants to know who asks, or does not take who does; asking it again may lock somebody out.
        case proxyRefused
        /// The host was silent for too long, or too slow.
        case slow
        /// The connection ended before all was there.
        case interrupted
        /// The answer has this status.
        case status(Int)
        /// There is more than this many bytes.
        case tooLarge(Int)
        /// It leads on to this address, which may not be followed; the second is why.
        case redirect(String, String)
        /// The answer contradicts itself or the question; the payload says how.
        case nonsense(String)
        /// What came could not be written; the payload is why, as the system says it.
        case unwritable(String)
    }

    /// What was asked for.
    package let address: String
    /// What went wrong.
    package let reason: Reason
    /// How long the server asks to wait; `nil` when it does not say.
    package let wait: Duration?

    init(_ address: WebAddress, _ reason: Reason, wait: Duration? = nil) {
        self.address = address.description
        self.reason = reason
        self.wait = wait
    }

    /// Whether the same question may be answered a moment later.
    package var isRetryable: Bool {
        switch reason {
        case .unreachable, .slow, .interrupted: true
        case .status(let status): [408, 425, 429, 500, 502, 503, 504].contains(status)
        case .untrusted, .proxyRefused, .tooLarge, .redirect, .nonsense, .unwritable: false
        }
    }

    /// Whether the server says that there is nothing; stores of files say so to strangers with 403.
    package var isMissing: Bool { reason == .status(404) || reason == .status(410) || reason == .status(403) }

    /// What is wrong, in lower case and without a full stop.
    package var message: String {
        switch reason {
        case .unreachable(let reason): "`\(address)` cannot be reached: \(reason)"
        case .untrusted(let reason): "the server of `\(address)` is not trusted: \(reason)"
        case .proxyRefused: "`\(address)` cannot be reached: the proxy asks for a name and a password, or refuses those it was given"
        case .slow: "`\(address)` took too long"
        case .interrupted: "the connection was lost before all of `\(address)` was there"
        case .status(let status): "`\(address)` was answered with status \(status)"
        case .tooLarge(let limit): "`\(address)` has more than \(limit) bytes"
        case .redirect(let location, let reason): "`\(address)` leads to `\(location.prefix(200))`, which \(reason)"
        case .nonsense(let reason): "`\(address)` was answered with \(reason)"
        case .unwritable(let reason): "`\(address)` cannot be kept: \(reason)"
        }
    }
}
