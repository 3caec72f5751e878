package import AuditKit
import Findings

/// One rule's page as plain text, for a terminal.
package struct RuleExplanation: Sendable {
    private let rule: any Rule.Type
    private let width: Int

    /// Makes the page of a rule; prose is wrapped at `width` columns.
    package init(of rule: any Rule.Type, width: Int = 100) {
        self.rule = rule
        self.width = width
    }

    /// The page, ending with a line break.
    package var text: String {
        let metadata = rule.metadata
        var lines = ["\(metadata.id): \(metadata.summary)"]
        lines.append("practice \(metadata.practice.number), \(metadata.practice.title); severity \(metadata.severity.rawValue)")
        lines += section("Why", wrapped(metadata.why))
        lines += section("What to do", wrapped(metadata.remedy))
        lines += section("Reported", example(.flagged))
        lines += section("Not reported", example(.clean))
        lines += section("References", metadata.references)
        lines += section("Silence it on a line", ["# ringfence: ignore[\(metadata.id)] until=YYYY-MM-DD reason"])
        return lines.joined(separator: "\n") + "\n"
    }

    private func section(_ title: String, _ lines: [String]) -> [String] {
        lines.isEmpty ? [] : ["", title] + lines.map { $0.isEmpty ? "" : "  " + $0 }
    }

    /// The shortest example tells the most at a glance.
    private func example(_ expectation: RuleExample.Expectation) -> [String] {
        let candidates = rule.examples.filter { $0.expectation == expectation }
        guard let shortest = candidates.min(by: { $0.text.utf8.count < $1.text.utf8.count }) else { return [] }
        return shortest.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    private func wrapped(_ prose: String) -> [String] {
        var lines: [String] = []
        var line = ""
        for word in prose.split(whereSeparator: \.isWhitespace) {
            if !line.isEmpty, line.count + 1 + word.count > width - 2 {
                lines.append(line)
                line = ""
            }
            line += (line.isEmpty ? "" : " ") + word
        }
        return line.isEmpty ? lines : lines + [line]
    }
}
