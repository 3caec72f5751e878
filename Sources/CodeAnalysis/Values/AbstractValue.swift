/// What an expression may evaluate to, as far as it can be told without running the program.
///
/// Joining two values gives one that stands for both; every list is bounded, and what no longer fits makes the value open.
package struct AbstractValue: Hashable, Sendable {
    /// The constants it may be, in no particular order; at most `constantLimit`.
    package internal(set) var constants: [Constant] = []
    /// The objects, functions, classes, modules and names of libraries it may be.
    package internal(set) var references: [Reference] = []
    /// What from outside has got into it.
    package internal(set) var origins: [Origin] = []
    /// How its text is put together, when it is put together in one way only.
    package internal(set) var text: [TextPiece] = []
    /// Whether it may be something else besides.
    package internal(set) var isOpen = false
    /// What else holds when it is true, and when it is false.
    var conditions: Conditions?

    /// How many constants a value keeps.
    static let constantLimit = 8
    /// How many references a value keeps.
    static let referenceLimit = 24
    /// How many origins a value keeps; those that came first stay.
    static let originLimit = 24
    /// How many pieces a text keeps.
    static let pieceLimit = 48

    /// Values are hashed for every call that is read: some of it tells most of them apart, and all of it is compared.
    package func hash(into hasher: inout Hasher) {
        hasher.combine(constants.count)
        hasher.combine(origins.count)
        for reference in references.prefix(2) {
            switch reference {
            case .object(let id): hasher.combine(id.index)
            case .closure(let id): hasher.combine(id.index)
            case .classValue(let id): hasher.combine(id.index)
            case .module(let index): hasher.combine(index.index)
            case .api(let api): hasher.combine(api.utf8.count)
            }
        }
        for origin in origins.prefix(2) { hasher.combine(origin) }
        if case .string(let text)? = constants.first { hasher.combine(text.utf8.count) }
    }

    /// A value nothing is known about.
    package static let unknown = AbstractValue(isOpen: true)
    /// No value: what an unreachable expression has.
    package static let none = AbstractValue()

    init(isOpen: Bool = false) { self.isOpen = isOpen }
    init(_ constant: Constant) { constants = [constant] }
    init(_ reference: Reference) { references = [reference] }
    init(_ origins: [Origin]) {
        self.origins = origins
        isOpen = true
    }

    /// Whether nothing is in it.
    package var isEmpty: Bool { constants.isEmpty && references.isEmpty && origins.isEmpty && !isOpen }

    /// The one constant it is; `nil` when it may be something else.
    package var constant: Constant? {
        !isOpen && references.isEmpty && origins.isEmpty && constants.count == 1 ? constants[0] : nil
    }

    /// The one string it is; `nil` when it may be something else.
    package var string: String? {
        if case .string(let value)? = constant { value } else { nil }
    }

    /// The constants it may be that are strings.
    package var strings: [String] {
        constants.compactMap { if case .string(let value) = $0 { value } else { nil } }
    }
}

/// A constant.
package enum Constant: Hashable, Sendable {
    case string(String)
    case number(Double)
    case boolean(Bool)
    case null
    case pattern(String, flags: String)
    /// The value of an environment variable that the manifest sets from elsewhere or not at all.
    case environment(String)

    /// Whether a condition takes it for true; `nil` when that is not known.
    package var isTruthy: Bool? {
        switch self {
        case .string(let text): !text.isEmpty
        case .number(let number): number != 0
        case .boolean(let value): value
        case .null: false
        case .pattern: true
        case .environment: nil
        }
    }

    /// Its text in a template.
    package var text: String? {
        switch self {
        case .string(let text): text
        case .number(let number):
            Int(exactly: number).map(String.init) ?? String(number)
        case .boolean(let value): value ? "true" : "false"
        case .null, .pattern, .environment: nil
        }
    }
}

/// Something with an identity that a value may be.
package enum Reference: Hashable, Sendable {
    /// An object, list or instance.
    case object(HeapObject.ID)
    /// A function of the program with the variables around it.
    case closure(Closure.ID)
    /// A class of the program.
    case classValue(ClassValue.ID)
    /// A module of the program.
    case module(ModuleIndex)
    /// A name of a library or of the language: `fs.readFile`, `aws-sdk.S3`; see `APIPath`.
    case api(String)
}

/// A module by its position in the interpreter's list.
package struct ModuleIndex: Hashable, Sendable {
    let index: Int
}

/// A part of a text.
package enum TextPiece: Hashable, Sendable {
    /// Text that is certain.
    case constant(String)
    /// The value of an environment variable that the manifest sets from elsewhere or not at all.
    case environment(String)
    /// A value put there.
    case value([Origin], isOpen: Bool)

    /// What of it came from outside.
    package var origins: [Origin] {
        if case .value(let origins, _) = self { origins } else { [] }
    }
}

/// What else is certain when a value turns out true, and when it turns out false.
struct Conditions: Hashable, Sendable {
    var whenTrue = Guards()
    var whenFalse = Guards()

    var negated: Conditions { Conditions(whenTrue: whenFalse, whenFalse: whenTrue) }
}

/// What a program has made sure of on the way to where it is.
struct Guards: Hashable, Sendable {
    private(set) var guarantees: [AccessPath: Guarantees] = [:]

    init() {}
    init(_ path: AccessPath, _ guarantee: Guarantees) { guarantees[path] = guarantee }

    /// How many parts are kept apart.
    static let limit = 256

    var isEmpty: Bool { guarantees.isEmpty }

    mutating func add(_ path: AccessPath, _ guarantee: Guarantees) {
        guard guarantees.count < Guards.limit || guarantees[path] != nil else { return }
        guarantees[path, default: []].formUnion(guarantee)
    }

    mutating func formUnion(_ other: Guards) {
        for (path, guarantee) in other.guarantees { add(path, guarantee) }
    }

    /// What both are sure of.
    func intersection(_ other: Guards) -> Guards {
        var common = Guards()
        for (path, guarantee) in guarantees {
            guard let both = other.guarantees[path].map(guarantee.intersection), !both.isEmpty else { continue }
            common.guarantees[path] = both
        }
        return common
    }

    /// All that is certain about a part: what was made sure of it and of what it is a part of.
    ///
    /// That a whole object was validated says so of its parts; that a text is a number says nothing of what is decoded
    /// from it. What kind of error something is decides what its message tells.
    func certain(of path: AccessPath) -> Guarantees {
        guard !guarantees.isEmpty else { return [] }
        var certain = guarantees[path] ?? []
        let inherited: Guarantees = path.root == .error ? [.validated, .bounded, .tested] : [.validated, .bounded]
        var shorter = path.components
        while !shorter.isEmpty {
            shorter.removeLast()
            certain.formUnion((guarantees[AccessPath(path.root, shorter)] ?? []).intersection(inherited))
        }
        return certain
    }
}
