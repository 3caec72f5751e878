package import ApplicationModel

/// How an API came to be, which decides where the settings of its stage and its routes are written.
package enum APIDeclaration: Sendable {
    /// The Serverless Framework makes it for the events of functions.
    case framework
    /// SAM makes it for the events of functions; its settings stand in this section of `Globals`.
    case implicit(section: String)
    /// A resource of SAM's that makes the stage as well.
    case serverless(Resource)
    /// `Target` makes the API with its one route and its stage in one step.
    case quick(Resource)
    /// A resource with its stage, where the template has one.
    case plain(Resource, stage: APIStage?)
    /// No manifest that was read makes it.
    case elsewhere
}

/// What makes the stage of an API that is a resource of CloudFormation's.
package enum APIStage: Sendable {
    /// A resource of its own.
    case resource(Resource)
    /// A deployment that names the stage, whose settings stand in its `StageDescription`.
    /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-deployment.html
    case deployment(Resource)
}

extension Application {
    /// How the API with an id came to be.
    package func declaration(of id: API.ID) -> APIDeclaration {
        guard let resource = resource(id.name) else {
            return format == .serverlessFramework && api(id)?.isExternal == false ? .framework : .elsewhere
        }
        if resource.generator != nil, let section = Self.implicitSections[resource.logicalID] { return .implicit(section: section) }
        if resource.definition["Type"]?.string?.hasPrefix("AWS::Serverless::") == true { return .serverless(resource) }
        if resource.type == "AWS::ApiGatewayV2::Api", resource.properties["Target"] != nil { return .quick(resource) }
        return .plain(resource, stage: stage(of: id))
    }

    /// The logical ids that SAM gives to APIs of its own.
    /// Source: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-generated-resources-function-not-explicit-api.html
    private static var implicitSections: [String: String] { ["ServerlessRestApi": "Api", "ServerlessHttpApi": "HttpApi"] }

    private func stage(of id: API.ID) -> APIStage? {
        let stages = ["AWS::ApiGateway::Stage": "RestApiId", "AWS::ApiGatewayV2::Stage": "ApiId"]
        let isOfAPI = { (resource: Resource, key: String) in resource.properties[key]?.referencedLogicalID == id.name }
        if let stage = resources.first(where: { resource in stages[resource.type].map { isOfAPI(resource, $0) } ?? false }) {
            return .resource(stage)
        }
        return resources.first { resource in
            resource.type == "AWS::ApiGateway::Deployment" && resource.properties["StageName"] != nil
                && isOfAPI(resource, "RestApiId")
        }.map { .deployment($0) }
    }
}

extension APIDeclaration {
    /// The sentence that says where a setting of the stage goes in a template; `nil` for what no template declares.
    ///
    /// `setting` is what CloudFormation's stage, SAM's API and a `StageDescription` call it alike; `parts` are the members
    /// that it needs, in words.
    package func advice(setting: String, parts: String, isREST: Bool) -> String? {
        switch self {
        case .framework, .elsewhere: nil
        case .implicit(let section): "Set `\(setting)` (\(parts)) under `Globals.\(section)`: SAM makes the API by itself."
        case .serverless(let api): "Set `\(setting)` (\(parts)) of `\(api.authorsName)`."
        case .quick(let api):
            """
            Add an `AWS::ApiGatewayV2::ApiGatewayManagedOverrides` for `\(api.logicalID)` with `Stage.\(setting)` (\(parts)): an API \
            with `Target` makes its stage by itself.
            """
        case .plain(_, .resource(let stage)?): "Set `\(setting)` (\(parts)) of the stage `\(stage.authorsName)`."
        case .plain(_, .deployment(let deployment)?):
            """
            Set `\(setting)` (\(parts)) in `StageDescription` of `\(deployment.logicalID)`, or declare the stage as an \
            `AWS::ApiGateway::Stage` with it.
            """
        case .plain(let api, nil):
            """
            Declare the stage of `\(api.logicalID)` as an `\(isREST ? "AWS::ApiGateway::Stage" : "AWS::ApiGatewayV2::Stage")` \
            with `\(setting)` (\(parts)): the template has none.
            """
        }
    }
}
