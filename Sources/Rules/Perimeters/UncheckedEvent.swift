import ApplicationModel
import AuditKit
import CodeAnalysis
import SourceText

/// What a function takes from its event and lets out of its hands without having looked at it.
struct UncheckedEvent: Sendable {
    /// A part of the event and where it gets to.
    struct Use: Sendable {
        let origin: Origin
        let part: EventPart
        let call: CallFact
        let target: OutwardCall
    }

    /// The uses, one for each part of the event, sorted by part.
    let uses: [Use]
    /// The handler's parameter, or where else the event comes in.
    let place: SourcePlace

    /// Looks through a function's code; `nil` when nothing leaves it unchecked. `passed` are calls that pass on what others look at.
    init?(_ code: FunctionCode, of function: Function, besides passed: Set<SourcePlace> = []) {
        // A signature of the sender's says more than a schema would.
        guard !code.analysis.calls.contains(where: { $0.apis.contains { Self.signatureChecks[$0] == true } }) else { return nil }
        let finder = FlowFinder(code: code, function: function)
        var found: [AccessPath: Use] = [:]
        for call in code.analysis.calls where !call.isAtLoad {
            guard let target = OutwardCall(call), !passed.contains(call.place), !(target == .function && Self.isToItself(call, in: code)) else { continue }
            let address = target == .service ? Self.address(of: call, in: code) : []
            for argument in call.arguments {
                for (origin, part) in finder.parts(in: argument.value, at: call, safe: .checked)
                where found[origin.path] == nil && !address.contains(origin.path) && Self.counts(origin, target, in: function) {
                    found[origin.path] = Use(origin: origin, part: part, call: call, target: target)
                }
            }
        }
        uses = found.values.sorted { $0.origin.path < $1.origin.path }
        guard let first = uses.first, let place = Self.place(of: first, in: code) else { return nil }
        self.place = place
    }

    /// The handler's parameter; where a framework has the request in a global, the function that reads it.
    private static func place(of use: Use, in code: FunctionCode) -> SourcePlace? {
        guard let source = use.origin.trail.steps.first?.place else { return nil }
        let isParameter = code.program[source.path]?.module.functions.contains { function in
            function.parameters.contains { $0.span.contains(source.span) }
        }
        guard isParameter != true, case .request = use.origin.path.root, let function = code.function(at: use.call.site) else { return source }
        return SourcePlace(path: use.call.site.path, span: function.nameSpan)
    }

    /// Who calls itself gets at its own door again.
    static func isToItself(_ call: CallFact, in code: FunctionCode) -> Bool {
        let named = call.arguments.first { $0.name == "FunctionName" }?.value ?? call.argument(0).flatMap { code.analysis.field("FunctionName", of: $0.value) }
        guard let named else { return false }
        let isOfContext = code.analysis.apis(of: named).contains { $0.hasPrefix("lambda.context.") }
        return isOfContext || named.constants.contains(.environment("AWS_LAMBDA_FUNCTION_NAME"))
    }

    /// What a request's address is made of: rules of their own tell what it can do there.
    private static func address(of call: CallFact, in code: FunctionCode) -> Set<AccessPath> {
        guard let first = call.argument(0, named: "url") else { return [] }
        let addresses = [first.value] + ["url", "uri"].compactMap { code.analysis.field($0, of: first.value) }
        return Set(addresses.flatMap(\.origins).map(\.path))
    }

    private static let signatureChecks = APITable(
        [
            "hmac.compare_digest", "crypto.timingSafeEqual", "stripe.Webhook.construct_event", "stripe*.webhooks.constructEvent",
            "@octokit/webhooks*verify*", "twilio*.validateRequest*", "twilio.request_validator.RequestValidator().validate",
        ].map { (APIPattern($0), true) })

    /// The names of what things are kept under tell nothing that the store does not know, and a schema of the API's looks
    /// at bodies before the function does.
    private static func counts(_ origin: Origin, _ target: OutwardCall, in function: Function) -> Bool {
        let fields = origin.path.fields
        if origin.path.root == .request("parameter") { return false }
        if let first = fields.first, ["pathParameters", "params", "uri_params", "path", "rawPath", "requestContext"].contains(first) { return false }
        if fields.contains("headers") || fields.contains("multiValueHeaders") { return false }
        // A schema holds the arguments of a GraphQL operation to their types, and who gave a code looks at it again.
        if origin.path.root == .request("graphql") || fields.first == "arguments" && function.isGraphQL { return false }
        if fields == ["queryStringParameters", "code"], target == .service { return false }
        if fields.isEmpty || fields == ["detail"], origin.path.root == .event, function.isPlatformOnly { return false }
        // What services of the platform saw, checked or took from a table: who wrote it there is to check it.
        if fields.starts(with: ["detail", "requestParameters"]) || fields.starts(with: ["detail", "object"]) || fields.first == "awslogs" { return false }
        if fields.starts(with: ["Records", "dynamodb"]) || fields == ["request", "userAttributes", "phone_number"] { return false }
        // What the platform says of an object, also within a queue's message.
        if fields.first == "getObjectContext" || fields.suffix(3).elementsEqual(["s3", "object", "key"]) { return false }
        if fields.starts(with: ["Records", "s3"]) || fields == ["Records"] { return false }
        return fields.first != "body" || !function.hasCheckedBodies
    }

    /// The verb that goes with the list.
    var verb: String { Set(uses.map(\.origin.path.description)).count > 1 ? "reach" : "reaches" }

    /// The first parts as a list for a sentence: `event.body.a`, `event.body.b` and 3 more.
    var list: String {
        let names = uses.map { "`\($0.origin.path)`" }
        var seen: Set<String> = []
        let distinct = names.filter { seen.insert($0).inserted }
        let shown = distinct.prefix(3)
        let rest = distinct.count - shown.count
        if rest > 0 { return shown.joined(separator: ", ") + " and \(rest) more" }
        return distinct.count > 1 ? shown.dropLast().joined(separator: ", ") + " and " + (shown.last ?? "") : shown.first ?? ""
    }

    /// Where the parts get to: the gravest.
    var target: OutwardCall { uses.first { $0.target == .function || $0.target == .message }?.target ?? uses.first?.target ?? .service }

    /// Who can choose the parts.
    var exposure: Exposure { uses.map(\.part.exposure).max() ?? .internal }
}

extension Function {
    /// Whether services of the platform alone send events.
    fileprivate var isPlatformOnly: Bool {
        let doors = triggers.filter { $0.invocation != .never }
        return !doors.isEmpty && doors.allSatisfy(\.isFromPlatform)
    }

    /// Whether GraphQL operations are all that gets to it.
    fileprivate var isGraphQL: Bool {
        let doors = triggers.filter { $0.invocation != .never }
        return !doors.isEmpty && doors.allSatisfy { $0.kind == .graphQL }
    }

    /// Whether every HTTP door holds bodies against a schema.
    fileprivate var hasCheckedBodies: Bool {
        let doors = triggers.filter { $0.route != nil && $0.invocation != .never }
        return !doors.isEmpty && doors.allSatisfy { !($0.route?.bodySchemas.isEmpty ?? true) }
    }
}

/// A list of names for a sentence.
func enumerated(_ names: [String], limit: Int = 4) -> String {
    let quoted = names.map { "`\($0)`" }
    if quoted.count > limit { return quoted.prefix(limit).joined(separator: ", ") + " and \(quoted.count - limit) more" }
    guard quoted.count > 1, let last = quoted.last else { return quoted.first ?? "" }
    return quoted.dropLast().joined(separator: ", ") + " and " + last
}
