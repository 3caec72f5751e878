/// A file that was read: its path, its bytes and its line index; the only place where offsets become lines and columns.
package struct SourceFile: Sendable {
    /// Where the file stands below the root.
    package let path: RelativePath
    /// The file's bytes as read.
    package let bytes: [UInt8]
    /// The byte offsets at which lines start, ascending; the first is 0.
    package let lineStarts: [Int]
    /// How many scalars and UTF-16 units start before every `checkpointDistance`-th byte, so that a column far into a
    /// long line is found without reading the line.
    private let checkpoints: [Checkpoint]

    private struct Checkpoint: Sendable {
        var scalars = 0
        var units = 0

        mutating func add(_ byte: UInt8) {
            guard byte & 0xC0 != 0x80 else { return }
            scalars += 1
            units += byte >= 0xF0 ? 2 : 1
        }
    }

    private static let checkpointDistance = 1024

    /// Indexes the lines of a file; a line ends with LF, CRLF or a lone CR.
    package init(path: RelativePath, bytes: [UInt8]) {
        self.path = path
        self.bytes = bytes
        var starts = [0]
        var offset = 0
        while offset < bytes.count {
            if bytes[offset] == 0x0A {
                starts.append(offset + 1)
            } else if bytes[offset] == 0x0D, offset + 1 == bytes.count || bytes[offset + 1] != 0x0A {
                starts.append(offset + 1)
            }
            offset += 1
        }
        lineStarts = starts
        checkpoints = SourceFile.checkpoints(in: bytes)
    }

    /// Makes a file from text, for tests and standard input.
    package init(path: RelativePath, text: String) {
        self.init(path: path, bytes: Array(text.utf8))
    }

    /// The number of lines; a file that ends with a line break has an empty last line.
    package var lineCount: Int { lineStarts.count }

    /// The line and column of a byte offset; offsets outside the file are moved to its nearest end.
    package func position(at offset: Int) -> SourcePosition {
        let offset = min(max(offset, 0), bytes.count)
        let line = lineIndex(at: offset)
        let start = count(before: lineStarts[line])
        let end = count(before: offset)
        return SourcePosition(
            line: line + 1, column: end.scalars - start.scalars + 1, utf16Column: end.units - start.units + 1)
    }

    /// The byte span of a 1-based line without its line break; `nil` when there is no such line.
    package func span(ofLine line: Int) -> ByteSpan? {
        guard line >= 1, line <= lineStarts.count else { return nil }
        let start = lineStarts[line - 1]
        var end = line < lineStarts.count ? lineStarts[line] : bytes.count
        while end > start, bytes[end - 1] == 0x0A || bytes[end - 1] == 0x0D { end -= 1 }
        return ByteSpan(start, end)
    }

    /// The text of a span, clamped to the file; bytes that are not UTF-8 become U+FFFD.
    package func text(in span: ByteSpan) -> String {
        let lower = min(max(span.lowerBound, 0), bytes.count)
        let upper = min(max(span.upperBound, lower), bytes.count)
        return String(decoding: bytes[lower..<upper], as: UTF8.self)
    }

    /// The whole text; bytes that are not UTF-8 become U+FFFD.
    package var text: String { String(decoding: bytes, as: UTF8.self) }

    /// The offset of the first byte that breaks UTF-8; `nil` when the file is valid.
    package var firstInvalidUTF8Offset: Int? {
        var decoder = UTF8()
        var offset = 0
        var iterator = bytes.makeIterator()
        while true {
            switch decoder.decode(&iterator) {
            case .scalarValue(let scalar): offset += UTF8.width(scalar)
            case .emptyInput: return nil
            case .error: return offset
            }
        }
    }

    private static func checkpoints(in bytes: [UInt8]) -> [Checkpoint] {
        var checkpoints: [Checkpoint] = []
        var current = Checkpoint()
        for (offset, byte) in bytes.enumerated() {
            if offset % checkpointDistance == 0 { checkpoints.append(current) }
            current.add(byte)
        }
        return checkpoints
    }

    private func count(before offset: Int) -> Checkpoint {
        guard !checkpoints.isEmpty else { return Checkpoint() }
        let index = min(offset / SourceFile.checkpointDistance, checkpoints.count - 1)
        var count = checkpoints[index]
        for byte in bytes[(index * SourceFile.checkpointDistance)..<offset] { count.add(byte) }
        return count
    }

    /// The line that holds an offset, 0-based.
    package func lineIndex(at offset: Int) -> Int { max(0, lineStarts.partitioningIndex(where: { $0 > offset }) - 1) }
}

/// A position people can go to.
package struct SourcePosition: Hashable, Sendable {
    /// The line, 1-based.
    package let line: Int
    /// The column, 1-based, in Unicode scalars (SARIF `columnKind: unicodeCodePoints`).
    package let column: Int
    /// The column, 1-based, in UTF-16 code units (the Language Server Protocol's default, plus one).
    package let utf16Column: Int

    /// Makes a position.
    package init(line: Int, column: Int, utf16Column: Int) {
        self.line = line
        self.column = column
        self.utf16Column = utf16Column
    }
}
