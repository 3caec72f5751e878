import Testing

@Suite("Comments and sizes")
struct DocumentationCommentTests {
    /// The share of declarations between rooms that must have a comment; what merely fulfils a protocol has its
    /// comment there.
    private let leastShare = 0.95
    private let mostLines = 600
    /// What is generated, and texts that are only collected.
    private let unlimited = ["+Generated.swift", "Corpus.swift"]

    @Test func declarationsBetweenRoomsAreDescribed() {
        var total = 0
        var missing: [String] = []
        for file in House.sources {
            for (index, line) in file.code.enumerated() where isDeclaration(line) {
                total += 1
                if !hasComment(above: index, in: file) { missing.append(entry(file.path, index + 1, line)) }
            }
        }
        let share = total == 0 ? 1 : 1 - Double(missing.count) / Double(total)
        #expect(share >= leastShare, "\(list("\(missing.count) of \(total) lack `///`:", missing))")
    }

    @Test func filesStayReadable() {
        let paths = House.files(below: "Sources", endingIn: ".swift") + House.files(below: "Tests", endingIn: ".swift")
        let long = paths.filter { path in !unlimited.contains { path.hasSuffix($0) } }
            .map { ($0, House.text($0).split(separator: "\n", omittingEmptySubsequences: false).count) }
            .filter { $0.1 > mostLines }
        #expect(long.isEmpty, "\(list("split these by topic:", long.map { "\($0.0): \($0.1) lines" }))")
    }

    private func isDeclaration(_ line: Substring) -> Bool {
        let text = line.drop { $0 == " " }
        guard text.hasPrefix("package ") || text.hasPrefix("public ") || text.hasPrefix("@") else { return false }
        let declares =
            /(?:@\w+(?:\([^)]*\))? +)*(?:package|public)(?:\(set\)|\(get\))? +(?:private\(set\) +|static +|final +|indirect +|mutating +|nonisolated +)*(?:let|var|func|init|struct|enum|class|actor|protocol|subscript|typealias)\b/
        // What merely fulfils a protocol is described there.
        let fulfils = /func *[<=!>]|var description: |static let (?:metadata|examples|configuration)\b|init\(\) \{\}|func (?:verdicts|render|run)\(/
        return text.prefixMatch(of: declares.wordBoundaryKind(.simple)) != nil
            && !text.contains(fulfils.wordBoundaryKind(.simple))
    }

    private func hasComment(above index: Int, in file: SwiftFile) -> Bool {
        for line in file.lines[..<index].reversed() {
            let text = line.drop { $0 == " " }
            if text.hasPrefix("///") || text.hasPrefix("*/") { return true }
            if !text.hasPrefix("@") && !text.hasPrefix("#if") { return false }
        }
        return false
    }
}
