import SourceText

/// The bytes being read, the issues met on the way and the count of nodes made: what every reader of this room shares.
struct ManifestText {
    let path: RelativePath
    let limits: ManifestLimits
    /// The file's bytes; each byte that is not UTF-8 is replaced by SUBSTITUTE, so that offsets stay exact.
    let bytes: [UInt8]
    /// Where reading ends; lowered while a part is re-read, and for good once a limit is met.
    var end: Int
    private(set) var nodeCount = 0
    private(set) var issues: [SourceIssue] = []
    private var noteCount = 0
    private var lastIssueLine = -1
    private(set) var isStopped = false
    /// How many bytes may still be read a second time to recover from errors; keeps recovery linear.
    var rereadBudget: Int

    init(_ file: SourceFile, limits: ManifestLimits) {
        path = file.path
        self.limits = limits
        rereadBudget = 2 * file.bytes.count + 4096
        end = file.bytes.count
        if String(validating: file.bytes, as: UTF8.self) != nil {
            bytes = file.bytes
        } else {
            let (repaired, first) = Self.substitutingInvalidUTF8(in: file.bytes)
            bytes = repaired
            issues.append(
                SourceIssue(
                    .notUTF8, "the text is not UTF-8 from here on; bytes that do not decode are skipped",
                    help: "save the file as UTF-8",
                    at: SourcePlace(path: file.path, span: ByteSpan(first, first + 1))))
        }
    }

    /// The byte at an offset; 0 past the end.
    func byte(_ offset: Int) -> UInt8 { offset < end ? bytes[offset] : 0 }

    /// Whether white space, a line break or the end stands at an offset.
    func isBlankOrEnd(_ offset: Int) -> Bool {
        offset >= end || bytes[offset].isBlank || bytes[offset].isBreak
    }

    /// The offset of the line break that ends the line of `offset`, or the end.
    func lineEnd(from offset: Int) -> Int {
        var offset = offset
        while offset < end, !bytes[offset].isBreak { offset += 1 }
        return offset
    }

    func place(_ lower: Int, _ upper: Int) -> SourcePlace { SourcePlace(path: path, span: ByteSpan(lower, upper)) }

    func string(_ lower: Int, _ upper: Int) -> String {
        lower < upper ? String(decoding: bytes[lower..<upper], as: UTF8.self) : ""
    }

    /// A key or a delimiter for a message; never the text of a value, which may be a secret.
    func excerpt(_ lower: Int, _ upper: Int) -> String {
        var stop = lower
        while stop < min(upper, lower + 160, bytes.count), !bytes[stop].isBreak { stop += 1 }
        let text = string(lower, stop)
        let clean = text.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F || $0 == "`" ? "." : $0 }
        let short = String(String.UnicodeScalarView(clean.prefix(40)))
        return "`" + short + (clean.count > 40 ? "…" : "") + "`"
    }
}

extension ManifestText {
    /// The issues by place.
    var sortedIssues: [SourceIssue] {
        issues.enumerated().sorted { ($0.element.place, $0.offset) < ($1.element.place, $1.offset) }.map(\.element)
    }

    /// Whether an error on a line would be recorded: asked where writing the message costs more than reading on.
    func takesIssue(ofLine line: Int) -> Bool { !isStopped && line != lastIssueLine }

    /// Whether a note would be recorded.
    var takesNotes: Bool { noteCount < limits.issues && !isStopped }

    /// Records an error; of several on one line (`line` is any number that names it) only the first is kept.
    mutating func report(
        _ kind: SourceIssue.Kind = .syntax, _ message: String, help: String? = nil, at lower: Int, to upper: Int,
        line: Int
    ) {
        guard !isStopped, line != lastIssueLine || kind != .syntax else { return }
        lastIssueLine = line
        issues.append(SourceIssue(kind, message, help: help, at: place(lower, min(max(upper, lower), bytes.count))))
        if issues.count - noteCount >= limits.issues {
            stop(at: lower, .limit, "more than \(limits.issues) problems; the rest of the file is not read")
        }
    }

    /// Records something the author should know that kept nothing from being read.
    mutating func note(_ kind: SourceIssue.Kind, _ message: String, help: String? = nil, at place: SourcePlace) {
        guard takesNotes else { return }
        noteCount += 1
        issues.append(SourceIssue(kind, message, help: help, at: place, isPartial: false))
    }

    /// Ends the reading for good.
    mutating func stop(at offset: Int, _ kind: SourceIssue.Kind, _ message: String) {
        guard !isStopped else { return }
        isStopped = true
        issues.append(SourceIssue(kind, message, at: place(offset, offset)))
        end = 0
    }

    /// Counts a node; past the limit the reading ends.
    mutating func countNode(at offset: Int) {
        nodeCount += 1
        if nodeCount > limits.nodes {
            stop(at: offset, .limit, "more than \(limits.nodes) values; the rest of the file is not read")
        }
    }

    /// A point to which issues can be taken back.
    struct IssueMark {
        fileprivate let count: Int
        fileprivate let notes: Int
        fileprivate let line: Int
    }

    var issueMark: IssueMark { IssueMark(count: issues.count, notes: noteCount, line: lastIssueLine) }

    /// Forgets the issues since a mark, because their text is read again.
    mutating func rewindIssues(to mark: IssueMark) {
        guard !isStopped, mark.count <= issues.count else { return }
        issues.removeLast(issues.count - mark.count)
        noteCount = mark.notes
        lastIssueLine = mark.line
    }

    private static func substitutingInvalidUTF8(in bytes: [UInt8]) -> (repaired: [UInt8], first: Int) {
        var repaired = bytes
        var first = bytes.count
        var offset = 0
        while offset < bytes.count {
            let length = UTF8Sequence.length(at: offset, in: bytes)
            if length == 0 {
                first = min(first, offset)
                repaired[offset] = 0x1A
            }
            offset += max(length, 1)
        }
        return (repaired, first)
    }
}
