package import ApplicationModel
internal import ManifestReading
internal import SourceText

/// Finds every mention of a function within a value, however deep.
package struct FunctionReferences: Sendable {
    /// A mention: the function and the value that names it.
    package struct Mention: Sendable {
        /// The function's name.
        package let function: String
        /// The value that names it.
        package let value: Value
    }

    private static let depthLimit = 100

    private let template: Template
    private var seen: Set<String> = []
    /// The first mention of each function, in order.
    package private(set) var mentions: [Mention] = []

    /// Looks through a value.
    package init(in value: Value, template: Template) {
        self.template = template
        look(value, depth: 0)
    }

    private mutating func look(_ value: Value, depth: Int) {
        guard depth < Self.depthLimit else { return }
        switch value.content {
        case .list(let elements): for element in elements { look(element, depth: depth + 1) }
        case .map(let members):
            for member in members {
                lookAtName(member)
                look(member.value, depth: depth + 1)
            }
        case .symbolic(.intrinsic(_, let argument)): look(argument, depth: depth + 1)
        case .symbolic, .composed:
            for symbol in value.symbols {
                // The plugin for state machines takes a function's plain name where CloudFormation wants an id.
                guard case .resource(let id, _) = symbol,
                    let name = template.functionNames[id] ?? template.function(namedBy: .literal(id, at: value.place))
                else { continue }
                add(name, value)
            }
            if let text = value.knownText { look(text, of: value) }
        case .string(let text): look(text, of: value)
        default: break
        }
    }

    /// Takes a whole text that is a function's name or ARN, and every ARN within a longer one.
    private mutating func look(_ text: String, of value: Value) {
        var rest = text[...]
        while let found = rest.firstRange(of: ":function:") {
            rest = rest[found.upperBound...]
            let name = rest.prefix { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" || $0 == "?" }
            if let function = template.function(namedBy: .literal(String(name), at: value.place)) {
                add(function, value)
            }
        }
    }

    /// A task that names its function by `FunctionName` rather than by `Resource`.
    private mutating func lookAtName(_ member: Value.Member) {
        guard member.key == "FunctionName", let name = template.function(namedBy: member.value) else { return }
        add(name, member.value)
    }

    private mutating func add(_ name: String, _ value: Value) {
        guard seen.insert(name).inserted else { return }
        mentions.append(Mention(function: name, value: value))
    }
}
