import ApplicationModel
import Findings

/// Describes where a value of the resolved manifest comes from: each step of its resolution and what came of it.
struct ValuePortrait {
    private let path: String
    private let keys: [String]
    private let value: Value
    private let application: Application

    /// Finds a value by its path of keys and list indexes, joined by dots; `nil` when nothing stands there.
    init?(path: String, application: Application) {
        guard
            let found = ValuePortrait.value(at: path[...], in: application.document)
                ?? ValuePortrait.value(at: path[...], inFunctionsOf: application)
        else { return nil }
        self.path = path
        keys = found.keys
        value = found.value
        self.application = application
    }

    /// The card; nothing on it holds a secret.
    func card(_ positions: Positions, _ discretion: Discretion) -> ValueCard {
        let mask = discretion.mask
        return ValueCard(
            title: mask.masked("\(path) of \(application.name)"),
            place: FilePosition(path: application.manifest, position: nil),
            rows: rows(positions, discretion).map {
                CardRow(mask.masked($0.label), mask.masked($0.text), at: $0.place)
            })
    }

    private func rows(_ positions: Positions, _ discretion: Discretion) -> [CardRow] {
        let isDelicate = Discretion.isDelicate(keys)
        var rows = [
            CardRow("value", discretion.line(value, at: keys)), CardRow("written", "", at: positions[value.place]),
        ]
        if value.usePlace != value.place { rows.append(CardRow("used at", "", at: positions[value.usePlace])) }
        for (index, step) in value.trace.enumerated() {
            rows.append(CardRow("step \(index + 1)", step.expression, at: positions[step.place]))
            rows.append(CardRow("", discretion.outcome(of: step, in: value.trace, isDelicate: isDelicate)))
        }
        return rows
    }

    private static func value(at path: Substring, in document: Value) -> (keys: [String], value: Value)? {
        var value = document
        var keys: [String] = []
        var rest = path
        while !rest.isEmpty {
            guard let step = step(into: value, rest) else { return nil }
            value = step.value
            keys.append(step.key)
            rest = step.rest
        }
        return (keys, value)
    }

    /// Functions may stand in a list of maps, where their names are no keys below `functions`.
    private static func value(
        at path: Substring, inFunctionsOf application: Application
    ) -> (keys: [String], value: Value)? {
        guard path.hasPrefix("functions.") else { return nil }
        let rest = path.dropFirst("functions.".count)
        return application.functions.lazy.compactMap { function in
            guard rest.hasPrefix(function.name + ".") else { return nil }
            return value(at: rest.dropFirst(function.name.count + 1), in: function.definition)
        }.first
    }

    /// Keys may hold dots themselves, so the longest key that fits is taken.
    private static func step(into value: Value, _ path: Substring) -> (
        key: String, value: Value, rest: Substring
    )? {
        if case .list(let elements) = value.content {
            let word = path.prefix { $0 != "." }
            guard let index = Int(word), elements.indices.contains(index) else { return nil }
            return (String(word), elements[index], path.dropFirst(word.count + 1))
        }
        let candidates = value.members.filter { path == $0.key || path.hasPrefix($0.key + ".") }
        guard let member = candidates.max(by: { $0.key.count < $1.key.count }) else { return nil }
        return (member.key, member.value, path.dropFirst(member.key.count + 1))
    }
}
