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

    /// Whether it is anonymous, or nobody can say that it is not.
    var mayBeAnonymous: Bool {
        if case .unknown = authorization { return !isPrivateNetwork }
        return isAnonymous
    }

    /// Whether the path names something that strangers must be able to reach: a folder of that kind anywhere, or a
    /// deed of that kind at its end.
    var isMeantForStrangers: Bool {
        let segments = (path ?? "").lowercased().split(separator: "/").filter { !$0.hasPrefix("{") }
        let words = { (segment: Substring) in segment.split { !$0.isLetter }.map(String.init) }
        if segments.flatMap(words).contains(where: HTTPRoute.foldersForStrangers.contains) { return true }
        return segments.last.map(words)?.contains(where: HTTPRoute.deedsForStrangers.contains) ?? false
    }

    /// Whether the path names a vendor that calls it when something happens there, such as `/stripe/incoming`.
    var isVendorCallback: Bool {
        let words = (path ?? "").lowercased().split { !$0.isLetter }.map(String.init)
        // Whoever sets a hook up is no vendor.
        if words.contains(where: HTTPRoute.hookManagement.contains) { return false }
        if words.contains(where: HTTPRoute.hooks.contains) { return true }
        return !isReadOnly && words.contains(where: HTTPRoute.callingVendors.contains)
    }

    private static let hooks: Set<String> = ["webhook", "webhooks", "hook", "hooks", "ipn"]
    private static let hookManagement: Set<String> = ["set", "register", "create", "update", "delete", "list", "send"]
    private static let callingVendors: Set<String> = [
        "bitbucket", "discord", "github", "gitlab", "mailgun", "mailchimp", "messenger", "paypal", "postmark",
        "sendgrid", "shopify", "slack", "square", "stripe", "telegram", "twilio", "typeform", "whatsapp", "zapier",
    ]
    private static let foldersForStrangers: Set<String> = [
        "auth", "oauth", "health", "healthz", "healthcheck", "assets", "static", "public", "docs",
        "swagger", "openapi", "robots", "favicon", "jwks",
    ]
    private static let deedsForStrangers: Set<String> = [
        "login", "signin", "signup", "register", "logout", "callback", "ping", "status", "captcha", "verify", "token",
        "contact", "subscribe",
    ]
}

extension Trigger.Kind {
    /// Whether an Amazon API Gateway stands before the function.
    var isGateway: Bool { self == .restAPI || self == .httpAPI || self == .webSocket }
}
