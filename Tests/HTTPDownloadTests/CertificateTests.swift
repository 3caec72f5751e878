import Foundation
import HTTPDownload
import Testing
import TestFeedServer

@Suite("Whose certificates count")
struct CertificateTests {
    private func fetch(_ server: FeedServer, host: String = "localhost", authorities: String?) async throws -> [UInt8]? {
        try await HTTPConnection.with(HTTPConnection.Settings(authorities: authorities)) { connection in
            let clock = DownloadClock(now: { .zero }, sleep: { _ in })
            let address = try WebAddress("https://\(host):\(server.number)/file", cleartext: .loopback)
            return try await Downloader(connection, clock: clock).bytes(of: address, limit: 100)?.bytes
        }
    }

    private func withAuthority(_ body: (String) async throws -> Void) async throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "ringfence-\(UUID().uuidString).pem").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try Data(TestCertificate.pem.utf8).write(to: URL(filePath: path))
        try await body(path)
    }

    private func isUntrusted(_ body: () async throws -> Void) async throws -> Bool {
        do {
            try await body()
            return false
        } catch let error as DownloadError {
            if case .untrusted = error.reason { return !error.isRetryable }
            throw error
        }
    }

    @Test func whoIsNamedIsTrusted() async throws {
        try await FeedServer.with(["file": [1, 2, 3]], isEncrypted: true) { server in
            try await withAuthority { path in
                let bytes = try await fetch(server, authorities: path)
                #expect(bytes == [1, 2, 3])
            }
        }
    }

    @Test func whoIsNotKnownIsNotAsked() async throws {
        try await FeedServer.with(["file": [1, 2, 3]], isEncrypted: true) { server in
            let isUntrusted = try await isUntrusted { _ = try await fetch(server, authorities: nil) }
            #expect(isUntrusted)
            #expect(server.requests.isEmpty)
        }
    }

    @Test func anotherNameIsNotTrusted() async throws {
        try await FeedServer.with(["file": [1, 2, 3]], isEncrypted: true) { server in
            try await withAuthority { path in
                let isUntrusted = try await isUntrusted { _ = try await fetch(server, host: "127.0.0.1", authorities: path) }
                #expect(isUntrusted)
            }
        }
    }

    @Test func aFileWithoutCertificatesIsRefused() async throws {
        await #expect(throws: HTTPConnection.SettingsError.authorities) {
            try await HTTPConnection.with(HTTPConnection.Settings(authorities: "/nonexistent/ca.pem")) { _ in }
        }
    }
}
