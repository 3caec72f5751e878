/// What is asked of IAM: may this caller do this to that.
///
/// Action and resource may be patterns: the answer is then about every request that they match, and `undecided` when
/// some are allowed and some are not.
package struct AccessRequest: Sendable {
    /// Such as `s3:GetObject`.
    package var action: WildcardPattern
    /// The ARN of what is acted on. An action without resources is asked for with the text `*`, which is
    /// `.literal("*")`: only statements about `*` apply to it.
    package var resource: WildcardPattern
    /// The account that the resource belongs to; `nil` when it is the one in the ARN, or the caller's where the ARN
    /// names none.
    package var resourceAccount: String?
    /// Who asks.
    package var caller: Caller
    /// The keys that conditions and variables look at.
    package var context: RequestContext

    /// Makes a request for one action and one resource, or for all that patterns match.
    package init(
        action: String, resource: WildcardPattern, resourceAccount: String? = nil, caller: Caller,
        context: RequestContext = RequestContext()
    ) {
        self.action = .action(action)
        self.resource = resource
        self.resourceAccount = resourceAccount
        self.caller = caller
        self.context = context
    }

    /// Whether the caller's account owns the resource.
    var isWithinOneAccount: Bool {
        guard let own = caller.account else { return false }
        guard let owner = resourceAccount ?? Self.account(inARN: resource.literalPrefix) else { return true }
        return own == owner
    }

    /// The context with the keys that follow from the caller.
    var fullContext: RequestContext { context.adding(caller.contextKeys) }

    static func account(inARN arn: String) -> String? {
        let parts = arn.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
        guard parts.count == 6, parts[0] == "arn", !parts[4].isEmpty else { return nil }
        return String(parts[4])
    }
}

/// Who makes a request.
/// Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
package enum Caller: Sendable, Hashable {
    /// A user, by ARN.
    case user(String)
    /// A session of a role: the ARNs of both (`…:role/Name` and `…:assumed-role/Name/session`).
    case session(role: String, session: String)
    /// The root user of an account, by its id.
    case root(String)
    /// A service of AWS, such as `events.amazonaws.com`.
    case service(String)
    /// Someone whom an identity provider vouches for.
    case federated(String)
    /// Anybody.
    case anonymous

    /// The account that the caller belongs to.
    package var account: String? {
        switch self {
        case .user(let arn), .session(let arn, _): AccessRequest.account(inARN: arn)
        case .root(let account): account
        case .service, .federated, .anonymous: nil
        }
    }

    /// Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
    var contextKeys: [String: [String]] {
        var keys: [String: [String]] = [:]
        switch self {
        case .user(let arn):
            keys["aws:principalarn"] = [arn]
            keys["aws:username"] = arn.split(separator: "/").last.map { [String($0)] }
            keys["aws:principaltype"] = ["User"]
        case .session(let role, _):
            keys["aws:principalarn"] = [role]
            keys["aws:principaltype"] = ["AssumedRole"]
        case .root(let account):
            keys["aws:principalarn"] = ["arn:aws:iam::\(account):root"]
            keys["aws:principaltype"] = ["Account"]
        case .service(let name): keys["aws:principalservicename"] = [name]
        case .federated, .anonymous: break
        }
        keys["aws:principalaccount"] = account.map { [$0] }
        return keys
    }
}

/// The keys of a request that conditions and variables look at; letters' case does not count in their names.
package struct RequestContext: Sendable {
    /// What is known of a key.
    enum Value: Sendable, Hashable { case absent, unknown, known([String]) }

    private var values: [String: [String]]
    private let openKeys: Set<String>
    private let isComplete: Bool

    /// Makes a context.
    /// - Parameters:
    ///   - values: the keys that the request has; one without values counts as absent.
    ///   - unknown: keys of which nobody can say now whether the request has them.
    ///   - isComplete: whether the request has no other keys; else nothing is known of any other.
    package init(_ values: [String: [String]] = [:], unknown: Set<String> = [], isComplete: Bool = true) {
        self.values = Dictionary(values.map { ($0.key.lowercased(), $0.value) }, uniquingKeysWith: { $0 + $1 })
        openKeys = Set(unknown.map { $0.lowercased() })
        self.isComplete = isComplete
    }

    func value(of key: String) -> Value {
        let key = key.lowercased()
        if let found = values[key] { return found.isEmpty ? .absent : .known(found) }
        return isComplete && !openKeys.contains(key) ? .absent : .unknown
    }

    /// Adds keys that the context does not have itself; their names are in lower case.
    func adding(_ keys: [String: [String]]) -> RequestContext {
        var result = self
        result.values.merge(keys) { own, _ in own }
        return result
    }
}
