import ApplicationModel
import AuditKit
import Findings
import LeastPrivilege
import Permissions
import SourceText

/// What the functions under a role need of a policy template or of a managed policy, to write that instead.
struct PolicyElementNarrowing {
    private let role: Role
    private let context: AuditContext
    private let permissions: PermissionComparison
    private let grants: [RoleGrant]
    private let place: SourcePlace

    /// Looks at what stands at a place; `nil` where not everything about it is known.
    init?(at place: SourcePlace, of role: Role, in context: AuditContext) {
        guard role.mayBeDeployed, let permissions = context.permissions, let given = permissions.grants[role.id], role.holders.isEmpty,
            permissions.incompleteness(of: role.id) == nil, !permissions.isWrittenForOthers(place, than: role.id)
        else { return nil }
        (self.role, self.context, self.permissions) = (role, context, permissions)
        grants = given.allowed(at: place)
        self.place = place
    }

    private static func removal(isUsed: Bool) -> String {
        isUsed ? "remove the policy, as the role has all that is needed of it anyway" : "remove the policy, of which nothing is needed"
    }

    /// Whether anything of it is needed, though it may be there twice.
    private var isUsed: Bool {
        let functions = permissions.functions(under: role.id)
        return grants.contains { grant in functions.contains { !permissions.needs(served: grant, of: $0).isEmpty } }
    }

    /// What is needed of it and of nothing else that the role has.
    private var needs: [Need] {
        let others = (permissions.grants[role.id]?.allowed ?? []).filter { $0.place != place && !$0.isConditional }
        return permissions.functions(under: role.id).flatMap { function in
            function.needs.needs.filter { need in
                grants.contains { permissions.serves($0, need, of: function) } && !need.isMet(by: others)
            }
        }
    }

    /// Statements in the place of the element; `nil` where the manifest takes none there.
    func repair(at place: SourcePlace) -> Repair? {
        let needs = needs
        let parts = needs.compactMap { GrantedNeed($0, allowedBy: grants) }
        // `*` in the place of a policy that somebody else keeps would trade one finding for another.
        guard parts.count == needs.count, parts.allSatisfy({ $0.isNarrow && ($0.resources != [.everything] || $0.need.resources == [.everything]) })
        else { return nil }
        if needs.isEmpty {
            let lacking = permissions.lackingServices(under: role.id)
            guard !grants.contains(where: { lacking.contains($0.action.service.lowercased()) }) else { return nil }
        }
        let safety = context.safety(ofNarrowing: role)
        if let element = elementOfSAM(at: place) {
            guard !needs.isEmpty else { return Repair(Self.removal(isUsed: isUsed), safety: safety, [element.removal]) }
            return elements(for: parts).map { Repair("allow what the code needs instead", safety: safety, [.spread(element.place, into: $0)]) }
        }
        guard !needs.isEmpty, grants.first?.managedPolicy != nil,
            let spelling = context.spelling, let statements = PolicyLiteral.statements(for: parts, spelling),
            let additions = StatementHome(of: role, in: context.application)?.adding(statements)
        else { return nil }
        return Repair("allow what the code needs instead", safety: safety, [.removeElement(place)] + additions)
    }

    /// Policy templates where they say no more, and one policy with the other statements.
    private func elements(for needs: [GrantedNeed]) -> [Repair.Literal]? {
        guard let spelling = context.spelling else { return nil }
        var templates: [Repair.Literal] = []
        var statements: [Repair.Literal] = []
        for statement in NeededPolicy(needs.map { ($0.need.action, $0.resources) }).statements {
            if let template = FittingPolicyTemplate.literal(of: statement, permissions.declared) {
                templates.append(template)
            } else if let resources = spelling.literals(of: statement.resources) {
                statements.append(PolicyLiteral.statement(statement.actions, on: resources))
            } else {
                return nil
            }
        }
        return templates + (statements.isEmpty ? [] : [.map([.init("Statement", .list(statements))])])
    }

    /// The element of `Policies` that a place lies in, and how it is removed; `nil` when no function of SAM's has it.
    private func elementOfSAM(at place: SourcePlace) -> (place: SourcePlace, removal: Repair.Change)? {
        for name in permissions.functions(under: role.id).map(\.needs.function) {
            guard let function = context.function(named: name), function.declaration == .serverless,
                let policies = function.definition["Properties"]?.member("Policies")
            else { continue }
            let elements = policies.value.oneOrMany
            // Of several templates in one mapping none can be told from the others' values.
            if policies.value.isMap, policies.value.members.count > 1 { continue }
            guard let element = elements.first(where: { $0.place == place || $0.members.first?.keyPlace == place }) else { continue }
            return (element.place, elements.count == 1 ? .removeMember(keyPlace: policies.keyPlace) : .removeElement(element.place))
        }
        return nil
    }
}
