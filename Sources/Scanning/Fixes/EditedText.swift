import Findings
import ManifestSyntax
import SourceText

/// A file's bytes with edits made.
enum EditedText {
    /// The bytes with all edits made; of lines added at one place the deeper indented comes first. `nil` when two edits
    /// change the same bytes.
    static func applying(_ edits: [TextEdit], to bytes: [UInt8]) -> [UInt8]? {
        var result: [UInt8] = []
        var end = 0
        for edit in sorted(edits) {
            let span = edit.place.span
            guard span.lowerBound >= end, span.upperBound <= bytes.count else { return nil }
            result += bytes[end..<span.lowerBound]
            result += Array(edit.replacement.utf8)
            end = span.upperBound
        }
        return result + bytes[end...]
    }

    private static func sorted(_ edits: [TextEdit]) -> [TextEdit] {
        let keyed = edits.enumerated().map { offset, edit in
            let text = ManifestReplacement(span: edit.place.span, text: edit.replacement)
            return (edit: edit, depth: text.lineIndentation ?? 0, offset: offset)
        }
        return keyed.sorted { left, right in
            if left.edit.place != right.edit.place { return left.edit.place < right.edit.place }
            return left.depth == right.depth ? left.offset < right.offset : left.depth > right.depth
        }.map(\.edit)
    }
}

/// Edits that were chosen so that no two change the same bytes.
struct EditSelection {
    /// The edits chosen, by file; one that several repairs share stands once.
    private(set) var edits: [RelativePath: [TextEdit]] = [:]
    /// The stretches that are replaced, sorted.
    private var taken: [RelativePath: [ByteSpan]] = [:]
    private var known: Set<TextEdit> = []
    private var created: Set<String> = []

    /// Takes all edits of a repair; `false`, and nothing is taken, when one changes bytes that another changes.
    mutating func take(_ fix: Fix) -> Bool {
        let new = fix.edits.filter { !known.contains($0) }
        guard new.allSatisfy(isFree), new.isEmpty || created.isDisjoint(with: fix.creates) else { return false }
        created.formUnion(fix.creates)
        for edit in new {
            known.insert(edit)
            edits[edit.place.path, default: []].append(edit)
            let index = EditSelection.index(of: edit.place.span, in: taken[edit.place.path] ?? [])
            taken[edit.place.path, default: []].insert(edit.place.span, at: index)
        }
        return true
    }

    private func isFree(_ edit: TextEdit) -> Bool {
        let spans = taken[edit.place.path] ?? []
        let index = EditSelection.index(of: edit.place.span, in: spans)
        let before = index > 0 ? EditSelection.collides(spans[index - 1], edit.place.span) : false
        let after = index < spans.count ? EditSelection.collides(spans[index], edit.place.span) : false
        return !before && !after
    }

    /// Two insertions at one place do not collide; nor does one at the edge of a replaced stretch.
    private static func collides(_ left: ByteSpan, _ right: ByteSpan) -> Bool {
        left.lowerBound < right.upperBound && right.lowerBound < left.upperBound
    }

    private static func index(of span: ByteSpan, in spans: [ByteSpan]) -> Int {
        var (low, high) = (0, spans.count)
        while low < high {
            let middle = (low + high) / 2
            if spans[middle] < span { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
