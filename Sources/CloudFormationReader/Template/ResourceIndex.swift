package import ApplicationModel
internal import ManifestReading

/// The resources of a template by what they belong to, collected once.
package struct ResourceIndex: Sendable {
    /// The resources by type, in the manifest's order.
    package let byType: [String: [Resource]]
    /// The log groups by the name they have.
    package let logGroups: [String: Resource]
    /// The roles by the name they have.
    package let roles: [String: Resource]
    /// The policies by the logical ids and names of the roles they name.
    package let policies: [String: [Resource]]
    /// The stages by the logical id of their API.
    package let stages: [String: Resource]
    /// The settings of asynchronous invocations by function.
    package let invocationSettings: [String: [Resource]]

    /// Collects resources; `functionNames` are the functions by the logical ids of their resources.
    init(resources: [Resource], functionNames: [String: String]) {
        let byType = Dictionary(grouping: resources, by: \.type)
        self.byType = byType
        logGroups = Self.named("LogGroupName", byType["AWS::Logs::LogGroup"])
        roles = Self.named("RoleName", byType["AWS::IAM::Role"])
        let kinds = ["AWS::IAM::Policy", "AWS::IAM::RolePolicy", "AWS::IAM::ManagedPolicy"]
        policies = Self.policies(kinds.flatMap { byType[$0] ?? [] })
        var stages: [String: Resource] = [:]
        for stage in (byType["AWS::ApiGatewayV2::Stage"] ?? []) + (byType["AWS::ApiGateway::Stage"] ?? []) {
            let api = stage.properties["ApiId"] ?? stage.properties["RestApiId"]
            if let id = api?.referencedLogicalID, stages[id] == nil { stages[id] = stage }
        }
        self.stages = stages
        invocationSettings = Dictionary(grouping: byType["AWS::Lambda::EventInvokeConfig"] ?? []) { resource in
            resource.properties["FunctionName"]?.referencedLogicalID.flatMap { functionNames[$0] } ?? ""
        }
    }

    private static func named(_ property: String, _ resources: [Resource]?) -> [String: Resource] {
        let named = (resources ?? []).compactMap { resource in
            resource.properties[property]?.knownText.map { ($0, resource) }
        }
        return Dictionary(named, uniquingKeysWith: { first, _ in first })
    }

    private static func policies(_ policies: [Resource]) -> [String: [Resource]] {
        var found: [String: [Resource]] = [:]
        for policy in policies {
            let roles = (policy.properties["Roles"] ?? policy.properties["RoleName"])?.oneOrMany ?? []
            for role in roles {
                if let key = role.referencedLogicalID ?? role.knownText { found[key, default: []].append(policy) }
            }
        }
        return found
    }
}
