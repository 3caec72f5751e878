import ApplicationModel
import AuditKit
import Findings
import LeastPrivilege
import SourceText

/// What the code needs of each action that a role's statements name, so that advice can name it.
struct NeededActions {
    private let permissions: PermissionComparison?
    private let role: Role
    private let context: AuditContext

    init(_ role: Role, _ context: AuditContext) {
        self.role = role
        self.context = context
        let isKnown = role.mayBeDeployed && context.permissions?.incompleteness(of: role.id) == nil && role.holders.isEmpty
        permissions = isKnown ? context.permissions : nil
    }

    /// The verdict with advice that names what the code needs of the action at its place, where all of that is known.
    func applied(to verdict: Verdict) -> Verdict {
        guard case .violation(var violation) = verdict, let permissions, let given = permissions.grants[role.id] else { return verdict }
        let functions = permissions.functions(under: role.id)
        let grants = given.allowed(at: violation.place)
        guard !functions.isEmpty, !grants.isEmpty, grants.allSatisfy(\.action.isKnown) else { return verdict }
        // What another role needs of the same statement is for it to say.
        guard !grants.contains(where: { permissions.mayBeUsed($0, elsewhereThan: role.id) }) else { return verdict }
        let needed = Set(grants.flatMap { grant in functions.flatMap { permissions.needs(served: grant, of: $0) } }.map(\.action)).sorted()
        violation.remedy = needed.isEmpty ? "Remove it: no code under the role calls anything of it." : "Write what the code needs instead: \(NameList.text(needed, showing: 8))."
        if !needed.isEmpty, grants.count == 1 {
            violation.repair = StatementNarrowing(at: grants[0].statementPlace, of: role, in: context)?.repair(ofAction: violation.place)
        }
        return .violation(violation)
    }
}
