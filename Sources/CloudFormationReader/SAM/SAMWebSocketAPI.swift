internal import ApplicationModel
internal import SourceText

/// `AWS::Serverless::WebSocketApi` becomes an API with a route, an integration and a permission for each of its routes.
/// Source: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-websocketapi.html
extension SAMExpansion {
    private static let passed = [
        "ApiKeySelectionExpression", "Description", "DisableExecuteApiEndpoint", "DisableSchemaValidation",
        "IpAddressType", "RouteSelectionExpression",
    ]
    private static let passedToStage = [
        "StageVariables", "AccessLogSettings", "DefaultRouteSettings", "RouteSettings",
    ]
    private static let tag = "websocketapi:createdBy"

    mutating func expandWebSocketAPI(_ id: String) {
        guard let draft = drafts[id] else { return }
        let origin = origin(draft)
        var properties = draft.properties.passed(Self.passed)
        properties.set(
            "Name", draft.properties["Name"] ?? origin.new.text(id), at: draft.properties.member("Name")?.keyPlace)
        properties.set("ProtocolType", origin.new.text("WEBSOCKET"))
        var tags = MemberMap(draft.properties["Tags"])
        tags.set(Self.tag, origin.new.text("SAM"))
        properties.set("Tags", tags.value(at: draft.properties["Tags"]?.place ?? draft.place))
        let routes = MemberMap(draft.properties["Routes"]).members
        if routes.isEmpty {
            report("the routes of `\(id)` are not known: expected a map with one at least", at: draft.place)
        }
        let stage = webSocketStage(draft, origin, routes: routes.map { Self.routeID(id, $0.key) + "Route" })
        let made =
            routes.flatMap { routeDrafts($0, draft, origin) } + authorizer(draft, origin)
            + httpDomain(draft, origin, tag: Self.tag) + [stage]
        references[id + ".Stage"] = stage.logicalID
        let all = draft.properties["Tags"].map { tags.value(at: $0.place) }
        emit(propagating(all, if: draft.properties["PropagateTags"], to: made), for: id)
        become("AWS::ApiGatewayV2::Api", properties, id: id)
        for made in made where made.type == "AWS::ApiGatewayV2::DomainName" {
            references[id + ".DomainName"] = made.logicalID
        }
    }

    private static func routeID(_ id: String, _ key: String) -> String {
        let name = key.replacing("$", with: "").lowercased()
        return id + name.prefix(1).uppercased() + name.dropFirst()
    }

    private mutating func routeDrafts(_ member: Value.Member, _ draft: ResourceDraft, _ origin: Origin)
        -> [ResourceDraft]
    {
        let id = draft.logicalID
        let settings = MemberMap(member.value)
        let origin = origin.asked(by: "Routes", at: member.keyPlace)
        guard let function = settings["FunctionArn"] else {
            report("the route `\(member.key)` does not say its `FunctionArn`", at: member.keyPlace)
            return []
        }
        let new = origin.new
        let base = Self.routeID(id, member.key)
        var route = settings.passed([
            "ApiKeyRequired", "ModelSelectionExpression", "OperationName", "RequestModels", "RequestParameters",
            "RouteResponseSelectionExpression",
        ])
        route.set("ApiId", new.reference(id))
        route.set("RouteKey", new.text(member.key))
        route.set("Target", new.substitution("integrations/${\(base)Integration}"))
        if member.key == "$connect" { guardConnect(&route, draft) }
        let uri = new.substitution(
            "arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Function}/invocations",
            ["Function": function])
        let arn = new.substitution(
            "arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${\(id).ApiId}/${__Stage__}/"
                + member.key,
            ["__Stage__": draft.properties["StageName"] ?? new.text("default")])
        return [
            origin.draft("AWS::ApiGatewayV2::Route", base + "Route", route),
            origin.draft(
                "AWS::ApiGatewayV2::Integration", base + "Integration",
                [
                    "ApiId": new.reference(id), "IntegrationType": new.text("AWS_PROXY"), "IntegrationUri": uri,
                    "TimeoutInMillis": settings["IntegrationTimeout"],
                ]),
            origin.draft(
                "AWS::Lambda::Permission", base + "Permission",
                [
                    "Action": new.text("lambda:InvokeFunction"), "FunctionName": function,
                    "Principal": new.text("apigateway.amazonaws.com"), "SourceArn": arn,
                ]),
        ]
    }

    private func guardConnect(_ route: inout MemberMap, _ draft: ResourceDraft) {
        guard let auth = draft.properties["Auth"] else { return }
        guard let type = auth["AuthType"] else {
            return route.set("AuthorizationType", auth.isMap ? nil : auth.unknownSecurity)
        }
        route.set("AuthorizationType", type.replacing(type.string.map { .string($0.uppercased()) } ?? type.content))
        guard type.string?.uppercased() == "CUSTOM" else { return }
        route.set("AuthorizerId", ValueMaker(type.usePlace).reference(draft.logicalID + "ConnectAuthorizer"))
    }

    private func authorizer(_ draft: ResourceDraft, _ origin: Origin) -> [ResourceDraft] {
        guard let member = draft.properties.member("Auth"), member.value["AuthType"]?.string?.uppercased() == "CUSTOM",
            let function = member.value["AuthArn"], draft.properties["Routes"]?["$connect"] != nil
        else { return [] }
        let id = draft.logicalID
        let auth = MemberMap(member.value)
        let origin = origin.asked(by: "Auth", at: member.keyPlace)
        let uri = origin.new.substitution(
            "arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${AuthArn}/invocations",
            ["AuthArn": function])
        let authorizer = origin.draft(
            "AWS::ApiGatewayV2::Authorizer", id + "ConnectAuthorizer",
            [
                "ApiId": origin.new.reference(id), "AuthorizerCredentialsArn": auth["InvokeRole"],
                "AuthorizerType": origin.new.text("REQUEST"), "AuthorizerUri": uri,
                "IdentitySource": auth["IdentitySource"],
                "Name": auth["Name"] ?? origin.new.text(id + "ConnectAuthorizer"),
            ])
        guard auth["InvokeRole"] == nil else { return [authorizer] }
        return [
            authorizer,
            origin.authorizerPermission(id + "AuthorizerPermission", function, api: id, partition: "${AWS::Partition}"),
        ]
    }

    private func webSocketStage(_ draft: ResourceDraft, _ origin: Origin, routes: [String]) -> ResourceDraft {
        let name = draft.properties["StageName"] ?? origin.new.text("default")
        let word = name.literalString ?? ""
        var properties = draft.properties.passed(Self.passedToStage)
        properties.set("ApiId", origin.new.reference(draft.logicalID))
        properties.set("StageName", name)
        properties.set("AutoDeploy", origin.new.bool(true))
        properties.set("Tags", origin.new.map([Self.tag: origin.new.text("SAM")]))
        let id = draft.logicalID + (word == "default" ? "Default" : word) + "Stage"
        let waits = properties["RouteSettings"] != nil
        return origin.draft("AWS::ApiGatewayV2::Stage", id, properties, dependsOn: waits ? routes : [])
    }
}
