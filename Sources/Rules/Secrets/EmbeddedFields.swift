/// The fields of JSON that stands in a string: `"name": "text"`, however deep.
struct EmbeddedFields {
    /// The first field that holds a secret.
    let secret: SecretGuess?
    /// Whether the text has fields at all.
    let isJSON: Bool

    /// How many fields are looked at.
    private static let fieldLimit = 500

    /// Reads a text; anything that does not look like JSON has no fields.
    init(_ text: String) {
        let bytes = Array(text.utf8)
        let first = bytes.first { $0 != 0x20 && $0 != 0x0A }
        guard first == UInt8(ascii: "{") || first == UInt8(ascii: "[") else {
            (secret, isJSON) = (nil, false)
            return
        }
        let fields = EmbeddedFields.fields(in: bytes)
        isJSON = !fields.isEmpty
        secret = fields.lazy.compactMap { SecretGuess.named($0.value, SecretName($0.name)) }.first
    }

    private static func fields(in bytes: [UInt8]) -> [(name: String, value: String)] {
        var fields: [(name: String, value: String)] = []
        var name: String?
        var offset = 0
        while offset < bytes.count, fields.count < fieldLimit {
            guard bytes[offset] == UInt8(ascii: "\"") else {
                // Only a colon and blanks keep a name waiting for its value.
                if bytes[offset] != UInt8(ascii: ":"), bytes[offset] > 0x20 { name = nil }
                offset += 1
                continue
            }
            let (text, end) = string(in: bytes, after: offset)
            offset = end
            if let known = name {
                fields.append((known, text))
                name = nil
            } else {
                name = text
            }
        }
        return fields
    }

    /// The string that opens at an offset, and the offset behind its end.
    private static func string(in bytes: [UInt8], after start: Int) -> (text: String, end: Int) {
        var text: [UInt8] = []
        var offset = start + 1
        while offset < bytes.count, bytes[offset] != UInt8(ascii: "\"") {
            if bytes[offset] == UInt8(ascii: "\\"), offset + 1 < bytes.count { offset += 1 }
            text.append(bytes[offset])
            offset += 1
        }
        return (String(decoding: text, as: UTF8.self), min(offset + 1, bytes.count))
    }
}
