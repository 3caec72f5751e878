import Testing

@Suite("What may not be called where")
struct BannedCallTests {
    /// Where files, clock, environment, processes and standard output may be touched.
    private static let doors = [
        "Sources/Scanning/DiskFileSource", "Sources/AdvisoryDownload/FeedFolder", "Sources/CommandDoors/",
        "Sources/RingfenceCommands/", "Sources/ringfence/", "Sources/ringfence-dev/", "Sources/RingfencedCommands/",
        "Sources/ringfenced/",
    ]

    // In the default kind of word boundary, `a.b` is one word.
    private static var world: Regex<Substring> {
        #/
            (?:^|[^\w.])(?:
                (?:print|debugPrint|dump|readLine|exit|abort|getenv|setenv|fopen|freopen|open|opendir|creat|unlink|system
                |popen|posix_spawn|fork|execv|execve|execvp|time|clock_gettime|gettimeofday)\(
                |(?:FileManager|ProcessInfo|FileHandle|CommandLine|SystemRandomNumberGenerator|ContinuousClock
                |SuspendingClock|UserDefaults)\b
                |Date\(\)|Date\.now|Process\(\)|UUID\(\)
            )
            |\.random\(in:\s*[^,)]*\)|\.(?:shuffled|randomElement)\(\)
            /#.wordBoundaryKind(.simple)
    }
    private static var traps: Regex<Substring> {
        /\btry!|\bas!|(?:^|[^\w.])(?:fatalError|preconditionFailure|assertionFailure)\(/.wordBoundaryKind(.simple)
    }
    private static var unwrap: Regex<Substring> { /[\w\)\]>]!(?=$|[\s.,)\]:}])/ }
    private static var sockets: Regex<Substring> {
        /(?:^|[^\w.])(?:socket|connect|getaddrinfo|gethostbyname)\(|\bURLSession\b/.wordBoundaryKind(.simple)
    }

    @Test(arguments: [
        "print(x)", "  exit(1)", "let now = Date()", "FileManager.default", "x = getenv(name)", "let p = Process()",
        "Int.random(in: 0...9)", "let fd = open(path, 0)",
    ])
    func touchingTheWorldIsSeen(line: String) { #expect(line.contains(Self.world)) }

    @Test(arguments: [
        "reporter.print(x)", "fingerprint(x)", "printed", "func close()", "Int.random(in: 0...9, using: &seeded)",
        "CalendarDate(text)", "reopen(x)",
    ])
    func otherNamesAreNot(line: String) { #expect(!line.contains(Self.world)) }

    @Test func trapsAndSocketsAreSeen() {
        for line in ["try! f()", "x as! Int", "fatalError()"] { #expect(line.contains(Self.traps)) }
        for line in ["try? f()", "x as? Int", "MyError.fatalError"] { #expect(!line.contains(Self.traps)) }
        for line in ["x!.y", "f(x!)", "let a = b[0]!"] { #expect(line.contains(Self.unwrap)) }
        for line in ["a != b", "!a", "if !(a)"] { #expect(!line.contains(Self.unwrap)) }
        for line in ["socket(AF_INET, 0, 0)", "URLSession.shared"] { #expect(line.contains(Self.sockets)) }
        for line in ["websocket(x)", "reconnect(x)"] { #expect(!line.contains(Self.sockets)) }
    }

    @Test func theWorldIsTouchedOnlyAtTheDoors() {
        let found = violations(of: Self.world, exceptBelow: Self.doors) { line in
            // Declaring a function of the same name calls nothing.
            !line.contains(/\bfunc (?:print|dump|exit|open|time)\(/)
        }
        #expect(found.isEmpty, "\(list("only the doors may do this; take a value or a protocol instead:", found))")
    }

    @Test func nothingTrapsOnPurpose() {
        let found = violations(of: Self.traps, exceptBelow: [])
        #expect(found.isEmpty, "\(list("input is hostile; answer with a value instead:", found))")
    }

    @Test func unwrappingIsNotForcedWithoutAnInvariant() {
        let found = violations(of: Self.unwrap, exceptBelow: []) { !$0.contains("// INVARIANT:") }
        #expect(found.isEmpty, "\(list("unwrap with `guard let`, or say `// INVARIANT:` on the line:", found))")
    }

    @Test func uncheckedSendingSaysWhyItHolds() {
        let unchecked = /@unchecked\s+Sendable|nonisolated\(unsafe\)|@preconcurrency\b|unowned\(unsafe\)/.wordBoundaryKind(.simple)
        var found: [String] = []
        for file in House.sources {
            for (index, line) in file.code.enumerated() where line.contains(unchecked) {
                let around = file.lines[max(0, index - 5)...index]
                if !around.contains(where: { $0.contains("// INVARIANT:") }) {
                    found.append(entry(file.path, index + 1, line))
                }
            }
        }
        #expect(found.isEmpty, "\(list("say `// INVARIANT:` above:", found))")
    }

    /// The rooms that may know of the network: the runtime half's, and what starts them.
    private static let networked: Set = ["HTTPDownload", "AdvisoryDownload", "RingfencedCommands", "ringfenced"]

    @Test func theScannerKnowsNoNetwork() {
        let banned: Set = ["Foundation", "FoundationNetworking", "Network", "CFNetwork", "AsyncHTTPClient", "Hummingbird"]
        var found: [String] = []
        for file in House.sources where !Self.networked.contains(file.target) {
            for (module, line) in file.imports {
                let isHarmless = module == "Foundation" && file.target == "ringfence-dev"
                if (banned.contains(module) || module.hasPrefix("NIO")) && !isHarmless {
                    found.append(entry(file.path, line, "imports \(module)"))
                }
            }
        }
        found += violations(of: Self.sockets, exceptBelow: [])
        for path in House.files(below: "Sources") where path.hasSuffix(".c") || path.hasSuffix(".h") {
            if House.text(path).contains(/<(?:sys\/socket|netdb|netinet\/.*|arpa\/.*)\.h>/) { found.append(path) }
        }
        #expect(found.isEmpty, "\(list("a scan opens no socket:", found))")
    }

    @Test func noRoomOfTheScannerLeadsToTheNetwork() {
        let plan = Plan.own
        let rooms = Set(plan.targets.map(\.name))
        // What packages bring is not looked into, so each that the scanner links is known by name to open no socket.
        let harmless: Set = ["ArgumentParser", "Subprocess", "SystemPackage", "GRDB"]
        for program in ["ringfence", "ringfence-dev"] {
            let reached = plan.reachable(from: program)
            #expect(reached.count > 20, "Package.swift was not understood")
            #expect(reached.isDisjoint(with: Self.networked), "\(program) leads to the runtime half")
            let foreign = reached.subtracting(rooms).subtracting(harmless).sorted()
            #expect(foreign.isEmpty, "\(program) links packages that are not known to open no socket: \(foreign)")
        }
        #expect(plan.reachable(from: "ringfenced").contains("AsyncHTTPClient"))
        #expect(plan.reachable(from: "ringfenced").isDisjoint(with: ["Scanning", "Rules", "CodeAnalysis", "RingfenceCommands"]))
    }

    @Test func noModuleIsHandedOn() {
        let found = violations(of: /@_exported/, exceptBelow: [])
        #expect(found.isEmpty, "\(list("import it where it is used:", found))")
    }

    private func violations<Output>(
        of pattern: Regex<Output>, exceptBelow doors: [String], where isReal: (Substring) -> Bool = { _ in true }
    ) -> [String] {
        let pattern = pattern.matchingSemantics(.unicodeScalar)
        return House.sources.filter { file in !doors.contains { file.path.hasPrefix($0) } }.flatMap { file in
            zip(file.code, file.lines).enumerated().compactMap { index, pair in
                !pair.0.isEmpty && pair.0.contains(pattern) && isReal(pair.1) ? entry(file.path, index + 1, pair.1) : nil
            }
        }
    }
}
