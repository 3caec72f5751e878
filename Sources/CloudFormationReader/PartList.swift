internal import ApplicationModel

/// The parts of a string while it is put together.
struct PartList {
    private var parts: [Value.Part] = []

    /// Joins neighbouring literals and finds dynamic references, also where they span symbols.
    init(_ parts: [Value.Part]) {
        for part in DynamicReference.found(in: parts) { append(part) }
    }

    /// The simplest content that says the same: a string, a symbol, or a composed string.
    var content: Value.Content {
        switch (parts.count, parts.first) {
        case (0, _): .string("")
        case (1, .literal(let text)?): .string(text)
        case (1, .symbol(let symbol)?): .symbolic(symbol)
        case (1, .unknown(let reason)?): .unknown(reason: reason)
        default: .composed(parts)
        }
    }

    private mutating func append(_ part: Value.Part) {
        guard case .literal(let text) = part else {
            parts.append(part)
            return
        }
        guard !text.isEmpty else { return }
        if case .literal(let before)? = parts.last {
            parts[parts.count - 1] = .literal(before + text)
        } else {
            parts.append(part)
        }
    }
}

extension Value {
    /// The value as parts of a longer string; a container cannot be one and is unknown.
    var parts: [Part] {
        switch content {
        case .composed(let parts): parts
        case .symbolic(let symbol): [.symbol(symbol)]
        case .unknown(let reason): [.unknown(reason: reason)]
        case .list, .map: [.unknown(reason: "a list or map stands where text is needed")]
        case .null: []
        case .bool, .number, .string: [.literal(scalarText ?? "")]
        }
    }

    /// Another content with the same places and trace.
    func replaced(by content: Content) -> Value {
        Value(content, place: place, usePlace: usePlace, trace: trace, alternatives: alternatives)
    }
}

extension StringProtocol {
    /// The text without spaces and tabs around it.
    var trimmingSpaces: String {
        var text = self[...]
        while let first = text.first, first == " " || first == "\t" { text = text.dropFirst() }
        while let last = text.last, last == " " || last == "\t" { text = text.dropLast() }
        return String(text)
    }
}
