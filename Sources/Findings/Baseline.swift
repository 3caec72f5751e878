import SourceText

/// Findings that were there before and are accepted for now: fingerprints with enough beside them to be read in a review.
package struct Baseline: Sendable, Hashable, Codable {
    /// One accepted finding.
    package struct Entry: Sendable, Hashable, Codable {
        /// The finding's fingerprint.
        package let fingerprint: String
        /// The rule's id.
        package let rule: String
        /// The file below the root.
        package let path: String
        /// What it is about.
        package let subject: String

        /// Makes an entry.
        package init(fingerprint: String, rule: String, path: String, subject: String) {
            self.fingerprint = fingerprint
            self.rule = rule
            self.path = path
            self.subject = subject
        }
    }

    /// The version of this format.
    package static let currentVersion = 1

    /// The version of the format the file is written in.
    package let version: Int
    /// The accepted findings, sorted by path, rule and fingerprint.
    package let findings: [Entry]

    /// The baseline that accepts some findings.
    package init(accepting findings: [Finding]) {
        version = Baseline.currentVersion
        self.findings = findings.map { finding in
            Entry(
                fingerprint: finding.fingerprint, rule: finding.ruleID.description,
                path: finding.location.place.path.description, subject: finding.subject)
        }.sorted { ($0.path, $0.rule, $0.fingerprint) < ($1.path, $1.rule, $1.fingerprint) }
    }
}
