import Findings
import ManifestSyntax
import SourceText

/// The suppressions in the metadata of a template's resources, where JSON has no comments:
/// `Metadata: { ringfence: { ignore: [{ rule: practice/rule, until: 2027-01-31, reason: why }] } }`.
struct MetadataSuppressions {
    /// The suppressions, in order.
    private(set) var suppressions: [Suppression] = []
    /// What looks like one and cannot be read.
    private(set) var issues: [SourceIssue] = []
    private let file: SourceFile

    /// Looks through the resources of a template, or of a service's `resources`.
    init(_ document: ManifestDocument) {
        file = document.file
        for root in document.roots {
            read(root["Resources"])
            for part in root["resources"].map(\.parts) ?? [] { read(part["Resources"]) }
        }
    }

    private mutating func read(_ section: ManifestNode?) {
        for resource in section?.members ?? [] {
            guard let settings = resource.value["Metadata"]?["ringfence"] else { continue }
            guard let list = settings["ignore"], case .sequence(let entries) = list.content else {
                complain("`ringfence` in the metadata of `\(resource.key)` has no list `ignore`", at: settings.place)
                continue
            }
            let span = ByteSpan(resource.keyPlace.span.lowerBound, resource.value.place.span.upperBound)
            for entry in entries { read(entry, of: span) }
        }
    }

    private mutating func read(_ entry: ManifestNode, of scope: ByteSpan) {
        guard let rule = entry["rule"]?.string, !rule.isEmpty else {
            return complain("an entry of `ignore` names no `rule`", at: entry.place)
        }
        var until: CalendarDate?
        if let node = entry["until"] {
            guard let date = node.scalarText.flatMap({ CalendarDate($0) }) else {
                return complain("`until` is not a date", at: node.place)
            }
            until = date
        }
        suppressions.append(
            Suppression(
                rules: [rule], until: until, reason: entry["reason"]?.string ?? "", place: entry.place,
                line: file.position(at: entry.place.span.lowerBound).line, scope: scope))
    }

    private mutating func complain(_ message: String, at place: SourcePlace) {
        let help = "write `ignore: [{ rule: practice/rule, until: YYYY-MM-DD, reason: why }]`"
        issues.append(SourceIssue(.configuration, message, help: help, at: place, isPartial: false))
    }
}

extension ManifestNode {
    /// The elements of a list, else the node itself.
    fileprivate var parts: [ManifestNode] {
        if case .sequence(let elements) = content { elements } else { [self] }
    }
}
