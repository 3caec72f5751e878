import ManifestSyntax
import SourceText

extension ManifestMember {
    /// The bytes of key and value together.
    var span: ByteSpan { keyPlace.span.union(value.place.span) }

    /// Key and value together.
    var place: SourcePlace { SourcePlace(path: keyPlace.path, span: span) }
}

extension ManifestNode {
    /// Whether the value is `true`.
    var isTrue: Bool { if case .bool(true) = content { true } else { false } }

    /// Whether the value is a mapping.
    var isMapping: Bool { if case .mapping = content { true } else { false } }

    /// The strings of a list; other elements are left out.
    var strings: [String] { elements.compactMap(\.string) }

    /// The members as requirements: the key asks, and a value that is text says for which versions.
    func requirements(_ scope: Requirement.Scope, withPlaces: Bool = false) -> [Requirement] {
        members.map {
            Requirement(
                $0.key, range: $0.value.scalarText, scope: scope, place: withPlaces ? $0.place : nil)
        }
    }
}
