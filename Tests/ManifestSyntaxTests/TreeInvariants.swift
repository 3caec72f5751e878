import ManifestSyntax
import SourceText

/// What holds for every tree, however broken its file is.
enum TreeInvariants {
    /// The first broken invariant; `nil` when all hold.
    static func violation(in document: ManifestDocument) -> String? {
        let whole = ByteSpan(0, document.file.bytes.count)
        // An alias stands as its anchor's value, outside of its parent.
        let hasAliases = document.file.bytes.contains(UInt8(ascii: "*"))
        for comment in document.comments where !whole.contains(comment) || comment.count == 0 {
            return "comment \(comment)"
        }
        for issue in document.issues {
            guard whole.contains(issue.place.span), issue.place.path == document.file.path else {
                return "place of \(issue)"
            }
            guard !issue.message.isEmpty, !issue.message.contains("\n"), issue.message.last != "." else {
                return issue.message
            }
        }
        if document.issues != document.issues.sorted(by: { $0.place < $1.place }),
            document.issues.map(\.place) != document.issues.map(\.place).sorted()
        {
            return "issues are not sorted"
        }
        for root in document.roots {
            if let found = violation(in: root, within: whole, document.file, hasAliases, depth: 0) { return found }
        }
        return nil
    }

    private static func violation(
        in node: ManifestNode, within parent: ByteSpan, _ file: SourceFile, _ hasAliases: Bool, depth: Int
    ) -> String? {
        let span = node.place.span
        let whole = ByteSpan(0, file.bytes.count)
        guard whole.contains(span) else {
            return "\(span) is outside the file of \(whole.upperBound): \(outline(node))"
        }
        guard parent.contains(span) || hasAliases else {
            return "\(span) is outside its parent \(parent): \(outline(node))"
        }
        guard depth <= ManifestLimits.standard.depth else { return "deeper than the limit" }
        if let tag = node.tag, let place = node.tagPlace {
            guard file.text(in: place.span) == tag || file.firstInvalidUTF8Offset != nil else {
                return "tag \(tag) is not at \(place.span)"
            }
        }
        switch node.content {
        case .string(let text): return violation(in: text, whole)
        case .sequence(let elements):
            for element in elements {
                if let found = violation(in: element, within: span, file, hasAliases, depth: depth + 1) { return found }
            }
        case .mapping(let members):
            for member in members {
                guard member.isMerged || hasAliases || span.contains(member.keyPlace.span),
                    whole.contains(member.keyPlace.span)
                else { return "key \(member.key) at \(member.keyPlace.span) is outside \(span)" }
                let within = member.isMerged ? whole : span
                if let found = violation(in: member.value, within: within, file, hasAliases, depth: depth + 1) {
                    return found
                }
            }
        case .missing, .null, .bool, .number: break
        }
        return nil
    }

    private static func violation(in text: ScalarText, _ whole: ByteSpan) -> String? {
        guard text.segments.first?.decoded == 0 else { return "segments of \(text.value) do not start at 0" }
        var last = ScalarText.Segment(decoded: 0, source: 0)
        for segment in text.segments {
            guard segment.decoded >= last.decoded, segment.source >= last.source,
                segment.decoded <= text.value.utf8.count
            else { return "segments of \(text.value) do not ascend: \(text.segments)" }
            last = segment
        }
        let all = text.span(ofDecoded: 0..<text.value.utf8.count)
        return whole.contains(all) ? nil : "text \(all) is outside the file"
    }
}
