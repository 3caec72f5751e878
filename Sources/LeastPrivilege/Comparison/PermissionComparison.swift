package import ApplicationModel
package import CodeAnalysis
import Permissions
package import SourceText

/// What the functions of an application may do held against what they need.
package struct PermissionComparison: Sendable {
    /// One function's side of it.
    package struct FunctionPermissions: Sendable {
        /// What it needs.
        package let needs: FunctionNeeds
        /// The role it runs under; `nil` when it is not in the manifest.
        package let role: Role.ID?
        /// The needs whose action is known by their service: rules ask for those that a grant serves again and again.
        fileprivate let needsByService: [String: [Need]]

        fileprivate init(needs: FunctionNeeds, role: Role.ID?) {
            self.needs = needs
            self.role = role
            needsByService = Dictionary(grouping: needs.needs.filter { $0.known != nil }, by: { $0.known?.service ?? "" })
        }
    }

    /// The functions in the manifest's order.
    package let functions: [FunctionPermissions]
    /// What each role of the manifest gives.
    package let grants: [Role.ID: RoleGrants]
    /// The resources that the manifest declares, by their ARNs.
    package let declared: DeclaredARNs
    private let names: ManifestNames
    private let isAssumedComplete: Bool
    private let keyUsers: Set<Role.ID>
    private let users: [Role.ID: [Int]]
    private let positions: [String: Int]
    /// The roles that have the statement or the managed policy at a place.
    private let writers: [SourcePlace: [Role.ID]]
    /// The roles that others act under than functions.
    private let shared: Set<Role.ID>

    /// Compares an application's roles with its code; `code` is `nil` where nobody looked. The functions are looked at side
    /// by side, as there may be many in one application.
    ///
    /// What could not be told of the code is taken to need nothing when its author says that it is complete.
    package init(_ application: Application, _ code: ApplicationCode?, assumingComplete: Bool = false) async {
        isAssumedComplete = assumingComplete
        names = ManifestNames(application)
        declared = DeclaredARNs(application)
        let needs = await Self.needs(application, code)
        functions = zip(application.functions, needs).map { FunctionPermissions(needs: $1, role: $0.roleID) }
        grants = Dictionary(
            application.roles.map { ($0.id, RoleGrants($0, in: application)) }, uniquingKeysWith: { first, _ in first })
        keyUsers = Self.keyUsers(grants)
        var users: [Role.ID: [Int]] = [:]
        for (position, function) in functions.enumerated() {
            if let role = function.role { users[role, default: []].append(position) }
        }
        self.users = users
        shared = Set(application.roles.filter { !$0.holders.isEmpty }.map(\.id))
        writers = Self.writers(application)
        positions = Dictionary(functions.enumerated().map { ($1.needs.function, $0) }, uniquingKeysWith: { first, _ in first })
    }

    private static func writers(_ application: Application) -> [SourcePlace: [Role.ID]] {
        var writers: [SourcePlace: [Role.ID]] = [:]
        for role in application.roles + application.otherRoles {
            let places = role.statements.map(\.place) + role.managedPolicies.map(\.policy.place)
            for place in Set(places) { writers[place, default: []].append(role.id) }
        }
        return writers
    }

    /// Whether a statement or a managed policy is another role's as well.
    package func isWrittenForOthers(_ place: SourcePlace, than role: Role.ID) -> Bool { (writers[place] ?? []).contains { $0 != role } }

    /// Whether another role with the same statement may need what it grants.
    package func mayBeUsed(_ grant: RoleGrant, elsewhereThan role: Role.ID) -> Bool {
        (writers[grant.statementPlace] ?? []).contains { other in
            guard other != role else { return false }
            guard let functions = users[other], !shared.contains(other), incompleteness(of: other) == nil else { return true }
            return functions.contains { !needs(served: grant, of: self.functions[$0]).isEmpty }
        }
    }

    /// A function's side, by its name.
    package func permissions(of function: String) -> FunctionPermissions? { positions[function].map { functions[$0] } }

    private static func needs(_ application: Application, _ code: ApplicationCode?) async -> [FunctionNeeds] {
        let finder = NeedFinder(application)
        return await withTaskGroup(of: (Int, FunctionNeeds).self) { group in
            for (position, function) in application.functions.enumerated() {
                group.addTask { (position, finder.needs(of: function, code?.code(of: function))) }
            }
            var needs = [FunctionNeeds?](repeating: nil, count: application.functions.count)
            for await (position, found) in group { needs[position] = found }
            return needs.compactMap(\.self)
        }
    }

    /// The functions that run under a role, in the manifest's order.
    package func functions(under role: Role.ID) -> [FunctionPermissions] { (users[role] ?? []).map { functions[$0] } }

    /// The functions of a role whose needs a grant may serve, in the manifest's order.
    package func functions(served by: RoleGrant, of role: Role.ID) -> [FunctionPermissions] {
        functions(under: role).filter { !needs(served: by, of: $0).isEmpty }
    }

    /// The needs of a function that a grant of its role may serve.
    package func needs(served grant: RoleGrant, of function: FunctionPermissions) -> [Need] {
        let pattern = grant.action
        let isOneService = !pattern.service.contains("*") && !pattern.service.contains("?")
        let needs = isOneService ? function.needsByService[pattern.service.lowercased()] ?? [] : function.needs.needs
        return needs.filter { serves(grant, $0, of: function) }
    }

    /// Whether a grant of a function's role may serve a need of it.
    package func serves(_ grant: RoleGrant, _ need: Need, of function: FunctionPermissions) -> Bool {
        guard let action = need.known, grant.serves(action, on: need.resources) else { return false }
        return need.isCertain || action.service != "kms" || function.role.map(keyUsers.contains) ?? false
    }

    /// The roles that may work with data under a key: without that, what may be needed of a key is of no use.
    private static func keyUsers(_ grants: [Role.ID: RoleGrants]) -> Set<Role.ID> {
        let uses = ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey"].compactMap(ActionCatalogue.bundled.action)
        return Set(grants.filter { $1.allowed.contains { grant in uses.contains(where: grant.action.matches) } }.keys)
    }

    private static let named: Set<String> = [
        "dynamodb", "events", "firehose", "kinesis", "lambda", "s3", "secretsmanager", "sns", "sqs", "ssm", "states",
    ]

    /// The ARNs that a resource of a policy may become; `nil` for what cannot be told.
    package func resources(of value: Value) -> [ARNPattern?] { names.resources(of: value) }

    /// Why a role may be used for more than its functions are known to need; `nil` when all of them are known.
    package func incompleteness(of role: Role.ID) -> (function: String, reason: String)? {
        guard !isAssumedComplete else { return nil }
        for function in functions(under: role) {
            if let reason = function.needs.incompleteness { return (function.needs.function, reason) }
        }
        return nil
    }

    /// The services of which functions under a role call something that nothing allows: a grant of the same service may be the
    /// one that was meant.
    package func lackingServices(under role: Role.ID) -> Set<String> {
        Set(functions(under: role).flatMap(missing).compactMap { $0.known?.service })
    }

    /// The needs of a function that no grant of its role meets, or that a denial takes away: the calls that will be refused.
    package func missing(of function: FunctionPermissions) -> [Need] {
        guard let role = function.role, let given = grants[role], given.incompleteness == nil else { return [] }
        return function.needs.needs.filter { need in
            guard need.isCertain, case .call = need.reason, let action = need.known else { return false }
            let granted = given.allowed.filter { $0.action.matches(action) }
            guard !granted.isEmpty else { return true }
            // Which resource is meant is only sure where the engine knows how the service names them.
            return need.isNamed && Self.named.contains(action.service) && !granted.contains { $0.serves(action, on: need.resources) }
        }
    }
}
