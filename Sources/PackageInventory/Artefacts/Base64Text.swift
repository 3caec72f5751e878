/// Bytes written as text, as in the address of a source map that stands in its script.
///
/// Source: <https://www.rfc-editor.org/rfc/rfc4648#section-4>
enum Base64Text {
    private static let digits: [UInt8?] = {
        var digits = [UInt8?](repeating: nil, count: 256)
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        for (value, letter) in alphabet.enumerated() { digits[Int(letter)] = UInt8(value) }
        return digits
    }()

    /// The bytes; `nil` when the text holds anything else. What follows the first `=` is left out.
    static func decoded(_ text: some Sequence<UInt8>) -> [UInt8]? {
        var bytes: [UInt8] = []
        var (bits, count): (UInt32, Int) = (0, 0)
        for letter in text {
            guard letter != UInt8(ascii: "=") else { break }
            guard let digit = digits[Int(letter)] else { return nil }
            bits = bits << 6 | UInt32(digit)
            count += 6
            guard count >= 8 else { continue }
            count -= 8
            bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
        }
        return bytes
    }
}
