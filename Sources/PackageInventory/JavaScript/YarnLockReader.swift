import ManifestSyntax
import SourceText

/// Reads `yarn.lock`, of Yarn 1 and of the later ones, which write YAML.
struct YarnLockReader: ListReader {
    static func read(_ input: ListInput) -> PackageList {
        let isYAML = TextLines(input.file).contains { $0.hasPrefix("__metadata:") }
        return isYAML ? YarnBerryReader.read(input) : YarnClassicReader.read(input)
    }
}

/// Which package a pattern such as `lodash@^4.0.0` stands for in a `yarn.lock`.
struct YarnPatterns {
    private var byPattern: [String: Int] = [:]
    private var byName: [String: Int] = [:]

    mutating func add(_ pattern: String, _ index: Int) {
        if byPattern[pattern] == nil { byPattern[pattern] = index }
        let name = NPMSpecifier.split(pattern).name
        if byName[name] == nil { byName[name] = index }
    }

    /// The package for a requirement; where a resolution of the project replaced its range, the one of that name.
    func resolve(_ requirement: Requirement) -> Int? {
        let range = requirement.range ?? ""
        return byPattern["\(requirement.name)@\(range)"] ?? byPattern["\(requirement.name)@npm:\(range)"]
            ?? byName[requirement.name]
    }
}
