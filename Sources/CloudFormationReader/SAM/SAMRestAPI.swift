internal import ApplicationModel
internal import ManifestReading
internal import SourceText

/// `AWS::Serverless::Api` becomes a REST API with its deployment and stage, its domain, usage plan and permissions.
/// Source: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-api.html
extension SAMExpansion {
    private static let passed = [
        "BinaryMediaTypes", "MinimumCompressionSize", "FailOnWarnings", "Name", "Description", "Mode",
        "ApiKeySourceType",
        "Policy", "SecurityPolicy", "EndpointAccessMode",
    ]
    private static let passedToStage = [
        "StageName", "CacheClusterEnabled", "CacheClusterSize", "Variables", "MethodSettings", "AccessLogSetting",
        "CanarySetting", "TracingEnabled",
    ]

    mutating func expandRestAPI(_ id: String) {
        guard let draft = drafts[id] else { return }
        makePathsConditional(id)
        let origin = origin(draft)
        var properties = draft.properties.passed(Self.passed)
        addEndpoint(draft, to: &properties)
        addBody(draft, to: &properties)
        let stage = stage(draft, origin)
        let deployment = origin.draft(
            "AWS::ApiGateway::Deployment", id + "Deployment",
            [
                "RestApiId": origin.new.reference(id),
                "StageName": draft.properties["OpenApiVersion"] == nil ? origin.new.text("Stage") : nil,
            ])
        let domain = restDomain(draft, origin)
        let made =
            [deployment, stage] + authorizerPermissions(draft, origin) + domain
            + usagePlan(draft, origin, stage: stage.logicalID)
        references[id + ".Stage"] = stage.logicalID
        references[id + ".Deployment"] = deployment.logicalID
        let tags = draft.properties["Tags"]
        let propagate = draft.properties["PropagateTags"]
        emit(propagating(tags, if: propagate, to: made), for: id)
        become("AWS::ApiGateway::RestApi", properties, id: id)
        if let main = drafts[id] { drafts[id] = propagating(tags, if: propagate, to: [main]).first }
        for made in made { note(made, of: id) }
    }

    private mutating func note(_ made: ResourceDraft, of id: String) {
        let names = [
            "AWS::ApiGateway::DomainName": "DomainName", "AWS::ApiGateway::DomainNameV2": "DomainNameV2",
            "AWS::ApiGateway::UsagePlan": "UsagePlan", "AWS::ApiGateway::UsagePlanKey": "UsagePlanKey",
            "AWS::ApiGateway::ApiKey": "ApiKey",
        ]
        if let name = names[made.type] { references[id + "." + name] = made.logicalID }
    }

    private func addEndpoint(_ draft: ResourceDraft, to properties: inout MemberMap) {
        guard let member = draft.properties.member("EndpointConfiguration"), !member.value.isAbsent else { return }
        let new = ValueMaker(member.keyPlace)
        let settings = MemberMap(member.value)
        let type = settings["Type"] ?? member.value
        properties.set(
            "EndpointConfiguration",
            new.map([
                "Types": new.list([type]), "VpcEndpointIds": settings["VPCEndpointIds"] ?? settings["VpcEndpointIds"],
                "IpAddressType": settings["IpAddressType"],
            ]), at: member.keyPlace)
        properties.set("Parameters", new.map(["endpointConfigurationTypes": type]), at: member.keyPlace)
    }

    private mutating func addBody(_ draft: ResourceDraft, to properties: inout MemberMap) {
        guard var document = apis[draft.logicalID]?.document else {
            return addLocation(draft, to: &properties)
        }
        let own = draft.properties
        if let cors = own["Cors"], cors.isTruthy { document.addCORS(cors) }
        if let auth = own["Auth"] {
            document.add(RestAPIAuth(auth), stage: own["StageName"] ?? ValueMaker(draft.place).text("Prod"))
            if auth.isTruthy { document.finish(version: own["OpenApiVersion"]) }
        }
        if let responses = own["GatewayResponses"] { document.addGatewayResponses(responses) }
        if let types = own["BinaryMediaTypes"], types.isTruthy {
            document.root.set("x-amazon-apigateway-binary-media-types", types.unescapedMediaTypes)
        }
        if let models = own["Models"], models.isMap {
            document.addModels(models)
            document.finish(version: own["OpenApiVersion"])
        }
        if let disabled = own["DisableExecuteApiEndpoint"] { document.disableEndpoint(disabled) }
        document.finish(version: own["OpenApiVersion"])
        properties.set("Body", document.value, at: own.member("DefinitionBody")?.keyPlace ?? draft.place)
    }

    /// A definition elsewhere: a file that was read, an object in a bucket, or whatever the author wrote.
    func addLocation(_ draft: ResourceDraft, to properties: inout MemberMap) {
        if let body = draft.properties["DefinitionBody"] {
            return properties.set("Body", body, at: draft.properties.member("DefinitionBody")?.keyPlace)
        }
        guard let member = draft.properties.member("DefinitionUri"), !member.value.isAbsent else { return }
        let isFile = member.value.isMap && member.value["Bucket"] == nil
        let pointer = S3Pointer(member.value.string)?.value(at: member.value.usePlace)
        properties.set(isFile ? "Body" : "BodyS3Location", pointer ?? member.value, at: member.keyPlace)
    }

    private func stage(_ draft: ResourceDraft, _ origin: Origin) -> ResourceDraft {
        let id = draft.logicalID
        let name = draft.properties["StageName"]?.literalString ?? ""
        let member = draft.properties.member("StageName")
        var properties = draft.properties.passed(Self.passedToStage)
        properties.set("RestApiId", origin.new.reference(id))
        properties.set("DeploymentId", origin.new.reference(id + "Deployment"))
        if let tags = draft.properties["Tags"] { properties.set("Tags", origin.new.list(origin.new.tags(tags))) }
        let asking = origin.asked(by: origin.word, at: member?.keyPlace)
        return asking.draft("AWS::ApiGateway::Stage", id + (name.isAlphanumeric ? name : "") + "Stage", properties)
    }

    private func authorizerPermissions(_ draft: ResourceDraft, _ origin: Origin) -> [ResourceDraft] {
        RestAPIAuth(draft.properties["Auth"]).authorizers.members.compactMap { member in
            guard let function = RestAuthorizer(member).permittedFunction, function.isTruthy else { return nil }
            return origin.asked(by: "Auth", at: member.keyPlace).authorizerPermission(
                draft.logicalID + member.key + "AuthorizerPermission", function, api: draft.logicalID, partition: "aws")
        }
    }
}

extension Origin {
    /// The permission that lets an API ask the function of one of its authorizers.
    func authorizerPermission(_ id: String, _ function: Value, api: String, partition: String) -> ResourceDraft {
        let arn = new.substitution(
            "arn:\(partition):execute-api:${AWS::Region}:${AWS::AccountId}:${\(api)}/authorizers/*")
        return draft(
            "AWS::Lambda::Permission", id,
            [
                "Action": new.text("lambda:InvokeFunction"), "FunctionName": function,
                "Principal": new.text("apigateway.amazonaws.com"), "SourceArn": arn,
            ])
    }
}

extension MemberMap {
    /// The members with these keys that are set.
    func passed(_ keys: [String]) -> MemberMap {
        var map = MemberMap()
        for key in keys {
            if self[key] != nil, let member = member(key) { map.set(member) }
        }
        return map
    }
}

extension Value {
    /// `~1` stands for `/` in a media type.
    fileprivate var unescapedMediaTypes: Value {
        switch content {
        case .list(let elements): replacing(.list(elements.map(\.unescapedMediaTypes)))
        case .string(let text): replacing(.string(text.replacing("~1", with: "/")))
        default: self
        }
    }
}
