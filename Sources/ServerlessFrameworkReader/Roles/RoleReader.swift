import ApplicationModel
import CloudFormationReader
import ManifestReading
import SourceText

/// Finds the role each function runs under, and everything each role allows.
struct RoleReader {
    /// The id of the role that the framework makes for all functions without one of their own.
    static let sharedID = Role.ID("default")
    /// The logical id of that role.
    static let sharedLogicalID = "IamRoleLambdaExecution"

    let service: ServiceManifest
    private var list: RoleList

    /// Makes a reader for one service.
    init(service: ServiceManifest) {
        self.service = service
        list = RoleList(template: service.template)
    }

    /// The roles that functions run under, in the order of first use.
    var roles: [Role] { OtherRoles.sharing(list.roles, in: service.template) }

    /// The roles of the manifest's resources that no function runs under; what changes a role of the framework's is none.
    var others: [Role] {
        OtherRoles.all(in: service.template, besides: list.roles).filter { !$0.id.name.hasSuffix(Self.sharedLogicalID) }
    }

    /// Gives every function its role.
    mutating func assign(to functions: inout [Function]) {
        for index in functions.indices { assign(to: &functions[index]) }
        if functions.contains(where: { $0.roleID == Self.sharedID }) {
            addShared(functions: functions)
        }
    }

    private mutating func assign(to function: inout Function) {
        // What is not known may name a role of its own.
        guard function.definition.isMap else { return }
        if function.logicalID == function.name, let declared = service.resource(function.name) {
            function.roleID = declared.properties["Role"].map { use($0) }
            return
        }
        let settings = FunctionRoleSettings(service: service, definition: function.definition)
        let shared = RoleSettings(service: service)
        let isRead = settings.hasPlugin || settings.isReadByFramework
        let generated = service.resource(FunctionNaming.logicalID(of: function.name))
        if let own = generated?.properties["Role"] ?? settings.role {
            function.roleID = use(own)
            function.ignoredStatements = settings.statements
        } else if let existing = shared.existing, !(settings.hasPlugin && settings.statements != nil) {
            function.roleID = use(existing)
            function.ignoredStatements = settings.statements
        } else if shared.isPerFunction || (isRead && hasOwnPermissions(settings)) {
            function.roleID = addRole(for: function, settings: settings, shared: shared)
        } else {
            function.roleID = Self.sharedID
            function.ignoredStatements = settings.statements
        }
        if settings.hasPlugin, function.ignoredStatements == nil { function.ignoredStatements = settings.structured }
    }

    private func hasOwnPermissions(_ settings: FunctionRoleSettings) -> Bool {
        settings.statements != nil || (!settings.hasPlugin && settings.managedPolicies != nil)
    }

    /// The role that a value names; the framework's own is the shared one.
    private mutating func use(_ value: Value) -> Role.ID {
        list.logicalID(of: value) == Self.sharedLogicalID ? Self.sharedID : list.use(value)
    }

    private mutating func addShared(functions: [Function]) {
        let settings = RoleSettings(service: service)
        var declared = DeclaredRole(template: service.template)
        var role = Role(id: Self.sharedID, kind: .sharedByFramework, place: settings.place)
        role.permissionsBoundary = settings.permissionsBoundary
        addAuthored(settings.statements, to: &role)
        declared.attach(settings.managedPolicies, to: &role)
        role.incompleteness = role.incompleteness ?? settings.incompleteness
        if let changed = service.resource(Self.sharedLogicalID) { declared.extend(&role, with: changed) }
        declared.attachPolicies(to: &role, logicalID: Self.sharedLogicalID, name: nil)
        addFrameworkGrants(to: &role, functions: functions)
        list.addFirst(role)
    }

    private func addFrameworkGrants(to role: inout Role, functions: [Function]) {
        let grants = FrameworkGrants(service: service) { .framework(reason: $0) }
        let dedicated = Set(roles.filter { $0.kind == .perFunction }.map(\.id))
        var said: Set<GrantText> = []
        // A role of the function's own takes its grants along, except the plugin's, which leaves the shared role as
        // the framework made it.
        let hasPlugin = service.hasPlugin(FunctionRoleSettings.plugin)
        let isDedicated = { (function: Function) in
            !hasPlugin && (function.roleID.map(dedicated.contains) ?? false)
        }
        role.statements += grants.sharedLogs(of: functions, isDedicated: isDedicated) + service.lift.grants
        for function in functions where !isDedicated(function) {
            for grant in grants.grants(for: function) where said.insert(GrantText(grant)).inserted {
                role.statements.append(grant)
            }
            let attached = role.managedPolicies.map(\.policy.content)
            role.managedPolicies += grants.managedPolicies(for: function).filter {
                !attached.contains($0.policy.content)
            }
        }
    }

    private mutating func addRole(
        for function: Function, settings: FunctionRoleSettings, shared: RoleSettings
    ) -> Role.ID {
        var declared = DeclaredRole(template: service.template)
        let place = settings.statements?.keyPlace ?? function.namePlace
        var role = Role(id: Role.ID(function.name), kind: .perFunction, place: place)
        if shared.isPerFunction { role.incompleteness = shared.incompleteness }
        role.permissionsBoundary = settings.permissionsBoundary ?? shared.permissionsBoundary
        addAuthored(settings.statements?.value, to: &role)
        if settings.inherits(byDefault: shared.isPerFunction) {
            if service.inherits { addAuthored(shared.statements, to: &role) }
            if !service.inherits { role.incompleteness = "it inherits more statements than are read" }
        }
        if shared.isPerFunction { declared.attach(shared.managedPolicies, to: &role) }
        if !settings.hasPlugin { declared.attach(settings.managedPolicies, to: &role) }
        let generatedID = FunctionNaming.normalized(function.name) + Self.sharedLogicalID
        if let changed = service.resource(generatedID) { declared.extend(&role, with: changed) }
        declared.attachPolicies(to: &role, logicalID: generatedID, name: nil)
        let grants = FrameworkGrants(service: service) {
            settings.hasPlugin ? .plugin(FunctionRoleSettings.plugin) : .framework(reason: $0)
        }
        role.statements += grants.logs(of: function) + grants.grants(for: function)
        role.managedPolicies += grants.managedPolicies(for: function)
        return list.add(role)
    }

    private func addAuthored(_ statements: Value?, to role: inout Role) {
        var reader = PolicyStatementReader(origin: .author)
        reader.read(statements)
        role.statements += reader.statements
        role.incompleteness = role.incompleteness ?? reader.incompleteness
    }
}

/// What a statement of the framework says, wherever it is written.
private struct GrantText: Hashable {
    private let origin: GrantOrigin
    private let actions: [Value.Content]
    private let resources: [Value.Content]

    init(_ statement: PolicyStatement) {
        origin = statement.origin
        actions = statement.actions.map(\.content)
        resources = statement.resources.map(\.content)
    }
}
