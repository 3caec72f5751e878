import Findings
import SourceText

/// One finding to unfold.
struct MarkdownFinding {
    /// The element, ending with a line break.
    let text: String

    /// Makes the element.
    init(_ finding: Finding, namesApplication: Bool) {
        let place = "\(finding.location.place.path.description):\(finding.location.start.line)"
        let functions = finding.functions.prefix(6).map { "<code>\(MarkdownText.escaped($0, limit: 64))</code>" }
        let rest = finding.functions.count - functions.count
        let subjects = functions.joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
        let owner = namesApplication ? MarkdownText.escaped(finding.application, limit: 64) + ": " : ""
        var lines = [
            "<details><summary>\(finding.severity.sign) \(finding.severity.rawValue): \(MarkdownText.prose(finding.message))</summary>",
            "",
            "<code>\(MarkdownText.escaped(place))</code> · <code>\(MarkdownText.escaped(finding.ruleID.description))</code>"
                + (subjects.isEmpty ? "" : " · \(owner)\(subjects)"),
            "",
        ]
        let source = finding.location.excerpt.text.drop { $0 == " " || $0 == "\t" }
        if !source.isEmpty { lines += [MarkdownText.block([String(source)]), ""] }
        lines += [
            "**Gain:** \(MarkdownText.prose(finding.gain.asSentence.capitalizedFirst))  ",
            "**Remedy:** \(MarkdownText.prose(finding.remedy.asSentence, limit: 800))", "",
        ]
        if let fix = finding.fix {
            lines += ["**Suggested change:** \(MarkdownText.prose(fix.title)) (\(fix.safety.rawValue))", ""]
        }
        text = (lines + ["</details>"]).joined(separator: "\n") + "\n"
    }
}
