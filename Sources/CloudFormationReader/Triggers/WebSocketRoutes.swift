package import ApplicationModel
internal import ManifestReading
internal import SourceText

/// What the routes of WebSocket APIs have in common.
package enum WebSocketRoutes {
    /// Lays the authorization of `$connect` over every route of its API.
    ///
    /// A connection is authorised once, when it is opened: what guards `$connect` guards every route, and an authoriser
    /// anywhere else guards nothing. `isWhole` says whether the manifest has all routes of an API; where it has not, a
    /// connection that another manifest opens is guarded there, or is not.
    /// Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-control-access.html
    package static func spreadConnectAuthorization(
        over functions: inout [Function], isWhole: (API.ID?) -> Bool = { _ in true }
    ) {
        let routes = functions.flatMap(\.triggers).filter { $0.kind == .webSocket }.compactMap(\.route)
        let connects = Dictionary(grouping: routes.filter { $0.path == "$connect" }, by: \.apiID)
        for function in functions.indices {
            for trigger in functions[function].triggers.indices {
                guard var route = functions[function].triggers[trigger].route,
                    functions[function].triggers[trigger].kind == .webSocket, route.path != "$connect"
                else { continue }
                let connect = connects[route.apiID]?.first
                if connect == nil, !isWhole(route.apiID) { continue }
                route.authorization = connect?.authorization ?? .none
                route.authorizationPlace = connect?.authorizationPlace ?? route.place
                functions[function].triggers[trigger].route = route
            }
        }
    }
}
