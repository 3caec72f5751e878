/// A regular expression whose engine may try more ways to match a text than anyone can wait for: a repetition in a
/// repetition of which nothing says where one round ends, such as `(a+)+$`, or of alternatives that match the same text, such as
/// `(\w|\d)+$`.
struct RepeatingPattern {
    private let bytes: [UInt8]
    private var index = 0
    private var depth = 0
    private var isAmbiguous = false

    /// How many bytes of a pattern are looked at, and how deep its groups are.
    private static let lengthLimit = 2_000
    private static let depthLimit = 40

    /// Whether a pattern is one.
    static func isExponential(_ pattern: String) -> Bool {
        guard pattern.utf8.count <= lengthLimit else { return false }
        var reader = RepeatingPattern(bytes: Array(pattern.utf8))
        _ = reader.alternatives()
        return reader.isAmbiguous
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    /// What is certain about the length of what an item matches.
    private struct Item {
        /// Whether it may match nothing.
        var isNullable: Bool
        /// Whether it may match texts of different lengths of more than one character.
        var isVariable: Bool
        /// Whether a round of it can be cut in more than one way when it is repeated.
        var isLoose: Bool
        /// Whether it repeats something loose without end: all it needs is something behind it that fails.
        var explodes = false
        /// Whether it matches some text in two ways by itself.
        var isDouble = false
        /// The characters it is made of, where it is a text of one length; `nil` when it is not.
        var characters: [ByteClass]?
    }

    /// Alternatives up to the end or a closing parenthesis.
    private mutating func alternatives() -> Item {
        var result = Item(isNullable: false, isVariable: false, isLoose: false)
        var texts: [[ByteClass]?] = []
        repeat {
            let item = sequence()
            result.isNullable = result.isNullable || item.isNullable
            result.isVariable = result.isVariable || item.isVariable
            result.isLoose = result.isLoose || item.isLoose
            result.explodes = result.explodes || item.explodes
            result.isDouble = result.isDouble || item.isDouble
            texts.append(item.characters)
        } while take("|")
        result.isDouble = result.isDouble || Self.overlap(texts.prefix(Self.alternativeLimit).compactMap(\.self))
        result.characters = texts.count == 1 ? texts[0] : nil
        if texts.count > 1, texts.allSatisfy({ $0?.count == 1 }) {
            result.characters = [texts.reduce(ByteClass()) { $0.union($1?.first ?? ByteClass()) }]
        }
        return result
    }

    /// How many alternatives are compared with each other.
    private static let alternativeLimit = 24

    /// Whether two alternatives, or one and several rounds of another, match the same text.
    private static func overlap(_ texts: [[ByteClass]]) -> Bool {
        texts.indices.contains { left in
            texts.indices.contains { right in
                let (short, long) = (texts[left], texts[right])
                guard left != right, !short.isEmpty, short.count <= long.count, long.count % short.count == 0 else { return false }
                return long.indices.allSatisfy { long[$0].meets(short[$0 % short.count]) }
            }
        }
    }

    /// Items one after another; loose when one varies and nothing that must be there stands beside it.
    private mutating func sequence() -> Item {
        var items: [Item] = []
        var isOpen = false
        while index < bytes.count, bytes[index] != UInt8(ascii: "|"), bytes[index] != UInt8(ascii: ")") {
            if take("$") {
                if isOpen { isAmbiguous = true }
                continue
            }
            if take("^") { continue }
            guard let item = item() else { continue }
            if isOpen, !item.isNullable { isAmbiguous = true }
            if item.explodes { isOpen = true }
            items.append(item)
        }
        // Where only one item must be there and its length varies, nothing tells where a round ends.
        let required = items.filter { !$0.isNullable }
        let characters = items.allSatisfy { $0.characters != nil } ? items.flatMap { $0.characters ?? [] } : nil
        let deciding = required.first ?? items.first { $0.isVariable }
        return Item(
            isNullable: required.isEmpty, isVariable: items.contains(where: \.isVariable),
            isLoose: required.count <= 1 && deciding.map { $0.isVariable || $0.isLoose } == true, explodes: isOpen,
            isDouble: items.contains(where: \.isDouble), characters: characters)
    }

    /// One item with its quantifier; `nil` for what matches no character.
    private mutating func item() -> Item? {
        guard var item = atom() else { return nil }
        guard let (low, high) = quantifier() else { return item }
        let repeats = high.map { $0 > 1 } ?? true
        if repeats, high == nil || (high ?? 0) > 20, item.isLoose || item.isDouble { item.explodes = true }
        item.characters = nil
        let isLoose = item.isLoose
        item.isVariable = item.isVariable || (high != low && repeats)
        item.isLoose = isLoose || item.isVariable
        item.isNullable = item.isNullable || low == 0
        return item
    }

    private mutating func atom() -> Item? {
        let byte = bytes[index]
        index += 1
        switch byte {
        case UInt8(ascii: "\\"):
            let next = index < bytes.count ? bytes[index] : 0
            index += 1
            // The edge of a word matches no character.
            return next == UInt8(ascii: "b") || next == UInt8(ascii: "B") ? nil : Self.character(ByteClass(escaped: next), isKnown: !Self.numbered.contains(next))
        case UInt8(ascii: "["): return Self.character(characterClass(), isKnown: true)
        case UInt8(ascii: "."): return Self.character(.anything, isKnown: true)
        case UInt8(ascii: "("): return group()
        default: return Self.character(ByteClass(byte), isKnown: true)
        }
    }

    private mutating func group() -> Item? {
        depth += 1
        defer { depth -= 1 }
        guard depth < Self.depthLimit else {
            index = bytes.count
            return nil
        }
        let isLook = lookAround()
        let item = alternatives()
        _ = take(")")
        return isLook ? nil : item
    }

    /// Passes `?:`, `?<name>` and the like; whether the group only looks and matches nothing.
    private mutating func lookAround() -> Bool {
        guard take("?") else { return false }
        if take(":") { return false }
        if take("=") || take("!") { return true }
        _ = take("P")
        guard take("<") else { return false }
        if take("=") || take("!") { return true }
        while index < bytes.count, !take(">") { index += 1 }
        return false
    }

    /// Escapes that go on behind the letter, or stand for what a group matched.
    private static let numbered = Set("uxpPkc0123456789".utf8)

    private static func character(_ bytes: ByteClass, isKnown: Bool) -> Item {
        Item(isNullable: false, isVariable: false, isLoose: false, characters: isKnown ? [bytes] : nil)
    }

    /// What stands between brackets, the first of which is read.
    private mutating func characterClass() -> ByteClass {
        let isNegated = take("^")
        var found = ByteClass()
        var last: UInt8?
        var isFirst = true
        while index < bytes.count, isFirst || bytes[index] != UInt8(ascii: "]") {
            isFirst = false
            let byte = bytes[index]
            index += 1
            if byte == UInt8(ascii: "\\"), index < bytes.count {
                found = found.union(ByteClass(escaped: bytes[index]))
                last = bytes[index]
                index += 1
            } else if byte == UInt8(ascii: "-"), let low = last, index < bytes.count, bytes[index] != UInt8(ascii: "]"), bytes[index] > low {
                found.insert(low...bytes[index])
                last = nil
                index += 1
            } else {
                found.insert(byte)
                last = byte
            }
        }
        index += 1
        return isNegated ? found.inverted : found
    }

    /// The least and the most rounds of what stands before; no most is without end.
    private mutating func quantifier() -> (Int, Int?)? {
        let found = bareQuantifier()
        // A lazy one tries the same ways in another order; a possessive one tries no second way.
        if found != nil, !take("?"), take("+") { return (1, 1) }
        return found
    }

    private mutating func bareQuantifier() -> (Int, Int?)? {
        if take("*") { return (0, nil) }
        if take("+") { return (1, nil) }
        if take("?") { return (0, 1) }
        guard index < bytes.count, bytes[index] == UInt8(ascii: "{"), let end = bytes[index...].prefix(16).firstIndex(of: UInt8(ascii: "}")) else {
            return nil
        }
        let parts = String(decoding: bytes[(index + 1)..<end], as: UTF8.self).split(separator: ",", omittingEmptySubsequences: false)
        guard let low = parts.first.flatMap({ Int($0) }) else { return nil }
        index = end + 1
        return parts.count == 1 ? (low, low) : (low, Int(parts[1]))
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard index < bytes.count, bytes[index] == UInt8(ascii: character) else { return false }
        index += 1
        return true
    }
}
