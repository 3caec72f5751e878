import CodeAnalysis
import Permissions

/// Roles that a call hands to a service, which then acts under them: whoever calls needs `iam:PassRole`.
/// Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
struct PassedRoles {
    private let analysis: HandlerAnalysis

    init(_ analysis: HandlerAnalysis) { self.analysis = analysis }

    /// Services whose calls name a role to become it, rather than to hand it over.
    private static let becoming: Set<String> = ["sts", "cognito-identity", "sso"]

    /// What the names of operations start with that make something which may act under a role.
    private static let making = ["Create", "Put", "Register", "Run", "Send", "Start", "Submit", "Update"]
    /// Services whose calls take no role but to make what functions only use.
    private static let plain: Set<String> = ["dynamodb", "kinesis", "s3", "secretsmanager", "sns", "sqs", "ssm"]

    /// Whether an operation may take a role in parameters that cannot be seen.
    static func mayTakeRole(_ operation: SDKOperation) -> Bool {
        !becoming.contains(operation.client) && !plain.contains(operation.client) && making.contains(where: operation.name.hasPrefix)
    }

    /// How deep parameters are looked through.
    private static let depthLimit = 4

    /// What the parameters of a call hold that names a role; empty where no role is handed over.
    func values(in call: SDKCall) -> [AbstractValue] {
        guard !Self.becoming.contains(call.operation.client) else { return [] }
        let parameters = call.parameters
        let named = parameters.named.keys.sorted().flatMap { name in
            parameters.named[name].map { values(at: name, $0, depth: 0) } ?? []
        }
        return named + parameters.objects.flatMap { values(below: $0, depth: 0) }
    }

    private func values(at name: String, _ value: AbstractValue, depth: Int) -> [AbstractValue] {
        Self.names(role: name, isOuter: depth == 0) ? [value] : values(below: value, depth: depth + 1)
    }

    private func values(below value: AbstractValue, depth: Int) -> [AbstractValue] {
        guard depth < Self.depthLimit else { return [] }
        let fields = analysis.fieldNames(of: value).flatMap { name in
            analysis.field(name, of: value).map { values(at: name, $0, depth: depth) } ?? []
        }
        return fields + analysis.elements(of: value).flatMap { values(below: $0, depth: depth + 1) }
    }

    /// Further in, where the caller's own data stands as well, only a name says enough that speaks of an ARN.
    private static func names(role name: String, isOuter: Bool) -> Bool {
        let lowered = name.lowercased()
        return lowered.hasSuffix("rolearn") || isOuter && lowered.hasSuffix("role")
    }

    /// The ARNs of roles that a text may be: one itself, or a name.
    static func arns(_ texts: [String]) -> [ARNPattern] {
        texts.map { text in
            if text != "*", let arn = ARNPattern(text) { return arn }
            let name = text.contains(":") || DeployedName.mayBeARN(text) ? "*" : text
            return ARNPattern(service: "iam", region: "", account: "*", resource: "role/\(name)")
        }
    }
}
