import ApplicationModel
import ManifestReading
import SourceText

/// What the provider section says about roles, in every spelling the framework has had.
struct RoleSettings {
    let service: ServiceManifest

    /// The place where the shared role's settings are written.
    var place: SourcePlace {
        let provider = service.provider
        let member =
            provider["iam"]?.member("role") ?? provider.member("iamRoleStatements")
            ?? provider.member("iamManagedPolicies")
        return member?.keyPlace ?? service.providerPlace
    }

    /// The role that exists elsewhere or is a resource, and takes the place of the framework's own.
    var existing: Value? {
        if let role = service.provider[path: "iam", "role"], !role.isMap, role.isTruthy { return role }
        return service.provider["role"]?.truthy
    }

    /// Whether every function gets a role of its own; versions before 4 read past the setting.
    var isPerFunction: Bool { service.framework.number >= 4 && settings?["mode"]?.string == "perFunction" }

    /// The statements that the author wrote for all functions.
    var statements: Value? {
        settings?["statements"]?.truthy ?? service.provider["iamRoleStatements"]?.truthy
    }

    /// The managed policies that the author attached for all functions.
    var managedPolicies: Value? {
        settings?["managedPolicies"]?.truthy ?? service.provider["iamManagedPolicies"]?.truthy
    }

    /// The permissions boundary for all functions.
    var permissionsBoundary: Value? {
        settings?["permissionsBoundary"]?.truthy ?? settings?["permissionBoundary"]?.truthy
            ?? service.provider["rolePermissionsBoundary"]?.truthy
    }

    /// Why settings may exist that are not known; `nil` when all are.
    var incompleteness: String? {
        let provider = service.provider
        return [provider, provider["iam"]].lazy.compactMap { $0?.undeterminedReason }.first
    }

    private var settings: Value? {
        service.provider[path: "iam", "role"].flatMap { $0.isMap ? $0 : nil }
    }
}
