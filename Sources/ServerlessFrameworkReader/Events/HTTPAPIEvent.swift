import ApplicationModel
import CloudFormationReader
import ManifestReading
import SourceText

/// `httpApi`: a route of an HTTP API.
/// Source: https://www.serverless.com/framework/docs/providers/aws/events/http-api
struct HTTPAPIEvent {
    /// The id of the service's HTTP API.
    static let apiID = API.ID("http")

    let service: ServiceManifest

    /// The trigger for an event.
    func trigger(_ event: Value.Member) -> Trigger {
        var trigger = Trigger(
            kind: .httpAPI, name: event.key, place: event.keyPlace, invocation: .synchronous, definition: event.value)
        let (method, path) = key(event.value)
        var route = HTTPRoute(method: method, path: path, place: event.keyPlace)
        route.apiID = Self.apiID
        if let authorizer = event.value.member("authorizer"), authorizer.value.isTruthy {
            route.authorization = authorization(authorizer.value)
            route.authorizationPlace = authorizer.keyPlace
        } else if event.value.isUndetermined {
            route.authorization = .unknown(reason: event.value.undeterminedReason ?? "the event is not known")
        }
        route.cors = service.httpCORS
        route.throttle = Throttling(service: service).ofHTTPRoute(route)
        if let method, let path {
            let generated = service.resource(FunctionNaming.httpRouteLogicalID(method: method, path: path))
            ResourceDoors(template: service.template).override(&route, with: generated)
        }
        trigger.route = route
        return trigger
    }

    private func key(_ value: Value) -> (method: String?, path: String?) {
        if !value.isMap {
            return value.string == "*" ? ("ANY", "$default") : RouteText.split(value)
        }
        if value["path"]?.string == "*" { return ("ANY", "$default") }
        return (RouteText.method(value["method"]), RouteText.path(value["path"]))
    }

    private func authorization(_ setting: Value) -> HTTPRoute.Authorization {
        let type = setting["type"]?.string?.lowercased()
        if type == "aws_iam" { return .iam }
        if let id = setting["id"] { return type == "request" ? .function(id) : .jwt(id) }
        guard let name = setting.isMap ? setting["name"] : setting else {
            return .unknown(reason: "the authorizer has neither a name nor an id")
        }
        guard let text = name.string else {
            return .unknown(reason: name.undeterminedReason ?? "the authorizer's name is not a string")
        }
        guard let declared = service.provider[path: "httpApi", "authorizers", text] else {
            return .unknown(reason: "`\(text)` is not declared under `provider.httpApi.authorizers`")
        }
        guard declared["type"]?.string?.lowercased() == "request" else { return .jwt(declared) }
        return declared["functionName"].map(service.authorizer) ?? .function(declared["functionArn"])
    }
}
