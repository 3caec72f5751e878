package import SourceText

extension Value {
    /// The string when the whole of it is known.
    package var string: String? {
        if case .string(let text) = content { text } else { nil }
    }

    /// The scalar as text whatever its type, when the whole of it is known.
    package var scalarText: String? {
        switch content {
        case .string(let text): text
        case .number(_, let text): text
        case .bool(let value): value ? "true" : "false"
        case .null, .list, .map, .symbolic, .composed, .unknown: nil
        }
    }

    /// The Boolean; the words `true` and `false` as strings count, as the frameworks take them.
    package var bool: Bool? {
        switch content {
        case .bool(let value): value
        case .string("true"): true
        case .string("false"): false
        default: nil
        }
    }

    /// The number; a string that spells one counts, as the frameworks take it.
    package var number: Double? {
        switch content {
        case .number(let value, _): value
        case .string(let text): Double(text)
        default: nil
        }
    }

    /// The elements of a list; empty for anything else.
    package var elements: [Value] {
        if case .list(let elements) = content { elements } else { [] }
    }

    /// The elements of a list, the value itself when it is anything else but null: IAM and the frameworks accept one
    /// value where they accept a list.
    package var oneOrMany: [Value] {
        switch content {
        case .list(let elements): elements
        case .null: []
        default: [self]
        }
    }

    /// The members of a map in the author's order; empty for anything else.
    package var members: [Member] {
        if case .map(let members) = content { members } else { [] }
    }

    /// The member with a key; of duplicates the last.
    package func member(_ key: String) -> Member? {
        members.last { $0.key == key }
    }

    /// The value of a key; of duplicates the last.
    package subscript(key: String) -> Value? { member(key)?.value }

    /// The value at a path of keys.
    package subscript(path keys: String...) -> Value? {
        var value: Value? = self
        for key in keys { value = value?[key] }
        return value
    }

    /// Whether the value is null.
    package var isNull: Bool {
        if case .null = content { true } else { false }
    }

    /// Whether the value is a map.
    package var isMap: Bool {
        if case .map = content { true } else { false }
    }

    /// Whether the value or a part of it is symbolic or unknown. Containers are not looked into.
    package var isUndetermined: Bool {
        switch content {
        case .symbolic, .composed, .unknown: true
        case .null, .bool, .number, .string, .list, .map: false
        }
    }

    /// The symbols of a symbolic or composed value, in order. Containers are not looked into.
    package var symbols: [Symbol] {
        switch content {
        case .symbolic(let symbol): [symbol]
        case .composed(let parts):
            parts.compactMap { if case .symbol(let symbol) = $0 { symbol } else { nil } }
        default: []
        }
    }

    /// The value, then the stand-ins that the manifest names for it.
    package var candidates: [Value] { [self] + alternatives }

    /// The text with every undetermined part replaced by `placeholder`; `nil` for containers and null.
    package func text(placeholder: String) -> String? {
        switch content {
        case .composed(let parts):
            parts.map { part in
                if case .literal(let text) = part { text } else { placeholder }
            }.joined()
        case .symbolic, .unknown: placeholder
        default: scalarText
        }
    }

    /// The logical id of the resource that the whole value names through `Ref` or `Fn::GetAtt`.
    package var referencedLogicalID: String? {
        if case .symbolic(.resource(let logicalID, _)) = content { logicalID } else { nil }
    }

    /// Another content with the same places and trace.
    package func replacing(_ content: Content) -> Value {
        Value(content, place: place, usePlace: usePlace, trace: trace, alternatives: alternatives)
    }

    /// The same value with another place of use and more trace in front.
    package func used(at place: SourcePlace, adding step: TraceStep) -> Value {
        Value(content, place: self.place, usePlace: place, trace: [step] + trace, alternatives: alternatives)
    }
}
