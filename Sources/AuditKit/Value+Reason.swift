package import ApplicationModel

extension Value {
    /// Why the value, or a part of it, is not known, for an undecided answer; containers are not looked into.
    package var whyUndetermined: String {
        switch content {
        case .unknown(let reason): reason
        case .symbolic(let symbol): symbol.whyUndetermined
        case .composed(let parts): parts.lazy.compactMap(\.whyUndetermined).first ?? "a part of it is not known"
        case .null, .bool, .number, .string, .list, .map: "it is known"
        }
    }
}

extension Value.Part {
    fileprivate var whyUndetermined: String? {
        switch self {
        case .literal: nil
        case .symbol(let symbol): symbol.whyUndetermined
        case .unknown(let reason): reason
        }
    }
}

extension Symbol {
    fileprivate var whyUndetermined: String {
        switch self {
        case .resource(let logicalID, _): "the resource `\(logicalID)` decides it when it is deployed"
        case .parameter(let name): "the parameter `\(name)` decides it"
        case .pseudoParameter(let name): "`\(name)` decides it when it is deployed"
        case .secret(let reference): "`\(reference.name)` is read from a store"
        case .environment(let name): "the environment variable `\(name)` of whoever deploys decides it"
        case .imported(let name): "`\(name)` comes from another stack"
        case .intrinsic(let name, _): "`\(name)` decides it when it is deployed"
        case .variable(let text, let reason): "`\(text)`: \(reason)"
        }
    }
}
