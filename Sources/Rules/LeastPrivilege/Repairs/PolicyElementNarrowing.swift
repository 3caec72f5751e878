import ApplicationModel
import AuditKit
import Findings
import LeastPrivilege
import SourceText

/// What the functions under a role need of a policy template or of a managed policy, to write that instead.
struct PolicyElementNarrowing {
    private let role: Role
    private let context: AuditContext
    private let permissions: PermissionComparison
    private let grants: [RoleGrant]

    /// Looks at what stands at a place; `nil` where not everything about it is known.
    init?(at place: SourcePlace, of role: Role, in context: AuditContext) {
        guard role.mayBeDeployed, let permissions = context.permissions, let given = permissions.grants[role.id], role.holders.isEmpty,
            permissions.incompleteness(of: role.id) == nil
        else { return nil }
        (self.role, self.context, self.permissions) = (role, context, permissions)
        grants = given.allowed.filter { $0.place == place }
    }

    /// What is needed of it and of nothing else that the role has.
    private var needs: [Need] {
        let others = (permissions.grants[role.id]?.allowed ?? []).filter { other in !grants.contains(other) && !other.isConditional }
        return permissions.functions(under: role.id).flatMap { $0.needs.needs }.filter { need in
            guard let action = need.known, grants.contains(where: { $0.serves(action, on: need.resources) }) else { return false }
            return !need.isMet(by: others)
        }
    }

    /// Statements in the place of the element; `nil` where the manifest takes none there.
    func repair(at place: SourcePlace) -> Repair? {
        let needs = needs
        let parts = needs.compactMap { GrantedNeed($0, allowedBy: grants) }
        // `*` in the place of a policy that somebody else keeps would trade one finding for another.
        guard parts.count == needs.count, parts.allSatisfy({ $0.isNarrow && ($0.resources != [.everything] || $0.need.resources == [.everything]) })
        else { return nil }
        let safety = context.safety(ofNarrowing: role)
        if let element = elementOfSAM(at: place) {
            guard !needs.isEmpty else { return Repair("remove the policy, of which nothing is needed", safety: safety, [.removeElement(element)]) }
            return elements(for: parts).map { Repair("allow what the code needs instead", safety: safety, [.spread(element, into: $0)]) }
        }
        guard !needs.isEmpty, grants.first?.managedPolicy != nil,
            let statements = PolicyLiteral.statements(for: parts, ResourceSpelling(context.application, permissions.declared)),
            let additions = StatementHome(of: role, in: context.application)?.adding(statements)
        else { return nil }
        return Repair("allow what the code needs instead", safety: safety, [.removeElement(place)] + additions)
    }

    /// Policy templates where they say no more, and one policy with the other statements.
    private func elements(for needs: [GrantedNeed]) -> [Repair.Literal]? {
        let spelling = ResourceSpelling(context.application, permissions.declared)
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

    /// The element of `Policies` that a place lies in; `nil` when no function of SAM's has it.
    private func elementOfSAM(at place: SourcePlace) -> SourcePlace? {
        for name in permissions.functions(under: role.id).map(\.needs.function) {
            guard let function = context.function(named: name), function.declaration == .serverless,
                let policies = function.definition[path: "Properties", "Policies"]
            else { continue }
            let element = policies.oneOrMany.first { $0.place == place || $0.members.first?.keyPlace == place }
            if let element { return element.place }
        }
        return nil
    }
}
