package import SourceText

/// A rule's name: `practice/bad-pattern`.
package struct RuleID: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// The whole id.
    package let description: String

    /// Makes an id from a practice and a kebab-case pattern.
    package init(_ practice: Practice, _ pattern: String) { description = practice.rawValue + "/" + pattern }

    /// Makes an id from text without checking that such a rule exists.
    package init(_ text: String) { description = text }

    /// The part after the slash; the whole id when there is none.
    package var pattern: String { description.split(separator: "/", maxSplits: 1).last.map(String.init) ?? description }

    /// Whether a pattern means this rule: its whole id, its practice, or the part after the slash; globs work in each.
    package func isMeant(by pattern: GlobPattern) -> Bool {
        let practice = description.split(separator: "/", maxSplits: 1).first.map(String.init) ?? ""
        return pattern.matches(description) || pattern.matches(self.pattern) || pattern.matches(practice)
    }

    package static func < (left: RuleID, right: RuleID) -> Bool { left.description < right.description }
}

/// Everything about a rule but its check.
package struct RuleMetadata: Sendable {
    /// Where the rule is in its life.
    package enum Stage: Sendable, Hashable {
        case preview, stable
        case deprecated(since: String)
    }

    /// Who wants to see what the rule finds.
    package enum Audience: String, Sendable, Hashable, CaseIterable, Comparable {
        case regular, pedantic, auditor

        package static func < (left: Audience, right: Audience) -> Bool {
            (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
        }
    }

    /// The rule's name.
    package let id: RuleID
    /// The practice it belongs to.
    package let practice: Practice
    /// The version that brought it.
    package let since: String
    /// Where it is in its life.
    package let stage: Stage
    /// The severity of a finding that says nothing else.
    package let severity: Severity
    /// The confidence of a finding that says nothing else.
    package let confidence: Confidence
    /// Who wants to see it.
    package let audience: Audience
    /// What is wrong, in a few words that fit behind a function's name: lower case, no full stop.
    package let summary: String
    /// Why it matters: one short paragraph of Markdown.
    package let why: String
    /// How to repair it: one short paragraph of Markdown.
    package let remedy: String
    /// The weakness, by its CWE number; empty when none fits.
    package let cwe: [Int]
    /// Where the facts come from.
    package let references: [String]
    /// Ids the rule had before.
    package let formerIDs: [RuleID]

    /// Makes the metadata; the id is made from the practice and the pattern.
    package init(
        _ practice: Practice, _ pattern: String, since: String, stage: Stage = .preview, severity: Severity,
        confidence: Confidence = .high, audience: Audience = .regular, summary: String, why: String, remedy: String,
        cwe: [Int] = [], references: [String], formerIDs: [RuleID] = []
    ) {
        id = RuleID(practice, pattern)
        self.practice = practice
        self.since = since
        self.stage = stage
        self.severity = severity
        self.confidence = confidence
        self.audience = audience
        self.summary = summary
        self.why = why
        self.remedy = remedy
        self.cwe = cwe
        self.references = references
        self.formerIDs = formerIDs
    }
}
