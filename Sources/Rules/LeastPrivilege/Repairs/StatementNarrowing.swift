import ApplicationModel
import AuditKit
import Findings
import LeastPrivilege
import Permissions
import SourceText

/// What the functions under a role need of one of its statements, to write that instead.
struct StatementNarrowing {
    private let statement: PolicyStatement
    private let uses: [(grant: RoleGrant, needs: [Need])]
    private let permissions: PermissionComparison
    private let spelling: ResourceSpelling?
    private let safety: Fix.Safety

    /// Looks at the statement of a role that stands at a place; `nil` where not everything about it is known.
    init?(at place: SourcePlace, of role: Role, in context: AuditContext) {
        guard role.mayBeDeployed, let permissions = context.permissions, let given = permissions.grants[role.id], role.holders.isEmpty,
            permissions.incompleteness(of: role.id) == nil, !permissions.isWrittenForOthers(place, than: role.id), let statement = role.statements.first(where: { $0.place == place }),
            statement.effect == .allow, statement.origin == .author, !statement.isOptional
        else { return nil }
        let functions = permissions.functions(under: role.id)
        guard !functions.isEmpty else { return nil }
        self.statement = statement
        self.permissions = permissions
        spelling = context.spelling
        safety = context.safety(ofNarrowing: role)
        let others = given.added
        uses = given.allowed(byStatementAt: place).map { grant in
            (grant, functions.flatMap { permissions.needs(served: grant, of: $0) }.filter { !$0.isPlatforms || !$0.isMet(by: others) })
        }
    }

    /// Writes out the action at a place, which has a wildcard.
    func repair(ofAction place: SourcePlace) -> Repair? {
        guard let use = uses.first(where: { $0.grant.place == place }), use.grant.action.isKnown else { return nil }
        let others = uses.map(\.grant).filter { $0.place != place && !$0.action.hasWildcard }
        let needed = Set(use.needs.compactMap(\.known)).filter { action in !others.contains { $0.action.matches(action) } }
        let names = needed.map(\.description).sorted()
        guard !use.needs.isEmpty else { return nil }
        guard !names.isEmpty else {
            return Repair("remove `\(use.grant.action.text)`, as the others say it all", safety: safety, [.removeElement(place)])
        }
        return Repair("write \(NameList.text(names)) instead", safety: safety, [.spread(place, into: names.map(Repair.Literal.string))])
    }

    /// Names the resources that are needed in the place of one that covers more.
    func repair(ofResource value: Value) -> Repair? {
        let needs = uses.flatMap(\.needs)
        guard !needs.isEmpty, value.place == value.usePlace, !hasHousekeeping, uses.allSatisfy({ $0.grant.action.isKnown }),
            let wide = pattern(of: value)
        else { return nil }
        let parts = needs.compactMap { GrantedNeed($0, allowedBy: uses.map(\.grant)) }
        guard parts.count == needs.count, parts.allSatisfy(\.isNarrow) else { return nil }
        if parts.contains(where: { $0.resources == [.everything] }) { return splitting(parts) }
        // Of two that say the same the first stays: each is repaired as if it were the only one.
        let position = statement.resources.firstIndex(of: value) ?? 0
        let others = statement.resources.enumerated().compactMap { other -> ARNPattern? in
            guard other.offset != position, let arn = pattern(of: other.element) else { return nil }
            return other.offset < position || !isWide(arn) ? arn : nil
        }
        let needed = Set(parts.flatMap(\.resources)).filter { one in wide.covers(one) && !others.contains { $0.surelyCovers(one) } }
        guard !needed.contains(wide) else { return nil }
        guard !needed.isEmpty else {
            return Repair("remove the resource, as the others are all that is needed", safety: safety, [.removeElement(value.place)])
        }
        guard let literals = spelling?.literals(of: needed) else { return nil }
        return Repair("allow it on what the code uses alone", safety: safety, [.spread(value.place, into: literals)])
    }

    /// Actions that take no resources stand in a statement of their own.
    private func splitting(_ needs: [GrantedNeed]) -> Repair? {
        guard statement.condition == nil, needs.contains(where: { $0.resources != [.everything] }), let spelling,
            let literals = PolicyLiteral.statements(for: needs, spelling)
        else { return nil }
        return Repair("write a statement for each kind of resource", safety: safety, [.spread(statement.place, into: literals)])
    }

    /// Whether a repair of its own may take a resource away or narrow it.
    private func isWide(_ arn: ARNPattern) -> Bool { arn.description.contains("*") }

    private var hasHousekeeping: Bool { uses.contains { $0.grant.action.isHousekeeping } }

    /// The resource of the statement that is one ARN.
    func resource(_ arn: ARNPattern) -> Value? { statement.resources.first { pattern(of: $0) == arn } }

    /// The ARN that a resource of the statement is; `nil` when it may be several or none that can be told.
    private func pattern(of value: Value) -> ARNPattern? {
        let patterns = permissions.resources(of: value)
        return patterns.count == 1 ? patterns[0] : nil
    }
}

extension Need {
    /// Whether the platform needs it rather than the code.
    fileprivate var isPlatforms: Bool { if case .platform = reason { true } else { false } }

    /// Whether some grants allow it on every resource that it names.
    func isMet(by grants: [RoleGrant]) -> Bool {
        guard let action = known else { return false }
        return resources.allSatisfy { resource in grants.contains { $0.allows(action, on: resource) } }
    }
}

extension ActionPattern {
    /// Whether the catalogue knows what it stands for.
    var isKnown: Bool { !ActionCatalogue.bundled.actions(matching: self).isEmpty }
}

extension AuditContext {
    /// Whether a re-scan alone proves that functions do with less: what layers call is in no code that can be read.
    func safety(ofNarrowing role: Role) -> Fix.Safety {
        holding(of: role).functions.allSatisfy { $0.layers.isEmpty && $0.image == nil } ? .safe : .unsafe
    }
}
