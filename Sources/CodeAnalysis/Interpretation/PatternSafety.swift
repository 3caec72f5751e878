/// What a text certainly looks like that matches a regular expression.
///
/// Only expressions that are made of plain characters, classes of them, repetitions and alternatives are understood; of
/// any other nothing is certain but that somebody wrote it.
enum PatternSafety {
    /// What holds the match at the ends of the text whatever the expression says.
    struct Anchors: OptionSet, Sendable {
        let rawValue: Int
        static let start = Anchors(rawValue: 1)
        static let end = Anchors(rawValue: 2)
    }

    /// What is certain about a matching text; nothing when it may start or end with anything.
    static func guarantees(of pattern: String, flags: String, anchored: Anchors) -> Guarantees {
        var body = Array(pattern.utf8)
        var anchors = anchored
        if body.first == UInt8(ascii: "^"), !flags.contains("m") {
            anchors.insert(.start)
            body.removeFirst()
        } else if body.starts(with: Array("\\A".utf8)) {
            anchors.insert(.start)
            body.removeFirst(2)
        }
        if body.last == UInt8(ascii: "$"), !flags.contains("m") {
            anchors.insert(.end)
            body.removeLast()
        } else if body.count >= 2, body.suffix(2).elementsEqual("\\Z".utf8) || body.suffix(2).elementsEqual("\\z".utf8) {
            anchors.insert(.end)
            body.removeLast(2)
        }
        guard anchors == [.start, .end], !hasLooseAlternative(body), let characters = characters(in: body) else { return [] }
        return guarantees(of: characters).union(isBounded(body) ? .bounded : [])
    }

    /// What is left of a text after everything that matches `pattern` was taken out: `/[^a-z0-9]/g`.
    static func guaranteesAfterRemoval(of pattern: String, flags: String, isAll: Bool) -> Guarantees {
        guard flags.contains("g") || isAll else { return [] }
        let body = Array(pattern.utf8)
        if pattern == "\\W" || pattern == "\\W+" { return guarantees(of: CharacterClass(hasWord: true)) }
        if pattern == "\\D" || pattern == "\\D+" { return [.number, .word, .singleLine] }
        guard body.starts(with: Array("[^".utf8)) else {
            return pattern.contains("\\n") || pattern.contains("\\r") ? .singleLine : []
        }
        var inner = Array(body.dropFirst(2))
        if inner.last == UInt8(ascii: "+") { inner.removeLast() }
        guard inner.last == UInt8(ascii: "]") else { return [] }
        inner.removeLast()
        guard !inner.contains(UInt8(ascii: "]")), let kept = members(of: inner) else { return [] }
        return guarantees(of: kept)
    }

    /// The characters that may stand in a text.
    private struct CharacterClass {
        var hasWord = false
        var others: Set<UInt8> = []

        mutating func formUnion(_ other: CharacterClass) {
            hasWord = hasWord || other.hasWord
            others.formUnion(other.others)
        }
    }

    private static func guarantees(of characters: CharacterClass) -> Guarantees {
        var guarantees: Guarantees = [.scalar, .validated]
        let others = characters.others
        if !others.contains(0x0A), !others.contains(0x0D) { guarantees.insert(.singleLine) }
        if others.isSubset(of: [UInt8(ascii: "-")]) { return guarantees.union([.word, .pathComponent, .singleLine]) }
        if others.isDisjoint(with: Array("/\\.".utf8)) { guarantees.insert(.pathComponent) }
        if others.isDisjoint(with: Array("'\"\\`;".utf8)) { guarantees.insert(.sqlEscaped) }
        if others.isDisjoint(with: Array("<>&\"'`".utf8)) { guarantees.insert(.htmlEscaped) }
        if others.isSubset(of: Array("-.@+:,=_~/%".utf8)) { guarantees.insert(.shellQuoted) }
        if others.isDisjoint(with: Array("/?#&%\\@: ".utf8)) { guarantees.insert(.urlEncoded) }
        if others.isDisjoint(with: Array("*()\\".utf8)) { guarantees.insert(.filterEscaped) }
        return guarantees
    }

    /// Whether an alternative outside of any group lets go of one of the anchors.
    private static func hasLooseAlternative(_ body: [UInt8]) -> Bool {
        var depth = 0
        var isInClass = false
        var isEscaped = false
        for byte in body {
            if isEscaped {
                isEscaped = false
                continue
            }
            switch byte {
            case UInt8(ascii: "\\"): isEscaped = true
            case UInt8(ascii: "["): isInClass = true
            case UInt8(ascii: "]"): isInClass = false
            case UInt8(ascii: "(") where !isInClass: depth += 1
            case UInt8(ascii: ")") where !isInClass: depth -= 1
            case UInt8(ascii: "|") where !isInClass && depth == 0: return true
            default: break
            }
        }
        return false
    }

    private static func isBounded(_ body: [UInt8]) -> Bool {
        !body.contains(UInt8(ascii: "*")) && !body.contains(UInt8(ascii: "+"))
            && !body.indices.contains { body[$0] == UInt8(ascii: ",") && $0 + 1 < body.count && body[$0 + 1] == UInt8(ascii: "}") }
    }

    /// All characters that an expression may match; `nil` when it is not understood.
    private static func characters(in body: [UInt8]) -> CharacterClass? {
        var found = CharacterClass()
        var index = 0
        while index < body.count {
            let byte = body[index]
            index += 1
            switch byte {
            case UInt8(ascii: "["):
                guard let end = classEnd(body, from: index), body[index] != UInt8(ascii: "^"),
                    let members = members(of: Array(body[index..<end]))
                else { return nil }
                found.formUnion(members)
                index = end + 1
            case UInt8(ascii: "\\"):
                guard index < body.count, let escaped = escaped(body[index]) else { return nil }
                found.formUnion(escaped)
                index += 1
            case UInt8(ascii: "("):
                if index < body.count, body[index] == UInt8(ascii: "?") {
                    guard index + 1 < body.count, body[index + 1] == UInt8(ascii: ":") else { return nil }
                    index += 2
                }
            case UInt8(ascii: ")"), UInt8(ascii: "|"), UInt8(ascii: "?"), UInt8(ascii: "+"), UInt8(ascii: "*"): continue
            case UInt8(ascii: "{"):
                guard let end = body[index...].firstIndex(of: UInt8(ascii: "}")) else { return nil }
                index = end + 1
            case UInt8(ascii: "."), UInt8(ascii: "^"), UInt8(ascii: "$"): return nil
            default: found.formUnion(plain(byte))
            }
        }
        return found
    }

    private static func classEnd(_ body: [UInt8], from start: Int) -> Int? {
        var index = start
        while index < body.count {
            if body[index] == UInt8(ascii: "\\") { index += 2 } else if body[index] == UInt8(ascii: "]"), index > start {
                return index
            } else {
                index += 1
            }
        }
        return nil
    }

    /// The characters of a class without its brackets.
    private static func members(of body: [UInt8]) -> CharacterClass? {
        var found = CharacterClass()
        var index = 0
        while index < body.count {
            let byte = body[index]
            if byte == UInt8(ascii: "\\") {
                guard index + 1 < body.count, let escaped = escaped(body[index + 1]) else { return nil }
                found.formUnion(escaped)
                index += 2
            } else if index + 2 < body.count, body[index + 1] == UInt8(ascii: "-") {
                guard isWord(byte), isWord(body[index + 2]), byte <= body[index + 2], isOneKind(byte, body[index + 2]) else { return nil }
                found.hasWord = true
                index += 3
            } else {
                guard byte < 0x80 else { return nil }
                found.formUnion(plain(byte))
                index += 1
            }
        }
        return found
    }

    /// Whether a range stays within digits, capitals or small letters: `A-z` has more in it than letters.
    private static func isOneKind(_ low: UInt8, _ high: UInt8) -> Bool {
        let kinds: [ClosedRange<UInt8>] = [0x30...0x39, 0x41...0x5A, 0x61...0x7A]
        return kinds.contains { $0.contains(low) && $0.contains(high) }
    }

    private static func escaped(_ byte: UInt8) -> CharacterClass? {
        switch byte {
        case UInt8(ascii: "w"), UInt8(ascii: "d"): CharacterClass(hasWord: true)
        case UInt8(ascii: "s"): CharacterClass(others: [0x20, 0x09, 0x0A, 0x0D])
        case UInt8(ascii: "n"): CharacterClass(others: [0x0A])
        case UInt8(ascii: "r"): CharacterClass(others: [0x0D])
        case UInt8(ascii: "t"): CharacterClass(others: [0x09])
        default: isWord(byte) ? nil : CharacterClass(others: [byte])
        }
    }

    private static func plain(_ byte: UInt8) -> CharacterClass {
        isWord(byte) ? CharacterClass(hasWord: true) : CharacterClass(others: [byte])
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x5F
    }
}
