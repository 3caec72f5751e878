package import ApplicationModel
internal import ManifestReading

/// Finds the resource of the manifest that a value names, by reference or by the name it is deployed under.
package struct ResourceNames: Sendable {
    private let template: Template
    private let logicalIDs: [String: String]

    private static let nameProperties = [
        "QueueName", "TopicName", "TableName", "BucketName", "LogGroupName", "UserPoolName", "Name", "ClusterName",
        "StreamName", "StateMachineName", "DomainName", "BrokerName", "DeliveryStreamName", "RoleName",
    ]

    /// Collects the names of a template's resources.
    package init(template: Template) {
        self.template = template
        var ids: [String: String] = [:]
        for resource in template.resources {
            for property in Self.nameProperties {
                guard let name = resource.properties[property]?.identityText, ids[name] == nil else { continue }
                ids[name] = resource.logicalID
            }
        }
        logicalIDs = ids
    }

    /// The logical id of the resource behind a reference, an ARN or a name; `nil` when the manifest declares none.
    package func logicalID(of value: Value?) -> String? {
        guard let value else { return nil }
        for symbol in value.symbols {
            guard case .resource(let logicalID, _) = symbol, template.functionNames[logicalID] == nil else { continue }
            return logicalID
        }
        if case .symbolic(.intrinsic(_, let argument)) = value.content { return firstReference(in: argument) }
        return value.identityText.flatMap { logicalID(named: $0, isARN: $0.hasPrefix("arn:")) }
    }

    /// The logical id of the resource whose whole name a text is.
    package func logicalID(named text: String) -> String? { logicalID(named: text, isARN: false) }

    private func logicalID(named text: String, isARN: Bool) -> String? {
        if let id = logicalIDs[text] { return id }
        guard isARN else { return nil }
        // A table's stream has the table's name in the middle of its ARN.
        if let table = text.firstRange(of: ":table/") {
            return logicalIDs[String(text[table.upperBound...].prefix { $0 != "/" })]
        }
        let afterColon = text.split(separator: ":").last.map(String.init) ?? text
        return logicalIDs[afterColon] ?? afterColon.split(separator: "/").last.flatMap { logicalIDs[String($0)] }
    }

    private func firstReference(in argument: Value) -> String? {
        argument.oneOrMany.lazy.compactMap { logicalID(of: $0.isMap ? nil : $0) }.first
    }
}
