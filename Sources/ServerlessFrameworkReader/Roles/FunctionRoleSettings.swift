import ApplicationModel
import ManifestReading
import SourceText

/// What a function says about its own permissions, in every spelling the framework and its plugin have had.
struct FunctionRoleSettings {
    /// The plugin that gives functions roles of their own before version 4 does.
    static let plugin = "serverless-iam-roles-per-function"

    let service: ServiceManifest
    /// The function's own part of the manifest.
    let definition: Value

    /// The role that the function names itself.
    var role: Value? { definition["role"]?.truthy }

    /// The statements with their key; the structured spelling goes before the plugin's.
    var statements: Value.Member? {
        if !hasPlugin, let structured { return structured }
        guard let own = definition.member("iamRoleStatements"), !own.value.isNull else { return nil }
        return own
    }

    /// The structured spelling, which the plugin does not know.
    var structured: Value.Member? {
        definition[path: "iam", "role"]?.member("statements").flatMap { $0.value.isNull ? nil : $0 }
    }

    /// The managed policies that the function attaches; the plugin knows none.
    var managedPolicies: Value? { definition[path: "iam", "role", "managedPolicies"]?.truthy }

    /// Whether the provider's statements are added.
    func inherits(byDefault: Bool) -> Bool {
        definition[path: "iam", "inheritStatements"]?.bool ?? definition["iamRoleStatementsInherit"]?.bool
            ?? service.custom(Self.plugin)?["defaultInherit"]?.bool ?? byDefault
    }

    /// The permissions boundary.
    var permissionsBoundary: Value? {
        definition[path: "iam", "role", "permissionsBoundary"]?.truthy ?? definition["iamPermissionsBoundary"]?.truthy
            ?? service.custom(Self.plugin)?["iamGlobalPermissionsBoundary"]?.truthy
    }

    /// Whether the plugin is there.
    var hasPlugin: Bool { service.hasPlugin(Self.plugin) }

    /// Whether the framework itself reads permissions of functions.
    var isReadByFramework: Bool { service.framework.number >= 4 }
}
