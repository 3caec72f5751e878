internal import ApplicationModel
internal import SourceText

/// References to what a SAM resource makes by the name of the property that asked for it, such as `Api.Stage`.
/// Source: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-generated-resources.html
struct SAMReferences {
    private static let depthLimit = 256
    /// Logical ids of generated resources by `Resource.Property`.
    let targets: [String: String]

    func resolved(_ resource: Resource) -> Resource {
        guard !targets.isEmpty else { return resource }
        return Resource(
            logicalID: resource.logicalID, logicalIDPlace: resource.logicalIDPlace, type: resource.type,
            properties: resolved(resource.properties), definition: resolved(resource.definition),
            generator: resource.generator)
    }

    func resolved(_ value: Value) -> Value { targets.isEmpty ? value : resolved(value, depth: 0) }

    private func resolved(_ value: Value, depth: Int) -> Value {
        guard depth < Self.depthLimit else { return value }
        switch value.content {
        case .list(let elements):
            return value.replacing(.list(elements.map { resolved($0, depth: depth + 1) }))
        case .map(let members):
            return value.replacing(
                .map(
                    members.map { member in
                        Value.Member(
                            key: member.key, keyPlace: member.keyPlace, value: resolved(member.value, depth: depth + 1))
                    }))
        case .symbolic(let symbol):
            return value.replacing(.symbolic(resolved(symbol, depth: depth + 1)))
        case .composed(let parts):
            return value.replacing(.composed(parts.map { resolved($0, depth: depth + 1) }))
        case .null, .bool, .number, .string, .unknown:
            return value
        }
    }

    private func resolved(_ part: Value.Part, depth: Int) -> Value.Part {
        if case .symbol(let symbol) = part { .symbol(resolved(symbol, depth: depth)) } else { part }
    }

    private func resolved(_ symbol: Symbol, depth: Int) -> Symbol {
        switch symbol {
        case .intrinsic(let name, let argument):
            return .intrinsic(name: name, argument: resolved(argument, depth: depth))
        case .resource(let logicalID, let attribute):
            return resolved(logicalID, attribute) ?? symbol
        default:
            return symbol
        }
    }

    /// `Api.Stage` is read as an attribute of `Api`, `[Function.Version, Version]` as one of `Function.Version`.
    private func resolved(_ logicalID: String, _ attribute: String?) -> Symbol? {
        let names = (attribute.map { logicalID + "." + $0 } ?? logicalID).split(separator: ".", maxSplits: 2)
        guard names.count >= 2, let target = targets[names[0] + "." + names[1]] else { return nil }
        return .resource(logicalID: target, attribute: names.count > 2 ? String(names[2]) : nil)
    }
}
