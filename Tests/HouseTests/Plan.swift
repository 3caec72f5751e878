/// What `Package.swift` says about targets, read as text.
struct Plan {
    /// One target.
    struct Target: Equatable {
        /// `target`, `executableTarget` or `testTarget`.
        let kind: String
        /// The name.
        let name: String
        /// The names of the targets and products it may import, in order.
        let dependencies: [String]

        /// Where its sources stand, from the root.
        var folder: String { House.exists("Sources/" + name) ? "Sources/" + name : "Tests/" + name }
    }

    /// The targets in the file's order.
    let targets: [Target]

    /// Reads the package's own file.
    static let own = Plan(packageText: House.text("Package.swift"))

    /// Reads the text of a `Package.swift` as this one is written: literal names, dependencies as literals, products
    /// or constants of the file.
    init(packageText: String) {
        let text = packageText.split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0.split(separator: "//", maxSplits: 1, omittingEmptySubsequences: false).first ?? "" }
            .filter { !$0.contains("url:") }
            .joined(separator: "\n")
        let constants = Plan.constants(in: text)
        let call = /\.(target|executableTarget|testTarget)\(/
        targets = text.matches(of: call).compactMap { match in
            let arguments = Plan.upToClosing("(", ")", text[match.range.upperBound...])
            guard let name = arguments.firstMatch(of: /name:\s*"([^"]+)"/)?.1 else { return nil }
            return Target(
                kind: String(match.1), name: String(name),
                dependencies: Plan.dependencies(in: arguments, constants))
        }
    }

    /// The target with a name.
    subscript(name: String) -> Target? { targets.first { $0.name == name } }

    /// The names of a target and of everything that it links: targets, and products of packages.
    func reachable(from name: String) -> Set<String> {
        var reached: Set<String> = []
        var waiting = [name]
        while let next = waiting.popLast() {
            if reached.insert(next).inserted { waiting += self[next]?.dependencies ?? [] }
        }
        return reached
    }

    private static func constants(in text: String) -> [String: String] {
        var constants: [String: String] = [:]
        for match in text.matches(of: /let (\w+): Target\.Dependency = (?:"(\w+)"|\.product\(name: "(\w+)")/) {
            constants[String(match.1)] = String(match.2 ?? match.3 ?? "")
        }
        return constants
    }

    private static func dependencies(in arguments: Substring, _ constants: [String: String]) -> [String] {
        guard let start = arguments.firstRange(of: /dependencies:\s*\[/) else { return [] }
        let list = upToClosing("[", "]", arguments[start.upperBound...])
        return list.matches(of: /\.product\(name: "(\w+)"[^)]*\)|"([^"]+)"|\b([a-z]\w*)\b/.wordBoundaryKind(.simple)).compactMap { match in
            match.1.map(String.init) ?? match.2.map(String.init) ?? match.3.flatMap { constants[String($0)] }
        }
    }

    private static func upToClosing(_ open: Character, _ close: Character, _ text: Substring) -> Substring {
        var depth = 1
        for index in text.indices {
            if text[index] == open { depth += 1 }
            if text[index] == close { depth -= 1 }
            if depth == 0 { return text[..<index] }
        }
        return text
    }
}
