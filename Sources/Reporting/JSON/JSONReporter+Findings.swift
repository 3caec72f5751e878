import Findings
import PackageURLs
import SourceText

extension JSONReporter {
    func finding(_ finding: Finding) -> JSONValue {
        .object([
            ("rule", .string(finding.ruleID.description)),
            ("practice", .string(finding.practice.rawValue)),
            ("severity", .string(finding.severity.rawValue)),
            ("confidence", .string(finding.confidence.rawValue)),
            ("message", .string(finding.message)),
            ("gain", .string(finding.gain)),
            ("remedy", .string(finding.remedy)),
            ("application", .string(finding.application)),
            ("manifest", .string(finding.manifest.description)),
            ("functions", .strings(finding.functions)),
            ("subject", .string(finding.subject)),
            ("packages", .array(finding.concerns.map(package))),
            ("location", location(finding.location)),
            ("related", .array(finding.related.map(related))),
            ("steps", .array(finding.steps.map(related))),
            ("fix", finding.fix.map(fix) ?? .null),
            ("fingerprint", .string(finding.fingerprint)),
        ])
    }

    func suppressed(_ suppressed: ScanReport.Suppressed) -> JSONValue {
        .object([
            ("source", .string(suppressed.source.rawValue)), ("reason", .string(suppressed.reason)),
            ("finding", finding(suppressed.finding)),
        ])
    }

    func undecided(_ undecided: Undecided) -> JSONValue {
        .object([
            ("rule", .string(undecided.ruleID.description)), ("reason", .string(undecided.reason)),
            ("manifest", .string(undecided.manifest.description)), ("functions", .strings(undecided.functions)),
            ("place", place(undecided.place)), ("start", undecided.start.map(position) ?? .null),
        ])
    }

    func issue(_ located: LocatedIssue) -> JSONValue {
        .object([
            ("kind", .string(located.issue.kind.rawValue)), ("message", .string(located.issue.message)),
            ("help", .optional(located.issue.help)), ("partial", .bool(located.issue.isPartial)),
            ("place", place(located.issue.place)), ("start", position(located.start)),
        ])
    }

    func rule(_ rule: RuleMetadata) -> JSONValue {
        .object([
            ("id", .string(rule.id.description)), ("practice", .string(rule.practice.rawValue)),
            ("since", .string(rule.since)), ("stage", .string(rule.stage.name)),
            ("deprecatedSince", .optional(rule.stage.deprecation)), ("severity", .string(rule.severity.rawValue)),
            ("confidence", .string(rule.confidence.rawValue)), ("audience", .string(rule.audience.rawValue)),
            ("summary", .string(rule.summary)), ("why", .string(rule.why)), ("remedy", .string(rule.remedy)),
            ("cwe", .array(rule.cwe.map(JSONValue.int))), ("references", .strings(rule.references)),
            ("formerIDs", .strings(rule.formerIDs.map(\.description))),
        ])
    }

    private func package(_ concern: PackageConcern) -> JSONValue {
        .object([
            ("purl", .optional(concern.package?.description)), ("name", .string(concern.name)), ("version", .string(concern.version)),
            ("flaws", .strings(concern.flaws)),
        ])
    }

    private func location(_ location: Location) -> JSONValue {
        let highlight = location.excerpt.highlight
        return .object([
            ("place", place(location.place)), ("start", position(location.start)), ("end", position(location.end)),
            ("excerpt", .string(location.excerpt.text)),
            ("highlight", .object([("start", .int(highlight.lowerBound)), ("end", .int(highlight.upperBound))])),
        ])
    }

    private func related(_ related: RelatedLocation) -> JSONValue {
        .object([("note", .string(related.note)), ("location", location(related.location))])
    }

    private func fix(_ fix: Fix) -> JSONValue {
        let edits = fix.edits.map { edit in
            JSONValue.object([("place", place(edit.place)), ("replacement", .string(edit.replacement))])
        }
        let followUp = fix.followUp.map {
            JSONValue.object([("folder", .string($0.folder.description)), ("command", .string($0.text))])
        }
        return .present([
            ("title", .string(fix.title)), ("safety", .string(fix.safety.rawValue)), ("edits", .array(edits)), ("followUp", followUp),
        ])
    }

    private func place(_ place: SourcePlace) -> JSONValue {
        .object([
            ("path", .string(place.path.description)), ("byteOffset", .int(place.span.lowerBound)),
            ("byteLength", .int(place.span.count)),
        ])
    }

    private func position(_ position: SourcePosition) -> JSONValue {
        .object([
            ("line", .int(position.line)), ("column", .int(position.column)),
            ("utf16Column", .int(position.utf16Column)),
        ])
    }
}

extension RuleMetadata.Stage {
    /// `preview`, `stable` or `deprecated`.
    var name: String {
        switch self {
        case .preview: "preview"
        case .stable: "stable"
        case .deprecated: "deprecated"
        }
    }

    /// The version that deprecated the rule; `nil` otherwise.
    var deprecation: String? {
        if case .deprecated(let since) = self { since } else { nil }
    }
}
