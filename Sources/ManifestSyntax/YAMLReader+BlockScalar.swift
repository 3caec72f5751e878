import SourceText

extension YAMLReader {
    private struct BlockHeader {
        var isFolded = false
        /// `+` keep, `-` strip, 0 clip.
        var chomping: UInt8 = 0
        var indent: Int?
    }

    /// Reads a literal (`|`) or folded (`>`) scalar.
    mutating func blockScalar(under indent: Int, _ properties: Properties) -> BoxedNode {
        let start = position
        let header = blockHeader(under: indent)
        let headerEnd = position
        requireHeaderEnd()
        var body = BlockScalarBody(isFolded: header.isFolded, end: headerEnd)
        skipBreak()
        readBody(&body, indent: header.indent, parent: indent)
        let style: ManifestNode.Style = header.isFolded ? .folded : .literal
        return scalar(
            body.finished(chomping: header.chomping, of: text.bytes), start, body.end, style: style, properties)
    }

    private mutating func blockHeader(under indent: Int) -> BlockHeader {
        var header = BlockHeader(isFolded: current == UInt8(ascii: ">"))
        position += 1
        while true {
            let byte = current
            if byte == .dash || byte == UInt8(ascii: "+"), header.chomping == 0 {
                header.chomping = byte
            } else if byte.isDigit, byte > 0x30, header.indent == nil {
                header.indent = max(indent, 0) + Int(byte - 0x30)
            } else {
                return header
            }
            position += 1
        }
    }

    private mutating func requireHeaderEnd() {
        skipBlanks()
        if current == .hash {
            comments.append(ByteSpan(position, text.lineEnd(from: position)))
        } else if !isAtEnd, !current.isBreak {
            let lineEnd = text.lineEnd(from: position)
            fail(
                "unexpected text after `|` or `>`",
                help: "start the text on the next line",
                at: position, to: lineEnd)
        }
        position = text.lineEnd(from: position)
    }

    /// Reads the lines that are indented enough; leaves `position` at the first that is not.
    private mutating func readBody(_ body: inout BlockScalarBody, indent: Int?, parent: Int) {
        var indent = indent
        while !isAtEnd {
            let start = position
            line.start = start
            while !isAtEnd, current == .space, position - start < indent ?? Int.max { position += 1 }
            if isAtEnd || current.isBreak {
                addBlankLine(&body)
                continue
            }
            let columns = position - start
            // A line that is less indented than the text, or no more than its parent, is not of it.
            if columns <= parent || columns < indent ?? 0 || isAtBoundary {
                position = start
                break
            }
            if indent == nil { indent = columns }
            let from = position
            position = text.lineEnd(from: from)
            body.addLine(from, position, of: text.bytes)
            addBreak(&body)
        }
        startLine()
    }

    private mutating func addBlankLine(_ body: inout BlockScalarBody) {
        let start = position
        skipBreak()
        if position > start { body.addBlank(start, position) }
    }

    private mutating func addBreak(_ body: inout BlockScalarBody) {
        let start = position
        skipBreak()
        body.endLine(start, position)
    }
}

/// The lines of a block scalar, joined as YAML 1.2.2 sections 8.1.1.2 and 8.1.3 say.
struct BlockScalarBody {
    private let isFolded: Bool
    /// Where the last line that is not blank ends.
    private(set) var end: Int
    private let origin: Int
    private var draft = ScalarDraft()
    /// The break of the last line, not yet written, because folding may swallow it.
    private var pendingBreak: ByteSpan?
    private var blanks: [ByteSpan] = []
    private var isLastMoreIndented = false

    init(isFolded: Bool, end: Int) {
        self.isFolded = isFolded
        self.end = end
        origin = end
    }

    mutating func addBlank(_ lower: Int, _ upper: Int) { blanks.append(ByteSpan(lower, upper)) }

    mutating func addLine(_ lower: Int, _ upper: Int, of bytes: [UInt8]) {
        let isMoreIndented = lower < upper && bytes[lower].isBlank
        if isFolded, let last = pendingBreak, !isLastMoreIndented, !isMoreIndented {
            if blanks.isEmpty { draft.insert(CollectionOfOne(.space), from: last.lowerBound, to: lower) }
        } else {
            writePendingBreak(bytes)
        }
        writeBlanks(bytes)
        draft.copy(lower, upper, of: bytes)
        isLastMoreIndented = isMoreIndented
        end = upper
    }

    mutating func endLine(_ lower: Int, _ upper: Int) {
        pendingBreak = lower < upper ? ByteSpan(lower, upper) : nil
    }

    mutating func finished(chomping: UInt8, of bytes: [UInt8]) -> ScalarText {
        if chomping != .dash { writePendingBreak(bytes) }
        if chomping == UInt8(ascii: "+") { writeBlanks(bytes) }
        return draft.finished(origin: origin)
    }

    private mutating func writePendingBreak(_ bytes: [UInt8]) {
        if let last = pendingBreak { write(last, bytes) }
        pendingBreak = nil
    }

    private mutating func writeBlanks(_ bytes: [UInt8]) {
        for blank in blanks { write(blank, bytes) }
        blanks.removeAll(keepingCapacity: true)
    }

    private mutating func write(_ lineBreak: ByteSpan, _ bytes: [UInt8]) {
        if lineBreak.count == 1, bytes[lineBreak.lowerBound] == .lineFeed {
            draft.copy(lineBreak.lowerBound, lineBreak.upperBound, of: bytes)
        } else {
            draft.insert(CollectionOfOne(.lineFeed), from: lineBreak.lowerBound, to: lineBreak.upperBound)
        }
    }
}
