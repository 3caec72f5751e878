internal import ApplicationModel
internal import ManifestReading
internal import SourceText

/// How long the logs of a template's functions are kept.
struct LogGroups {
    private static let prefix = "/aws/lambda/"

    private let template: Template
    /// The log groups by the name they have, symbols by their names.
    private let groups: [String: Resource]

    /// Collects the log groups of a template, the CDK's custom resources for retention included.
    init(template: Template) {
        self.template = template
        let types = ["AWS::Logs::LogGroup", "Custom::LogRetention"]
        let named = types.flatMap { template.resources(ofType: $0) }.compactMap { resource in
            resource.properties["LogGroupName"]?.identityText.map { ($0, resource) }
        }
        groups = Dictionary(named, uniquingKeysWith: { first, _ in first })
    }

    /// The days, as written; `nil` when nothing says it, so that logs are kept for ever.
    func retention(of function: Resource) -> Value? {
        if let own = function.properties[path: "LoggingConfig", "LogGroup"] { return retention(ofCustom: own) }
        let reference = Value(
            .symbolic(.resource(logicalID: function.logicalID, attribute: nil)), place: function.logicalIDPlace)
        let names = [function.properties["FunctionName"], reference].compactMap { $0?.identityText }
        return names.lazy.compactMap { groups[Self.prefix + $0]?.properties["RetentionInDays"] }.first
    }

    private func retention(ofCustom group: Value) -> Value? {
        if let declared = group.referencedLogicalID.flatMap(template.resource) ?? group.identityText.flatMap({ groups[$0] }) {
            return declared.properties["RetentionInDays"]
        }
        return group.replacing(.unknown(reason: "its log group is made elsewhere"))
    }
}
