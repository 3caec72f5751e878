import FoundationEssentials
import TestFeedServer
import Testing

@Suite("Options of ringfenced advisories update")
struct UpdateOptionTests {
    private static let feed = FeedFiles.feed(("npm", FeedFiles.ecosystem("npm", 3)), ("Go", FeedFiles.ecosystem("Go", 2)))

    @Test(arguments: [
        ("http://mirror.example/osv", "is not encrypted", "--dangerously-allow-http"),
        ("mirror.example", "is no address", "https://host/folder"), ("ftp://mirror.example", "is neither https nor http", "https://"),
        ("https://me:word@mirror.example", "holds a name or a password", "leave"), ("https://mirror.example/?a=b", "is no address", "question mark"),
    ])
    func addressesThatMayNotBeAskedAreRefused(url: String, reason: String, help: String) async throws {
        try await UpdateFolder.with { folder in
            let run = await folder.update(url)
            #expect(run.code == 2)
            #expect(run.errors.contains("`\(url)` \(reason)"), "\(run.errors)")
            #expect(run.errors.contains(help))
        }
    }

    @Test func anAddressWithoutAFeedIsNamed() async throws {
        try await FeedServer.with(Self.feed) { server in
            try await UpdateFolder.with { folder in
                let run = await folder.update(server.address + "/elsewhere/")
                #expect(run.code == 2)
                #expect(run.errors.hasPrefix("error: `\(server.address)/elsewhere/ecosystems.txt` is not there, or not as OSV writes it\n"))
                #expect(run.errors.contains("help: give `--url` the folder"))
            }
        }
    }

    @Test func aHostThatIsNotThereIsNamed() async throws {
        let gone = try await FeedServer.with([:]) { $0.address }
        try await UpdateFolder.with { folder in
            let run = await folder.update(gone)
            #expect(run.code == 4)
            #expect(run.errors.hasPrefix("error: `\(gone)/ecosystems.txt` cannot be reached: nothing answers there\n"), "\(run.errors)")
            #expect(run.errors.contains("check the network, and whether a proxy has to be named"))
        }
    }

    @Test func ecosystemsAreChosen() async throws {
        try await FeedServer.with(Self.feed) { server in
            try await UpdateFolder.with { folder in
                let run = await folder.update(server.address, "--ecosystem", "Go")
                #expect(run.output.contains("the store has 2 advisories"), "\(run.output)")
                let unknown = await folder.update(server.address, "--ecosystem", "CPAN")
                #expect(unknown.code == 2)
                #expect(unknown.errors.contains("`CPAN` is no ecosystem that is known"))
                let missing = await folder.update(server.address, "--ecosystem", "Hex")
                #expect(missing.code == 2)
                #expect(missing.errors.contains("the feed has nothing on `Hex`\nhelp: it has `npm`, `Go`"), "\(missing.errors)")
            }
        }
    }

    @Test func aTerminalSeesProgress() async throws {
        try await FeedServer.with(Self.feed) { server in
            try await UpdateFolder.with { folder in
                let run = await folder.update(server.address, isTerminal: true)
                #expect(run.errors.contains("downloading advisories: 0."), "\(run.errors)")
                #expect(run.errors.hasSuffix("\r\u{1B}[2K"), "the line is removed in the end")
            }
        }
    }

    @Test func aProxyIsNamedOrTakenFromTheEnvironment() async throws {
        try await FeedServer.with(Self.feed) { proxy in
            try await UpdateFolder.with { folder in
                // The server does not know CONNECT: what counts is that it was asked, and nobody else.
                let environment = ["HTTPS_PROXY": proxy.address, "NO_PROXY": "internal.example,.test"]
                for (url, arguments, isAsked) in [
                    ("https://feed.invalid", [], true), ("https://feed.invalid", ["--proxy", "none"], false),
                    ("https://feed.test", [], false), ("https://feed.test", ["--proxy", proxy.address], true),
                ] {
                    proxy.forgetRequests()
                    let run = await folder.run(
                        ["advisories", "update", "--store", "a.db", "--url", url] + arguments, environment: environment)
                    #expect(run.code == 4)
                    #expect(proxy.requests.isEmpty != isAsked, "\(url) \(arguments): \(run.errors)")
                }
            }
        }
    }

    @Test func aProxyMustBeOne() async throws {
        try await UpdateFolder.with { folder in
            for proxy in [
                "https://proxy.example", "socks5://proxy.example", "http://me:hunter2@proxy example", "https://me:hunter2@proxy.example",
                "me:hunter2%0d%0a@proxy.example", "http://:hunter2@proxy.example", "http://me:hunter2%4@proxy.example",
            ] {
                let run = await folder.update("https://feed.invalid", "--proxy", proxy)
                #expect(run.code == 2)
                #expect(!run.errors.contains("hunter2"), "\(run.errors)")
            }
        }
    }

    @Test func aProxyIsToldWhoAsks() async throws {
        try await FeedServer.with(Self.feed) { proxy in
            try await UpdateFolder.with { folder in
                let address = "http://me:hunter%402%3A@\(proxy.authority)"
                for (arguments, environment) in [(["--proxy", address], [:]), ([], ["https_proxy": address])] {
                    proxy.forgetRequests()
                    proxy.fail("feed.invalid:443", .status(407))
                    let run = await folder.run(
                        ["advisories", "update", "--store", "a.db", "--url", "https://feed.invalid"] + arguments, environment: environment)
                    #expect(run.code == 4 && proxy.requests.count == 1, "asking again may lock somebody out")
                    #expect(run.errors.contains("the proxy asks for a name and a password, or refuses those it was given"), "\(run.errors)")
                    #expect(proxy.requests.first?.headers["proxy-authorization"] == "Basic " + Data("me:hunter@2:".utf8).base64EncodedString())
                    #expect(!run.errors.contains("hunter") && !run.output.contains("hunter"), "\(run.errors)")
                }
            }
        }
    }

    @Test func authoritiesMustBeThere() async throws {
        try await UpdateFolder.with { folder in
            let run = await folder.update("https://feed.invalid", "--ca-file", "ca.pem")
            #expect(run.code == 2)
            #expect(run.errors.contains("`ca.pem` holds no certificates, or cannot be read"))
        }
    }

    @Test func theHelpNamesTheFeed() async throws {
        try await UpdateFolder.with { folder in
            let run = await folder.run(["advisories", "update", "--help"])
            #expect(run.code == 0)
            #expect(run.output.contains("https://storage.googleapis.com/osv-vulnerabilities"))
            #expect(run.output.contains("ringfence advisories update --ecosystem npm --ecosystem PyPI"))
        }
    }
}
