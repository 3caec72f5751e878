package import ApplicationModel
internal import ManifestReading
internal import SourceText

/// Doors that the author writes as resources of API Gateway, Lambda or AppSync.
package struct ResourceDoors: Sendable {
    /// How many path segments a chain of `AWS::ApiGateway::Resource` may have.
    private static let segmentLimit = 30

    private let template: Template

    /// Looks for the doors of a template.
    package init(template: Template) { self.template = template }

    /// The route of an `AWS::Lambda::Url`.
    func functionURL(_ resource: Resource) -> HTTPRoute {
        var route = HTTPRoute(method: "ANY", path: "/", place: resource.logicalIDPlace)
        route.apiID = API.ID(resource.logicalID)
        override(&route, with: resource)
        return route
    }

    /// Lays what the author writes over a generated door's resource over its route.
    package func override(_ route: inout HTTPRoute, with resource: Resource?) {
        guard let properties = resource?.properties else { return }
        let type = properties.member("AuthType") ?? properties.member("AuthorizationType")
        decide(&route, by: type, target: properties["AuthorizerId"])
        if let isRequired = properties["ApiKeyRequired"]?.bool { route.requiresAPIKey = isRequired }
        if let cors = properties.member("Cors") { route.cors = Self.cors(cors) }
    }

    /// Cross-origin settings in the spelling of CloudFormation.
    package static func cors(_ setting: Value.Member) -> CORS {
        CORS(
            origins: setting.value["AllowOrigins"]?.oneOrMany ?? [],
            allowsCredentials: setting.value["AllowCredentials"], place: setting.keyPlace)
    }

    /// The route of an `AWS::ApiGateway::Method`.
    func method(_ resource: Resource) -> HTTPRoute {
        let properties = resource.properties
        var route = HTTPRoute(
            method: RouteText.method(properties["HttpMethod"]), path: path(of: properties["ResourceId"]),
            place: resource.logicalIDPlace)
        route.apiID = apiID(properties["RestApiId"])
        route.isPrivateNetwork = isPrivate(properties["RestApiId"])
        route.requiresAPIKey = properties["ApiKeyRequired"]?.bool == true
        if validatesBody(properties["RequestValidatorId"]) {
            route.bodySchemas = (properties["RequestModels"]?.members ?? []).map {
                BodySchema(contentType: $0.key, schema: schema(behind: $0.value), place: $0.keyPlace)
            }
        }
        route.parameters = properties["RequestParameters"]
        route.cors = RESTAnswers.cors(answeredBy: resource)
        decide(&route, by: properties.member("AuthorizationType"), target: properties["AuthorizerId"])
        return route
    }

    /// Whether a validator looks at bodies; one that the manifest does not declare is taken to.
    private func validatesBody(_ validator: Value?) -> Bool {
        guard let validator else { return false }
        let declared = validator.referencedLogicalID.flatMap(template.resource)
        return declared.map { $0.properties["ValidateRequestBody"]?.bool == true } ?? true
    }

    /// The schema of a model that the manifest declares.
    private func schema(behind model: Value) -> Value {
        model.referencedLogicalID.flatMap(template.resource)?.properties["Schema"] ?? model
    }

    /// The route of an `AWS::ApiGatewayV2::Route`.
    func route(_ resource: Resource) -> HTTPRoute {
        let properties = resource.properties
        let isWebSocket = isWebSocket(resource)
        let cors = properties["ApiId"]?.referencedLogicalID.flatMap(template.resource)?
            .properties.member("CorsConfiguration")
        let key = properties["RouteKey"]
        let halves = key.map(RouteText.split)
        var route =
            isWebSocket || key?.string == "$default"
            ? HTTPRoute(method: isWebSocket ? "" : "ANY", path: key?.knownText, place: resource.logicalIDPlace)
            : HTTPRoute(method: halves?.method, path: halves?.path, place: resource.logicalIDPlace)
        route.apiID = apiID(properties["ApiId"])
        route.cors = cors.map(Self.cors)
        decide(&route, by: properties.member("AuthorizationType"), target: properties["AuthorizerId"])
        return route
    }

    /// Whether an API answers in a private network alone.
    static func isPrivate(_ api: Resource) -> Bool {
        let types = api.properties[path: "EndpointConfiguration", "Types"]?.elements.compactMap { $0.string?.uppercased() }
        let imported = api.properties[path: "Parameters", "endpointConfigurationTypes"]?.string?.uppercased()
        return types == ["PRIVATE"] || (types == nil && imported == "PRIVATE")
    }

    /// Whether the API that a route belongs to answers in a private network alone.
    private func isPrivate(_ id: Value?) -> Bool {
        id?.referencedLogicalID.flatMap(template.resource).map(Self.isPrivate) ?? false
    }

    /// The API by its logical id, or by what names it elsewhere.
    private func apiID(_ id: Value?) -> API.ID? {
        guard let id else { return nil }
        return id.referencedLogicalID.map(template.apiID) ?? API.ID("external " + (id.identityText ?? ""))
    }

    /// The door of the API behind an `AWS::AppSync::DataSource`.
    func graphQL(_ resource: Resource) -> HTTPRoute {
        let id = resource.properties["ApiId"]?.referencedLogicalID
        var route = HTTPRoute(method: "POST", path: "/graphql", place: resource.logicalIDPlace)
        route.apiID = API.ID(id ?? "graphQL")
        let api = id.flatMap(template.resource)?.properties
        GraphQLAuthorization.decide(
            &route, type: api?.member("AuthenticationType"),
            settings: api?["LambdaAuthorizerConfig"] ?? api?["UserPoolConfig"])
        return route
    }

    /// Whether a route belongs to a WebSocket API.
    func isWebSocket(_ resource: Resource) -> Bool {
        guard let id = resource.properties["ApiId"]?.referencedLogicalID else { return false }
        return id == "WebsocketsApi" && template.apiIDs[id] != nil
            || template.resource(id)?.properties["ProtocolType"]?.string?.uppercased() == "WEBSOCKET"
    }

    /// What a route's target invokes.
    func integration(of resource: Resource) -> Value? {
        integrationResource(of: resource)?.properties["IntegrationUri"]
    }

    /// The integration that a route's target names.
    func integrationResource(of resource: Resource) -> Resource? {
        for symbol in resource.properties["Target"]?.symbols ?? [] {
            if case .resource(let id, _) = symbol, let found = template.resource(id) { return found }
        }
        return nil
    }

    /// The only route of an HTTP API that was made in one step.
    func quickRoute(_ api: Resource) -> HTTPRoute {
        let halves = api.properties["RouteKey"].map(RouteText.split)
        var route = HTTPRoute(
            method: halves?.method ?? "ANY", path: halves?.path ?? "$default", place: api.logicalIDPlace)
        route.apiID = template.apiID(api.logicalID)
        route.cors = api.properties.member("CorsConfiguration").map(Self.cors)
        return route
    }

    private func decide(_ route: inout HTTPRoute, by type: Value.Member?, target: Value?) {
        guard let type else { return }
        route.authorizationPlace = type.keyPlace
        let authorizer = target?.referencedLogicalID.flatMap(template.resource)?.properties
        switch type.value.string?.uppercased() {
        case "NONE": route.authorization = .none
        case "AWS_IAM": route.authorization = .iam
        case "COGNITO_USER_POOLS": route.authorization = .cognito(authorizer?["ProviderARNs"]?.elements.first ?? target)
        case "CUSTOM": route.authorization = .function(authorizer?["AuthorizerUri"] ?? target)
        case "JWT": route.authorization = .jwt(authorizer?["JwtConfiguration"] ?? target)
        default:
            route.authorization = .unknown(reason: type.value.undeterminedReason ?? "the authorization is not known")
        }
    }

    /// The path that a chain of resources spells.
    private func path(of id: Value?) -> String? {
        var segments: [String] = []
        var next = id
        for _ in 0..<Self.segmentLimit {
            guard case .symbolic(.resource(let logicalID, let attribute))? = next?.content else { return nil }
            if attribute == "RootResourceId" { return "/" + segments.reversed().joined(separator: "/") }
            guard let resource = template.resource(logicalID), let part = resource.properties["PathPart"]?.knownText
            else { return nil }
            segments.append(part)
            next = resource.properties["ParentId"]
        }
        return nil
    }
}
