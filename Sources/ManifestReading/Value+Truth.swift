package import ApplicationModel
package import SourceText

extension Value {
    /// Whether the framework takes the value for yes: not null, false, zero or the empty string. What is not known
    /// counts as yes.
    package var isTruthy: Bool {
        switch content {
        case .null: false
        case .bool(let value): value
        case .number(let value, _): value != 0
        case .string(let text): !text.isEmpty
        case .list, .map, .symbolic, .composed, .unknown: true
        }
    }

    /// The value unless the framework would take it for no.
    package var truthy: Value? { isTruthy ? self : nil }

    /// Why the value is not known, in words; `nil` when it is.
    package var undeterminedReason: String? {
        switch content {
        case .unknown(let reason): return reason
        case .symbolic, .composed:
            if case .variable(let text, let reason)? = symbols.first { return "`\(text)`: \(reason)" }
            if case .composed(let parts) = content {
                for part in parts { if case .unknown(let reason) = part { return reason } }
            }
            return "it is only known when the application is deployed"
        default: return nil
        }
    }

    /// As much of the text as is known, `?` for the rest; `nil` when nothing is.
    package var knownText: String? {
        if case .composed = content { return text(placeholder: "?") }
        return scalarText
    }

    /// A text that two values share only when they are equal wherever they are written, with symbols by their names;
    /// `nil` for what is not text, and for what is not known at all.
    package var identityText: String? {
        switch content {
        case .composed(let parts):
            var text = ""
            for part in parts {
                switch part {
                case .literal(let literal): text += literal
                case .symbol(let symbol): text += symbol.identityText
                case .unknown: return nil
                }
            }
            return text
        case .symbolic(let symbol): return symbol.identityText
        default: return scalarText
        }
    }

    /// A literal string at the place of this value.
    package static func literal(_ text: String, at place: SourcePlace) -> Value { Value(.string(text), place: place) }
}

extension Symbol {
    /// The symbol's name, without the colons that separate the fields of an ARN.
    fileprivate var identityText: String {
        let name: String =
            switch self {
            case .resource(let logicalID, let attribute): "\(logicalID).\(attribute ?? "")"
            case .parameter(let name), .pseudoParameter(let name), .environment(let name), .imported(let name): name
            case .secret(let secret): secret.name
            case .intrinsic(let name, _): "\(self)" + name
            case .variable(let text, _): text
            }
        return "<" + String(name.map { $0 == ":" || $0 == "/" ? ";" : $0 }) + ">"
    }
}
