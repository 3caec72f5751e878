import AuditKit
import Findings
import Rules
import Scanning
import SourceText

/// Which rules run and at which severity: the command line's patterns, then the configuration's.
struct RuleSelection {
    /// The rules to run, sorted by id.
    let rules: [any Rule.Type]
    /// Severities that replace the rules' own.
    let severities: [RuleID: Severity]

    /// - Throws: `CommandFailure` when a pattern names no rule.
    init(
        only: [String], skipped: [String], audience: RuleMetadata.Audience, configuration: ScanConfiguration
    ) throws {
        let only = try only.map { try RuleSelection.pattern($0, "--rule") }
        let skipped = try skipped.map { try RuleSelection.pattern($0, "--skip-rule") }
        for entry in configuration.rules { try RuleSelection.check(entry.pattern, configuration.path?.description ?? "") }
        var rules: [any Rule.Type] = []
        var severities: [RuleID: Severity] = [:]
        for rule in RuleRegistry.all {
            let metadata = rule.metadata
            let isNamed = only.contains { RuleSelection.matches($0, metadata) }
            guard only.isEmpty ? metadata.audience <= audience : isNamed else { continue }
            guard !skipped.contains(where: { RuleSelection.matches($0, metadata) }) else { continue }
            switch configuration.rules.last(where: { RuleSelection.matches($0.pattern, metadata) })?.setting {
            case .off where !isNamed: continue
            case .severity(let severity): severities[metadata.id] = severity
            case .off, nil: break
            }
            rules.append(rule)
        }
        self.rules = rules
        self.severities = severities
    }

    private static func pattern(_ text: String, _ option: String) throws -> GlobPattern {
        let pattern = GlobPattern(text)
        try check(pattern, option)
        return pattern
    }

    private static func check(_ pattern: GlobPattern, _ origin: String) throws {
        guard !RuleRegistry.all.contains(where: { matches(pattern, $0.metadata) }) else { return }
        throw CommandFailure(
            .usage, "\(origin): no rule is named `\(pattern.text)`", help: RuleSelection.suggestion(for: pattern.text))
    }

    /// What to type instead of a name that no rule has.
    static func suggestion(for name: String) -> String {
        let nearest = RuleRegistry.nearest(to: name).map { "`\($0)`" }
        let list = "`ringfence rules` lists them all"
        return nearest.isEmpty ? list : "did you mean \(nearest.joined(separator: " or "))? \(list)"
    }

    private static func matches(_ pattern: GlobPattern, _ metadata: RuleMetadata) -> Bool {
        ([metadata.id] + metadata.formerIDs).contains { id in
            pattern.matches(id.description) || pattern.matches(id.pattern) || pattern.matches(metadata.practice.rawValue)
        }
    }
}
