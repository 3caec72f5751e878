package import Findings
import SourceText

/// GitLab's report of static application security testing, for the security widget and dashboard (`reports: sast`).
///
/// Source: https://gitlab.com/gitlab-org/security-products/security-report-schemas
package struct GitLabReporter: Reporter {
    /// The version of GitLab's schema that the report is written for.
    package static let schemaVersion = "15.0.7"
    private static let schema =
        "https://gitlab.com/gitlab-org/security-products/security-report-schemas/-/raw/v15.0.7/dist/sast-report-format.json"
    private static let longestName = 255

    /// Makes a reporter.
    package init() {}

    package func render(_ report: ScanReport) -> String {
        let rules = Dictionary(report.rules.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        return JSONWriter.render(
            .object([
                ("schema", .string(GitLabReporter.schema)), ("version", .string(GitLabReporter.schemaVersion)),
                ("scan", scan(report)),
                ("vulnerabilities", .array(report.findings.map { vulnerability($0, rules[$0.ruleID]) })),
            ]))
    }

    /// A report knows its day only, so that the same input gives the same bytes.
    private func scan(_ report: ScanReport) -> JSONValue {
        let tool = JSONValue.object([
            ("id", .string("ringfence")), ("name", .string("Ringfence")), ("version", .string(report.toolVersion)),
            ("vendor", .object([("name", .string("Ringfence"))])),
        ])
        let messages = report.issues.map { located in
            let place = "\(located.issue.place.path.description):\(located.start.line)"
            return JSONValue.object([
                ("level", .string(located.issue.isPartial ? "warn" : "info")),
                ("value", .string("\(place): \(located.issue.message)")),
            ])
        }
        return .object([
            ("analyzer", tool), ("scanner", tool), ("type", .string("sast")),
            ("start_time", .string(report.date + "T00:00:00")), ("end_time", .string(report.date + "T00:00:00")),
            ("status", .string(report.isPartial ? "failure" : "success")), ("messages", .array(messages)),
        ])
    }

    private func vulnerability(_ finding: Finding, _ rule: RuleMetadata?) -> JSONValue {
        let functions = finding.functions.count == 1 ? finding.functions.first : nil
        let name = (rule?.summary ?? finding.ruleID.description).visible
        return .present([
            ("id", .string(GitLabReporter.uuid(finding.fingerprint))),
            ("name", .string(name.truncated(to: GitLabReporter.longestName, ellipsis: "…"))),
            ("description", .string(description(finding))), ("severity", .string(finding.severity.rawValue.capitalizedFirst)),
            ("solution", .string(MarkdownText.prose(finding.remedy.asSentence, limit: 900))),
            ("identifiers", .array(identifiers(finding, rule))),
            (
                "links",
                .array(
                    (rule?.references ?? []).filter { $0.hasPrefix("https://") }.map { .object([("url", .string($0))]) })
            ),
            (
                "location",
                .present([
                    ("file", .string(finding.location.place.path.description)),
                    ("start_line", .int(finding.location.start.line)), ("end_line", .int(finding.location.end.line)),
                    ("method", functions.map(JSONValue.string)),
                ])
            ),
        ])
    }

    /// GitLab reads the description as Markdown.
    private func description(_ finding: Finding) -> String {
        let functions = finding.functions.prefix(20).map { MarkdownText.escaped($0, limit: 80) }
        let rest = finding.functions.count - functions.count
        let subjects = functions.joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
        let parts: [String?] = [
            MarkdownText.prose(finding.message.asSentence), MarkdownText.prose("Gain: " + finding.gain.asSentence),
            subjects.isEmpty ? nil : "Functions: \(subjects)", "Application: \(MarkdownText.escaped(finding.application, limit: 80))",
        ]
        return parts.compactMap(\.self).joined(separator: "\n\n")
    }

    private func identifiers(_ finding: Finding, _ rule: RuleMetadata?) -> [JSONValue] {
        let id = finding.ruleID.description
        let own = JSONValue.object([("type", .string("ringfence_rule")), ("name", .string(id)), ("value", .string(id))])
        let weaknesses = (rule?.cwe ?? []).map { number in
            JSONValue.object([
                ("type", .string("cwe")), ("name", .string("CWE-\(number)")), ("value", .string(String(number))),
                ("url", .string("https://cwe.mitre.org/data/definitions/\(number).html")),
            ])
        }
        return [own] + weaknesses
    }

    /// The fingerprint's digits in the shape that GitLab recommends for ids.
    private static func uuid(_ fingerprint: String) -> String {
        var digits = fingerprint[...]
        let groups = [8, 4, 4, 4].map { length in
            let group = digits.prefix(length)
            digits = digits.dropFirst(length)
            return String(group)
        }
        return (groups + [String(digits)]).joined(separator: "-")
    }
}
