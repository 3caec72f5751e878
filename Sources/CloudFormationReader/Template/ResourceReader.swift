package import ApplicationModel
package import SourceText

/// Reads the `Resources` map of a template, with intrinsic functions already symbolic.
package struct ResourceReader: Sendable {
    /// The resources in the manifest's order.
    package private(set) var resources: [Resource] = []
    /// What could not be read.
    package private(set) var issues: [SourceIssue] = []

    /// Reads a `Resources` section; a null one is empty.
    package init(section: Value) {
        switch section.content {
        case .null: break
        case .map(let members):
            var positions: [String: Int] = [:]
            for (position, member) in members.enumerated() { positions[member.key] = position }
            // Of duplicate keys the last one counts.
            for (position, member) in members.enumerated() where positions[member.key] == position { read(member) }
        default:
            issues.append(
                SourceIssue(
                    section.isUndetermined ? .unresolved : .unexpectedShape,
                    "the resources are not known: expected a map of logical ids", at: section.usePlace))
        }
    }

    private mutating func read(_ member: Value.Member) {
        if member.key.hasPrefix("Fn::") {
            issues.append(
                SourceIssue(
                    .notEvaluated, "the resources that `\(member.key)` makes are not known", at: member.keyPlace))
            return
        }
        guard member.value.isMap else {
            if !member.value.isNull { report(member) }
            return
        }
        let type = member.value["Type"]
        resources.append(
            Resource(
                logicalID: member.key, logicalIDPlace: member.keyPlace, type: type?.string ?? "",
                properties: member.value["Properties"] ?? Value(.null, place: member.keyPlace),
                definition: member.value))
    }

    private mutating func report(_ member: Value.Member) {
        let kind: SourceIssue.Kind = member.value.isUndetermined ? .unresolved : .unexpectedShape
        issues.append(
            SourceIssue(kind, "the resource `\(member.key)` is not known: expected a map", at: member.keyPlace))
    }
}
