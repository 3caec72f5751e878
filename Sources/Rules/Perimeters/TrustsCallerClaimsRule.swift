import ApplicationModel
import AuditKit
import CodeAnalysis
import Findings
import SourceText

/// A function that believes what a caller says of themselves.
struct TrustsCallerClaimsRule: CodeRule {
    static let metadata = RuleMetadata(
        .perimeters, "trusts-caller-claims", since: "0.1.0", severity: .high, confidence: .medium,
        summary: "believes who callers say they are",
        why: """
            A `userId`, a `role` or a `price` in a body, a query or a header is what the caller wrote there. Who changes it acts \
            as somebody else, becomes an administrator or pays what they like, even where the door asks who they are: the \
            authorizer's answer is elsewhere in the event, and only that is proved.
            """,
        remedy: """
            Take identities and roles from what an authorizer proved (`event.requestContext.authorizer.claims.sub`, with an HTTP \
            API `authorizer.jwt.claims.sub`), or from a token that the function verified; look prices up where they are kept.
            """,
        cwe: [639, 807, 290],
        references: [
            "https://cheatsheetseries.owasp.org/cheatsheets/Authorization_Cheat_Sheet.html",
            "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-enable-cognito-user-pool.html",
        ])

    init() {}

    func verdicts(on code: FunctionCode, of function: Function, in context: AuditContext) -> [Verdict] {
        let doors = function.triggers.filter(\.takesClaims)
        guard let door = doors.max(by: { $0.exposure < $1.exposure }) else { return [] }
        let search = ClaimSearch(code, of: function)
        return search.found.map { .violation(violation($0, door, function)) }
    }

    private func violation(_ found: ClaimSearch.Found, _ door: Trigger, _ function: Function) -> Violation {
        let caller = door.route?.caller ?? "a caller"
        let proof = door.exposure == .public ? "nobody asks who sends it" : "what the authorizer proved is not used"
        var violation = Violation(
            at: found.place, "`\(found.origin.path)` says \(found.claim.words) and is \(found.use): \(proof)",
            gain: "\(caller) \(found.claim.gain) by writing it into a request to `\(door.summary)`",
            severity: found.claim == .identity && door.exposure == .public ? .medium : .high)
        violation.steps = found.origin.steps(from: found.part.words) + [(place: found.place, note: "it is \(found.use)")]
        return violation
    }
}

extension Trigger {
    /// Whether what comes through it is of a user's making: not of a service that signs, nor of the private network.
    fileprivate var takesClaims: Bool {
        guard invocation != .never, let route, !route.isPrivateNetwork, kind != .webSocket else { return false }
        return route.authorization != .iam
    }
}

extension ClaimName {
    fileprivate var gain: String {
        switch self {
        case .identity: "acts as whoever they name"
        case .role: "gets the rights they ask for"
        case .price: "pays what they like"
        }
    }
}

/// Finds claims of callers that decide something.
struct ClaimSearch: Sendable {
    /// A claim and what it decides.
    struct Found: Sendable {
        let claim: ClaimName
        let origin: Origin
        let part: EventPart
        let place: SourcePlace
        /// What is done with it, in words that fit behind "is".
        let use: String
    }

    /// One for each claim, in the order of their paths.
    let found: [Found]

    /// Looks through a function's code.
    init(_ code: FunctionCode, of function: Function) {
        let search = Search(code: code, function: function)
        var found: [AccessPath: Found] = [:]
        for use in search.calls + search.comparisons + search.conditions where found[use.origin.path] == nil {
            guard !search.isProved(use.origin.path) else { continue }
            found[use.origin.path] = use
        }
        self.found = found.values.sorted { $0.origin.path < $1.origin.path }
    }
}

private struct Search {
    let code: FunctionCode
    let function: Function

    private var analysis: HandlerAnalysis { code.analysis }

    /// The claims of a kind in a value.
    private func claims(_ value: AbstractValue, _ kind: ClaimName, at call: CallFact? = nil) -> [(origin: Origin, part: EventPart)] {
        analysis.origins(in: value, at: call).compactMap { origin in
            guard ClaimName(origin.path) == kind, !origin.guarantees.contains(.listed) else { return nil }
            return EventPart(origin.path, of: function).map { (origin, $0) }
        }
    }

    // MARK: Stores and payments

    var calls: [ClaimSearch.Found] {
        let charges = analysis.calls(among: Self.payments).flatMap { charged(by: $0) }
        // A route about users names the user that is meant.
        return function.isAboutPeople ? charges : charges + analysis.calls(among: Self.stores).flatMap { kept(by: $0) }
    }

    private func charged(by call: CallFact) -> [ClaimSearch.Found] {
        call.arguments.flatMap { claims($0.value, .price, at: call) }.map { found($0, .price, call.namePlace, "charged") }
    }

    private func kept(by call: CallFact) -> [ClaimSearch.Found] {
        let keys = ["Key", "ExpressionAttributeValues", "KeyConditionExpression", "ConditionExpression", "FilterExpression", "Filter"]
            .compactMap { field($0, of: call) } + queryArguments(of: call)
        let item = field("Item", of: call).map(owners) ?? []
        return keys.flatMap { claims($0, .identity, at: call) }.map { found($0, .identity, call.namePlace, "used as a key or condition of a store") }
            + item.flatMap { claims($0, .identity, at: call) }.map { found($0, .identity, call.namePlace, "stored as the owner of an item") }
    }

    private func field(_ name: String, of call: CallFact) -> AbstractValue? {
        if let named = call.arguments.first(where: { $0.name == name }) { return named.value }
        return call.arguments.first.flatMap { analysis.field(name, of: $0.value) }
    }

    /// The fields of an item that name its owner, where it has an identity of its own besides.
    private func owners(of item: AbstractValue) -> [AbstractValue] {
        let names = analysis.fieldNames(of: item)
        let owning = names.filter { ClaimName($0) == .identity }
        let others = names.filter { name in
            ClaimName(name) == nil && (["pk", "sk", "id", "key"].contains(name.lowercased()) || name.lowercased().hasSuffix("id"))
        }
        guard !owning.isEmpty, !others.isEmpty else { return [] }
        return owning.compactMap { analysis.field($0, of: item) }
    }

    /// The filter of a document store and the values of an SQL query.
    private func queryArguments(of call: CallFact) -> [AbstractValue] {
        guard let api = call.apis.first, Self.queries[api] == true else { return [] }
        return call.arguments.map(\.value)
    }

    private func found(_ claim: (origin: Origin, part: EventPart), _ kind: ClaimName, _ place: SourcePlace, _ use: String) -> ClaimSearch.Found {
        ClaimSearch.Found(claim: kind, origin: claim.origin, part: claim.part, place: place, use: use)
    }

    private static let payments = APITable(
        ["stripe*.create", "stripe*.create_async", "braintree*.sale", "square*.createPayment", "razorpay*.create", "@paypal*.create"]
            .map { (APIPattern($0), true) })

    private static let commands: [APIPattern] = ["Get", "Put", "Update", "Delete", "Query", "Scan"].flatMap { name in
        [APIPattern("@aws-sdk/lib-dynamodb.\(name)Command"), APIPattern("@aws-sdk/client-dynamodb.\(name)*Command")]
    }
    private static let methods: [APIPattern] = ["get", "put", "update", "delete", "query", "scan"].flatMap { name in
        [
            APIPattern("aws-sdk*DocumentClient#\(name)"), APIPattern("aws-sdk.DynamoDB#\(name)*"),
            APIPattern("@aws-sdk/lib-dynamodb.DynamoDBDocument.from().\(name)"),
        ]
    }
    private static let python: [APIPattern] = ["get_item", "put_item", "update_item", "delete_item", "query", "scan"].flatMap { name in
        [APIPattern("boto3.resource(dynamodb).*.\(name)"), APIPattern("boto3.client(dynamodb).\(name)")]
    }
    private static let queryPatterns: [APIPattern] = [
        "mysql*.query", "mysql*.execute", "pg*query", "psycopg2*.execute", "pymysql*.execute", "mongodb*.find", "mongodb*.findOne",
        "mongodb*.updateOne", "mongodb*.deleteOne", "pymongo*.find", "pymongo*.find_one", "pymongo*.update_one", "pymongo*.delete_one",
    ]
    private static let queries = APITable(queryPatterns.map { ($0, true) })
    private static let stores = APITable((commands + methods + python + queryPatterns).map { ($0, true) })

    // MARK: Permission decisions

    var comparisons: [ClaimSearch.Found] {
        analysis.comparisons.flatMap { fact -> [ClaimSearch.Found] in
            guard fact.comparison == .equal || fact.comparison == .notEqual else { return [] }
            return [(fact.left, fact.right), (fact.right, fact.left)].flatMap { tested, other -> [ClaimSearch.Found] in
                guard other.origins.isEmpty, other.constants.contains(where: Self.isRight) else { return [] }
                return claims(tested, .role).map { found($0, .role, fact.place, "taken for a permission") }
            }
        }
    }

    /// A constant that stands for more rights than others have.
    private static func isRight(_ constant: Constant) -> Bool {
        switch constant {
        case .string(let text): ["admin", "administrator", "owner", "root", "superuser", "staff", "manager", "moderator", "true"].contains(text.lowercased())
        case .boolean(true): true
        default: false
        }
    }

    /// `if (body.isAdmin)`.
    var conditions: [ClaimSearch.Found] {
        let reads = analysis.reads.filter { ClaimName($0.path) == .role && $0.guarantees.isDisjoint(with: .listed) }
        guard !reads.isEmpty else { return [] }
        return analysis.reached.flatMap { site -> [ClaimSearch.Found] in
            guard let module = code.program[site.path]?.module else { return [] }
            var found: [ClaimSearch.Found] = []
            module[site.function].body.visitConditions { condition in
                guard let (name, span) = flag(condition, in: module), let read = reads.first(where: { $0.path.components.last == .field(name) }),
                    let part = EventPart(read.path, of: function)
                else { return }
                found.append(self.found((read.origin, part), .role, module.place(span), "taken for a permission"))
            }
            return found
        }
    }

    /// The name of a flag that a condition consists of.
    private func flag(_ id: CodeExpression.ID, in module: CodeModule) -> (String, ByteSpan)? {
        switch module[id].kind {
        case .unary(.not, let operand): return flag(operand, in: module)
        case .logical(_, let left, let right): return flag(left, in: module) ?? flag(right, in: module)
        case .member(_, let name, let span): return Self.isFlag(name) ? (name, span) : nil
        case .variable(let variable):
            let name = module[variable].name
            return Self.isFlag(name) ? (name, module[id].span) : nil
        default: return nil
        }
    }

    /// A role in a condition of its own is only asked for being there; a flag decides.
    private static func isFlag(_ name: String) -> Bool {
        let plain = name.lowercased().filter { $0 != "_" }
        return plain == "admin" || plain == "superuser" || (plain.hasPrefix("is") && ClaimName(name) == .role)
    }

    // MARK: Proof

    /// Whether the claim is compared with what the program knows from elsewhere: a token's claims, what a store says.
    func isProved(_ path: AccessPath) -> Bool {
        analysis.comparisons.contains { fact in
            [(fact.left, fact.right), (fact.right, fact.left)].contains { tested, other in
                tested.origins.contains { $0.path == path } && other.constant == nil && !other.isEmpty
                    && !other.origins.contains { $0.path == path }
            }
        }
    }
}

extension Function {
    /// Whether a route is about users or their signing in, where a body names who is meant and not who asks.
    fileprivate var isAboutPeople: Bool {
        let words = ["user", "customer", "account", "tenant", "owner", "member", "register", "signup", "login", "signin", "auth", "organi", "profile"]
        return triggers.compactMap { $0.route?.path?.lowercased() }.contains { path in words.contains { path.contains($0) } }
            || words.contains { name.lowercased().contains($0) }
    }
}
