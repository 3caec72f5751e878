internal import ApplicationModel
internal import ManifestReading
internal import SourceText

/// Puts values in the place of symbols: what a nested stack's own names mean to its parent.
struct SymbolSubstitution {
    private static let depthLimit = 220

    /// What stands for a symbol; `nil` leaves it as it is.
    let replacement: (Symbol) -> Value?

    /// The value with every symbol replaced, also in parts of strings and in arguments.
    func apply(to value: Value) -> Value { apply(to: value, depth: 0) }

    /// A resource with every symbol of its properties and definition replaced.
    func apply(to resource: Resource, logicalID: String) -> Resource {
        Resource(
            logicalID: logicalID, logicalIDPlace: resource.logicalIDPlace, type: resource.type,
            properties: apply(to: resource.properties), definition: apply(to: resource.definition),
            generator: resource.generator)
    }

    private func apply(to value: Value, depth: Int) -> Value {
        guard depth < Self.depthLimit else { return value }
        switch value.content {
        case .list(let elements): return value.replacing(.list(elements.map { apply(to: $0, depth: depth + 1) }))
        case .map(let members):
            return value.replacing(
                .map(
                    members.map {
                        Value.Member(key: $0.key, keyPlace: $0.keyPlace, value: apply(to: $0.value, depth: depth + 1))
                    }))
        case .symbolic(.intrinsic(let name, let argument)):
            return value.replacing(
                .symbolic(.intrinsic(name: name, argument: apply(to: argument, depth: depth + 1))))
        case .symbolic(let symbol):
            guard let found = replacement(symbol) else { return value }
            return found.used(
                at: value.usePlace,
                adding: TraceStep(
                    expression: symbol.shortName, place: value.place, outcome: "the value across stacks"))
        case .composed(let parts): return value.replacing(content(of: parts))
        default: return value
        }
    }

    private func content(of parts: [Value.Part]) -> Value.Content {
        var list = PartList()
        for part in parts {
            guard case .symbol(let symbol) = part, let found = replacement(symbol) else {
                list.append(part)
                continue
            }
            for part in found.parts { list.append(part) }
            guard list.parts.count <= IntrinsicFunctions.partLimit, list.byteCount <= 1 << 20 else {
                return .unknown(reason: "it is put together of more than is followed")
            }
        }
        return list.content
    }
}
