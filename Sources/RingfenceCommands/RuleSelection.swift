import AuditKit
import CommandDoors
import Findings
import Rules
import Scanning
import SourceText

/// Which rules run and at which severity: the command line's patterns, then the configuration's.
struct RuleSelection {
    /// The rules to run, sorted by id.
    let rules: [any Rule.Type]
    /// The other rules.
    let notRun: [RuleID]
    /// Severities that replace the rules' own.
    let severities: [RuleID: Severity]

    /// - Throws: `CommandFailure` when a pattern names no rule.
    init(
        only: [String], skipped: [String], audience: RuleMetadata.Audience, configuration: ScanConfiguration
    ) throws {
        let named = try RuleSelection.named(only, audience)
        let skipped = try RuleSelection.ids(skipped, "--skip-rule")
        var settings: [RuleID: ScanConfiguration.RuleSetting] = [:]
        let origin = configuration.path?.description ?? ""
        for entry in configuration.rules {
            for id in try RuleSelection.ids([entry.pattern.text], origin) { settings[id] = entry.setting }
        }
        // An entry that names no rule would silence nothing, and its author would never know.
        _ = try RuleSelection.ids(configuration.ignores.map(\.rule.text), origin)
        rules = RuleRegistry.all.filter { rule in
            let metadata = rule.metadata
            if skipped.contains(metadata.id) { return false }
            if !only.isEmpty { return named.contains(metadata.id) }
            return metadata.audience <= audience && settings[metadata.id] != .off
        }
        let running = Set(rules.map { $0.metadata.id })
        notRun = RuleRegistry.all.map { $0.metadata.id }.filter { !running.contains($0) }
        severities = settings.compactMapValues { setting in
            if case .severity(let severity) = setting { severity } else { nil }
        }
    }

    /// The rules that are asked for: of what a glob or a practice covers those for the audience, and every rule that is named.
    private static func named(_ patterns: [String], _ audience: RuleMetadata.Audience) throws -> Set<RuleID> {
        var named: Set<RuleID> = []
        for pattern in patterns {
            let ids = try ids([pattern], "--rule")
            let meant = ids.count == 1 ? ids : ids.filter { id in (RuleRegistry.rule(named: id.description)?.metadata.audience ?? .regular) <= audience }
            guard !meant.isEmpty else {
                let names = ids.sorted().map { "`\($0)`" }.joined(separator: ", ")
                throw CommandFailure(
                    .usage, "--rule: no rule for the audience `\(audience.rawValue)` is named `\(pattern)`", help: "name \(names) each by itself")
            }
            named.formUnion(meant)
        }
        return named
    }

    /// The audience that the command line names, else the configuration's.
    /// - Throws: `CommandFailure` when it is not known.
    static func audience(_ name: String?, _ configuration: ScanConfiguration) throws -> RuleMetadata.Audience {
        guard let name else { return configuration.audience ?? .regular }
        guard let audience = RuleMetadata.Audience(rawValue: name) else {
            throw CommandFailure(
                .usage, "`--audience \(name)` is not known", help: "write one of: regular, pedantic, auditor")
        }
        return audience
    }

    private static func ids(_ patterns: [String], _ origin: String) throws -> Set<RuleID> {
        var ids: Set<RuleID> = []
        for pattern in patterns {
            let rules = RuleRegistry.rules(matching: pattern)
            guard !rules.isEmpty else {
                throw CommandFailure(
                    .usage, "\(origin): no rule is named `\(pattern)`", help: suggestion(for: pattern))
            }
            ids.formUnion(rules.map { $0.metadata.id })
        }
        return ids
    }

    /// What to type instead of a name that no rule has.
    static func suggestion(for name: String) -> String {
        if name.contains(",") { return "name one rule, and repeat the option for each other one" }
        let nearest = RuleRegistry.nearest(to: name).map { "`\($0)`" }
        let list = "`ringfence rules` lists them all"
        return nearest.isEmpty ? list : "did you mean \(nearest.joined(separator: " or "))? \(list)"
    }
}

extension FailureThreshold {
    /// The threshold that the command line names, else the configuration's, else `low`.
    /// - Throws: `CommandFailure` when it is no severity.
    init(failOn: String?, _ configuration: ScanConfiguration) throws {
        guard let failOn else {
            self = configuration.failOn ?? .severity(.low)
            return
        }
        guard let threshold = FailureThreshold(failOn) else {
            throw CommandFailure(
                .usage, "`--fail-on \(failOn)` is not a severity",
                help: "write one of: low, medium, high, critical, never")
        }
        self = threshold
    }
}
