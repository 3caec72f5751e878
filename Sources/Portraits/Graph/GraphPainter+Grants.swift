import ApplicationModel
import Findings

extension GraphPainter {
    /// A grant of a policy: what may be done with one thing.
    private struct Grant {
        var actions: [String] = []
        let target: Target
    }

    /// What a grant is about.
    private enum Target: Hashable {
        case resource(String)
        case external(String)
        case anything(String)
    }

    /// Whether it is one of AWS's policies that every function needs: to write its logs, to read what calls it.
    private static func isEverybodys(_ policy: Value) -> Bool {
        policy.text(placeholder: "?")?.contains(":policy/service-role/AWSLambda") ?? false
    }

    private static let depthLimit = 20
    private static let longestList = 3

    /// Draws what the author allows: from the function, or from the role when several functions run under it.
    mutating func paintGrants(of role: Role) {
        let functions = model.functions(under: role)
        let grants = grants(of: role)
        let policies = role.managedPolicies.filter { $0.origin.isAuthored && !GraphPainter.isEverybodys($0.policy) }
        guard !grants.isEmpty || !policies.isEmpty, let first = functions.first else { return }
        var origin = node(of: first)
        if functions.count > 1 {
            origin = node(
                .role, "role:" + role.id.name, label: role.id.name == "default" ? "shared role" : role.id.name,
                detail: "role of \(functions.count) functions", place: role.place)
            for function in functions { edge(node(of: function), origin, .runsAs) }
        }
        for grant in grants { edge(origin, node(of: grant.target), .mayUse, GraphPainter.list(grant.actions)) }
        for attachment in policies {
            let policy = discretion.line(attachment.policy, at: ["ManagedPolicyArns"])
            edge(origin, node(.resource, "policy:" + policy, label: ARNName(policy).last, detail: "managed policy"), .mayUse)
        }
    }

    private mutating func node(of target: Target) -> Int {
        switch target {
        case .resource(let logicalID): node(ofResource: logicalID)
        case .external(let text):
            node(.resource, "external:" + text, label: ARNName(text).short, detail: "outside the manifest")
        case .anything(let service):
            node(.resource, "anything:" + service, label: service == "*" ? "everything" : "any \(service)", detail: "*")
        }
    }

    /// The author's grants by what they are about, in the order they are written.
    private func grants(of role: Role) -> [Grant] {
        var grants: [Grant] = []
        var indices: [Target: Int] = [:]
        for statement in role.statements where statement.effect == .allow && statement.origin.isAuthored {
            let actions = actions(of: statement)
            for target in targets(of: statement, actions) {
                let index = indices[target] ?? grants.count
                if index == grants.count { grants.append(Grant(target: target)) }
                indices[target] = index
                grants[index].actions += actions
            }
        }
        return grants
    }

    private func actions(of statement: PolicyStatement) -> [String] {
        guard statement.notActions.isEmpty else { return ["all but some"] }
        return statement.actions.map { discretion.line($0, at: ["Action"]) }
    }

    private func targets(of statement: PolicyStatement, _ actions: [String]) -> [Target] {
        guard statement.notResources.isEmpty else { return services(of: actions).map(Target.anything) }
        return statement.resources.flatMap { resource -> [Target] in
            let named = GraphPainter.logicalIDs(in: resource, depth: 0).filter { model.resource($0) != nil }
            if !named.isEmpty { return named.map(Target.resource) }
            if resource.string == "*" { return services(of: actions).map(Target.anything) }
            return [.external(discretion.line(resource, at: ["Resource"]))]
        }
    }

    private func services(of actions: [String]) -> [String] {
        var seen: Set<String> = []
        return actions.map { $0.contains(":") ? String($0.prefix { $0 != ":" }) : "*" }
            .filter { seen.insert($0).inserted }
    }

    private static func logicalIDs(in value: Value, depth: Int) -> [String] {
        guard depth < depthLimit else { return [] }
        let own = value.symbols.flatMap { symbol -> [String] in
            switch symbol {
            case .resource(let logicalID, _): [logicalID]
            case .intrinsic(_, let argument): logicalIDs(in: argument, depth: depth + 1)
            default: []
            }
        }
        return own + value.elements.flatMap { logicalIDs(in: $0, depth: depth + 1) }
    }

    private static func list(_ actions: [String]) -> String {
        var seen: Set<String> = []
        let unique = actions.filter { seen.insert($0).inserted }
        let rest = unique.count > longestList ? " and \(unique.count - longestList) more" : ""
        return unique.prefix(longestList).joined(separator: ", ") + rest
    }
}

extension GrantOrigin {
    /// What frameworks and plugins add is the same everywhere and would hide what the author asked for.
    fileprivate var isAuthored: Bool {
        self == .author
    }
}

/// What people call the thing behind an ARN.
struct ARNName {
    /// `sqs orders` for `arn:aws:sqs:eu-west-1:123456789012:orders`; other text as it is.
    let short: String
    /// The last part alone: `AdministratorAccess` for `arn:aws:iam::aws:policy/AdministratorAccess`.
    var last: String { short.split(whereSeparator: { $0 == "/" || $0 == ":" }).last.map(String.init) ?? short }

    init(_ text: String) {
        let parts = text.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
        guard parts.count == 6, parts[0] == "arn", !parts[2].isEmpty else {
            short = text
            return
        }
        short = "\(parts[2]) \(parts[5])"
    }
}
