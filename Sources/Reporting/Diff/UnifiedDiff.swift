package import Findings
import SourceText

/// The change of one file as a unified diff that `patch -p1` and `git apply` take.
///
/// Lines that hold a secret are left out of what stands around a change; where the change itself touches one, its text
/// is masked and the diff only says what would happen.
/// Source: https://www.gnu.org/software/diffutils/manual/html_node/Detailed-Unified.html
package struct UnifiedDiff {
    /// How many unchanged lines are shown around a change.
    private static let context = 3

    /// Whether the text can be applied: nothing in it is masked or was not UTF-8.
    package let isExact: Bool
    let lines: [DiffLine]

    /// Compares a file's bytes before and after; `name` is its path from where the diff is to be applied.
    package init(_ change: FixReport.Change, name: String) {
        let comparison = Comparison(change)
        let hunks = comparison.hunks(context: UnifiedDiff.context)
        isExact = hunks.allSatisfy(\.isExact)
        guard !hunks.isEmpty else {
            lines = []
            return
        }
        let names = [DiffLine(.file, "--- " + UnifiedDiff.quoted("a/" + name)), DiffLine(.file, "+++ " + UnifiedDiff.quoted("b/" + name))]
        lines = names + hunks.flatMap(\.lines)
    }

    /// The diff as bytes that programs read.
    package var text: String { lines.map { $0.text + "\n" }.joined() }

    /// A name with blanks ends with a tab, and one with control characters, quotes or backslashes is quoted, as git does.
    private static func quoted(_ name: String) -> String {
        let isPlain = name.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F && $0 != "\"" && $0 != "\\" }
        guard !isPlain else { return name.contains(" ") ? name + "\t" : name }
        var text = "\""
        for byte in name.utf8 {
            switch byte {
            case 0x22, 0x5C: text += "\\" + String(UnicodeScalar(byte))
            case 0x20..<0x7F: text += String(UnicodeScalar(byte))
            default:
                let digits = String(byte, radix: 8)
                text += "\\" + String(repeating: "0", count: 3 - digits.count) + digits
            }
        }
        return text + "\""
    }
}

/// A line of a diff.
struct DiffLine {
    enum Kind { case file, hunk, same, old, new, note }

    let kind: Kind
    let text: String

    init(_ kind: Kind, _ text: String) {
        self.kind = kind
        self.text = text
    }
}

private struct Hunk {
    let lines: [DiffLine]
    let isExact: Bool
}

/// A stretch of old lines that becomes a stretch of new ones.
private struct Replaced {
    let old: Range<Int>
    let new: Range<Int>
}

private struct Comparison {
    private let old: [ArraySlice<UInt8>]
    private let new: [ArraySlice<UInt8>]
    private let secretLines: Set<Int>
    private let replaced: [Replaced]

    init(_ change: FixReport.Change) {
        old = Comparison.lines(of: change.before)
        new = Comparison.lines(of: change.after)
        secretLines = change.secretLines
        replaced = Comparison.replaced(LineMatching(old, new).pairs, old.count, new.count)
    }

    /// Lines with their line feed; the last one may lack it.
    private static func lines(of bytes: [UInt8]) -> [ArraySlice<UInt8>] {
        var lines: [ArraySlice<UInt8>] = []
        var start = 0
        while start < bytes.count {
            let end = bytes[start...].firstIndex(of: 0x0A).map { $0 + 1 } ?? bytes.count
            lines.append(bytes[start..<end])
            start = end
        }
        return lines
    }

    private static func replaced(_ pairs: [(old: Int, new: Int)], _ oldCount: Int, _ newCount: Int) -> [Replaced] {
        var result: [Replaced] = []
        var (old, new) = (0, 0)
        for pair in pairs + [(oldCount, newCount)] {
            if pair.old > old || pair.new > new { result.append(Replaced(old: old..<pair.old, new: new..<pair.new)) }
            (old, new) = (pair.old + 1, pair.new + 1)
        }
        return result
    }

    /// Changes close to each other share a hunk, unless a line that must not be shown stands between them.
    func hunks(context: Int) -> [Hunk] {
        var groups: [[Replaced]] = []
        for change in replaced {
            if let last = groups.last?.last, change.old.lowerBound - last.old.upperBound <= 2 * context,
                !(last.old.upperBound..<change.old.lowerBound).contains(where: isSecret)
            {
                groups[groups.count - 1].append(change)
            } else {
                groups.append([change])
            }
        }
        return groups.indices.map { index in
            let floor = index > 0 ? groups[index - 1].last?.old.upperBound ?? 0 : 0
            let ceiling = index + 1 < groups.count ? groups[index + 1].first?.old.lowerBound ?? old.count : old.count
            return hunk(groups[index], floor: floor, ceiling: ceiling, context: context)
        }
    }

    private func isSecret(_ index: Int) -> Bool { secretLines.contains(index + 1) }

    private func hunk(_ changes: [Replaced], floor: Int, ceiling: Int, context: Int) -> Hunk {
        guard let first = changes.first, let last = changes.last else { return Hunk(lines: [], isExact: true) }
        var start = first.old.lowerBound
        while start > max(floor, first.old.lowerBound - context), !isSecret(start - 1) { start -= 1 }
        var end = last.old.upperBound
        while end < min(ceiling, last.old.upperBound + context), !isSecret(end) { end += 1 }
        // Without a line behind it git takes a change for one at the end of the file.
        var isExact = end > last.old.upperBound || last.old.upperBound == old.count
        var body: [DiffLine] = []
        var (next, newCount) = (start, 0)
        for change in changes {
            body += (next..<change.old.lowerBound).flatMap { line(.same, " ", old[$0], isHidden: false) }
            newCount += change.old.lowerBound - next + change.new.count
            let isHidden = change.old.contains(where: isSecret)
            isExact = isExact && !isHidden
            body += change.old.flatMap { line(.old, "-", old[$0], isHidden: isHidden) }
            body += change.new.flatMap { line(.new, "+", new[$0], isHidden: isHidden) }
            next = change.old.upperBound
        }
        body += (next..<end).flatMap { line(.same, " ", old[$0], isHidden: false) }
        newCount += end - next
        isExact = isExact && (start..<end).allSatisfy { String(validating: old[$0], as: UTF8.self) != nil }
        let newStart = first.new.lowerBound - (first.old.lowerBound - start)
        let range = "-\(Comparison.range(start, end - start)) +\(Comparison.range(newStart, newCount))"
        return Hunk(lines: [DiffLine(.hunk, "@@ \(range) @@")] + body, isExact: isExact)
    }

    /// A stretch without lines is named by the line before it.
    private static func range(_ start: Int, _ count: Int) -> String {
        count == 1 ? "\(start + 1)" : "\(count == 0 ? start : start + 1),\(count)"
    }

    private func line(_ kind: DiffLine.Kind, _ mark: String, _ bytes: ArraySlice<UInt8>, isHidden: Bool) -> [DiffLine] {
        let isEnded = bytes.last == 0x0A
        let text = isHidden ? SecretMask.symbol : String(decoding: isEnded ? bytes.dropLast() : bytes, as: UTF8.self)
        let ending = isEnded ? [] : [DiffLine(.note, "\\ No newline at end of file")]
        return [DiffLine(kind, mark + text)] + ending
    }
}
