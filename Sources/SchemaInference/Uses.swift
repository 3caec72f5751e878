import CodeAnalysis

/// How a program uses a part of its event.
struct Uses {
    /// What is done with it.
    struct Kinds: OptionSet {
        let rawValue: UInt16
        static let text = Kinds(rawValue: 1 << 0)
        static let number = Kinds(rawValue: 1 << 1)
        static let integer = Kinds(rawValue: 1 << 2)
        static let boolean = Kinds(rawValue: 1 << 3)
        static let list = Kinds(rawValue: 1 << 4)
        static let object = Kinds(rawValue: 1 << 5)
        /// Its length is read.
        static let measured = Kinds(rawValue: 1 << 6)
        /// It is given to a call as a whole.
        static let handedOn = Kinds(rawValue: 1 << 7)
        /// It is given to a call where nothing says that it is one of listed values.
        static let unlisted = Kinds(rawValue: 1 << 8)
        /// It is put into a text, where a number may stand as well.
        static let interpolated = Kinds(rawValue: 1 << 9)
    }

    var kinds: Kinds = []
    /// The values of the lists it is looked up in.
    var listed: [Constant] = []
    /// The methods that are called on it.
    var methods: Set<String> = []
    /// The kinds that a default or a declared type names.
    var hinted: EventSchema.Kinds = []
    /// The greatest length that the program compares its length with.
    var maximumLength: Int?

    /// What the uses say of it.
    var schema: EventSchema {
        if !listed.isEmpty, !kinds.contains(.unlisted) { return .listed(listed) }
        var schema = EventSchema(valueKinds)
        schema.maximumLength = maximumLength
        return schema
    }

    private var valueKinds: EventSchema.Kinds {
        if kinds.contains(.list) { return .list }
        if kinds.contains(.object) { return .object }
        // A text may be measured and searched, which gives numbers.
        if kinds.contains(.text) { return .text }
        if kinds.contains(.integer) { return .integer }
        if kinds.contains(.number) { return .number }
        if kinds.contains(.boolean) { return .boolean }
        if kinds.contains(.measured) { return .text }
        return hinted.isEmpty && kinds.contains(.interpolated) ? [.text, .number] : hinted
    }
}

/// Finds the uses of the event's parts in what an analysis knows.
struct UseReader {
    private let analysis: HandlerAnalysis

    init(_ analysis: HandlerAnalysis) { self.analysis = analysis }

    typealias Note = (AccessPath, (inout Uses) -> Void) -> Void

    func read(_ note: Note) {
        for call in analysis.calls { read(call, note) }
        for comparison in analysis.comparisons { read(comparison, note) }
        for result in analysis.returns {
            for origin in analysis.origins(in: result.value) where origin.guarantees.contains(.number) {
                note(origin.path) { $0.kinds.insert(.number) }
            }
        }
        for loop in analysis.loops {
            for origin in loop.value.origins where origin.path.components.last != .key { note(origin.path) { $0.kinds.insert(.list) } }
        }
    }

    // MARK: Calls

    private func read(_ call: CallFact, _ note: Note) {
        for api in call.apis {
            if let kind = Self.makers[api] { mark(call.argument(0)?.value, kind, note) }
            if api.hasPrefix("?.") { read(method: String(api.dropFirst(2)), call, note) }
        }
        guard !call.apis.contains(where: Self.isOnlyLooking) else { return }
        for argument in call.arguments {
            for origin in analysis.origins(in: argument.value, at: call) {
                note(origin.path) { uses in
                    uses.kinds.insert(.handedOn)
                    if !origin.guarantees.contains(.listed) { uses.kinds.insert(.unlisted) }
                    if origin.guarantees.contains(.number) { uses.kinds.insert(.number) }
                }
            }
            for piece in argument.value.text where argument.value.text.count > 1 {
                for origin in piece.origins where !origin.guarantees.contains(.number) { note(origin.path) { $0.kinds.insert(.interpolated) } }
            }
        }
    }

    private func mark(_ value: AbstractValue?, _ kind: Uses.Kinds, _ note: Note) {
        for origin in value?.origins ?? [] { note(origin.path) { $0.kinds.insert(kind) } }
    }

    private static let makers: [String: Uses.Kinds] = [
        "Number": .number, "parseFloat": .number, "Number.parseFloat": .number, "float": .number, "decimal.Decimal": .number,
        "parseInt": .integer, "Number.parseInt": .integer, "int": .integer, "BigInt": .integer, "Number.isInteger": .integer,
        "Array.isArray": .list, "Object.keys": .object, "Object.entries": .object, "Object.values": .object,
        "encodeURIComponent": .text, "decodeURIComponent": .text, "list": .list, "set": .list,
    ]

    /// Calls that leave a value where it is: logs, tests, and what only reads it.
    private static func isOnlyLooking(_ api: String) -> Bool {
        if makers[api] != nil || api == "JSON.stringify" { return true }
        if ["console.", "logging.", "print", "isinstance", "len", "typeof"].contains(where: api.hasPrefix) { return true }
        let name = String(APIPath.name(api))
        return logs.contains(name) || tests.contains(name) || methods.contains(name) && api.hasPrefix("?.")
    }

    private static let logs: Set<String> = ["info", "debug", "warn", "warning", "error", "log", "trace", "critical", "exception", "child", "appendKeys", "append_keys"]
    private static let tests: Set<String> = [
        "has", "includes", "parse", "safeParse", "validate", "validateSync", "validateAsync", "isValid", "load", "compile", "test", "match", "fullmatch",
    ]

    // MARK: Methods

    private static let ofText: Set<String> = [
        "trim", "trimStart", "trimEnd", "toLowerCase", "toUpperCase", "split", "replace", "replaceAll", "match", "charAt", "charCodeAt", "substring",
        "substr", "startsWith", "endsWith", "padStart", "padEnd", "repeat", "normalize", "localeCompare", "strip", "lstrip", "rstrip", "lower",
        "upper", "startswith", "endswith", "encode", "isdigit", "isalnum", "isalpha", "splitlines", "title", "capitalize", "format", "zfill",
    ]
    private static let ofLists: Set<String> = [
        "map", "forEach", "filter", "reduce", "some", "every", "flatMap", "find", "findIndex", "push", "sort", "join", "append", "extend",
    ]
    private static let ofObjects: Set<String> = ["get", "items", "keys", "values", "hasOwnProperty"]
    private static let methods = ofText.union(ofLists).union(ofObjects)

    private func read(method name: String, _ call: CallFact, _ note: Note) {
        for origin in call.receiver.origins { note(origin.path) { $0.methods.insert(name) } }
        if Self.ofText.contains(name) { mark(call.receiver, .text, note) }
        if Self.ofLists.contains(name) { mark(call.receiver, .list, note) }
        if Self.ofObjects.contains(name) { mark(call.receiver, .object, note) }
        if name == "toFixed" { mark(call.receiver, .number, note) }
        if name == "includes" || name == "has" || name == "indexOf" { list(call.argument(0)?.value, in: call.receiver, note) }
    }

    /// A value that is looked up in a list of the program's own.
    private func list(_ value: AbstractValue?, in container: AbstractValue, _ note: Note) {
        guard let value, container.origins.isEmpty else { return }
        var elements = analysis.elements(of: container)
        if elements.isEmpty { elements = analysis.arguments(madeWith: container).flatMap { analysis.elements(of: $0) } }
        let constants = elements.compactMap(\.constant)
        guard constants.count == elements.count, !constants.isEmpty, constants.count <= 64 else { return }
        for origin in value.origins { note(origin.path) { $0.listed = constants } }
    }

    // MARK: Comparisons

    private func read(_ fact: ComparisonFact, _ note: Note) {
        if fact.comparison == .contained || fact.comparison == .notContained { list(fact.left, in: fact.right, note) }
        for (part, other) in [(fact.left, fact.right), (fact.right, fact.left)] where other.origins.isEmpty {
            for origin in part.origins { compare(origin.path, with: other, fact.comparison, note) }
        }
    }

    private func compare(_ path: AccessPath, with other: AbstractValue, _ sign: CodeExpression.BinaryOperator, _ note: Note) {
        if case .field("length")? = path.components.last {
            guard case .number(let limit)? = other.constant, sign == .greater || sign == .less, let length = Int(exactly: limit), length > 1 else { return }
            let whole = AccessPath(path.root, Array(path.components.dropLast()))
            return note(whole) { $0.maximumLength = max($0.maximumLength ?? 0, length) }
        }
        switch other.constant {
        case .number?: note(path) { $0.kinds.insert(.number) }
        case .string(let text)? where !text.isEmpty: note(path) { $0.kinds.insert(.text) }
        case .boolean?: note(path) { $0.kinds.insert(.boolean) }
        default: return
        }
    }
}
