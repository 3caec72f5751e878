import Foundation
import Testing

@Suite("What the pages say")
struct PaperTests {
    @Test func theChangelogNamesEveryRuleAndNoOther() {
        let ids = Set(RuleFileTests.ids.map(\.id))
        guard !ids.isEmpty else { return }
        let written = Set(House.text("CHANGELOG.md").matches(of: /(?m)^- `([a-z-]+\/[a-z0-9-]+)`/).map { String($0.1) })
        #expect(ids.subtracting(written).sorted() == [], "add these to CHANGELOG.md")
        #expect(written.subtracting(ids).sorted() == [], "CHANGELOG.md names rules that do not exist")
    }

    @Test func everyExampleIsDescribed() {
        let examples = Set(House.files(below: "Examples").map { String($0.split(separator: "/")[1]) })
        #expect(examples.isSuperset(of: ["storefront", "storefront-fenced"]))
        for example in examples {
            let readme = House.text("Examples/\(example)/README.md")
            #expect(readme.contains("./run scan Examples/\(example)\n"), "Examples/\(example)/README.md lacks its scan")
        }
    }

    @Test(arguments: ["README.md", "CONTRIBUTING.md"])
    func commandsOfThePagesExist(page: String) {
        let commands = Self.subcommands
        for line in Self.commandLines(of: page) {
            let words = line.split(separator: " ").map(String.init)
            guard let program = words.first else { continue }
            if program.contains("/") {
                let path = program.hasPrefix("./") ? String(program.dropFirst(2)) : program
                #expect(House.isExecutable(path), "\(page): `\(line)` starts something that is not there")
            }
            if program == "./run" || program == "ringfence", words.count > 1, !commands.isEmpty {
                #expect(commands.contains(words[1]), "\(page): `\(line)` uses a command that does not exist")
            }
        }
    }

    @Test func optionsOfTheReadmeExist() {
        let sources = Self.commandRooms.flatMap { House.files(below: $0, endingIn: ".swift") }
        guard !Self.subcommands.isEmpty else { return }
        let text = sources.map(House.text).joined(separator: "\n")
        let builtIn: Set = ["help", "version"]
        let options = Set(House.text("README.md").matches(of: /(?:^|[^\w-])--([a-z][a-z-]*)/).map { String($0.1) })
        let properties = text.matches(of: /(?:var|case) `?(\w+)/).map { kebab($0.1) }
        let literals = text.matches(of: /"([a-z][a-z-]*)"/).map { String($0.1) }
        let missing = options.subtracting(builtIn).subtracting(properties).subtracting(literals).sorted()
        #expect(missing.isEmpty, "README.md names options that do not exist: \(missing)")
    }

    @Test(arguments: [
        "README.md", "CONTRIBUTING.md", "SECURITY.md", "THREAT_MODEL.md", "CHANGELOG.md",
        "Examples/storefront/README.md", "Examples/storefront-fenced/README.md",
    ])
    func linksLeadSomewhere(page: String) {
        let folder = page.split(separator: "/").dropLast().joined(separator: "/")
        for match in House.text(page).matches(of: /\]\(([^)#]+)(?:#[^)]*)?\)/) where !match.1.contains(":") {
            // The pages of the rules are generated, and there are none before there are rules.
            if match.1 == "Documentation/Rules" && RuleFileTests.ids.isEmpty { continue }
            #expect(House.exists(folder + "/" + match.1), "\(page) links to \(match.1)")
        }
    }

    @Test func everyPageThatIsPromisedIsThere() {
        let pages = [
            "README.md", "LICENSE", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md", "THREAT_MODEL.md",
            "Documentation/Modules.md", "Documentation/Defaults.md", "Documentation/Versioning.md",
        ]
        for page in pages { #expect(House.text(page).utf8.count > 200, "\(page) is missing or empty") }
        for script in ["run", "test", ".ci/run", "Scripts/bootstrap"] { #expect(House.isExecutable(script), "\(script)") }
    }

    @Test func noFileKnowsTheMachineItWasWrittenOn() {
        // Made from pieces, since this file is read too.
        let places = ["work", "home", "Users", "tmp"].map { "/" + $0 + "/" }
        var found: [String] = []
        // A Lambda function's own scratch folder is no place of ours: programs in examples write there.
        let aboutPrograms = ["Sources/Rules/", "Sources/CodeAnalysis/", "Documentation/Rules/", "Tests/CodeAnalysisTests/"]
        for path in House.folders.flatMap({ House.files(below: $0) }) + House.rootFiles where !path.hasPrefix("Examples/") {
            // Titles of advisories, millions of bytes of them, tell of others' machines.
            if path.hasPrefix("Sources/CAdvisorySnapshot/") { continue }
            let text = House.text(path)
            let places = aboutPrograms.contains(where: path.hasPrefix) ? Array(places.dropLast()) : places
            guard places.contains(where: { text.range(of: $0) != nil }) else { continue }
            for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
                let isPath = places.contains { place in
                    line.ranges(of: place).contains { range in
                        range.lowerBound == line.startIndex || !line[line.index(before: range.lowerBound)].isPartOfPath
                    }
                }
                if isPath { found.append(entry(path, index + 1, line)) }
            }
        }
        #expect(found.isEmpty, "\(list("absolute paths of a machine:", found))")
    }

    /// Lines of fenced blocks without a language or for a shell, comments cut.
    private static func commandLines(of page: String) -> [String] {
        var fence: Substring?
        var lines: [String] = []
        for line in House.text(page).split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("```") {
                fence = fence == nil ? line : nil
            } else if fence == "```" || fence == "```sh", let command = line.split(separator: " #").first {
                lines += command.split(separator: "&&").map { $0.trimmingPrefix(while: \.isWhitespace) }.map(String.init)
            }
        }
        return lines
    }

    private static let commandRooms = ["Sources/RingfenceCommands", "Sources/RingfencedCommands", "Sources/CommandDoors"]

    /// The subcommands that the commands' rooms define; empty while there are none.
    private static var subcommands: Set<String> {
        let text = commandRooms.flatMap { House.files(below: $0, endingIn: ".swift") }.map(House.text).joined()
        let named = text.matches(of: /commandName:\s*"([a-z-]+)"/).map { String($0.1) }
        let typed = text.matches(of: /struct (\w+): (?:Async)?ParsableCommand/).map { kebab($0.1) }
        return Set(named + typed)
    }
}

extension Character {
    fileprivate var isPartOfPath: Bool { isLetter || isNumber || "._-*}".contains(self) }
}
