import SourceText

/// The lines of a file one after the other, for formats that are read by line.
struct TextLines: Sequence, IteratorProtocol {
    private let file: SourceFile
    /// The next line, 1-based.
    private var number = 1

    init(_ file: SourceFile) { self.file = file }

    /// The next line without its break; `nil` behind the last.
    mutating func next() -> TextLine? {
        guard let span = file.span(ofLine: number) else { return nil }
        number += 1
        // A byte order mark is no part of the first line.
        if span.lowerBound == 0, file.bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
            return TextLine(file: file, span: ByteSpan(3, span.upperBound))
        }
        return TextLine(file: file, span: span)
    }
}

/// One line, or a part of it.
struct TextLine {
    let file: SourceFile
    let span: ByteSpan

    var bytes: ArraySlice<UInt8> { file.bytes[span.lowerBound..<span.upperBound] }

    /// The text; bytes that are not UTF-8 become U+FFFD.
    var text: String { String(decoding: bytes, as: UTF8.self) }

    var isEmpty: Bool { span.count == 0 }

    /// How many spaces it starts with; a tab counts as one.
    var indentation: Int { bytes.prefix { $0.isBlank }.count }

    /// Without the blanks at both ends.
    var trimmed: TextLine {
        let lower = span.lowerBound + indentation
        var upper = max(lower, span.upperBound)
        while upper > lower, file.bytes[upper - 1].isBlank { upper -= 1 }
        return part(lower, upper)
    }

    /// The part between two offsets of the file.
    func part(_ lower: Int, _ upper: Int) -> TextLine {
        TextLine(file: file, span: ByteSpan(lower, upper))
    }

    func hasPrefix(_ prefix: StaticString) -> Bool {
        prefix.withUTF8Buffer { bytes.starts(with: $0) }
    }

    /// The words between blanks.
    var words: [TextLine] {
        var words: [TextLine] = []
        var start = span.lowerBound
        for offset in span.lowerBound...span.upperBound {
            guard offset == span.upperBound || file.bytes[offset].isBlank else { continue }
            if offset > start { words.append(part(start, offset)) }
            start = offset + 1
        }
        return words
    }
}
