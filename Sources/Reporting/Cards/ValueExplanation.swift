package import ApplicationModel
import SourceText

/// Where a value of the resolved manifest comes from: each step of its resolution and what came of it.
package struct ValueExplanation: Sendable {
    private let path: String
    private let keys: [String]
    private let value: Value
    private let application: Application
    private let places: PlaceNames
    private let discretion: Discretion
    private let width: Int

    /// Finds a value by its path of keys and list indexes, joined by dots; `nil` when nothing stands there.
    package init?(
        path: String, application: Application, places: PlaceNames, discretion: Discretion,
        width: Int = 100
    ) {
        guard
            let found = ValueExplanation.value(at: path[...], in: application.document)
                ?? ValueExplanation.value(at: path[...], inFunctionsOf: application)
        else { return nil }
        self.path = path
        keys = found.keys
        value = found.value
        self.application = application
        self.places = places
        self.discretion = discretion
        self.width = width
    }

    /// The explanation, ending with a line break.
    package var text: String {
        var page = CardPage(width: width, mask: discretion.mask)
        page.head("\(path) of \(application.name)", place: places.name(of: application.manifest))
        page.table(nil, rows)
        return page.text
    }

    private var rows: [(label: String, text: String)] {
        let isDelicate = Discretion.isDelicate(keys)
        let line = discretion.line(value, at: keys)
        var rows = [("value", line), ("written", places.name(of: value.place))]
        if value.usePlace != value.place { rows.append(("used at", places.name(of: value.usePlace))) }
        for (index, step) in value.trace.enumerated() {
            rows.append(("step \(index + 1)", "\(step.expression) (\(places.name(of: step.place)))"))
            rows.append(("", discretion.outcome(of: step, in: value.trace, isDelicate: isDelicate)))
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
