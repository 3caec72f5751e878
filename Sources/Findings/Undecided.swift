package import SourceText

/// A rule's answer that it could not decide, which is not a pass.
package struct Undecided: Sendable, Hashable {
    /// The rule.
    package let ruleID: RuleID
    /// Why, in one line: lower case, no full stop.
    package let reason: String
    /// Where the value that would have decided stands.
    package let place: SourcePlace
    /// Where that starts, as people go to it; `nil` when the file's text was not at hand.
    package let start: SourcePosition?
    /// The manifest that roots the application.
    package let manifest: RelativePath
    /// The functions concerned; empty for the service as a whole.
    package let functions: [String]

    /// Makes an answer.
    package init(
        ruleID: RuleID, reason: String, place: SourcePlace, start: SourcePosition? = nil, manifest: RelativePath,
        functions: [String]
    ) {
        self.ruleID = ruleID
        self.reason = reason
        self.place = place
        self.start = start
        self.manifest = manifest
        self.functions = functions
    }

    /// The same answer with the position where its place starts.
    package func starting(at start: SourcePosition?) -> Undecided {
        Undecided(
            ruleID: ruleID, reason: reason, place: place, start: start, manifest: manifest, functions: functions)
    }
}
