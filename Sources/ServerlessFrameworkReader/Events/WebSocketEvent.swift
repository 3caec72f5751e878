import ApplicationModel
import CloudFormationReader
import ManifestReading
import SourceText

/// `websocket`: a route of a WebSocket API.
/// Source: https://www.serverless.com/framework/docs/providers/aws/events/websocket
struct WebSocketEvent {
    /// The id of the service's WebSocket API.
    static let apiID = API.ID("webSocket")

    let service: ServiceManifest

    /// The trigger for an event.
    func trigger(_ event: Value.Member) -> Trigger {
        var trigger = Trigger(
            kind: .webSocket, name: event.key, place: event.keyPlace, invocation: .synchronous,
            definition: event.value)
        let key = event.value.isMap ? event.value["route"] : event.value
        var route = HTTPRoute(method: "", path: key?.knownText, place: event.keyPlace)
        route.apiID = Self.apiID
        if let authorizer = event.value.member("authorizer"), authorizer.value.isTruthy {
            route.authorization = authorization(authorizer.value)
            route.authorizationPlace = authorizer.keyPlace
        }
        trigger.route = route
        return trigger
    }

    private func authorization(_ setting: Value) -> HTTPRoute.Authorization {
        if setting.string?.uppercased() == "AWS_IAM" || setting["type"]?.string?.uppercased() == "AWS_IAM" {
            return .iam
        }
        if let target = setting.isMap ? setting["arn"] ?? setting["name"] : setting {
            return service.authorizer(named: target)
        }
        return .unknown(reason: "the authorizer has neither a name nor an ARN")
    }

    /// Lays the authorization of `$connect` over every route; an API that other manifests add to may have its own.
    func spreadConnectAuthorization(over functions: inout [Function]) {
        WebSocketRoutes.spreadConnectAuthorization(over: &functions) { id in
            id == Self.apiID && service.provider[path: "apiGateway", "websocketApiId"] == nil
        }
    }
}
