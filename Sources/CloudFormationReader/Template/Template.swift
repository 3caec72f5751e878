package import ApplicationModel
internal import ManifestReading

/// The resources of a template with what every part of the readers asks of them: look-ups by id, type and name, and
/// which of them are functions.
package struct Template: Sendable {
    /// The resources in order.
    package let resources: [Resource]
    /// The logical ids of the functions' resources, with the functions' names.
    package let functionNames: [String: String]
    /// The resources by what they belong to.
    package let index: ResourceIndex
    /// The throttles that resources of the template set.
    package let stageThrottles: StageThrottles
    /// What the application calls APIs that a framework makes, by the logical id that stands for them; others go by
    /// their logical ids.
    package let apiIDs: [String: API.ID]
    /// The functions' names by everything a text may call them.
    private let functionsByName: [String: String]
    /// The position of each logical id's resource.
    private let resourcesByID: [String: Int]

    /// Collects resources.
    /// - Parameters:
    ///   - functionNames: The functions by the logical ids of their resources.
    ///   - functionsByName: The functions by everything else that a text may call them, such as the name they are
    ///     deployed under.
    ///   - apiIDs: What the application calls APIs that a framework makes.
    package init(
        resources: [Resource], functionNames: [String: String], functionsByName: [String: String],
        apiIDs: [String: API.ID] = [:]
    ) {
        self.resources = resources
        self.functionNames = functionNames
        self.functionsByName = functionsByName
        self.apiIDs = apiIDs
        index = ResourceIndex(resources: resources, functionNames: functionNames)
        stageThrottles = StageThrottles(index: index)
        resourcesByID = Self.positions(of: resources)
    }

    /// The resource with a logical id; of several the one that the author declares in full.
    package func resource(_ logicalID: String) -> Resource? { resourcesByID[logicalID].map { resources[$0] } }

    /// The resources of a type, in the manifest's order.
    package func resources(ofType type: String) -> [Resource] { index.byType[type] ?? [] }

    /// What the application calls an API.
    func apiID(_ logicalID: String) -> API.ID { apiIDs[logicalID] ?? API.ID(logicalID) }

    /// The function that a value names: its logical id's `Ref` or `Fn::GetAtt`, an alias or version of it, its name, or
    /// an ARN that ends in it.
    package func function(namedBy value: Value?) -> String? {
        guard let value else { return nil }
        for symbol in value.symbols {
            guard case .resource(let logicalID, _) = symbol else { continue }
            if let name = functionNames[logicalID] ?? function(behindAlias: logicalID) { return name }
        }
        guard let text = value.knownText else { return nil }
        if let name = functionsByName[text] { return name }
        guard text.contains(":function:") else { return nil }
        return text.split(separator: ":").last.flatMap { functionsByName[String($0)] }
    }

    private static let aliases: Set<String> = ["AWS::Lambda::Alias", "AWS::Lambda::Version"]

    private func function(behindAlias logicalID: String) -> String? {
        guard let resource = resource(logicalID), Self.aliases.contains(resource.type) else { return nil }
        let named = resource.properties["FunctionName"]
        return named?.referencedLogicalID.flatMap { functionNames[$0] } ?? named?.knownText.flatMap { functionsByName[$0] }
    }

    private static func positions(of resources: [Resource]) -> [String: Int] {
        var positions: [String: Int] = [:]
        for (index, resource) in resources.enumerated() {
            guard let known = positions[resource.logicalID] else {
                positions[resource.logicalID] = index
                continue
            }
            if resources[known].type.isEmpty { positions[resource.logicalID] = index }
        }
        return positions
    }
}
