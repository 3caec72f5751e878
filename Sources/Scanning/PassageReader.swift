import Findings
import SourceText

/// Takes the lines around findings from their files, secrets masked. Around a finding, text that nobody pointed at is
/// shown; where secrets usually stand it is left out, since recognising them can fail.
struct PassageReader {
    private let builder: FindingBuilder
    private let delicate: [RelativePath: [ByteSpan]]

    /// How many lines stand above and below a finding.
    private static let context = 3
    /// How many lines of a finding itself are shown.
    private static let longestFinding = 12
    /// How many bytes beside what is pointed at can be shown.
    private static let reach = 2048
    /// How many lines a change may replace or bring to be shown.
    private static let longestChange = 60

    init(builder: FindingBuilder, delicate: Set<SourcePlace>) {
        self.builder = builder
        self.delicate = Dictionary(grouping: delicate, by: \.path).mapValues { $0.map(\.span).sorted() }
    }

    /// The lines around a finding; `nil` when its file was not read.
    func passage(around finding: Finding) -> Passage? {
        let location = finding.location
        guard let file = builder.sources[location.place.path] else { return nil }
        let last = min(max(location.end.line, location.start.line), location.start.line + Self.longestFinding - 1)
        let lines = max(1, location.start.line - Self.context)...min(file.lineCount, last + Self.context)
        let excerpts = lines.map { line(numbered: $0, pointingAt: location, in: file) }
        return Passage(
            firstLine: lines.lowerBound, lines: Self.withoutEmptyEnds(excerpts, before: location.start.line - lines.lowerBound),
            changes: finding.fix.map(changes) ?? [])
    }

    /// A file that ends with a line break has an empty last line; nobody wants to see it.
    private static func withoutEmptyEnds(_ lines: [Excerpt], before own: Int) -> [Excerpt] {
        var lines = lines
        while lines.count > own + 1, lines.last?.text.isEmpty == true { lines.removeLast() }
        return lines
    }

    private func line(numbered number: Int, pointingAt location: Location, in file: SourceFile) -> Excerpt {
        guard let line = file.span(ofLine: number) else { return Excerpt(text: "", highlight: 0..<0) }
        let pointed = location.place.span
        let isPointedAt = number == location.start.line || pointed.overlaps(line)
        let start = isPointedAt ? max(pointed.lowerBound, line.lowerBound) : line.lowerBound
        let span = isPointedAt ? pointed : ByteSpan(start, start)
        return builder.excerpt(
            ofLine: number, pointingAt: span, omitting: omissions(on: line, around: start, besides: pointed, in: file),
            in: file)
    }

    /// What of a line is left out beside secrets: delicate text that the finding does not point at.
    private func omissions(
        on line: ByteSpan, around offset: Int, besides pointed: ByteSpan, in file: SourceFile
    ) -> [ByteSpan] {
        let all = delicate[file.path] ?? []
        // A file may be one line of megabytes with a finding at every step, so only what can be shown is looked at.
        let lower = max(line.lowerBound, offset - Self.reach)
        let upper = min(line.upperBound, max(offset, min(pointed.upperBound, line.upperBound)) + Self.reach)
        var (low, high) = (0, all.count)
        while low < high {
            let middle = (low + high) / 2
            if all[middle].lowerBound < lower { low = middle + 1 } else { high = middle }
        }
        // One that starts before may reach into this stretch.
        return all[max(0, low - 1)...].prefix { $0.lowerBound < upper }.filter {
            $0.upperBound > lower && !$0.overlaps(pointed)
        }
    }

    private func changes(_ fix: Fix) -> [Passage.Change] {
        var changes: [Passage.Change] = []
        // Edits are sorted by place, so those of a file stand together.
        var rest = fix.edits[...]
        while let first = rest.first {
            guard let file = builder.sources[first.place.path] else { return changes }
            var last = lines(of: first.place.span, in: file).upperBound
            let group = rest.prefix { edit in
                guard edit.place.path == file.path else { return false }
                let lines = lines(of: edit.place.span, in: file)
                guard lines.lowerBound <= last else { return false }
                last = max(last, lines.upperBound)
                return true
            }
            rest = rest.dropFirst(group.count)
            changes += [change(Array(group), in: file)].compactMap(\.self)
        }
        return changes
    }

    /// The lines of a span, 1-based.
    private func lines(of span: ByteSpan, in file: SourceFile) -> ClosedRange<Int> {
        let first = file.position(at: span.lowerBound).line
        return first...max(first, file.position(at: span.upperBound).line)
    }

    private func change(_ edits: [TextEdit], in file: SourceFile) -> Passage.Change? {
        guard let first = edits.first, let last = edits.last else { return nil }
        let lines = lines(of: first.place.span, in: file).lowerBound...lines(of: last.place.span, in: file).upperBound
        guard lines.count <= Self.longestChange, let start = file.span(ofLine: lines.lowerBound)?.lowerBound,
            let end = file.span(ofLine: lines.upperBound)?.upperBound
        else { return nil }
        var added = ""
        var offset = start
        for edit in edits where edit.place.span.lowerBound >= offset {
            added += builder.masked(ByteSpan(offset, edit.place.span.lowerBound), in: file) + edit.replacement
            offset = edit.place.span.upperBound
        }
        if offset < end { added += builder.masked(ByteSpan(offset, end), in: file) }
        return Self.change(
            at: file.path, lines.lowerBound, from: Self.lines(of: builder.masked(ByteSpan(start, end), in: file)),
            to: Self.lines(of: builder.secrets.mask.masked(added)))
    }

    /// What differs between some lines and what comes for them; lines that stay at either end are left out.
    private static func change(
        at path: RelativePath, _ firstLine: Int, from old: [String], to new: [String]
    ) -> Passage.Change {
        let before = zip(old, new).prefix { $0 == $1 }.count
        let (old, new) = (old.dropFirst(before), new.dropFirst(before))
        let after = zip(old.reversed(), new.reversed()).prefix { $0 == $1 }.count
        return Passage.Change(
            path: path, firstLine: firstLine + before, removed: Array(old.dropLast(after)),
            added: Array(new.dropLast(after).prefix(longestChange)))
    }

    private static func lines(of text: String) -> [String] {
        text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(String.init)
    }
}
