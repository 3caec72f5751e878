package import SourceText

/// A rule's answer that something is wrong: where, for which functions, what an attacker gains, what to do.
package struct Finding: Sendable, Hashable {
    /// The rule.
    package let ruleID: RuleID
    /// The rule's practice.
    package let practice: Practice
    /// How much an attacker gains here.
    package let severity: Severity
    /// How sure the rule is.
    package let confidence: Confidence
    /// What is wrong, in one line: lower case, no full stop, user text in backticks; never a secret's text.
    package let message: String
    /// What an attacker gains, in one sentence.
    package let gain: String
    /// How to repair it, in one or two sentences.
    package let remedy: String
    /// Where the author wrote it.
    package let location: Location
    /// Further places that belong to it, with a word on each.
    package let related: [RelatedLocation]
    /// How what came from outside got to the place, from its source on, with a word on each step; empty for what does not
    /// flow.
    package let steps: [RelatedLocation]
    /// The manifest that roots the application.
    package let manifest: RelativePath
    /// The application's name.
    package let application: String
    /// The functions concerned, in the manifest's order; empty when it concerns the service as a whole.
    package let functions: [String]
    /// What it is about, in a name that survives moved lines, such as `function createOrder` or `role default`.
    package let subject: String
    /// The packages it is about, each with the published flaw; empty for what is about no package.
    package let concerns: [PackageConcern]
    /// A repair; `nil` when none can be made safely.
    package let fix: Fix?
    /// The same for the same problem after lines moved, 32 hexadecimal digits.
    package let fingerprint: String

    /// Makes a finding.
    package init(
        ruleID: RuleID, practice: Practice, severity: Severity, confidence: Confidence, message: String, gain: String,
        remedy: String, location: Location, related: [RelatedLocation], steps: [RelatedLocation] = [],
        manifest: RelativePath, application: String,
        functions: [String], subject: String, concerns: [PackageConcern] = [], fix: Fix?, fingerprint: String
    ) {
        self.ruleID = ruleID
        self.practice = practice
        self.severity = severity
        self.confidence = confidence
        self.message = message
        self.gain = gain
        self.remedy = remedy
        self.location = location
        self.related = related
        self.steps = steps
        self.manifest = manifest
        self.application = application
        self.functions = functions
        self.subject = subject
        self.concerns = concerns
        self.fix = fix
        self.fingerprint = fingerprint
    }
}

/// A place with its lines, columns and text.
package struct Location: Sendable, Hashable {
    /// The file and bytes.
    package let place: SourcePlace
    /// Where it starts.
    package let start: SourcePosition
    /// Where it ends, exclusive.
    package let end: SourcePosition
    /// The first line of the place, secrets masked.
    package let excerpt: Excerpt

    /// Makes a location.
    package init(place: SourcePlace, start: SourcePosition, end: SourcePosition, excerpt: Excerpt) {
        self.place = place
        self.start = start
        self.end = end
        self.excerpt = excerpt
    }
}

/// A line of source that can be shown: secrets in it are already masked.
package struct Excerpt: Sendable, Hashable {
    /// The line without its break, tabs kept.
    package let text: String
    /// What to point at, in Unicode scalars (the unit of `SourcePosition.column`) from the start of `text`.
    package let highlight: Range<Int>

    /// Makes an excerpt.
    package init(text: String, highlight: Range<Int>) {
        self.text = text
        self.highlight = highlight
    }
}

/// A further place and what it has to do with the finding.
package struct RelatedLocation: Sendable, Hashable {
    /// Where.
    package let location: Location
    /// A few words, lower case.
    package let note: String

    /// Makes a related location.
    package init(location: Location, note: String) {
        self.location = location
        self.note = note
    }
}

extension Finding: Comparable {
    /// By file, offset, rule, then fingerprint: the order of every report.
    package static func < (left: Finding, right: Finding) -> Bool {
        if left.location.place != right.location.place { return left.location.place < right.location.place }
        if left.ruleID != right.ruleID { return left.ruleID < right.ruleID }
        return left.fingerprint < right.fingerprint
    }
}
