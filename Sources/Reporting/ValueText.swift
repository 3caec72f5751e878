package import ApplicationModel

/// A value in one line for people: what is known as it is, what is not in words.
package struct ValueText: Sendable {
    /// The line; may hold anything that the manifest holds, so it is escaped for its sink by whoever shows it.
    package let line: String

    /// Describes a value; containers by their keys or their length.
    package init(_ value: Value) {
        line = ValueText.text(value)
    }

    private static func text(_ value: Value) -> String {
        switch value.content {
        case .null: "null"
        case .bool, .number, .string: value.scalarText ?? ""
        case .list(let elements): elements.count == 1 ? "a list of 1 element" : "a list of \(elements.count) elements"
        case .map(let members): "a map with \(members.prefix(12).map(\.key).joined(separator: ", "))"
        case .symbolic(let symbol): text(symbol)
        case .composed(let parts): parts.map(text).joined()
        case .unknown(let reason): "unknown: \(reason)"
        }
    }

    private static func text(_ part: Value.Part) -> String {
        switch part {
        case .literal(let text): text
        case .symbol(let symbol): "‹\(text(symbol))›"
        case .unknown(let reason): "‹unknown: \(reason)›"
        }
    }

    private static func text(_ symbol: Symbol) -> String {
        switch symbol {
        case .resource(let id, let attribute): attribute.map { "\(id).\($0)" } ?? id
        case .parameter(let name): "parameter \(name)"
        case .pseudoParameter(let name): name
        case .secret(let reference): "\(reference.store.rawValue) \(reference.name)"
        case .environment(let name): "environment variable \(name) of whoever deploys"
        case .imported(let name): "imported \(name)"
        case .intrinsic(let name, _): name
        case .variable(let text, let reason): "\(text) (\(reason))"
        }
    }
}
