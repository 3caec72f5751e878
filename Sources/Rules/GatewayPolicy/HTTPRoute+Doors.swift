import ApplicationModel

extension HTTPRoute {
    /// Whether requests of the route's method carry a body.
    var takesBody: Bool { method.map { ["POST", "PUT", "PATCH", "ANY"].contains($0) } ?? false }

    /// Whether a request can change something, as far as the method says.
    var isReadOnly: Bool { method.map { ["GET", "HEAD"].contains($0) } ?? false }

    /// Whether it only answers browsers that ask what they may do.
    var isPreflight: Bool { method == "OPTIONS" }

    /// Whether nobody is asked who they are: no authorization, and not only reachable from a private network.
    var isAnonymous: Bool {
        guard case .none = authorization else { return false }
        return !isPrivateNetwork
    }

    /// Whether the last word of the path names something that strangers must be able to reach.
    var isMeantForStrangers: Bool {
        let words = (path ?? "").lowercased().split { !$0.isLetter }.map(String.init)
        return words.contains(where: HTTPRoute.wordsForStrangers.contains)
    }

    private static let wordsForStrangers: Set<String> = [
        "login", "signin", "signup", "register", "logout", "auth", "oauth", "callback", "health", "healthz",
        "healthcheck", "ping", "status", "webhook", "webhooks", "robots", "favicon", "assets", "static", "public",
        "docs", "swagger", "openapi", "captcha", "verify", "jwks", "token", "contact", "subscribe",
    ]
}

extension Trigger.Kind {
    /// Whether an Amazon API Gateway stands before the function.
    var isGateway: Bool { self == .restAPI || self == .httpAPI || self == .webSocket }
}
