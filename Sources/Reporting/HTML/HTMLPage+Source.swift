import Findings
import SourceText

extension HTMLPage {
    /// The lines a finding points at, with those around them when the report has them.
    func source(of finding: Finding) -> Markup {
        let location = finding.location
        let passage =
            report.details?.passages[finding.fingerprint]
            ?? Passage(firstLine: location.start.line, lines: [location.excerpt], changes: [])
        guard passage.lines.contains(where: { !$0.text.isEmpty }) else { return "" }
        let last = max(location.start.line, location.end.line)
        let lines = passage.lines.enumerated().map { offset, line in
            row(line, number: passage.firstLine + offset, isPointedAt: location.start.line...last)
        }
        return "<pre class=\"source\">\(lines)</pre>"
    }

    private func row(_ line: Excerpt, number: Int, isPointedAt pointed: ClosedRange<Int>) -> Markup {
        let scalars = Array(line.text.unicodeScalars)
        let lower = min(max(line.highlight.lowerBound, 0), scalars.count)
        let upper = min(max(line.highlight.upperBound, lower), scalars.count)
        let pieces = [scalars[..<lower], scalars[lower..<upper], scalars[upper...]].map {
            HTMLPage.code(String(String.UnicodeScalarView($0)))
        }
        let mark: Markup = lower < upper ? "<mark>\(pieces[1])</mark>" : ""
        let isPointedAt = pointed.contains(number)
        return "<span class=\"row\(isPointedAt ? " hit" : "")\"><span class=\"no\">\(number)</span>\(pieces[0])\(mark)\(pieces[2])</span>\n"
    }

    /// A line of source: tabs stay tabs, everything else that hides is spelled.
    private static func code(_ text: String) -> Markup { Markup(verbatim: MarkupText.escapedLines(text)) }

    /// What the finding's repair would change.
    func change(of finding: Finding) -> Markup {
        guard let fix = finding.fix else { return "" }
        let changes = report.details?.passages[finding.fingerprint]?.changes ?? []
        let safety = fix.safety == .safe ? "safe" : "look at it before you take it"
        let diff = changes.map { change -> Markup in
            let removed = change.removed.map { HTMLPage.line("-", "del", $0) }
            let added = change.added.map { HTMLPage.line("+", "ins", $0) }
            return "<span class=\"hunk\">\(change.path.description):\(change.firstLine)</span>\n\(removed)\(added)"
        }
        let body: Markup = diff.isEmpty ? "" : "<pre class=\"source diff\">\(diff)</pre>"
        return """
            <details class="fix" open><summary>Suggested change: \(Markup.prose(fix.title)) <span class="soft">(\(safety))</span></summary>
            \(body)</details>
            """
    }

    private static func line(_ sign: String, _ element: String, _ text: String) -> Markup {
        let tag = Markup(verbatim: element)
        return "<\(tag)><span class=\"no\">\(sign)</span>\(code(text))</\(tag)>\n"
    }
}
