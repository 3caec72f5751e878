import ApplicationModel
import SourceText

/// `#{AWS::Region}` in strings, which the plugin `serverless-pseudo-parameters` turns into `Fn::Sub`.
struct HashReferences {
    private static let depthLimit = 200

    /// The value with every such reference as a symbol.
    func resolve(_ value: Value) -> Value { resolve(value, depth: 0) }

    private func resolve(_ value: Value, depth: Int) -> Value {
        guard depth < Self.depthLimit else { return value }
        switch value.content {
        case .list(let elements): return value.replacing(.list(elements.map { resolve($0, depth: depth + 1) }))
        case .map(let members):
            return value.replacing(
                .map(
                    members.map {
                        Value.Member(
                            key: $0.key, keyPlace: $0.keyPlace, value: resolve($0.value, depth: depth + 1))
                    }))
        case .string(let text) where text.utf8.contains(UInt8(ascii: "#")):
            let parts = parts(of: text)
            return parts.isEmpty ? value : value.replacing(.composed(parts))
        case .composed(let parts):
            return value.replacing(
                .composed(
                    parts.flatMap { part -> [Value.Part] in
                        guard case .literal(let text) = part else { return [part] }
                        let found = self.parts(of: text)
                        return found.isEmpty ? [part] : found
                    }))
        default: return value
        }
    }

    /// The parts of a text with references; empty when it has none.
    private func parts(of text: String) -> [Value.Part] {
        var parts: [Value.Part] = []
        var rest = text[...]
        while let open = rest.firstRange(of: "#{"), let close = rest[open.upperBound...].firstIndex(of: "}") {
            if open.lowerBound > rest.startIndex { parts.append(.literal(String(rest[..<open.lowerBound]))) }
            parts.append(.symbol(symbol(named: String(rest[open.upperBound..<close]))))
            rest = rest[rest.index(after: close)...]
        }
        if parts.isEmpty { return [] }
        return rest.isEmpty ? parts : parts + [.literal(String(rest))]
    }

    private func symbol(named name: String) -> Symbol {
        if name.hasPrefix("AWS::") { return .pseudoParameter(name) }
        guard let dot = name.firstIndex(of: ".") else { return .resource(logicalID: name, attribute: nil) }
        return .resource(logicalID: String(name[..<dot]), attribute: String(name[name.index(after: dot)...]))
    }
}
