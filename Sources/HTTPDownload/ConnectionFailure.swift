internal import AsyncHTTPClient
internal import NIOCore
internal import NIOPosix
internal import NIOSSL

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// The client's errors in the words of ours.
enum ConnectionFailure {
    /// What an error means; before the first byte of an answer, or while a body is under way.
    static func reason(for error: any Error, isUnderWay: Bool) -> DownloadError.Reason {
        switch error {
        case let error as HTTPClientError: reason(for: error)
        case let error as NIOConnectionError: .unreachable(cause(of: error))
        case let error as NIOSSLError: .untrusted(cause(of: error))
        case let error as NIOSSLExtraError where error == .failedToValidateHostname:
            .untrusted("its certificate is for another name")
        case is BoringSSLError, is NIOSSLExtraError: .untrusted("\(error)")
        case let error as IOError: isUnderWay ? .interrupted : .unreachable(words(error))
        default: isUnderWay ? .interrupted : .unreachable("\(error)")
        }
    }

    private static func reason(for error: HTTPClientError) -> DownloadError.Reason {
        switch error {
        case .connectTimeout, .tlsHandshakeTimeout, .httpProxyHandshakeTimeout, .getConnectionFromPoolTimeout:
            .unreachable("there was no answer in time")
        case .readTimeout, .deadlineExceeded: .slow
        case .proxyAuthenticationRequired: .proxyRefused
        case .invalidURL, .emptyHost: .nonsense("an address that cannot be asked")
        case .invalidProxyResponse: .unreachable("the proxy does not answer as one")
        default: .interrupted
        }
    }

    /// One cause of several; which address of a host was tried first does not matter.
    private static func cause(of error: NIOConnectionError) -> String {
        if let first = error.connectionErrors.first { return words(first.error) }
        if error.dnsAError != nil || error.dnsAAAAError != nil { return "no host has the name `\(error.host)`" }
        return "there is no way to `\(error.host)`"
    }

    private static func words(_ error: any Error) -> String {
        switch error {
        case let error as IOError: words(error.errnoCode) ?? "\(error)"
        case let error as ChannelError where error.isTimeout: "there was no answer in time"
        default: "\(error)"
        }
    }

    private static func words(_ code: CInt) -> String? {
        switch code {
        case ECONNREFUSED: "nothing answers there"
        case ENETUNREACH, EHOSTUNREACH, ENETDOWN: "no network leads there"
        case ETIMEDOUT: "there was no answer in time"
        case ECONNRESET, EPIPE: "the connection was ended"
        default: nil
        }
    }

    private static func cause(of error: NIOSSLError) -> String {
        let text = "\(error)"
        if text.contains("CERTIFICATE_VERIFY_FAILED") { return "nobody who is trusted has signed its certificate, or it has expired" }
        return text
    }
}

extension ChannelError {
    fileprivate var isTimeout: Bool { if case .connectTimeout = self { true } else { false } }
}
