package import SourceText

/// A repair as edits of the author's text.
package struct Fix: Sendable, Hashable {
    /// Whether a re-scan alone proves it, or a person must look.
    package enum Safety: String, Sendable, Hashable { case safe, unsafe }

    /// What it does, in one line, as an instruction.
    package let title: String
    /// Whether a person must look.
    package let safety: Safety
    /// Replacements that do not overlap, sorted by place.
    package let edits: [TextEdit]
    /// The rules whose findings were true before and come to light with it: what a function is told of and cannot use is
    /// only seen once it may no longer use everything.
    package let reveals: Set<RuleID>
    /// What is to be run after it, before which the finding stays; `nil` when the edits are all of it.
    package let followUp: FollowUp?
    /// The mappings that its edits make where there were none, by file and key: two repairs that make one each would leave
    /// it there twice.
    package var creates: Set<String> = []

    /// Makes a repair.
    package init(title: String, safety: Safety, edits: [TextEdit], reveals: Set<RuleID> = [], followUp: FollowUp? = nil) {
        self.title = title
        self.safety = safety
        self.reveals = reveals
        self.followUp = followUp
        self.edits = edits.sorted { $0.place < $1.place }
    }
}

/// New text for a span.
package struct TextEdit: Sendable, Hashable {
    /// What is replaced; an empty span inserts.
    package let place: SourcePlace
    /// The new text.
    package let replacement: String

    /// Makes an edit.
    package init(place: SourcePlace, replacement: String) {
        self.place = place
        self.replacement = replacement
    }
}

extension TextEdit: Comparable {
    /// By place, then by text.
    package static func < (left: TextEdit, right: TextEdit) -> Bool {
        left.place == right.place ? left.replacement < right.replacement : left.place < right.place
    }
}
