package import AuditKit
package import Findings
import SourceText

/// Every rule there is, by name.
package enum RuleRegistry {
    /// The rule with an id, or with an id it had before.
    package static func rule(named id: String) -> (any Rule.Type)? {
        all.first { $0.metadata.id.description == id }
            ?? all.first { rule in rule.metadata.formerIDs.contains { $0.description == id } }
    }

    /// The rules a pattern covers, sorted by id: an id, a practice, or a glob that is held against the id and
    /// against its part after the slash.
    package static func rules(matching pattern: String) -> [any Rule.Type] {
        if let exact = rule(named: pattern) { return [exact] }
        let glob = GlobPattern(pattern)
        return all.filter { $0.metadata.id.isMeant(by: glob) }
    }

    /// The ids most like a mistyped one, nearest first; empty when none is near.
    package static func nearest(to id: String, limit: Int = 3) -> [RuleID] {
        let text = Array(id.lowercased().utf8.prefix(nameLimit))
        let wanted = text.contains(UInt8(ascii: "/")) ? \RuleID.description : \RuleID.pattern
        let ranked = all.map { rule in
            (id: rule.metadata.id, distance: EditDistance.between(text, Array(rule.metadata.id[keyPath: wanted].utf8)))
        }
        let near = ranked.filter { $0.distance <= max(2, text.count / 3) }
        return near.sorted { ($0.distance, $0.id) < ($1.distance, $1.id) }.prefix(limit).map(\.id)
    }

    private static let nameLimit = 100
}
