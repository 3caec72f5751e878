import Findings
import SourceText

/// Writes findings as SARIF results.
struct SARIFResults {
    private let ruleIndex: [RuleID: Int]

    init(rules: [RuleMetadata]) {
        ruleIndex = Dictionary(rules.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// A finding that stands.
    func result(_ finding: Finding) -> JSONValue { result(finding, suppressions: []) }

    /// A finding that was silenced.
    func result(_ suppressed: ScanReport.Suppressed) -> JSONValue {
        let suppression = JSONValue.present([
            ("kind", .string(suppressed.source == .comment ? "inSource" : "external")),
            ("justification", suppressed.reason.isEmpty ? nil : .string(suppressed.reason)),
            ("properties", .object([("source", .string(suppressed.source.rawValue))])),
        ])
        return result(suppressed.finding, suppressions: [suppression])
    }

    private func result(_ finding: Finding, suppressions: [JSONValue]) -> JSONValue {
        .present([
            ("ruleId", .string(finding.ruleID.description)),
            ("ruleIndex", ruleIndex[finding.ruleID].map(JSONValue.int)),
            ("level", .string(finding.severity.sarifLevel)),
            ("message", .object([("text", .string(message(finding)))])),
            ("locations", .array([location(finding)])),
            ("relatedLocations", finding.related.isEmpty ? nil : .array(relatedLocations(finding))),
            ("codeFlows", finding.steps.isEmpty ? nil : .array([codeFlow(finding)])),
            ("partialFingerprints", .object([("ringfence/v1", .string(finding.fingerprint))])),
            ("fixes", finding.fix.map { .array([fix($0)]) }),
            ("suppressions", .array(suppressions)),
            ("properties", properties(finding)),
        ])
    }

    private func message(_ finding: Finding) -> String {
        [finding.message.asSentence, finding.gain.asSentence, "Fix: " + finding.remedy.asSentence]
            .joined(separator: "\n").sarifMessage
    }

    private func properties(_ finding: Finding) -> JSONValue {
        .object([
            ("practice", .string(finding.practice.rawValue)), ("severity", .string(finding.severity.rawValue)),
            ("confidence", .string(finding.confidence.rawValue)), ("application", .string(finding.application)),
            ("manifest", .string(finding.manifest.description)), ("subject", .string(finding.subject)),
        ])
    }

    private func location(_ finding: Finding) -> JSONValue {
        let functions = finding.functions.map { name in
            JSONValue.object([
                ("name", .string(name)), ("fullyQualifiedName", .string("\(finding.application)/\(name)")),
                ("kind", .string("function")),
            ])
        }
        return .present([
            ("physicalLocation", finding.location.sarifPhysicalLocation),
            ("logicalLocations", functions.isEmpty ? nil : .array(functions)),
        ])
    }

    private func relatedLocations(_ finding: Finding) -> [JSONValue] {
        finding.related.enumerated().map { index, related in
            .object([
                ("id", .int(index + 1)), ("physicalLocation", related.location.sarifPhysicalLocation),
                ("message", .object([("text", .string(related.note.sarifMessage))])),
            ])
        }
    }

    private func codeFlow(_ finding: Finding) -> JSONValue {
        let steps = finding.steps.map { step in
            let location = JSONValue.object([
                ("physicalLocation", step.location.sarifPhysicalLocation),
                ("message", .object([("text", .string(step.note.sarifMessage))])),
            ])
            return JSONValue.object([("location", location)])
        }
        return .object([("threadFlows", .array([.object([("locations", .array(steps))])]))])
    }

    private func fix(_ fix: Fix) -> JSONValue {
        var paths: [RelativePath] = []
        for edit in fix.edits where paths.last != edit.place.path { paths.append(edit.place.path) }
        let changes = paths.map { path in
            JSONValue.object([
                ("artifactLocation", path.sarifLocation),
                ("replacements", .array(fix.edits.filter { $0.place.path == path }.map(replacement))),
            ])
        }
        return .object([
            ("description", .object([("text", .string(fix.title.sarifMessage))])), ("artifactChanges", .array(changes)),
            ("properties", .object([("safety", .string(fix.safety.rawValue))])),
        ])
    }

    private func replacement(_ edit: TextEdit) -> JSONValue {
        .object([
            (
                "deletedRegion",
                .object([
                    ("byteOffset", .int(edit.place.span.lowerBound)), ("byteLength", .int(edit.place.span.count)),
                ])
            ),
            ("insertedContent", .object([("text", .string(edit.replacement))])),
        ])
    }
}
