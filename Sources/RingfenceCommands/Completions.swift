import AuditKit
import Findings
import Rules

/// What shells offer to complete.
enum Completions {
    /// The ids of all rules.
    static var rules: [String] { RuleRegistry.all.map { $0.metadata.id.description }.sorted() }
    /// What `--fail-on` takes, the mildest first.
    static let thresholds = ["low", "medium", "high", "critical", "never"]
}
