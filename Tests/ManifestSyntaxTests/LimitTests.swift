import Foundation
import ManifestSyntax
import SourceText
import Synchronization
import Testing

@Suite struct LimitTests {
    @Test func refusesAFileThatIsTooLong() {
        let document = parse("a: 12345\n", limits: ManifestLimits(bytes: 5))
        #expect(document.roots.isEmpty)
        #expect(document.issues.map(\.kind) == [.tooLarge])
    }

    @Test func stopsAtTheLimitOfValues() {
        let document = parse(String(repeating: "- a\n", count: 1000), limits: ManifestLimits(nodes: 100))
        #expect(document.issues.map(\.kind) == [.limit])
        #expect(document.roots.first.map { $0.elements.count } ?? 0 <= 101)
    }

    @Test func stopsAtTheLimitOfIssues() {
        let document = parse(String(repeating: "a: b: c\n", count: 1000), limits: ManifestLimits(issues: 10))
        #expect(document.issues.filter { $0.kind == .syntax }.count == 10)
        #expect(document.issues.contains { $0.kind == .limit })
    }

    @Test func refusesAnAliasBomb() {
        var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        for level in 1...20 {
            let alias = "*a\(level - 1)"
            text += "a\(level): &a\(level) [" + Array(repeating: alias, count: 10).joined(separator: ", ") + "]\n"
        }
        let document = parse(text + "end: 1\n")
        #expect(document.issues.contains { $0.kind == .limit && $0.isPartial })
        #expect(document.roots.first?["end"] != nil)
        #expect(document.roots.map(weight).reduce(0, +) <= ManifestLimits.standard.expandedNodes + 10_000)
    }

    @Test func refusesAMergeBomb() {
        var text = "a0: &a0 {k: v}\n"
        for level in 1...3000 { text += "a\(level): &a\(level)\n  <<: *a\(level - 1)\n  k\(level): v\n" }
        let document = parse(text)
        #expect(document.issues.contains { $0.kind == .limit })
        #expect(document.roots.map(weight).reduce(0, +) <= ManifestLimits.standard.expandedNodes + 10_000)
    }

    @Test func boundsTheDepthOfAliasChains() {
        var text = "a0: &a0 [x]\n"
        for level in 1...5000 { text += "a\(level): &a\(level) [*a\(level - 1)]\n" }
        let document = parse(text)
        #expect(document.issues.contains { $0.kind == .limit })
        #expect(TreeInvariants.violation(in: document) == nil)
    }

    @Test func reportsAnAliasWithinItsOwnValue() {
        let document = parse("a: &a\n  b: *a\nc: 1\n")
        #expect(document.issues.map(\.kind) == [.cycle])
        #expect(document.roots.map(outline) == ["{a: {b: ?}, c: 1}"])
    }

    /// The smallest stack a scan may run on: a secondary thread of macOS has 512 KB.
    @Test(arguments: ["[", "{a: ", "- ", "? ", "a:\n", "!t &x [", "{\"a\":", "[{", "{? ", "- - ? "])
    func deepNestingFitsASmallStack(_ opener: String) {
        let text: String
        if opener == "a:\n" {
            text = (0..<3000).map { String(repeating: " ", count: $0) + "a:\n" }.joined()
        } else {
            text = String(repeating: opener, count: 100_000)
        }
        for language in ManifestLanguage.allCases {
            let kinds = kindsOnASmallStack(text, language)
            if language == .yaml || opener == "[" { #expect(kinds.contains(.limit), "\(opener)") }
        }
    }

    private func kindsOnASmallStack(_ text: String, _ language: ManifestLanguage) -> Set<SourceIssue.Kind> {
        let result = Mutex<Set<SourceIssue.Kind>>([])
        let done = DispatchSemaphore(value: 0)
        let thread = Thread {
            let document = parse(text, language)
            result.withLock { $0 = Set(document.issues.map(\.kind)) }
            done.signal()
        }
        #if DEBUG
            // Unoptimised frames are about four times as large.
            thread.stackSize = 2 << 20
        #else
            thread.stackSize = 512 << 10
        #endif
        thread.start()
        done.wait()
        return result.withLock { $0 }
    }

    private func weight(_ node: ManifestNode) -> Int {
        node.elements.map(weight).reduce(1, +) + node.members.map { weight($0.value) + 1 }.reduce(0, +)
    }
}
