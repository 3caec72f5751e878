import SourceText

/// A literal of Elixir: what a `mix.lock` is made of.
indirect enum ElixirTerm {
    case atom(String)
    case string(String)
    case tuple([ElixirTerm])
    case list([ElixirTerm])
    /// `key: value` or `key => value`.
    case pair(ElixirTerm, ElixirTerm)

    /// The text of an atom or a string.
    var text: String? {
        switch self {
        case .atom(let text), .string(let text): text
        case .tuple, .list, .pair: nil
        }
    }

    /// The terms of a tuple or a list.
    var elements: [ElixirTerm] {
        switch self {
        case .tuple(let elements), .list(let elements): elements
        case .atom, .string, .pair: []
        }
    }

    /// The value of a key in a keyword list.
    subscript(key: String) -> ElixirTerm? {
        for case .pair(let name, let value) in elements where name.text == key { return value }
        return nil
    }
}

/// Reads literals of Elixir; what is none ends the reading.
struct ElixirScanner {
    let bytes: [UInt8]
    private(set) var position = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    private static let depth = 32

    var current: UInt8 { position < bytes.count ? bytes[position] : 0 }
    var isAtEnd: Bool { position >= bytes.count }

    /// Moves over blanks, breaks, commas and comments.
    mutating func skipSpace() {
        while position < bytes.count {
            let byte = bytes[position]
            if byte == UInt8(ascii: "#") {
                while position < bytes.count, bytes[position] != 0x0A { position += 1 }
            } else if byte.isBlank || byte == 0x0A || byte == 0x0D || byte == UInt8(ascii: ",") {
                position += 1
            } else {
                return
            }
        }
    }

    /// Moves over a text if it stands here.
    mutating func take(_ text: StaticString) -> Bool {
        let isHere = text.withUTF8Buffer { bytes[position...].starts(with: $0) }
        if isHere { position += text.utf8CodeUnitCount }
        return isHere
    }

    mutating func skipByte() { if position < bytes.count { position += 1 } }

    /// The term at `position`, with what stands behind its colon or arrow; `nil` when there is none.
    mutating func term(depth: Int = 0) -> ElixirTerm? {
        skipSpace()
        guard depth < Self.depth, let key = simple(depth: depth) else { return nil }
        if isPair() {
            guard let value = term(depth: depth + 1) else { return key }
            return .pair(key, value)
        }
        return key
    }

    private mutating func isPair() -> Bool {
        let start = position
        if case let byte = current, byte == UInt8(ascii: ":"), position + 1 < bytes.count, bytes[position + 1].isBlank {
            position += 1
            return true
        }
        while current.isBlank { position += 1 }
        if take("=>") { return true }
        position = start
        return false
    }

    private mutating func simple(depth: Int) -> ElixirTerm? {
        switch current {
        case UInt8(ascii: "\""): return .string(quoted())
        case UInt8(ascii: "{"): return .tuple(sequence(closer: UInt8(ascii: "}"), depth: depth))
        case UInt8(ascii: "["): return .list(sequence(closer: UInt8(ascii: "]"), depth: depth))
        case UInt8(ascii: ":"):
            position += 1
            return .atom(current == UInt8(ascii: "\"") ? quoted() : word())
        default:
            let word = word()
            return word.isEmpty ? nil : .atom(word)
        }
    }

    private mutating func sequence(closer: UInt8, depth: Int) -> [ElixirTerm] {
        position += 1
        var elements: [ElixirTerm] = []
        while true {
            skipSpace()
            if current == closer {
                skipByte()
                return elements
            }
            guard !isAtEnd, let element = term(depth: depth + 1) else { return elements }
            elements.append(element)
        }
    }

    private mutating func word() -> String {
        let start = position
        while position < bytes.count, bytes[position].isElixirWord { position += 1 }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    private mutating func quoted() -> String {
        var text: [UInt8] = []
        position += 1
        while position < bytes.count, bytes[position] != UInt8(ascii: "\"") {
            if bytes[position] == UInt8(ascii: "\\"), position + 1 < bytes.count { position += 1 }
            text.append(bytes[position])
            position += 1
        }
        skipByte()
        return String(decoding: text, as: UTF8.self)
    }
}

extension UInt8 {
    fileprivate var isElixirWord: Bool {
        isDigit || (self | 0x20 >= 0x61 && self | 0x20 <= 0x7A) || self >= 0x80 || self == UInt8(ascii: "_")
            || self == UInt8(ascii: "@") || self == UInt8(ascii: "?") || self == UInt8(ascii: "!")
            || self == UInt8(ascii: ".")
    }
}
