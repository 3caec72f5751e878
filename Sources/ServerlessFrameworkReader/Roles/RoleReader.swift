import ApplicationModel
import SourceText

/// Finds the role each function runs under, and everything each role allows.
struct RoleReader {
    /// The id of the role that the framework makes for all functions without one of their own.
    static let sharedID = Role.ID("default")
    /// The logical id of that role.
    static let sharedLogicalID = "IamRoleLambdaExecution"

    let service: ServiceManifest
    /// The roles that functions run under, in the order of first use.
    private(set) var roles: [Role] = []
    private var known: Set<Role.ID> = []

    /// Makes a reader for one service.
    init(service: ServiceManifest) { self.service = service }

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

    /// The role that a value names: a logical id, a reference to one, or one that exists elsewhere.
    private mutating func use(_ value: Value) -> Role.ID {
        if let logicalID = logicalID(of: value) {
            if logicalID == Self.sharedLogicalID { return Self.sharedID }
            if known.contains(Role.ID(logicalID)) { return Role.ID(logicalID) }
            if let resource = service.resource(logicalID) {
                var declared = DeclaredRole(service: service)
                return add(declared.role(resource))
            }
        }
        let id = value.string ?? value.text(placeholder: "?") ?? "?"
        var role = Role(
            id: Role.ID(id == "?" ? "external (\(value.undeterminedReason ?? "not known"))" : id), kind: .external,
            place: value.usePlace)
        role.incompleteness = "its permissions are not in the manifest"
        return add(role)
    }

    private func logicalID(of value: Value) -> String? {
        if let id = value.referencedLogicalID { return id }
        guard let text = value.knownText else { return nil }
        if value.string != nil, !text.contains(":") { return text }
        // An ARN that ends in the name of a role which the manifest declares.
        guard let name = text.split(separator: "/").last.map(String.init), text.contains(":role/") else { return nil }
        return service.index.roles[name]?.logicalID
    }

    private mutating func add(_ role: Role) -> Role.ID {
        if known.insert(role.id).inserted { roles.append(role) }
        return role.id
    }

    private mutating func addShared(functions: [Function]) {
        let settings = RoleSettings(service: service)
        var declared = DeclaredRole(service: service)
        var role = Role(id: Self.sharedID, kind: .sharedByFramework, place: settings.place)
        role.permissionsBoundary = settings.permissionsBoundary
        addAuthored(settings.statements, to: &role)
        declared.attach(settings.managedPolicies, to: &role)
        role.incompleteness = role.incompleteness ?? settings.incompleteness
        if let changed = service.resource(Self.sharedLogicalID) { declared.extend(&role, with: changed) }
        declared.attachPolicies(to: &role, logicalID: Self.sharedLogicalID, name: nil)
        addFrameworkGrants(to: &role, functions: functions)
        roles.insert(role, at: 0)
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
        var declared = DeclaredRole(service: service)
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
        return add(role)
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
