package import CodeAnalysis
package import Permissions
package import SourceText

/// A call of AWS's API that a function's code makes.
package struct SDKCall: Sendable {
    /// What is called.
    package let operation: SDKOperation
    /// What it is called with.
    package let parameters: CallParameters
    /// The name of what is called.
    package let place: SourcePlace
    /// Whether the code may just as well call another: a library that does one of several things.
    package let isPossible: Bool

    init(_ operation: SDKOperation, _ parameters: CallParameters, at place: SourcePlace, isPossible: Bool = false) {
        self.operation = operation
        self.parameters = parameters
        self.place = place
        self.isPossible = isPossible
    }
}

/// What a call of the API is made with.
package struct CallParameters: Sendable {
    /// Parameters by name, as Python passes them and as objects that stand for a resource know them.
    var named: [String: AbstractValue] = [:]
    /// The objects that hold parameters.
    var objects: [AbstractValue] = []
    /// What fills variables of ARNs, whatever the operation calls its parameters: the table of an object that stands for one.
    var variables: [String: AbstractValue] = [:]
    /// The bucket and key that are copied from, where they are given apart.
    var source: [String: AbstractValue]?
    /// The keys of an object that fill a variable of the ARN.
    var keys: (variable: String, object: AbstractValue)?
    /// `s3://bucket/key`, whose parts are the bucket and the key.
    var objectPath: AbstractValue?
    /// Whether there may be parameters that cannot be seen.
    var isOpen = false

    /// Nothing is known of the parameters.
    static let unknown: CallParameters = {
        var parameters = CallParameters()
        parameters.isOpen = true
        return parameters
    }()
}

/// A call that may need any permission, and why that could not be told.
package struct UndecidedCall: Sendable, Hashable {
    /// The call.
    package let place: SourcePlace
    /// What could not be told: lower case, no full stop.
    package let reason: String
}

/// The calls of AWS's API in a function's code.
package struct SDKCalls: Sendable {
    /// The calls, in the order of their places.
    package private(set) var calls: [SDKCall] = []
    /// Actions that are needed without a call of the API, such as `rds-db:connect` for a token of a database.
    package private(set) var actions: [(action: String, place: SourcePlace)] = []
    /// Whether some calls are, or may be, made with credentials that are not the role's; those that are, are left out.
    package private(set) var takesOtherCredentials = false
    /// The calls that could not be told.
    package private(set) var undecided: [UndecidedCall] = []

    /// Looks through all calls of a function.
    package init(_ analysis: HandlerAnalysis) {
        var seen: Set<Seen> = []
        let foreign = ForeignCredentials(analysis)
        for call in analysis.calls {
            var isRead = false
            for api in call.apis {
                guard let reading = SDKReading(api, call, in: analysis) else { continue }
                isRead = true
                if foreign.mayCover(call) { takesOtherCredentials = true }
                if foreign.cover(call) {
                    takesOtherCredentials = true
                    continue
                }
                for found in reading.calls where seen.insert(Seen(found)).inserted { calls.append(found) }
                actions += reading.actions.map { ($0, call.namePlace) }
                if let reason = reading.undecided { undecided.append(UndecidedCall(place: call.namePlace, reason: reason)) }
            }
            if !isRead, let unknown = UnknownClient.call(call, analysis) { undecided.append(unknown) }
        }
    }

    /// What a call of several paths may say several times.
    private struct Seen: Hashable {
        let id: String
        let place: SourcePlace
        let isPossible: Bool

        init(_ call: SDKCall) { (id, place, isPossible) = (call.operation.id, call.place, call.isPossible) }
    }
}

/// What one call of a library means for permissions.
struct SDKReading {
    var calls: [SDKCall] = []
    var actions: [String] = []
    var undecided: String?

    /// `nil` for a path that has nothing to do with AWS.
    init?(_ api: String, _ call: CallFact, in analysis: HandlerAnalysis) {
        let reading =
            JavaScriptSDK(call, analysis).reading(of: api) ?? PythonSDK(call, analysis).reading(of: api)
            ?? GoSDK(call, analysis).reading(of: api) ?? JavaSDK(call, analysis).reading(of: api)
            ?? LibraryCalls(call, analysis).reading(of: api)
        guard let reading else { return nil }
        self = reading
    }

    init() {}

    /// One operation.
    init(_ operation: SDKOperation, _ parameters: CallParameters, _ call: CallFact) {
        calls = [SDKCall(operation, parameters, at: call.namePlace)]
    }

    /// Adds what a table names: an operation such as `s3.PutObject`, or an action such as `rds-db:connect`.
    mutating func add(_ text: String, _ parameters: CallParameters, isPossible: Bool = false, at call: CallFact) {
        guard !text.contains(":") else { return actions.append(text) }
        let parts = text.prefix { $0 != "@" }.split(separator: ".", maxSplits: 1).map(String.init)
        guard parts.count == 2, let operation = SDKClients.bundled[name: parts[0]]?.operation(parts[1]) else { return }
        calls.append(SDKCall(operation, parameters, at: call.namePlace, isPossible: isPossible))
    }

    /// Adds what a helper calls, and what it may call as well.
    mutating func add(_ helper: SDKHelper, _ parameters: CallParameters, at call: CallFact) {
        for text in helper.calls { add(text, parameters, at: call) }
        for text in helper.possibleCalls { add(text, parameters, isPossible: true, at: call) }
    }

    /// An action without a call of the API.
    init(action: String) { actions = [action] }

    /// Something that could not be told.
    init(undecided reason: String) { undecided = reason }
}
