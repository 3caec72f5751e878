import ApplicationModel

/// Gathers the parts of a composed string, joining neighbouring texts.
struct PartList {
    private(set) var parts: [Value.Part] = []
    private(set) var byteCount = 0

    mutating func append(_ text: String) {
        byteCount += text.utf8.count
        if case .literal(let before)? = parts.last {
            parts[parts.count - 1] = .literal(before + text)
        } else if !text.isEmpty {
            parts.append(.literal(text))
        }
    }

    mutating func append(_ part: Value.Part) {
        if case .literal(let text) = part { append(text) } else { parts.append(part) }
    }

    /// The whole as a value: a plain string when every part of it is known.
    var content: Value.Content {
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
