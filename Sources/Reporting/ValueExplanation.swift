package import ApplicationModel
package import SourceText

/// Where a value of the resolved manifest comes from: each step of its resolution and what came of it.
package struct ValueExplanation: Sendable {
    private let path: String
    private let value: Value
    private let application: Application
    private let places: PlaceNames
    private let secrets: [SourcePlace]

    /// Finds a value by its path of keys and list indexes, joined by dots; `nil` when nothing stands there. A value that
    /// touches one of `secrets` is masked.
    package init?(path: String, application: Application, places: PlaceNames, secrets: [SourcePlace]) {
        var value = application.document
        var rest = path[...]
        while !rest.isEmpty {
            guard let (next, remainder) = ValueExplanation.step(into: value, rest) else { return nil }
            value = next
            rest = remainder
        }
        self.path = path
        self.value = value
        self.application = application
        self.places = places
        self.secrets = secrets
    }

    /// The explanation, ending with a line break.
    package var text: String {
        var lines = ["\(path) in \(application.manifest)", "  value     \(isSecret ? "********" : ValueText(value).line)"]
        lines.append("  written   \(places.name(of: value.place))")
        if value.usePlace != value.place { lines.append("  used at   \(places.name(of: value.usePlace))") }
        for (index, step) in value.trace.enumerated() {
            lines.append("  step \(index + 1)    \(step.expression) (\(places.name(of: step.place)))")
            lines.append("            \(step.outcome)")
        }
        return lines.map(\.visible).joined(separator: "\n") + "\n"
    }

    private var isSecret: Bool {
        secrets.contains { $0.path == value.place.path && $0.span.overlaps(value.place.span) && !value.isMap }
    }

    /// Keys may hold dots themselves, so the longest key that fits is taken.
    private static func step(into value: Value, _ path: Substring) -> (Value, Substring)? {
        if case .list(let elements) = value.content {
            let word = path.prefix { $0 != "." }
            guard let index = Int(word), elements.indices.contains(index) else { return nil }
            return (elements[index], path.dropFirst(word.count + 1))
        }
        let candidates = value.members.filter { path == $0.key || path.hasPrefix($0.key + ".") }
        guard let member = candidates.max(by: { $0.key.count < $1.key.count }) else { return nil }
        return (member.value, path.dropFirst(member.key.count + 1))
    }
}
