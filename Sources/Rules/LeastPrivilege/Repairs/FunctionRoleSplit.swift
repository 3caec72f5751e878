import ApplicationModel
import AuditKit
import Findings
import LeastPrivilege
import SourceText

/// Statements per function in the place of those that several functions hold, each with what its function needs of them.
struct FunctionRoleSplit {
    /// Where functions write their statements.
    private enum Spelling { case framework, plugin, serverless, resource }

    /// One function's part.
    private struct Share {
        let function: Function
        let statements: [Repair.Literal]
    }

    private let roles: [Role]
    private let context: AuditContext
    private let permissions: PermissionComparison

    /// Prepares it for a role that functions share, or for roles that inherit the same statements, of which all needs are known.
    init(of roles: [Role], _ permissions: PermissionComparison, in context: AuditContext) {
        (self.roles, self.context, self.permissions) = (roles, context, permissions)
    }

    /// The repair; `nil` where the manifest has no place for roles of functions, or a statement cannot be taken apart.
    func repair() -> Repair? {
        guard let role = roles.first, roles.allSatisfy(\.mayBeDeployed), let spelling, let shares = shares(), !shares.isEmpty,
            let removal = removal(shares, spelling), let additions = additions(shares, spelling)
        else { return nil }
        let safety: Fix.Safety = roles.allSatisfy { context.safety(ofNarrowing: $0) == .safe } ? .safe : .unsafe
        let title = role.kind == .perFunction ? "give each function the statements it needs" : "give each function a role with what it needs"
        var repair = Repair(title, safety: safety, removal + additions)
        // What a function is told of and cannot use was hidden behind the others' permissions.
        repair.reveals = [UnusedEnvironmentRule.metadata.id]
        return repair
    }

    private var spelling: Spelling? {
        let application = context.application
        switch (roles.first?.kind, application.format) {
        case (.sharedByFramework, .serverlessFramework), (.perFunction, .serverlessFramework):
            if application.hasPlugin(IgnoredStatementsCause.plugin) { return .plugin }
            return application.frameworkMajor.map { $0.number >= 4 } == true ? .framework : nil
        case (.declared, .sam), (.declared, .cloudFormation):
            let declarations = Set(functions.map { context.function(named: $0.needs.function)?.declaration })
            return declarations == [.serverless] ? .serverless : declarations == [.lambda] ? .resource : nil
        default: return nil
        }
    }

    private var functions: [PermissionComparison.FunctionPermissions] { roles.flatMap { permissions.functions(under: $0.id) } }

    // MARK: What each function gets

    /// What each function needs of the shared statements; `nil` when it cannot be told or written. A function that needs
    /// nothing stays under the role that is left, where one is.
    private func shares() -> [Share]? {
        guard roles.allSatisfy({ permissions.grants[$0.id]?.denied.isEmpty == true && $0.statements.allSatisfy(isPlain) }) else { return nil }
        guard let spelling = context.spelling else { return nil }
        let comments = StatementComments(in: roles, permissions)
        var shares: [Share] = []
        for permissions in functions {
            guard let role = permissions.role, let given = self.permissions.grants[role]?.allowed,
                let function = context.function(named: permissions.needs.function)
            else { return nil }
            let shared = given.filter(isShared)
            let others = given.filter { !isShared($0) && $0.managedPolicy == nil }
            let needs = permissions.needs.needs.filter { isServed($0, by: shared) && !$0.isMet(by: others) }
            if needs.isEmpty, roles.first?.kind != .declared { continue }
            let parts = needs.compactMap { GrantedNeed($0, allowedBy: shared) }
            guard parts.count == needs.count else { return nil }
            guard let statements = parts.isEmpty ? [] : PolicyLiteral.statements(for: parts, spelling, comments.of(shared)) else { return nil }
            shares.append(Share(function: function, statements: statements))
        }
        return shares
    }

    private func isPlain(_ statement: PolicyStatement) -> Bool {
        guard statement.origin == .author else { return true }
        return statement.effect == .allow && statement.condition == nil && !statement.isOptional && statement.notActions.isEmpty
            && statement.notResources.isEmpty
    }

    /// Whether a grant is one of those that are taken apart: of roles per function, what the provider writes for them all.
    private func isShared(_ grant: RoleGrant) -> Bool {
        guard grant.origin == .author, grant.managedPolicy == nil, !grant.action.isHousekeeping else { return false }
        return roles.first?.kind != .perFunction || providerStatements?.value.place.span.contains(grant.statementPlace.span) == true
    }

    private func isServed(_ need: Need, by grants: [RoleGrant]) -> Bool {
        guard let action = need.known else { return false }
        return grants.contains { $0.serves(action, on: need.resources) }
    }

    private func additions(_ shares: [Share], _ spelling: Spelling) -> [Repair.Change]? {
        if spelling == .resource {
            guard let role = roles.first.flatMap({ context.application.resource($0.id.name) }) else { return nil }
            let made = shares.map { ownRole(for: $0, like: role) }
            return made.contains { $0 == nil } ? nil : made.compactMap(\.self).flatMap(\.self)
        }
        return shares.flatMap { addition($0, spelling) }
    }

    private func addition(_ share: Share, _ spelling: Spelling) -> [Repair.Change] {
        let definition = share.function.definition
        switch spelling {
        case .framework:
            if let own = definition[path: "iam", "role", "statements"] { return share.statements.map { .append($0, to: own.place) } }
            return [.insert(.list(share.statements), at: ["iam", "role", "statements"], into: definition.place)]
        case .plugin:
            if let own = definition["iamRoleStatements"] { return share.statements.map { .append($0, to: own.place) } }
            return [.insert(.list(share.statements), at: ["iamRoleStatements"], into: definition.place)]
        case .serverless:
            guard !share.statements.isEmpty else { return [] }
            return [share.function.property(.list([.map([.init("Statement", .list(share.statements))])]), at: "Policies")]
        case .resource: return []
        }
    }

    /// A role like the one that is shared, but for what it allows.
    private func ownRole(for share: Share, like shared: Resource) -> [Repair.Change]? {
        guard shared.properties.members.allSatisfy({ Self.copied.contains($0.key) || $0.key == "Policies" }),
            let logicalID = share.function.logicalID, context.application.resource(logicalID + "Role") == nil,
            let old = share.function.definition[path: "Properties", "Role"]
        else { return nil }
        var properties: [Repair.Literal.Member] = []
        for member in shared.properties.members where Self.copied.contains(member.key) {
            guard let copy = Repair.Literal(copying: member.value) else { return nil }
            properties.append(.init(member.key, copy))
        }
        if !share.statements.isEmpty { properties.append(.init("Policies", .list([StatementHome.policy(share.statements)]))) }
        let resource = Repair.Literal.map([.init("Type", .string("AWS::IAM::Role")), .init("Properties", .map(properties))])
        return [
            .insert(resource, at: ["Resources", logicalID + "Role"], into: context.application.document.place),
            .replace(old.place, with: .attribute("Arn", of: logicalID + "Role")),
        ]
    }

    private static let copied: Set<String> = ["AssumeRolePolicyDocument", "ManagedPolicyArns", "PermissionsBoundary", "Path"]

    // MARK: What goes

    private var providerStatements: Value.Member? {
        let provider = context.application.document["provider"]
        return provider?[path: "iam", "role"]?.member("statements") ?? provider?.member("iamRoleStatements")
    }

    /// The provider's statements, when every one of them is the code's: those about logs and traces hold for everybody.
    private func removalFromProvider() -> [Repair.Change]? {
        guard let provider = context.application.document["provider"], let statements = providerStatements else { return nil }
        let authored = roles.flatMap { permissions.grants[$0.id]?.allowed ?? [] }.filter { grant in
            grant.origin == .author && statements.value.place.span.contains(grant.statementPlace.span)
        }
        guard !authored.isEmpty, authored.allSatisfy(isShared) else { return nil }
        guard statements.key == "statements", let iam = provider.member("iam"), let role = iam.value.member("role") else {
            return [.removeMember(keyPlace: statements.keyPlace)]
        }
        let outermost = role.value.members.count > 1 ? statements : iam.value.members.count > 1 ? role : iam
        return [.removeMember(keyPlace: outermost.keyPlace)]
    }

    private func removal(_ shares: [Share], _ spelling: Spelling) -> [Repair.Change]? {
        switch spelling {
        case .framework, .plugin: removalFromProvider()
        case .serverless: removalFromFunctions(shares).flatMap { keys in removalOfRole(besides: shares).map { keys + $0 } }
        case .resource: removalOfRole(besides: shares)
        }
    }

    /// The functions' `Role`, so that SAM makes one for each.
    private func removalFromFunctions(_ shares: [Share]) -> [Repair.Change]? {
        guard roles.allSatisfy({ $0.managedPolicies.allSatisfy { Self.addedBySAM.contains(ManagedPolicyName.last(of: $0.policy)) } }) else { return nil }
        let keys = shares.compactMap { $0.function.definition["Properties"]?.member("Role")?.keyPlace }
        guard keys.count == shares.count, shares.allSatisfy({ $0.function.definition[path: "Properties", "Policies"] == nil }) else { return nil }
        return keys.map { .removeMember(keyPlace: $0) }
    }

    /// The role itself; `nil` when anything else in the template names it.
    private func removalOfRole(besides shares: [Share]) -> [Repair.Change]? {
        guard let role = roles.first.flatMap({ context.application.resource($0.id.name) }), role.generator == nil else { return nil }
        var mentions = 0
        ResourceReferences.visit(context.application.document) { if $0 == role.logicalID { mentions += 1 } }
        return mentions == shares.count ? [.removeMember(keyPlace: role.logicalIDPlace)] : nil
    }

    /// What SAM attaches to the roles it makes, by what the function is.
    /// Source: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-generated-resources-function.html
    private static let addedBySAM: Set<String> = [
        "AWSLambdaBasicExecutionRole", "AWSLambdaVPCAccessExecutionRole", "AWSXRayDaemonWriteAccess", "AWSXrayWriteOnlyAccess",
        "AWSLambdaSQSQueueExecutionRole", "AWSLambdaDynamoDBExecutionRole", "AWSLambdaKinesisExecutionRole",
    ]
}

/// The name of a managed policy in its ARN.
enum ManagedPolicyName {
    /// The last part of an ARN; empty where it cannot be told.
    static func last(of policy: Value) -> String {
        policy.text(placeholder: "aws")?.split(separator: "/").last.map(String.init) ?? ""
    }
}
