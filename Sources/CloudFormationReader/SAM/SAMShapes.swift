internal import ApplicationModel
internal import SourceText

/// Properties that SAM reads itself, which therefore must be known before the deployment.
extension SAMExpansion {
    private static let maps: [String: [String]] = [
        "AWS::Serverless::Function": [
            "Events", "DeadLetterQueue", "EventInvokeConfig", "FunctionUrlConfig", "DeploymentPreference",
        ],
        "AWS::Serverless::StateMachine": ["Events"],
        "AWS::Serverless::Api": ["Auth", "Domain", "GatewayResponses", "Models"],
        "AWS::Serverless::HttpApi": ["Auth", "Domain"],
        "AWS::Serverless::WebSocketApi": ["Auth", "Domain", "Routes"],
        "AWS::Serverless::GraphQLApi": ["Auth", "DataSources", "Functions", "Resolvers"],
    ]

    /// Says what of a resource is left unread because it is no map.
    mutating func checkShapes(_ id: String) {
        guard let draft = drafts[id] else { return }
        if let properties = draft.definition?["Properties"], !properties.isMap, !properties.isAbsent {
            let kind: SourceIssue.Kind = properties.isUndetermined ? .unresolved : .unexpectedShape
            report("the properties of `\(id)` are not known: expected a map", at: properties.usePlace, kind: kind)
        }
        for key in Self.maps[draft.type] ?? [] {
            guard let value = draft.properties[key], !value.isMap else { continue }
            let kind: SourceIssue.Kind = value.isUndetermined ? .unresolved : .unexpectedShape
            report("`\(key)` of `\(id)` is not known: expected a map", at: value.usePlace, kind: kind)
        }
    }
}
