import ApplicationModel
import SourceText

/// Doors that the author writes as resources of API Gateway, Lambda or AppSync.
struct ResourceDoors {
    /// How many path segments a chain of `AWS::ApiGateway::Resource` may have.
    private static let segmentLimit = 30

    let service: ServiceManifest

    /// The route of an `AWS::Lambda::Url`.
    func functionURL(_ resource: Resource) -> HTTPRoute {
        var route = HTTPRoute(method: "ANY", path: "/", place: resource.logicalIDPlace)
        route.apiID = API.ID(resource.logicalID)
        override(&route, with: resource)
        return route
    }

    /// Lays what the author writes over a generated door's resource over its route.
    func override(_ route: inout HTTPRoute, with resource: Resource?) {
        guard let properties = resource?.properties else { return }
        let type = properties.member("AuthType") ?? properties.member("AuthorizationType")
        decide(&route, by: type, target: properties["AuthorizerId"])
        if let isRequired = properties["ApiKeyRequired"]?.bool { route.requiresAPIKey = isRequired }
        if let cors = properties.member("Cors") { route.cors = Self.cors(cors) }
    }

    /// Cross-origin settings in the spelling of CloudFormation.
    static func cors(_ setting: Value.Member) -> CORS {
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
        let api = Self.apiName(properties["RestApiId"], own: "ApiGatewayRestApi")
        route.apiID = api == "ApiGatewayRestApi" ? RESTEvent.apiID : API.ID(api)
        route.requiresAPIKey = properties["ApiKeyRequired"]?.bool == true
        route.bodySchemas = (properties["RequestModels"]?.members ?? []).map {
            BodySchema(contentType: $0.key, schema: $0.value, place: $0.keyPlace)
        }
        route.parameters = properties["RequestParameters"]
        decide(&route, by: properties.member("AuthorizationType"), target: properties["AuthorizerId"])
        return route
    }

    /// The route of an `AWS::ApiGatewayV2::Route`.
    func route(_ resource: Resource) -> HTTPRoute {
        let properties = resource.properties
        let isWebSocket = isWebSocket(resource)
        let key = properties["RouteKey"]
        let halves = key.map(RouteText.split)
        var route =
            isWebSocket || key?.string == "$default"
            ? HTTPRoute(method: isWebSocket ? "" : "ANY", path: key?.knownText, place: resource.logicalIDPlace)
            : HTTPRoute(method: halves?.method, path: halves?.path, place: resource.logicalIDPlace)
        let api = Self.apiName(properties["ApiId"], own: "HttpApi")
        let own = ["HttpApi": HTTPAPIEvent.apiID, "WebsocketsApi": WebSocketEvent.apiID]
        route.apiID = own[api] ?? API.ID(api)
        decide(&route, by: properties.member("AuthorizationType"), target: properties["AuthorizerId"])
        return route
    }

    /// The API by its logical id, or by what names it elsewhere.
    private static func apiName(_ id: Value?, own: String) -> String {
        guard let id else { return own }
        return id.referencedLogicalID ?? "external " + (id.identityText ?? "")
    }

    /// The door of the API behind an `AWS::AppSync::DataSource`.
    func graphQL(_ resource: Resource) -> HTTPRoute {
        let id = resource.properties["ApiId"]?.referencedLogicalID
        var route = HTTPRoute(method: "POST", path: "/graphql", place: resource.logicalIDPlace)
        route.apiID = API.ID(id ?? "graphQL")
        let api = id.flatMap(service.resource)?.properties
        GraphQLAuthorization.decide(
            &route, type: api?.member("AuthenticationType"),
            settings: api?["LambdaAuthorizerConfig"] ?? api?["UserPoolConfig"])
        return route
    }

    /// Whether a route belongs to a WebSocket API.
    func isWebSocket(_ resource: Resource) -> Bool {
        guard let id = resource.properties["ApiId"]?.referencedLogicalID else { return false }
        return id == "WebsocketsApi"
            || service.resource(id)?.properties["ProtocolType"]?.string?.uppercased() == "WEBSOCKET"
    }

    /// What a route's target invokes.
    func integration(of resource: Resource) -> Value? {
        for symbol in resource.properties["Target"]?.symbols ?? [] {
            guard case .resource(let id, _) = symbol, let found = service.resource(id) else { continue }
            return found.properties["IntegrationUri"]
        }
        return nil
    }

    private func decide(_ route: inout HTTPRoute, by type: Value.Member?, target: Value?) {
        guard let type else { return }
        route.authorizationPlace = type.keyPlace
        let authorizer = target?.referencedLogicalID.flatMap(service.resource)?.properties
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
            guard let resource = service.resource(logicalID), let part = resource.properties["PathPart"]?.knownText
            else { return nil }
            segments.append(part)
            next = resource.properties["ParentId"]
        }
        return nil
    }
}
