package import SourceText

/// One method and path of an HTTP interface, and what stands guard there.
package struct HTTPRoute: Sendable {
    /// What a caller must show before the function runs.
    package enum Authorization: Sendable, Hashable {
        /// Nobody asks.
        case none
        /// Signed requests (SigV4).
        case iam
        /// A Cognito user pool, by name or ARN as written.
        case cognito(Value?)
        /// A Lambda authorizer, by function name, ARN or id as written.
        case function(Value?)
        /// A JSON Web Token, with its settings as written.
        case jwt(Value?)
        /// Another scheme of the provider, such as Azure's function keys, as the manifest names it.
        case other(String)
        /// It cannot be known from the tree, and why.
        case unknown(reason: String)
    }

    /// The method in upper case, `ANY` for all; `nil` when it is not known.
    package var method: String?
    /// The path with a leading slash, `$default` for HTTP APIs' catch-all, or a WebSocket route key; `nil` when it
    /// is not known.
    package var path: String?
    /// The interface the route belongs to.
    package var apiID: API.ID?
    /// What a caller must show.
    package var authorization: Authorization
    /// Where that is decided; the route's own place when nothing decides it.
    package var authorizationPlace: SourcePlace
    /// Whether the caller must send an API key (`private: true`).
    package var requiresAPIKey: Bool
    /// Cross-origin settings; `nil` when there are none.
    package var cors: CORS?
    /// Body schemas by content type; the key is as written, `$default` included.
    package var bodySchemas: [BodySchema]
    /// Required or typed parameters as written; `nil` when none are.
    package var parameters: Value?
    /// The throttle on the route itself, by the framework or a plugin.
    package var throttle: Throttle?
    /// Whether the platform is the only caller because the integration is private (`PRIVATE` endpoint or VPC link).
    package var isPrivateNetwork: Bool
    /// Where the route is written.
    package var place: SourcePlace

    /// Makes a route without any guard.
    package init(method: String?, path: String?, place: SourcePlace) {
        self.method = method
        self.path = path
        self.place = place
        authorization = .none
        authorizationPlace = place
        requiresAPIKey = false
        bodySchemas = []
        isPrivateNetwork = false
    }

    /// The method and path, `?` where one is not known.
    package var summary: String {
        [method ?? "?", path ?? "?"].filter { !$0.isEmpty }.joined(separator: " ")
    }

    /// Who can reach the route; a guard that is not known is none.
    package var exposure: Exposure {
        if isPrivateNetwork { return .internal }
        return switch authorization {
        case .none, .unknown: .public
        case .iam, .cognito, .function, .jwt, .other: .authenticated
        }
    }
}

/// A schema that a request's body must match.
package struct BodySchema: Sendable, Hashable {
    /// The content type as written.
    package let contentType: String
    /// The schema, resolved; unknown when its file could not be read.
    package let schema: Value
    /// Where the content type is written.
    package let place: SourcePlace

    /// Makes a body schema.
    package init(contentType: String, schema: Value, place: SourcePlace) {
        self.contentType = contentType
        self.schema = schema
        self.place = place
    }
}

/// Cross-origin resource sharing as the manifest asks for it.
package struct CORS: Sendable, Hashable {
    /// The origins, as written; `*` for the framework's default.
    package let origins: [Value]
    /// Whether credentials are allowed; `nil` when that is not said.
    package let allowsCredentials: Value?
    /// Where the setting is written.
    package let place: SourcePlace

    /// Makes the settings.
    package init(origins: [Value], allowsCredentials: Value?, place: SourcePlace) {
        self.origins = origins
        self.allowsCredentials = allowsCredentials
        self.place = place
    }
}

/// A limit on the rate of requests.
package struct Throttle: Sendable, Hashable {
    /// Requests a second, as written.
    package let rate: Value?
    /// Requests at once, as written.
    package let burst: Value?
    /// Where the limit is written.
    package let place: SourcePlace

    /// Makes a limit.
    package init(rate: Value?, burst: Value?, place: SourcePlace) {
        self.rate = rate
        self.burst = burst
        self.place = place
    }
}

/// An HTTP interface: what holds for all of its routes.
package struct API: Sendable, Identifiable {
    /// The kind of interface.
    package enum Kind: String, Sendable, Hashable { case rest, http, webSocket, loadBalancer, functionURL, graphQL, other }

    /// Names the interface within its application, such as `rest` or a logical id.
    package struct ID: Sendable, Hashable {
        /// The name.
        package let name: String
        /// Makes an id.
        package init(_ name: String) { self.name = name }
    }

    /// The id.
    package var id: ID
    /// The kind.
    package var kind: Kind
    /// Where its settings are written; the first route's place when it has none.
    package var place: SourcePlace
    /// Whether it is made elsewhere, so that what its stage sets (throttles, logs, tracing) is not in the manifest.
    package var isExternal: Bool
    /// The throttle on all routes (a plugin's stage setting, or `defaultRouteSettings`).
    package var throttle: Throttle?
    /// The throttle and quota of usage plans, which hold for callers with an API key.
    package var usagePlanThrottle: Throttle?
    /// Whether access is logged, as written; `nil` when that is not said.
    package var accessLogging: Value?
    /// The resource policy, as written.
    package var resourcePolicy: Value?
    /// The endpoint type in upper case: `EDGE`, `REGIONAL`, `PRIVATE`; `nil` when that is not said.
    package var endpointType: String?
    /// Tracing, as written; `nil` when that is not said.
    package var tracing: Value?
    /// The routes that lead to a service or an address rather than to a function, in the manifest's order.
    package var serviceRoutes: [HTTPRoute]

    /// Makes an interface without settings.
    package init(id: ID, kind: Kind, place: SourcePlace) {
        self.id = id
        self.kind = kind
        self.place = place
        isExternal = false
        serviceRoutes = []
    }
}
