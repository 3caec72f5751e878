import ApplicationModel
import SourceText

extension Value {
    /// Whether the framework takes the value for yes: not null, false, zero or the empty string. What is not known
    /// counts as yes.
    var isTruthy: Bool {
        switch content {
        case .null: false
        case .bool(let value): value
        case .number(let value, _): value != 0
        case .string(let text): !text.isEmpty
        case .list, .map, .symbolic, .composed, .unknown: true
        }
    }

    /// The value unless the framework would take it for no.
    var truthy: Value? { isTruthy ? self : nil }

    /// Why the value is not known, in words; `nil` when it is.
    var undeterminedReason: String? {
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
    var knownText: String? {
        if case .composed = content { return text(placeholder: "?") }
        return scalarText
    }

    /// A literal string at the place of this value.
    static func literal(_ text: String, at place: SourcePlace) -> Value { Value(.string(text), place: place) }
}
