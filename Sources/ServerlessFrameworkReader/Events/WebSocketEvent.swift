import ApplicationModel
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

    /// A connection is authorised once, when it is opened: what guards `$connect` guards every route, and an
    /// authoriser anywhere else guards nothing.
    /// https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-control-access.html
    func spreadConnectAuthorization(over functions: inout [Function]) {
        let routes = functions.flatMap(\.triggers).filter { $0.kind == .webSocket }.compactMap(\.route)
        let connects = Dictionary(grouping: routes.filter { $0.path == "$connect" }, by: \.apiID)
        for function in functions.indices {
            for trigger in functions[function].triggers.indices {
                guard var route = functions[function].triggers[trigger].route,
                    functions[function].triggers[trigger].kind == .webSocket, route.path != "$connect"
                else { continue }
                let connect = connects[route.apiID]?.first
                // A connection that another manifest opens is guarded there, or is not.
                if connect == nil,
                    route.apiID != Self.apiID || service.provider[path: "apiGateway", "websocketApiId"] != nil
                {
                    continue
                }
                route.authorization = connect?.authorization ?? .none
                route.authorizationPlace = connect?.authorizationPlace ?? route.place
                functions[function].triggers[trigger].route = route
            }
        }
    }
}
