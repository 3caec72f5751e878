package import ApplicationModel

/// Gathers the parts of a composed string, joining neighbouring texts.
package struct PartList: Sendable {
    /// The parts so far; no two literals stand side by side.
    package private(set) var parts: [Value.Part] = []
    /// How long the literal parts are together, in bytes of UTF-8.
    package private(set) var byteCount = 0

    /// Makes a list of some parts.
    package init(_ parts: [Value.Part] = []) {
        for part in parts { append(part) }
    }

    /// Adds text.
    package mutating func append(_ text: String) {
        byteCount += text.utf8.count
        if case .literal(let before)? = parts.last {
            parts[parts.count - 1] = .literal(before + text)
        } else if !text.isEmpty {
            parts.append(.literal(text))
        }
    }

    /// Adds a part.
    package mutating func append(_ part: Value.Part) {
        if case .literal(let text) = part { append(text) } else { parts.append(part) }
    }

    /// The whole as a value: a plain string when every part of it is known.
    package var content: Value.Content {
        if parts.isEmpty { return .string("") }
        if parts.count == 1 {
            switch parts[0] {
            case .literal(let text): return .string(text)
            case .symbol(let symbol): return .symbolic(symbol)
            case .unknown(let reason): return .unknown(reason: reason)
            }
        }
        return .composed(parts)
    }
}

extension Value {
    /// The value as parts of a longer string; a container cannot be one and is unknown.
    package var parts: [Part] {
        switch content {
        case .composed(let parts): parts
        case .symbolic(let symbol): [.symbol(symbol)]
        case .unknown(let reason): [.unknown(reason: reason)]
        case .list, .map: [.unknown(reason: "a list or map stands where text is needed")]
        case .null: []
        case .bool, .number, .string: [.literal(scalarText ?? "")]
        }
    }
}
