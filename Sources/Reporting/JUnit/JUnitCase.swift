import Findings
import SourceText

/// A case of a suite.
struct JUnitCase {
    /// How a case ended.
    struct Outcome {
        /// The name of the element.
        enum Kind: String { case failure, error, skipped }

        let kind: Kind
        /// What CI systems group by.
        let type: String
        /// One line.
        let message: String
        /// What one sees when one opens it, in lines.
        let lines: [String]
    }

    let className: String
    let name: String
    /// How it ended; `nil` when it passed.
    let outcome: Outcome?

    /// A finding, under its function when it concerns a single one, else under the application.
    init(_ finding: Finding) {
        let function = finding.functions.count == 1 ? finding.functions.first.map { "." + $0 } : nil
        className = finding.application + (function ?? "")
        name = "\(finding.ruleID.description): \(finding.message)"
        let place = FilePosition(path: finding.location.place.path, position: finding.location.start)
        let related = finding.related.map { related in
            let place = FilePosition(path: related.location.place.path, position: related.location.start)
            return "see also \(place.named(by: PathNames())): \(related.note)"
        }
        let steps = finding.steps.map { step in
            let place = FilePosition(path: step.location.place.path, position: step.location.start)
            return "step: \(place.named(by: PathNames())): \(step.note)"
        }
        outcome = Outcome(
            kind: .failure, type: finding.ruleID.description, message: finding.severity.rawValue + ": " + finding.message,
            lines: [
                place.named(by: PathNames()), finding.location.excerpt.text, "gain: " + finding.gain,
                "remedy: " + finding.remedy,
            ] + (finding.functions.isEmpty ? [] : ["functions: " + finding.functions.joined(separator: ", ")])
                + steps + related)
    }

    /// What is to say about a practice beside its findings: that it passed, or that it could not be decided; `nil` when
    /// there are findings.
    init?(_ tally: PracticeTally, _ practice: Practice, className: String) {
        guard tally.findings == 0 else { return nil }
        self.className = className
        name = practice.title
        outcome =
            tally.undecided == 0
            ? nil
            : Outcome(
                kind: .skipped, type: "undecided", message: "\(tally.undecided) undecided, which is not a pass", lines: [])
    }

    /// Something that could not be read; a note on reading is no error.
    init(_ located: LocatedIssue) {
        let place = FilePosition(path: located.issue.place.path, position: located.start).named(by: PathNames())
        className = "reading"
        name = "\(located.issue.place.path.description): \(located.issue.message)"
        outcome = Outcome(
            kind: located.issue.isPartial ? .error : .skipped, type: located.issue.kind.rawValue,
            message: located.issue.message, lines: [place] + (located.issue.help.map { [$0] } ?? []))
    }

    private init(className: String, name: String, outcome: Outcome?) {
        self.className = className
        self.name = name
        self.outcome = outcome
    }

    func renamed(_ name: String) -> JUnitCase { JUnitCase(className: className, name: name, outcome: outcome) }

    var element: Markup {
        let head: Markup = "<testcase classname=\"\(className)\" name=\"\(name)\" time=\"0\""
        guard let outcome else { return "\(head)/>\n" }
        let kind = Markup(verbatim: outcome.kind.rawValue)
        let lines = Markup(outcome.lines.map { "\($0)\n" as Markup })
        return """
            \(head)>
            <\(kind) type="\(outcome.type)" message="\(outcome.message)">\(lines)</\(kind)>
            </testcase>

            """
    }
}
