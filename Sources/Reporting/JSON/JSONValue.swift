/// JSON to be written, members in the order people read them in.
///
/// Our own forty lines rather than an encoder: order carries meaning for readers, characters that could deceive them
/// are escaped, and no Foundation is linked.
package enum JSONValue {
    case null
    case bool(Bool)
    case int(Int)
    /// A number as it is to be written.
    case number(String)
    case string(String)
    case array([JSONValue])
    case object([(String, JSONValue)])

    /// A string or null.
    static func optional(_ text: String?) -> JSONValue { text.map(JSONValue.string) ?? .null }

    /// A list of strings.
    package static func strings(_ texts: some Sequence<String>) -> JSONValue { .array(texts.map(JSONValue.string)) }

    /// An object without the members that are `nil`.
    package static func present(_ members: [(String, JSONValue?)]) -> JSONValue {
        .object(members.compactMap { key, value in value.map { (key, $0) } })
    }

    /// Whether the value is written without children.
    fileprivate var isScalar: Bool {
        switch self {
        case .array(let elements): elements.isEmpty
        case .object(let members): members.isEmpty
        default: true
        }
    }
}

/// Writes JSON with two spaces of indentation; what holds only scalars and fits a line stays on one.
package struct JSONWriter {
    private static let lineWidth = 110
    private var text = ""

    /// The document's text, ending with a line break.
    package static func render(_ value: JSONValue) -> String {
        var writer = JSONWriter()
        writer.write(value, indentation: 0)
        return writer.text + "\n"
    }

    private mutating func write(_ value: JSONValue, indentation: Int) {
        switch value {
        case .null: text += "null"
        case .bool(let bool): text += bool ? "true" : "false"
        case .int(let int): text += String(int)
        case .number(let number): text += number
        case .string(let string): text += JSONWriter.quoted(string)
        case .array(let elements): write(elements.map { (nil, $0) }, "[", "]", indentation)
        case .object(let members): write(members.map { ($0, $1) }, "{", "}", indentation)
        }
    }

    private mutating func write(
        _ items: [(key: String?, value: JSONValue)], _ opening: String, _ closing: String, _ indentation: Int
    ) {
        text += opening
        defer { text += closing }
        guard !items.isEmpty else { return }
        if let line = oneLine(items, indentation) {
            text += line
            return
        }
        for (index, item) in items.enumerated() {
            text += (index == 0 ? "\n" : ",\n") + String(repeating: " ", count: indentation + 2)
            if let key = item.key { text += JSONWriter.quoted(key) + ": " }
            write(item.value, indentation: indentation + 2)
        }
        text += "\n" + String(repeating: " ", count: indentation)
    }

    /// The items on one line when all are scalars and they fit.
    private func oneLine(_ items: [(key: String?, value: JSONValue)], _ indentation: Int) -> String? {
        guard items.allSatisfy(\.value.isScalar), items.count <= JSONWriter.lineWidth else { return nil }
        var line = JSONWriter()
        for (index, item) in items.enumerated() {
            if index > 0 { line.text += ", " }
            if let key = item.key { line.text += JSONWriter.quoted(key) + ": " }
            line.write(item.value, indentation: 0)
            if line.text.utf8.count + indentation > JSONWriter.lineWidth { return nil }
        }
        return line.text
    }

    /// A JSON string that is safe to look at and to print into a log: everything invisible, reordering or controlling
    /// is escaped, and so is the bracket of `##[`, which some build logs take for a command.
    private static func quoted(_ string: String) -> String {
        if string.utf8.allSatisfy(isPlain) { return "\"" + string + "\"" }
        var text = "\""
        var hashes = 0
        for scalar in string.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\t": text += "\\t"
            case "[" where hashes >= 2: text += "\\u005b"
            case _ where scalar.isVisible(after: nil): text.unicodeScalars.append(scalar)
            default: text += escaped(scalar)
            }
            hashes = scalar == "#" ? hashes + 1 : 0
        }
        return text + "\""
    }

    /// Whether a byte stands for itself wherever it is: what is left of ASCII without controls, quotes, `\` and `[`.
    private static func isPlain(_ byte: UInt8) -> Bool {
        (0x20...0x7E).contains(byte) && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\") && byte != UInt8(ascii: "[")
    }

    private static func escaped(_ scalar: Unicode.Scalar) -> String {
        String(scalar).utf16.map { unit in
            let digits = String(unit, radix: 16)
            return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }.joined()
    }
}
