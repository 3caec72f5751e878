import SourceText

extension SourceFile {
    /// The place of a version within another place of the file: the last time that it stands there as a word of its own.
    func place(ofVersion version: String, in place: SourcePlace) -> SourcePlace? {
        let text = Array(version.utf8)
        let span = place.span
        guard place.path == path, !text.isEmpty, span.upperBound <= bytes.count, span.count >= text.count else { return nil }
        var start = span.upperBound - text.count
        while start >= span.lowerBound {
            let end = start + text.count
            if bytes[start..<end].elementsEqual(text), !isVersionPart(at: start - 1, in: span), !isVersionPart(at: end, in: span) {
                return SourcePlace(path: path, span: ByteSpan(start, end))
            }
            start -= 1
        }
        return nil
    }

    private func isVersionPart(at index: Int, in span: ByteSpan) -> Bool {
        guard index >= span.lowerBound, index < span.upperBound else { return false }
        let byte = bytes[index]
        return byte.isDigit || (0x61...0x7A).contains(byte | 0x20) || "._-+".utf8.contains(byte)
    }
}
