package import SourceText

/// A value of a YAML or JSON document with the exact place of its text.
///
/// Aliases stand as the value they name (with the anchor's places), merge keys are already applied, and a value that
/// half a file left out is `.missing`.
package struct ManifestNode: Sendable {
    /// What the value is. Scalars are typed by the YAML 1.2 core schema (or by JSON).
    package enum Content: Sendable {
        /// Nothing stands where a value was expected: half a file.
        case missing
        case null
        case bool(Bool)
        /// A number with the text the author wrote, which keeps what a `Double` would lose.
        case number(Double, text: String)
        case string(ScalarText)
        case sequence([ManifestNode])
        case mapping([ManifestMember])
    }

    /// How the value is written.
    package enum Style: Sendable, Hashable {
        case plain, singleQuoted, doubleQuoted, literal, folded
        case flow, block
    }

    /// The value.
    package var content: Content
    /// The bytes of the value: quotes, brackets and block headers included; comments and the tag excluded.
    package var place: SourcePlace
    /// The explicit tag as written, such as `!Ref` or `!!str`; `nil` when there is none.
    package var tag: String?
    /// The bytes of the explicit tag.
    package var tagPlace: SourcePlace?
    /// How the value is written; `plain` for JSON's bare words and numbers, `flow` for JSON's containers.
    package var style: Style

    /// Makes a node.
    package init(
        _ content: Content, place: SourcePlace, tag: String? = nil, tagPlace: SourcePlace? = nil, style: Style = .plain
    ) {
        self.content = content
        self.place = place
        self.tag = tag
        self.tagPlace = tagPlace
        self.style = style
    }
}

/// A key and its value.
package struct ManifestMember: Sendable {
    /// The key as text; a key that is not a string has its source text.
    package var key: String
    /// The bytes of the key, quotes included.
    package var keyPlace: SourcePlace
    /// The value.
    package var value: ManifestNode
    /// Whether the member came from a merge key (`<<`) rather than from this mapping's own text.
    package var isMerged: Bool

    /// Makes a member.
    package init(key: String, keyPlace: SourcePlace, value: ManifestNode, isMerged: Bool = false) {
        self.key = key
        self.keyPlace = keyPlace
        self.value = value
        self.isMerged = isMerged
    }
}

/// A decoded scalar that can still say where each part of it was written.
package struct ScalarText: Sendable, Hashable {
    /// The decoded text.
    package let value: String
    /// Pairs of (offset in the decoded UTF-8, offset in the file), ascending, each holding until the next; the first
    /// starts at decoded offset 0.
    ///
    /// A part as long in the file as decoded stands there byte for byte; any other is an escape or a line fold. Of two
    /// pairs with the same decoded offset the first only ends the part before it.
    package var segments: [Segment] { [Segment(decoded: 0, source: start)] + further }

    /// The offset in the file at which it starts.
    private let start: Int
    /// The segments behind the first: almost no scalar has any, and there are millions of scalars.
    private let further: [Segment]

    /// From `decoded` on, the text stands at `source` on, byte for byte, until the next segment starts.
    package struct Segment: Sendable, Hashable {
        /// The offset in the decoded text's UTF-8.
        package let decoded: Int
        /// The offset in the file.
        package let source: Int

        /// Makes a segment.
        package init(decoded: Int, source: Int) {
            self.decoded = decoded
            self.source = source
        }
    }

    /// Makes a scalar's text from where it starts in the file and the segments behind the first.
    package init(_ value: String, at start: Int, further: [Segment] = []) {
        self.value = value
        self.start = start
        self.further = further
    }

    /// The file's bytes behind a range of the decoded text's UTF-8 offsets; widened to whole escapes where a part of
    /// one is asked for.
    package func span(ofDecoded range: Range<Int>) -> ByteSpan {
        let lower = sourceSpan(ofDecoded: range.lowerBound).lowerBound
        guard !range.isEmpty else { return ByteSpan(lower, lower) }
        return ByteSpan(lower, sourceSpan(ofDecoded: range.upperBound - 1).upperBound)
    }

    /// The bytes behind one decoded byte: one byte, or a whole escape or line fold.
    private func sourceSpan(ofDecoded offset: Int) -> ByteSpan {
        var low = -1
        var high = further.count
        while high - low > 1 {
            let middle = low + (high - low) / 2
            if further[middle].decoded <= offset { low = middle } else { high = middle }
        }
        let part = low < 0 ? Segment(decoded: 0, source: start) : further[low]
        let next = low + 1 < further.count ? further[low + 1] : nil
        if let next, next.decoded - part.decoded != next.source - part.source {
            return ByteSpan(part.source, next.source)
        }
        let start = part.source + (offset - part.decoded)
        return ByteSpan(start, start + 1)
    }
}

extension ManifestNode {
    /// The decoded string; `nil` when the value is not a string.
    package var string: String? {
        if case .string(let text) = content { text.value } else { nil }
    }

    /// The scalar as text whatever its type: strings decoded, numbers and booleans as written; `nil` for the rest.
    package var scalarText: String? {
        switch content {
        case .string(let text): text.value
        case .number(_, let text): text
        case .bool(let value): value ? "true" : "false"
        case .missing, .null, .sequence, .mapping: nil
        }
    }

    /// The members in the author's order; empty when the value is not a mapping.
    package var members: [ManifestMember] {
        if case .mapping(let members) = content { members } else { [] }
    }

    /// The elements; empty when the value is not a sequence.
    package var elements: [ManifestNode] {
        if case .sequence(let elements) = content { elements } else { [] }
    }

    /// The member with a key; of duplicates the last, as the frameworks take it.
    package func member(_ key: String) -> ManifestMember? {
        guard case .mapping(let members) = content else { return nil }
        // Only the key of each is looked at, since a copy of the whole costs more than the comparison.
        var index = members.count
        while index > 0 {
            index -= 1
            if members[index].key == key { return members[index] }
        }
        return nil
    }

    /// The value of a key; of duplicates the last.
    package subscript(key: String) -> ManifestNode? { member(key)?.value }
}
