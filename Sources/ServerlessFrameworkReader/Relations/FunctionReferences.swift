import ApplicationModel
import SourceText

/// Finds every mention of a function within a value, however deep.
struct FunctionReferences {
    /// A mention: the function and the value that names it.
    struct Mention {
        let function: String
        let value: Value
    }

    private static let depthLimit = 100

    private let service: ServiceManifest
    private(set) var mentions: [Mention] = []

    /// Looks through a value.
    init(in value: Value, service: ServiceManifest) {
        self.service = service
        look(value, depth: 0)
    }

    private mutating func look(_ value: Value, depth: Int) {
        guard depth < Self.depthLimit else { return }
        switch value.content {
        case .list(let elements): for element in elements { look(element, depth: depth + 1) }
        case .map(let members): for member in members { look(member.value, depth: depth + 1) }
        case .symbolic(.intrinsic(_, let argument)): look(argument, depth: depth + 1)
        case .symbolic, .composed:
            for symbol in value.symbols {
                guard case .resource(let id, _) = symbol, let name = service.functionNames[id] else { continue }
                add(name, value)
            }
        case .string(let text) where text.contains(":function:"):
            if let name = service.function(namedBy: value) { add(name, value) }
        default: break
        }
    }

    private mutating func add(_ name: String, _ value: Value) {
        guard !mentions.contains(where: { $0.function == name }) else { return }
        mentions.append(Mention(function: name, value: value))
    }
}
