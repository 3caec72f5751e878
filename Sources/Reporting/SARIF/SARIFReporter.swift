package import Findings
import SourceText

/// SARIF 2.1.0: one run per scan, for code scanning services and editors.
///
/// Source: https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/sarif-v2.1.0-errata01-os-complete.html
package struct SARIFReporter: Reporter {
    /// The name under which every address in the document is relative: the scanned directory.
    static let root = "%SRCROOT%"
    private static let schema =
        "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

    /// Makes a reporter.
    package init() {}

    package func render(_ report: ScanReport) -> String {
        JSONWriter.render(
            .object([
                ("$schema", .string(SARIFReporter.schema)),
                ("version", .string("2.1.0")),
                ("runs", .array([run(report)])),
            ]))
    }

    private func run(_ report: ScanReport) -> JSONValue {
        let results = SARIFResults(rules: report.rules)
        return .object([
            ("tool", .object([("driver", driver(report))])),
            ("automationDetails", .object([("id", .string("ringfence/"))])),
            ("invocations", .array([invocation(report)])),
            (
                "originalUriBaseIds",
                .object([(SARIFReporter.root, .object([("description", text("the directory that was scanned"))]))])
            ),
            ("columnKind", .string("unicodeCodePoints")),
            (
                "results",
                .array(report.findings.map { results.result($0) } + report.suppressed.map { results.result($0) })
            ),
            ("properties", properties(report)),
        ])
    }

    private func driver(_ report: ScanReport) -> JSONValue {
        .object([
            ("name", .string("Ringfence")), ("semanticVersion", .string(report.toolVersion)),
            ("rules", .array(report.rules.map(\.sarifDescriptor))),
        ])
    }

    /// A partial scan did not execute successfully: what was left unread is not known to be clean.
    private func invocation(_ report: ScanReport) -> JSONValue {
        .object([
            ("executionSuccessful", .bool(!report.isPartial)),
            ("toolExecutionNotifications", .array(report.issues.map(notification))),
        ])
    }

    private func notification(_ located: LocatedIssue) -> JSONValue {
        let issue = located.issue
        let message = [issue.message, issue.help].compactMap { $0 }.joined(separator: "\n")
        let physical = JSONValue.object([
            ("artifactLocation", issue.place.path.sarifLocation),
            (
                "region",
                .object([("startLine", .int(located.start.line)), ("startColumn", .int(located.start.column))])
            ),
        ])
        return .object([
            ("descriptor", .object([("id", .string(issue.kind.rawValue))])),
            ("level", .string(issue.isPartial ? "error" : "note")),
            ("message", text(message.sarifMessage)),
            ("locations", .array([.object([("physicalLocation", physical)])])),
        ])
    }

    private func properties(_ report: ScanReport) -> JSONValue {
        let undecided = report.undecided.map { answer in
            JSONValue.present([
                ("ruleId", .string(answer.ruleID.description)), ("reason", .string(answer.reason)),
                ("uri", .string(answer.place.path.sarifURI)), ("startLine", answer.start.map { .int($0.line) }),
                ("startColumn", answer.start.map { .int($0.column) }),
                ("byteOffset", .int(answer.place.span.lowerBound)), ("byteLength", .int(answer.place.span.count)),
                ("functions", .strings(answer.functions)),
            ])
        }
        return .object([
            ("date", .string(report.date)), ("partial", .bool(report.isPartial)), ("undecided", .array(undecided)),
        ])
    }

    private func text(_ text: String) -> JSONValue { .object([("text", .string(text))]) }
}
