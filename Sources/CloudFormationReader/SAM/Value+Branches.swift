internal import ApplicationModel
internal import ManifestReading
internal import SourceText

extension Value {
    /// Whether the value is null or `AWS::NoValue`: what it stands for is not set.
    var isAbsent: Bool {
        switch content {
        case .null, .symbolic(.pseudoParameter("AWS::NoValue")): true
        default: false
        }
    }

    var isList: Bool {
        if case .list = content { true } else { false }
    }

    /// An `Fn::If` whose condition is not decided.
    struct Choice {
        let condition: Value
        let then: Value
        let otherwise: Value
    }

    /// The branches of an `Fn::If`; `nil` for anything else. A branch that is missing is `AWS::NoValue`.
    var choice: Choice? {
        guard case .symbolic(.intrinsic("Fn::If", let argument)) = content, let condition = argument.elements.first
        else { return nil }
        let branches = argument.elements.dropFirst()
        let nothing = Value(.symbolic(.pseudoParameter("AWS::NoValue")), place: place)
        return Choice(
            condition: condition, then: branches.first ?? nothing, otherwise: branches.dropFirst().first ?? nothing)
    }

    /// The value, or every branch of an `Fn::If` that is there.
    var contents: [Value] {
        guard let choice else { return [self] }
        return [choice.then, choice.otherwise].filter { !$0.isAbsent }
    }

    /// The value changed, or an `Fn::If` with every branch that is there changed.
    func mappingContents(_ change: (Value) -> Value) -> Value {
        guard let choice else { return change(self) }
        let then = choice.then.isAbsent ? choice.then : change(choice.then)
        let otherwise = choice.otherwise.isAbsent ? choice.otherwise : change(choice.otherwise)
        let argument = Value(.list([choice.condition, then, otherwise]), place: place)
        return replacing(.symbolic(.intrinsic(name: "Fn::If", argument: argument)))
    }

    /// The string when it is written where it stands: SAM does not look through references when it forms logical ids.
    var literalString: String? { trace.isEmpty ? string : nil }

    /// Whether a property counts as set: neither absent nor false nor empty.
    var isTruthy: Bool {
        switch content {
        case .null: false
        case .bool(let value): value
        case .number(let value, _): value != 0
        case .string(let text): !text.isEmpty
        case .list(let elements): !elements.isEmpty
        case .map(let members): !members.isEmpty
        case .symbolic, .composed, .unknown: !isAbsent
        }
    }

    /// A text that is the same for values that say the same, wherever they stand.
    var fingerprint: String {
        switch content {
        case .null: "null"
        case .bool(let value): value ? "true" : "false"
        case .number(_, let text): text
        case .string(let text): "\"\(text)\""
        case .list(let elements): "[" + elements.map(\.fingerprint).joined(separator: ",") + "]"
        case .map(let members):
            "{" + members.map { "\"\($0.key)\":\($0.value.fingerprint)" }.sorted().joined(separator: ",") + "}"
        case .symbolic(let symbol): symbol.fingerprint
        case .composed(let parts): "(" + parts.map(\.fingerprint).joined(separator: "+") + ")"
        case .unknown(let reason): "?\(reason)"
        }
    }
}

extension Value.Part {
    fileprivate var fingerprint: String {
        switch self {
        case .literal(let text): "\"\(text)\""
        case .symbol(let symbol): symbol.fingerprint
        case .unknown(let reason): "?\(reason)"
        }
    }
}

extension Symbol {
    fileprivate var fingerprint: String {
        switch self {
        case .intrinsic(let name, let argument): "\(name)(\(argument.fingerprint))"
        case .resource: "resource \(shortName)"
        case .parameter: "parameter \(shortName)"
        case .pseudoParameter: "pseudo \(shortName)"
        case .secret(let secret): "secret \(secret.store.rawValue) \(secret.name)"
        case .environment: "environment \(shortName)"
        case .imported: "imported \(shortName)"
        case .variable: "variable \(shortName)"
        }
    }
}
