import Findings
import SourceText
import Testing

@Suite struct SuppressionTests {
    private func read(_ text: String) -> (suppressions: [Suppression], issues: [SourceIssue]) {
        let file = SourceFile(path: .root, text: text)
        var comments: [ByteSpan] = []
        for line in 1...file.lineCount {
            guard let span = file.span(ofLine: line) else { continue }
            let bytes = file.bytes[span.lowerBound..<span.upperBound]
            if let hash = bytes.firstIndex(of: UInt8(ascii: "#")) { comments.append(ByteSpan(hash, span.upperBound)) }
        }
        return Suppression.all(in: file, comments: comments)
    }

    @Test func readsRulesDateAndReason() throws {
        let suppression = try #require(
            read("a: 1 # ringfence: ignore[secrets/x, cors-*] until=2027-01-31  agreed with ops").suppressions.first)
        #expect(suppression.rules.map(\.text) == ["secrets/x", "cors-*"])
        #expect(suppression.until == CalendarDate("2027-01-31"))
        #expect(suppression.reason == "agreed with ops")
        #expect(suppression.line == 1)
    }

    @Test func speaksOfTheNextLineWithCodeWhenItStandsAlone() throws {
        let suppression = try #require(read("a: 1\n\n  # ringfence: ignore[x] y\n # note\n\nb: 2\n").suppressions.first)
        #expect(suppression.line == 6)
    }

    /// Each file with where its comments are.
    @Test(arguments: [
        ("// ringfence: ignore[x] y\n// note\nf()\n", ["// ringfence: ignore[x] y", "// note"], 3),
        ("/* ringfence: ignore[x] y */\n/* a\n b */ /* c */\n/* d */ f()\n", ["/* ringfence: ignore[x] y */", "/* a\n b */", "/* c */", "/* d */"], 4),
        ("<!-- ringfence: ignore[x] y -->\n<a/>\n", ["<!-- ringfence: ignore[x] y -->"], 2),
        ("<a/> <!-- ringfence: ignore[x] y\n-->\n", ["<!-- ringfence: ignore[x] y\n-->"], 1),
    ])
    func passesCommentsOfEveryForm(_ text: String, _ comments: [String], _ line: Int) throws {
        let spans = comments.compactMap { comment in
            text.firstRange(of: comment).map { range in
                ByteSpan(text.utf8.distance(from: text.startIndex, to: range.lowerBound), text.utf8.distance(from: text.startIndex, to: range.upperBound))
            }
        }
        let suppression = try #require(Suppression.all(in: SourceFile(path: .root, text: text), comments: spans).suppressions.first)
        #expect(suppression.line == line)
        #expect(suppression.reason.split(whereSeparator: \.isWhitespace) == ["y"])
    }

    @Test func holdsThroughItsLastDay() throws {
        let suppression = try #require(read("# ringfence: ignore[x] until=2026-02-28 y\na: 1").suppressions.first)
        #expect(suppression.holds(on: try #require(CalendarDate("2026-02-28"))))
        #expect(!suppression.holds(on: try #require(CalendarDate("2026-03-01"))))
    }

    @Test(arguments: [
        "# ringfence: ignore[x until=2026-01-01", "# ringfence: ignore[] y", "# ringfence: skip[x]",
        "# ringfence: ignore[x] until=2026-13-01 y",
    ])
    func reportsWhatItsAuthorBelievesWorks(_ comment: String) {
        let result = read(comment)
        #expect(result.suppressions.isEmpty)
        #expect(result.issues.map(\.kind) == [.configuration])
    }

    @Test func leavesOtherCommentsAlone() {
        let result = read("# a note on ringfence: ignore[x]\n#ringfence is great")
        #expect(result.suppressions.isEmpty && result.issues.isEmpty)
    }
}
