package import Findings
package import SourceText

/// How a violation is repaired: what to write where, in the manifest's own terms, or which code to write instead.
///
/// A rule names the places it has from the model; turning them into edits that keep comments and formatting, and
/// proving that they help, is `Scanning`'s.
package struct Repair: Sendable {
    /// What it does, in one line, as an instruction: `switch tracing on`.
    package let title: String
    /// Whether a re-scan alone proves it, or a person must look.
    package let safety: Fix.Safety
    /// The changes, all of them or none; none where the follow-up does everything.
    package let changes: [Change]
    /// The rules whose findings were true before and come to light with it.
    package var reveals: Set<RuleID> = []
    /// What is to be run after the changes, before which the finding stays; `nil` when they are all of it.
    package var followUp: FollowUp?

    /// Makes a repair.
    package init(_ title: String, safety: Fix.Safety = .safe, _ changes: [Change]) {
        self.title = title
        self.safety = safety
        self.changes = changes
    }

    /// One change of a manifest or of code. Places in manifests are those of the model: `Value.place`, `Value.Member.keyPlace`.
    package enum Change: Sendable {
        /// Puts a value in the place of the one that stands there.
        case replace(SourcePlace, with: Literal)
        /// Puts values in the place of the one that stands there: as elements of the sequence that it is one of, else as a
        /// sequence of their own, unless there is one alone.
        case spread(SourcePlace, into: [Literal])
        /// Adds a member to the mapping that stands there, which may be null; `path` leads further down from it, and
        /// mappings on the way that do not exist are made. A last key that exists already makes the repair impossible.
        case insert(Literal, at: [String], into: SourcePlace)
        /// Adds a member to the mapping that the member with the key at this place has as its value.
        case insertBelowKey(Literal, at: [String], keyPlace: SourcePlace)
        /// Adds an element to the sequence that stands there.
        case append(Literal, to: SourcePlace)
        /// Removes the member whose key stands there.
        case removeMember(keyPlace: SourcePlace)
        /// Removes the element of a sequence that stands there.
        case removeElement(SourcePlace)
        /// Removes the comment that stands there, and its line when nothing else is on it.
        case removeComment(SourcePlace)
        /// Puts text in the place of a stretch of code.
        case rewrite(SourcePlace, with: String)
    }

    /// A value to be written; intrinsic functions in their long form, which is right in YAML and JSON.
    package indirect enum Literal: Sendable, Hashable {
        case null
        case bool(Bool)
        /// A number as it is to be written.
        case number(String)
        case string(String)
        case list([Literal])
        /// Keys with their values, in order.
        case map([Member])

        /// A member's value or an element, with the comments about what it is written instead of above it.
        case commented(CommentSource, Literal)

        /// A key with its value.
        package struct Member: Sendable, Hashable {
            /// The key.
            package let key: String
            /// The value.
            package let value: Literal
            /// Makes a member.
            package init(_ key: String, _ value: Literal) {
                self.key = key
                self.value = value
            }
        }

        /// `{Ref: name}`.
        package static func reference(_ name: String) -> Literal { .map([Member("Ref", .string(name))]) }

        /// `{Fn::GetAtt: [name, attribute]}`.
        package static func attribute(_ attribute: String, of name: String) -> Literal {
            .map([Member("Fn::GetAtt", .list([.string(name), .string(attribute)]))])
        }

        /// `{Fn::Sub: text}`.
        package static func substitution(_ text: String) -> Literal { .map([Member("Fn::Sub", .string(text))]) }
    }

    /// Parts of a manifest whose comments go along when the parts are written elsewhere.
    package struct CommentSource: Sendable, Hashable {
        /// A value, an element of a list or a key.
        package struct Part: Sendable, Hashable {
            /// Where it stands.
            package let place: SourcePlace
            /// The part that it belongs to, above which no comment is its own; `nil` when it stands for itself.
            package let whole: SourcePlace?

            /// Names a part.
            package init(_ place: SourcePlace, of whole: SourcePlace? = nil) {
                self.place = place
                self.whole = whole
            }
        }

        /// The parts.
        package let parts: [Part]
        /// Parts of those parts, whose comments are left out.
        package let others: [Part]

        /// Names the parts.
        package init(_ parts: [Part], besides others: [Part] = []) {
            self.parts = parts
            self.others = others
        }
    }
}
