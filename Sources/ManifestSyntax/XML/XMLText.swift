/// Characters of an XML file.
enum XMLText {
    /// Appends characters with the entities that every file knows, and numbered ones, resolved; others stay as written.
    static func append(_ bytes: ArraySlice<UInt8>, to text: inout [UInt8]) {
        var offset = bytes.startIndex
        while offset < bytes.endIndex {
            guard bytes[offset] == UInt8(ascii: "&"), let (scalar, end) = entity(in: bytes, at: offset) else {
                text.append(bytes[offset])
                offset += 1
                continue
            }
            text += UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter
            offset = end
        }
    }

    /// The longest entity that is looked for, in bytes.
    private static let longest = 12

    private static func entity(in bytes: ArraySlice<UInt8>, at start: Int) -> (Unicode.Scalar, Int)? {
        let window = bytes[(start + 1)..<min(start + longest, bytes.endIndex)]
        guard let end = window.firstIndex(of: UInt8(ascii: ";")) else { return nil }
        let name = String(decoding: bytes[(start + 1)..<end], as: UTF8.self)
        guard let scalar = named[name] ?? numbered(name) else { return nil }
        return (scalar, end + 1)
    }

    private static func numbered(_ name: String) -> Unicode.Scalar? {
        guard name.hasPrefix("#") else { return nil }
        let isHexadecimal = name.hasPrefix("#x")
        let value = UInt32(name.dropFirst(isHexadecimal ? 2 : 1), radix: isHexadecimal ? 16 : 10)
        return value.flatMap { Unicode.Scalar($0) }
    }

    private static let named: [String: Unicode.Scalar] = ["lt": "<", "gt": ">", "amp": "&", "quot": "\"", "apos": "'"]

    /// The text without blanks and breaks at both ends.
    static func trimmed(_ bytes: [UInt8]) -> String {
        let start = bytes.firstIndex { !$0.isBlank && !$0.isBreak } ?? bytes.endIndex
        let end = bytes.lastIndex { !$0.isBlank && !$0.isBreak } ?? start
        return start < end + 1 && start < bytes.endIndex ? String(decoding: bytes[start...end], as: UTF8.self) : ""
    }
}
