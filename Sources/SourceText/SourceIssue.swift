/// Something about the input that kept a part of it from being read, or that the author should know.
///
/// User mistakes in manifests are values, never thrown errors.
package struct SourceIssue: Hashable, Sendable {
    /// What went wrong, as a closed list that callers may switch over.
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case unreadable, tooLarge, notUTF8, syntax, limit, cycle, missingFile, outsideRoot, notEvaluated
        case duplicateKey, unresolved, unexpectedShape, configuration
    }

    /// What went wrong.
    package let kind: Kind
    /// Lower case, no full stop, user text in backticks.
    package let message: String
    /// What to do about it, on a line of its own; `nil` when the message says it all.
    package let help: String?
    /// Where.
    package let place: SourcePlace
    /// Whether something was left unread, so that the scan is partial (exit code 4); otherwise the issue is a note.
    package let isPartial: Bool

    /// Makes an issue; `isPartial` is true unless said otherwise.
    package init(_ kind: Kind, _ message: String, help: String? = nil, at place: SourcePlace, isPartial: Bool = true) {
        self.kind = kind
        self.message = message
        self.help = help
        self.place = place
        self.isPartial = isPartial
    }
}
