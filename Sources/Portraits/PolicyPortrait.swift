import ApplicationModel
import Findings
import LeastPrivilege

/// Describes the least that functions need as policies, inside and outside of templates.
struct PolicyPortrait {
    private let names: TemplateNames
    private let stack: StackNames

    init(_ application: Application) {
        names = TemplateNames(application)
        stack = StackNames(application)
    }

    /// The policy of a function under a role that gives something; `nil` where its role is not known.
    func policy(of needs: FunctionNeeds, _ given: RoleGrants?) -> FunctionPermissionTable.Policy {
        let statements = NeededPolicy(needs) { given?.allows($0) ?? false }.statements
        let arns = statements.flatMap(\.resources)
        let generated = unique(arns.flatMap(\.generatedNames))
        let all = unique(arns.flatMap(\.deployedNames))
        return FunctionPermissionTable.Policy(
            statements: statements.map { statement in
                FunctionPermissionTable.Policy.Statement(
                    actions: statement.actions, resources: unique(statement.resources.map { names.spelled($0).text }),
                    plainResources: unique(statement.resources.map(stack.plain)))
            },
            leftOut: leftOut(needs, given, statements), stack: stack.stack, generated: generated,
            open: all.filter { name in !generated.contains(String(name.prefix { $0 != "." })) },
            unnamed: unique(arns.flatMap { names.spelled($0).lost }))
    }

    /// What may be needed is told where the code asks for it, or where it is granted.
    private func leftOut(_ needs: FunctionNeeds, _ given: RoleGrants?, _ statements: [NeededPolicy.Statement]) -> [String] {
        let written = Set(statements.flatMap(\.actions))
        let possible = needs.needs.filter { !$0.isCertain && !written.contains($0.action) && ($0.isCalled || given?.allows($0) ?? false) }
        return Set(possible.map(\.action)).sorted()
    }
}
