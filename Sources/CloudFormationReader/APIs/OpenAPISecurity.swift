internal import ApplicationModel
internal import ManifestReading
internal import SourceText

/// Who may call the operations of an OpenAPI document.
/// Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-authorizer.html
struct OpenAPISecurity {
    private let schemes: [String: Value]
    private let common: Value.Member?

    /// Reads a document's schemes and what holds for all operations.
    init(document: Value) {
        let section = document["securityDefinitions"] ?? document[path: "components", "securitySchemes"]
        schemes = Dictionary((section?.members ?? []).map { ($0.key, $0.value) }, uniquingKeysWith: { $1 })
        common = document.member("security")
    }

    /// Sets what a caller must show at an operation.
    func decide(_ route: inout HTTPRoute, for operation: Value) {
        if let type = operation[path: "x-amazon-apigateway-auth", "type"]?.string?.uppercased() {
            if type == "AWS_IAM" { route.authorization = .iam }
            if type == "AWS_IAM" || type == "NONE" { return }
        }
        guard let security = operation.member("security") ?? common else { return }
        route.authorizationPlace = security.value.place
        guard case .list(let choices) = security.value.content else {
            if !security.value.isNull {
                route.authorization = .unknown(reason: security.value.undeterminedReason ?? "`security` is not a list")
            }
            return
        }
        // Whichever choice a caller meets is enough; an empty one asks for nothing.
        guard !choices.isEmpty, !choices.contains(where: { $0.isMap && $0.members.isEmpty }) else { return }
        for scheme in choices.flatMap(\.members) { add(scheme, to: &route) }
    }

    private func add(_ requirement: Value.Member, to route: inout HTTPRoute) {
        guard let scheme = schemes[requirement.key] else {
            // SAM's own word for an operation without authorization.
            if requirement.key != "NONE", route.authorization == .none {
                route.authorization = .unknown(reason: "the scheme `\(requirement.key)` is not in the API's document")
            }
            return
        }
        guard let authorization = authorization(scheme) else {
            route.requiresAPIKey = true
            return
        }
        if route.authorization == .none { route.authorization = authorization }
    }

    /// What a scheme asks for; `nil` when it is the API key alone.
    private func authorization(_ scheme: Value) -> HTTPRoute.Authorization? {
        let authorizer = scheme["x-amazon-apigateway-authorizer"]
        let authType = scheme["x-amazon-apigateway-authtype"]?.string?.lowercased()
        if authType == "awssigv4" { return .iam }
        switch authorizer?["type"]?.string?.lowercased() {
        case "cognito_user_pools": return .cognito(authorizer?["providerARNs"]?.elements.first ?? authorizer)
        case "jwt": return .jwt(authorizer?["jwtConfiguration"] ?? authorizer)
        case "token", "request": return .function(authorizer?["authorizerUri"] ?? authorizer)
        default: break
        }
        if authType == "cognito_user_pools" { return .cognito(scheme) }
        if let authorizer { return .function(authorizer["authorizerUri"] ?? authorizer) }
        if scheme["type"]?.string == "apiKey", authType == nil { return nil }
        return .unknown(reason: "the API's document has a scheme that API Gateway does not check")
    }
}
