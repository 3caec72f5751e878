import ApplicationModel
import CloudFormationReader
import ManifestReading
import SourceText

/// `http`: a method of a REST API.
/// Source: https://www.serverless.com/framework/docs/providers/aws/events/apigateway
struct RESTEvent {
    /// The id of the service's REST API.
    static let apiID = API.ID("rest")

    let service: ServiceManifest

    /// The trigger for an event.
    func trigger(_ event: Value.Member) -> Trigger {
        let value = event.value
        let isQueued = value["async"]?.isTruthy == true
        var trigger = Trigger(
            kind: .restAPI, name: event.key, place: event.keyPlace,
            invocation: isQueued ? .asynchronous : .synchronous, definition: value)
        if isForwarded(value) {
            trigger.invocation = .never
        } else {
            trigger.route = route(event)
        }
        return trigger
    }

    /// Whether the door answers by itself or asks elsewhere, so that no request runs the function.
    /// https://www.serverless.com/framework/docs/providers/aws/events/apigateway#mock-integration
    private func isForwarded(_ event: Value) -> Bool {
        let integration = event["integration"]?.string?.uppercased()
        return ["MOCK", "HTTP", "HTTP_PROXY", "HTTP-PROXY"].contains(integration)
    }

    /// The route of an `http` event, be it a function's or a state machine's.
    func route(_ event: Value.Member) -> HTTPRoute {
        let value = event.value
        let (method, path) =
            value.isMap ? (RouteText.method(value["method"]), RouteText.path(value["path"])) : RouteText.split(value)
        var route = HTTPRoute(method: method, path: path, place: event.keyPlace)
        route.apiID = Self.apiID
        if let authorizer = value.member("authorizer"), authorizer.value.isTruthy {
            route.authorization = RESTAuthorizer(service: service).authorization(authorizer.value)
            route.authorizationPlace = authorizer.keyPlace
        } else if value.isUndetermined {
            route.authorization = .unknown(reason: value.undeterminedReason ?? "the event is not known")
        }
        route.requiresAPIKey = value["private"]?.bool == true
        route.cors = CORSReader.rest(value.member("cors"))
        route.bodySchemas = RequestSchemas(service: service).schemas(of: value)
        route.parameters = value[path: "request", "parameters"]?.truthy
        route.throttle = Throttling(service: service).ofRoute(event: value, route: route)
        route.isPrivateNetwork = isPrivate
        if let method, let path {
            let generated = service.resource(FunctionNaming.methodLogicalID(method: method, path: path))
            ResourceDoors(template: service.template).override(&route, with: generated)
        }
        return route
    }

    private var isPrivate: Bool {
        let type = service.provider["endpointType"] ?? service.provider[path: "apiGateway", "endpointType"]
        if let type { return type.string?.uppercased() == "PRIVATE" }
        let types = service.resource("ApiGatewayRestApi")?.properties[path: "EndpointConfiguration", "Types"]
        return types?.elements.compactMap(\.string) == ["PRIVATE"]
    }
}
