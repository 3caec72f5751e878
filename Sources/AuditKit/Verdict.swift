package import Findings
package import SourceText

/// What a rule says: something is wrong, or it could not decide. Silence is a pass.
package enum Verdict: Sendable {
    case violation(Violation)
    case undecided(at: SourcePlace, because: String, functions: [String])
}

/// Something wrong as a rule sees it, before it has lines, columns and a fingerprint.
package struct Violation: Sendable {
    /// Where the author wrote it.
    package var place: SourcePlace
    /// What is wrong: one line, lower case, no full stop, user text in backticks; never a secret's text.
    package var message: String
    /// What an attacker gains: one sentence.
    package var gain: String
    /// The functions concerned, in the manifest's order; `nil` for the function the rule was asked about (for a role,
    /// every function under it), empty for the service as a whole.
    package var functions: [String]?
    /// What it is about, in a name that survives moved lines; `nil` for the subject the rule was asked about.
    package var subject: String?
    /// `nil` for the rule's own.
    package var severity: Severity?
    /// `nil` for the rule's own.
    package var confidence: Confidence?
    /// `nil` for the rule's own.
    package var remedy: String?
    /// Further places with a few words on each.
    package var related: [(place: SourcePlace, note: String)]
    /// How what came from outside got there, from its source on, with a few words on each step; empty for what does not flow.
    package var steps: [(place: SourcePlace, note: String)] = []
    /// Text that must never be shown: it is masked in every excerpt of the report.
    package var secrets: [SourcePlace]
    /// The packages it is about, each with the published flaw; empty for what is about no package.
    package var concerns: [PackageConcern]
    /// How it is repaired; `nil` when the right answer does not follow from the manifest.
    package var repair: Repair?

    /// Makes a violation.
    package init(
        at place: SourcePlace, _ message: String, gain: String, functions: [String]? = nil, subject: String? = nil,
        severity: Severity? = nil, confidence: Confidence? = nil, remedy: String? = nil,
        related: [(place: SourcePlace, note: String)] = [], secrets: [SourcePlace] = [],
        concerns: [PackageConcern] = [], repair: Repair? = nil
    ) {
        self.place = place
        self.message = message
        self.gain = gain
        self.functions = functions
        self.subject = subject
        self.severity = severity
        self.confidence = confidence
        self.remedy = remedy
        self.related = related
        self.secrets = secrets
        self.concerns = concerns
        self.repair = repair
    }
}

extension Violation {
    /// The violation with a repair; as it is when there is none.
    package func repaired(by repair: Repair?) -> Violation {
        var violation = self
        violation.repair = repair ?? violation.repair
        return violation
    }
}

extension Verdict {
    /// The verdict with the repair that its place leads to, where it is a violation.
    package func repaired(by repair: (SourcePlace) -> Repair?) -> Verdict {
        guard case .violation(let violation) = self else { return self }
        return .violation(violation.repaired(by: repair(violation.place)))
    }
}
