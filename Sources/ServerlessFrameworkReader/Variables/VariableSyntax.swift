/// How a manifest marks variables: `${` and `}` unless `provider.variableSyntax` (v1, v2) says otherwise.
struct VariableSyntax: Hashable, Sendable {
    let opening: [UInt8]
    let closing: [UInt8]

    static let standard = VariableSyntax(opening: Array("${".utf8), closing: Array("}".utf8))

    private init(opening: [UInt8], closing: [UInt8]) {
        self.opening = opening
        self.closing = closing
    }

    /// Reads the marks off the regular expression of `provider.variableSyntax`: what stands before and after its
    /// group; `nil` when those are not plain text.
    init?(pattern: String) {
        let bytes = Array(pattern.utf8)
        guard let group = Self.firstUnescaped("(", in: bytes), let end = bytes.lastIndex(of: UInt8(ascii: ")")),
            group < end, let opening = Self.plain(bytes[..<group]), let closing = Self.plain(bytes[(end + 1)...]),
            !opening.isEmpty, !closing.isEmpty
        else { return nil }
        self.init(opening: opening, closing: closing)
    }

    private static func firstUnescaped(_ mark: Unicode.Scalar, in bytes: [UInt8]) -> Int? {
        var index = 0
        while index < bytes.count {
            if bytes[index] == UInt8(ascii: "\\") {
                index += 2
            } else if bytes[index] == UInt8(ascii: mark) {
                return index
            } else {
                index += 1
            }
        }
        return nil
    }

    private static func plain(_ pattern: ArraySlice<UInt8>) -> [UInt8]? {
        var text: [UInt8] = []
        var isEscaped = false
        for byte in pattern {
            if !isEscaped, byte == UInt8(ascii: "\\") {
                isEscaped = true
            } else {
                if !isEscaped, Array("*+?|.[]()^".utf8).contains(byte) { return nil }
                text.append(byte)
                isEscaped = false
            }
        }
        return isEscaped ? nil : text
    }
}
