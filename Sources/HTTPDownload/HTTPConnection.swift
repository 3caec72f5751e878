internal import AsyncHTTPClient
internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
internal import NIOSSL

/// Connections to servers, whose certificates are verified.
package struct HTTPConnection: Sendable {
    /// Whose certificates count, and which way connections take.
    package struct Settings: Hashable, Sendable {
        /// A file of certificates in PEM that take the place of the system's; `nil` for the system's.
        package var authorities: String?
        /// The proxy that connections go through, but for those to this machine; `nil` for none.
        package var proxy: ProxyAddress?

        /// Makes settings.
        package init(authorities: String? = nil, proxy: ProxyAddress? = nil) {
            self.authorities = authorities
            self.proxy = proxy
        }
    }

    /// An answer whose body is still to come.
    struct Response {
        let head: Exchange.Head
        let body: HTTPClientResponse.Body
    }

    /// Why settings cannot be used.
    package enum SettingsError: Error, Hashable, Sendable {
        /// The file of certificates holds none, or cannot be read.
        case authorities
    }

    private let direct: HTTPClient
    private let proxied: HTTPClient?

    /// Opens connections for as long as `body` runs.
    /// - Throws: `SettingsError`, and what `body` throws.
    package static func with<Value>(
        _ settings: Settings, limits: DownloadLimits = DownloadLimits(), _ body: (HTTPConnection) async throws -> Value
    ) async throws -> Value {
        var configuration = try configuration(settings, limits)
        let direct = HTTPClient(eventLoopGroupProvider: .shared(MultiThreadedEventLoopGroup.singleton), configuration: configuration)
        var proxied: HTTPClient?
        if let proxy = settings.proxy {
            let authorization = proxy.credentials.map { HTTPClient.Authorization.basic(username: $0.name, password: $0.password) }
            configuration.proxy = .server(host: proxy.address.host, port: proxy.address.port, authorization: authorization)
            proxied = HTTPClient(eventLoopGroupProvider: .shared(MultiThreadedEventLoopGroup.singleton), configuration: configuration)
        }
        let result: Result<Value, any Error>
        do {
            result = .success(try await body(HTTPConnection(direct: direct, proxied: proxied)))
        } catch {
            result = .failure(error)
        }
        try? await direct.shutdown()
        try? await proxied?.shutdown()
        return try result.get()
    }

    private static func configuration(_ settings: Settings, _ limits: DownloadLimits) throws -> HTTPClient.Configuration {
        var tls = TLSConfiguration.makeClientConfiguration()
        tls.minimumTLSVersion = .tlsv12
        tls.certificateVerification = .fullVerification
        if let path = settings.authorities {
            guard let certificates = try? NIOSSLCertificate.fromPEMFile(path), !certificates.isEmpty else { throw SettingsError.authorities }
            tls.trustRoots = .certificates(certificates)
        }
        var configuration = HTTPClient.Configuration(
            tlsConfiguration: tls,
            redirectConfiguration: .disallow,
            timeout: .init(connect: .init(limits.connect), read: .init(limits.silence)))
        configuration.httpVersion = .http1Only
        configuration.decompression = .disabled
        // Whether to try again is decided above, where it is bounded and seen.
        configuration.connectionPool.retryConnectionEstablishment = false
        return configuration
    }

    /// Asks for a file.
    /// - Throws: `DownloadError`, or `CancellationError`.
    func response(
        from address: WebAddress, headers: [(name: String, value: String)], limits: DownloadLimits
    ) async throws -> Response {
        var request = HTTPClientRequest(url: address.description)
        for (name, value) in headers { request.headers.add(name: name, value: value) }
        request.headers.add(name: "user-agent", value: "ringfence")
        let client = address.isLoopback ? direct : proxied ?? direct
        do {
            let response = try await client.execute(request, timeout: .init(limits.connect + limits.silence))
            return Response(head: Exchange.Head(response), body: response.body)
        } catch let error as CancellationError {
            throw error
        } catch {
            throw DownloadError(address, ConnectionFailure.reason(for: error, isUnderWay: false))
        }
    }
}

extension Exchange.Head {
    fileprivate init(_ response: HTTPClientResponse) {
        let headers = response.headers
        self.init(
            status: Int(response.status.code), etag: headers.first(name: "etag").flatMap { EntityTag($0) },
            length: headers.first(name: "content-length").flatMap { Int($0) }.flatMap { $0 < 0 ? nil : $0 },
            range: headers.first(name: "content-range"), encoding: headers.first(name: "content-encoding"),
            location: headers.first(name: "location"),
            retryAfter: headers.first(name: "retry-after").flatMap { Int($0) }.flatMap { $0 < 0 ? nil : $0 })
    }
}
