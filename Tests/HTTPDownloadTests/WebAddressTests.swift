import HTTPDownload
import Testing

@Suite("Addresses that may be asked")
struct WebAddressTests {
    private func address(_ text: String, _ cleartext: WebAddress.Cleartext = .loopback) throws(WebAddressError) -> WebAddress {
        try WebAddress(text, cleartext: cleartext)
    }

    @Test(arguments: [
        ("https://Example.com", "https://example.com/"), ("https://example.com:443/a/", "https://example.com/a/"),
        ("https://example.com:8443/a?b=c#d", "https://example.com:8443/a?b=c"), ("http://127.0.0.1:80/x", "http://127.0.0.1/x"),
        ("https://[2001:db8::1]:1/", "https://[2001:db8::1]:1/"), ("http://[::1]:5/", "http://[::1]:5/"),
    ])
    func addressesAreRead(text: String, expected: String) throws {
        #expect(try address(text).description == expected)
    }

    @Test(arguments: [
        ("", WebAddressError.malformed), ("example.com", .malformed), ("https://", .malformed), ("https://a b/", .malformed),
        ("https://a:0/", .malformed), ("https://a:65536/", .malformed), ("https://a:/", .malformed), ("https://[::1/", .malformed),
        ("https://a\n/", .malformed), ("https://é.example/", .malformed), ("https://a%2f/", .malformed),
        ("ftp://example.com/", .otherScheme), ("file:///etc/passwd", .otherScheme), ("https://me:word@example.com/", .credentials),
        ("http://example.com/", .cleartext), ("http://127.0.0.1.example.com/", .cleartext), ("http://127.evil/", .cleartext),
        ("http://localhost.example/", .cleartext),
    ])
    func whatIsNoneIsRefused(text: String, error: WebAddressError) {
        #expect(throws: error) { try WebAddress(text, cleartext: .loopback) }
    }

    @Test func mutantsNeverTrapAndNeverLoseTheirEncryption() {
        let texts = ["https://user@[2001:db8::1]:8443/a?b#c", "http://127.0.0.1:80//x/../y", "HTTPS://Example.com:65535"]
        var seed: UInt64 = 6
        for text in texts {
            for _ in 0..<2000 {
                var mutant = Array(text.utf8)
                for _ in 0..<2 {
                    seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                    mutant[Int(seed >> 33) % mutant.count] = UInt8(truncatingIfNeeded: seed >> 56)
                }
                let read = try? WebAddress(String(decoding: mutant, as: UTF8.self), cleartext: .loopback)
                guard let read else { continue }
                #expect(read.isEncrypted || read.isLoopback)
                // What is printed is what is asked.
                #expect((try? WebAddress(read.description, cleartext: .loopback)) == read)
            }
        }
    }

    @Test func cleartextIsForThisMachineAndForThoseWhoSaySo() throws {
        for host in ["localhost", "127.0.0.1", "127.9.9.9", "[::1]"] { #expect(try address("http://\(host)/").isLoopback) }
        #expect(try address("http://example.com/", .anywhere).host == "example.com")
    }

    @Test func partsOfPathsAreEscaped() throws {
        let feed = try address("https://example.com/osv/")
        #expect(feed.appending("crates.io", "all.zip").description == "https://example.com/osv/crates.io/all.zip")
        #expect(feed.appending("a b/../c?#%").description == "https://example.com/osv/a%20b%2F..%2Fc%3F%23%25")
    }

    @Test(arguments: [
        ("/b", "https://example.com/b"), ("c", "https://example.com/x/c"), ("//other.example/d", "https://other.example/d"),
        ("https://other.example/e?signed=1", "https://other.example/e?signed=1"),
    ])
    func redirectionsAreFollowed(location: String, expected: String) throws {
        let next = try address("https://example.com/x/y?z=/").redirected(to: location, cleartext: .loopback)
        #expect(next.description == expected)
    }

    @Test func noRedirectionLeadsAwayFromEncryption() throws {
        let start = try address("https://example.com/")
        for location in ["http://example.com/", "HTTP://127.0.0.1/"] {
            #expect(throws: WebAddressError.downgrade) { try start.redirected(to: location, cleartext: .anywhere) }
        }
        let local = try address("http://127.0.0.1/")
        #expect(throws: WebAddressError.cleartext) { try local.redirected(to: "http://example.com/", cleartext: .loopback) }
        #expect(throws: WebAddressError.otherScheme) { try start.redirected(to: "file:///etc/passwd", cleartext: .anywhere) }
    }
}
