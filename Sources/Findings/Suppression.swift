package import SourceText

/// An author's decision to live with findings, written where they stand: `# ringfence: ignore[rule] until=2027-01-31
/// reason`, in a template under `Metadata` of a resource, or apart from them, as an `ignore` entry or a VEX document.
package struct Suppression: Sendable, Hashable {
    /// What it is written as.
    package enum Form: Sendable, Hashable {
        case comment
        /// An entry under `Metadata` of a resource.
        case metadata
        /// An `ignore` entry of the configuration.
        case entry
        /// A statement of a VEX document, or several of one.
        case statement
    }

    /// The rules it means: ids, practices, patterns without their practice, or globs of these.
    package let rules: [GlobPattern]
    /// The last day it holds; `nil` for no end.
    package let until: CalendarDate?
    /// Why; empty when no reason is given.
    package let reason: String
    /// The comment, or the entry in a resource's metadata.
    package let place: SourcePlace
    /// The line it speaks of, 1-based: its own when code stands before it, else the next one that holds any.
    package let line: Int
    /// The resource it speaks of, for an entry in its metadata; `nil` for a comment.
    package let scope: ByteSpan?
    /// What it is written as.
    package let form: Form
    /// What it names, as written.
    package let names: String

    /// Makes one that stands apart from what it silences.
    package init(_ form: Form, names: String, until: CalendarDate? = nil, reason: String, place: SourcePlace, line: Int) {
        (self.form, self.names, self.until, self.reason, self.place, self.line) = (form, names, until, reason, place, line)
        rules = []
        scope = nil
    }

    /// Makes a suppression.
    package init(
        rules: [String], until: CalendarDate?, reason: String, place: SourcePlace, line: Int, scope: ByteSpan? = nil
    ) {
        self.rules = rules.map(GlobPattern.init)
        self.until = until
        self.reason = reason
        self.place = place
        self.line = line
        self.scope = scope
        form = scope == nil ? .comment : .metadata
        names = rules.joined(separator: ", ")
    }

    /// Whether it still holds on a day.
    package func holds(on today: CalendarDate) -> Bool { until.map { today <= $0 } ?? true }

    /// Whether it means a rule.
    package func names(_ rule: RuleID) -> Bool { rules.contains { rule.isMeant(by: $0) } }
}

extension Suppression {
    /// The suppressions among a file's comments.
    ///
    /// A comment that starts like one but cannot be read is an issue, since its author believes that it works.
    package static func all(in file: SourceFile, comments: [ByteSpan]) -> (suppressions: [Suppression], issues: [SourceIssue])
    {
        var suppressions: [Suppression] = []
        var issues: [SourceIssue] = []
        var lines = SpokenLines(file: file, comments: comments)
        for comment in comments {
            let place = SourcePlace(path: file.path, span: comment)
            guard let directive = directive(in: file.text(in: comment)) else { continue }
            switch read(directive, at: place, line: lines.line(spokenOfAt: comment)) {
            case .success(let suppression): suppressions.append(suppression)
            case .failure(let error):
                issues.append(
                    SourceIssue(
                        .configuration, error.message,
                        help: "write `# ringfence: ignore[practice/rule] until=YYYY-MM-DD reason`", at: place,
                        isPartial: false))
            }
        }
        return (suppressions, issues)
    }

    private struct Malformed: Error { let message: String }

    private static func directive(in comment: String) -> Substring? {
        var rest = comment[...]
        for mark in ["-->", "*/"] where rest.hasSuffix(mark) { rest = rest.dropLast(mark.count) }
        if rest.hasPrefix("<!--") { rest = rest.dropFirst(4) }
        rest = rest.drop { "#/* \t".contains($0) }
        guard rest.hasPrefix("ringfence:") else { return nil }
        rest.removeFirst("ringfence:".count)
        return rest.drop { $0 == " " || $0 == "\t" }
    }

    private static func read(_ directive: Substring, at place: SourcePlace, line: Int) -> Result<Suppression, Malformed> {
        guard directive.hasPrefix("ignore[") else {
            return .failure(Malformed(message: "`ringfence:` comment does not say `ignore[…]`"))
        }
        let rest = directive.dropFirst("ignore[".count)
        guard let close = rest.firstIndex(of: "]") else {
            return .failure(Malformed(message: "`ignore[` is not closed by `]`"))
        }
        let rules = rest[..<close].split(separator: ",").map { trimmed($0) }.filter { !$0.isEmpty }
        guard !rules.isEmpty else { return .failure(Malformed(message: "`ignore[]` names no rule")) }
        var tail = trimmed(rest[rest.index(after: close)...])
        var until: CalendarDate?
        if tail.hasPrefix("until=") {
            let word = tail.dropFirst("until=".count).prefix { $0 != " " && $0 != "\t" }
            guard let date = CalendarDate(String(word)) else {
                return .failure(Malformed(message: "what follows `until=` is not a date"))
            }
            until = date
            tail = trimmed(tail.dropFirst("until=".count + word.count))
        }
        return .success(Suppression(rules: rules, until: until, reason: tail, place: place, line: line))
    }

    private static func trimmed(_ text: some StringProtocol) -> String {
        let isSpace = { (character: Character) in character == " " || character == "\t" }
        let front = text.drop(while: isSpace)
        return String(front.reversed().drop(while: isSpace).reversed())
    }
}

/// Finds the line a comment speaks of. Comments come in order, and a block of them is walked through once.
private struct SpokenLines {
    let file: SourceFile
    /// The file's comments, sorted.
    let comments: [ByteSpan]
    /// From the first of these lines on there is no code before the second; past the file's end when none follows.
    private var block: (first: Int, next: Int)?

    init(file: SourceFile, comments: [ByteSpan]) {
        self.file = file
        self.comments = comments.sorted()
    }

    mutating func line(spokenOfAt comment: ByteSpan) -> Int {
        let own = file.position(at: comment.lowerBound).line
        guard let line = file.span(ofLine: own), isBlank(ByteSpan(line.lowerBound, comment.lowerBound)) else { return own }
        let next = lineWithCode(after: own)
        return file.span(ofLine: next) == nil ? own : next
    }

    private mutating func lineWithCode(after own: Int) -> Int {
        if let block, block.first <= own, own < block.next { return block.next }
        var next = own + 1
        while let span = file.span(ofLine: next), isBlank(span) || holdsOnlyComments(span) { next += 1 }
        block = (own, next)
        return next
    }

    private func isBlank(_ span: ByteSpan) -> Bool {
        file.bytes[span.lowerBound..<span.upperBound].allSatisfy { $0 == 0x20 || $0 == 0x09 }
    }

    private func holdsOnlyComments(_ line: ByteSpan) -> Bool {
        var offset = line.lowerBound
        while let comment = comment(at: content(from: offset, to: line.upperBound)) {
            guard comment.upperBound < line.upperBound else { return true }
            offset = comment.upperBound
        }
        return offset > line.lowerBound && isBlank(ByteSpan(offset, line.upperBound))
    }

    private func content(from offset: Int, to end: Int) -> Int {
        file.bytes[offset..<end].firstIndex { $0 != 0x20 && $0 != 0x09 } ?? end
    }

    /// The comment that holds an offset.
    private func comment(at offset: Int) -> ByteSpan? {
        let next = comments.partitioningIndex(where: { $0.lowerBound > offset })
        return next > 0 && offset < comments[next - 1].upperBound ? comments[next - 1] : nil
    }
}
