import CodeAnalysis

/// What stands at a path of a call's parameters.
struct ParameterValues {
    /// The values that can be seen, in order.
    var seen: [AbstractValue] = []
    /// Whether one of the objects on the way has nothing there.
    var isMissing = false
    /// Whether something may stand there that cannot be seen: in what the event holds or a library made.
    var isHidden = false

    mutating func add(_ other: ParameterValues) {
        seen += other.seen
        isMissing = isMissing || other.isMissing
        isHidden = isHidden || other.isHidden
    }
}

extension AbstractValue {
    /// Whether it may be something else than the objects and functions of the program that it is known to be.
    var mayBeUnseen: Bool {
        isOpen || isEmpty || !origins.isEmpty
            || references.contains { reference in
                switch reference {
                case .object, .closure: false
                case .api, .classValue, .module: true
                }
            }
    }

    /// Whether it may be a function, such as one that fills what it is handed.
    var mayBeFunction: Bool { references.contains { if case .closure = $0 { true } else { false } } }
}

extension HandlerAnalysis {
    /// Whether an object may have fields that cannot be seen.
    func hidesMembers(_ value: AbstractValue) -> Bool { value.mayBeUnseen || objects(of: value).contains(where: \.hidesMembers) }
}

extension HeapObject {
    /// Whether it may have fields that nobody wrote where it can be seen.
    var hidesMembers: Bool {
        guard case .external = kind else { return !rest.isEmpty }
        return !isRequest
    }

    /// Whether it is what the SDKs for Go and Java put parameters into, all of which is written where it is made.
    var isRequest: Bool {
        guard case .external(let api) = kind, api.hasSuffix("#") else { return false }
        return Self.requests.contains(where: api.hasPrefix)
    }

    private static let requests = ["github.com/aws/aws-sdk-go", "software.amazon.awssdk.", "com.amazonaws.services."]
}
