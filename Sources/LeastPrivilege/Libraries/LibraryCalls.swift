import CodeAnalysis
import Permissions

/// Reads calls of libraries that call AWS for their users.
struct LibraryCalls {
    private let call: CallFact
    private let analysis: HandlerAnalysis

    init(_ call: CallFact, _ analysis: HandlerAnalysis) {
        self.call = call
        self.analysis = analysis
    }

    func reading(of api: String) -> SDKReading? {
        let library = LibraryCall(api, call, analysis)
        for read in Self.readers {
            if let reading = read(library) { return reading }
        }
        return helper(api)
    }

    private static let readers: [@Sendable (LibraryCall) -> SDKReading?] = [
        ParameterLibrary.reading, MiddyMiddleware.reading, PynamoDB.reading, Dynamoose.reading, DynamoDBToolbox.reading, ElectroDB.reading,
        RequestSigning.reading, ObjectPaths.reading, SecretCaches.reading, DurableContext.reading,
    ]

    /// What the table of helpers says of a library: which operations, and nothing of what they are called with.
    private func helper(_ api: String) -> SDKReading? {
        guard !Self.known.contains(where: api.hasPrefix), let (owner, name) = parts(of: api) else { return nil }
        let helper =
            SDKHelpers.bundled.helper("js", owner, name) ?? SDKHelpers.bundled.helper("py", owner, name)
            ?? (name == owner ? SDKHelpers.bundled.helper("js", owner, "default") : nil)
        guard let helper, !helper.calls.isEmpty else { return nil }
        var reading = SDKReading()
        let isPossible = helper.calls.count > 1
        for text in helper.calls { reading.add(text, .unknown, isPossible: isPossible, at: call) }
        for text in helper.possibleCalls { reading.add(text, .unknown, isPossible: true, at: call) }
        return reading
    }

    /// The libraries of which every call is read above.
    private static let known = ["dynamodb-toolbox", "electrodb", "dynamoose", "pynamodb.", "awswrangler", "smart_open", "@middy/", "multer-s3"]

    /// The module and the name in it; a module that is called itself is both.
    private func parts(of api: String) -> (owner: String, name: String)? {
        guard !api.contains("("), !api.hasPrefix("?") else { return nil }
        let start = api.lastIndex(of: "/") ?? api.startIndex
        guard let dot = api[start...].lastIndex(of: ".") else { return (api, api) }
        return (String(api[..<dot]), String(api[api.index(after: dot)...]))
    }
}

/// A call of a library with what it was called with.
struct LibraryCall {
    let api: String
    let call: CallFact
    let analysis: HandlerAnalysis

    init(_ api: String, _ call: CallFact, _ analysis: HandlerAnalysis) {
        self.api = api
        self.call = call
        self.analysis = analysis
    }

    /// The methods behind a prefix of the path, `nil` for other paths: `query()` and `go` of `electrodb.Entity#query().go`.
    func steps(after prefix: String) -> [String]? {
        guard api.hasPrefix(prefix) else { return nil }
        return api.dropFirst(prefix.count).split { $0 == "." || $0 == "#" }.map(String.init)
    }

    /// An argument by its position, its name or as a field of the options that the call takes.
    func argument(_ position: Int, _ name: String) -> AbstractValue? {
        if let found = call.argument(position, named: name)?.value, analysis.field(name, of: found) == nil { return found }
        return call.arguments.lazy.compactMap { analysis.field(name, of: $0.value) }.first
    }

    /// What an object of the library was made with, by the same ways.
    func setting(_ position: Int, _ name: String, of object: AbstractValue) -> AbstractValue? {
        for made in analysis.objects(of: object) {
            if let field = made.fields[name] { return field }
            if let index = made.argumentNames.firstIndex(of: name), index < made.arguments.count { return made.arguments[index] }
            if let field = made.arguments.lazy.compactMap({ analysis.field(name, of: $0) }).first { return field }
            if position >= 0, position < made.arguments.count, made.argumentNames.indices.contains(position) ? made.argumentNames[position] == nil : true {
                return made.arguments[position]
            }
        }
        return nil
    }

    /// The first argument that a function of the library is called with anywhere: what an object of the same path was made
    /// with, where the object itself is not at hand.
    func argumentOfMaker(_ maker: String, _ position: Int = 0) -> AbstractValue? {
        let values = analysis.calls.filter { $0.apis.contains(maker) }.compactMap { $0.argument(position)?.value }
        return values.dropFirst().reduce(values.first) { $0?.joined($1) }
    }

    // MARK: Readings

    /// Operations of DynamoDB on a table; on one of its indexes where one is given.
    func database(_ operations: [String], table: AbstractValue?, index: AbstractValue? = nil, isPossible: Bool = false) -> SDKReading {
        var parameters = CallParameters()
        if let table { parameters.variables["TableName"] = table }
        if let index { parameters.variables["IndexName"] = index }
        return reading(of: operations.map { "dynamodb.\($0)" }, parameters, isPossible: isPossible)
    }

    /// Operations by their names in tables, or actions.
    func reading(of operations: [String], _ parameters: CallParameters, isPossible: Bool = false) -> SDKReading {
        var reading = SDKReading()
        for text in operations { reading.add(text, parameters, isPossible: isPossible, at: call) }
        for text in SDKHelper.possibleCalls(beside: operations) { reading.add(text, parameters, isPossible: true, at: call) }
        return reading
    }
}

extension SDKReading {
    /// Both readings of one call.
    func joined(_ other: SDKReading) -> SDKReading {
        var joined = self
        joined.calls += other.calls
        joined.actions += other.actions
        joined.undecided = joined.undecided ?? other.undecided
        return joined
    }
}
