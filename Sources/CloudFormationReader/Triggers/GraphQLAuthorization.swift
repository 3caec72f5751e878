package import ApplicationModel
internal import ManifestReading

/// How AppSync asks who is calling.
package enum GraphQLAuthorization {
    /// Sets a door's authorization from the name of a scheme, in the spelling of CloudFormation and the plugin.
    /// Source: https://docs.aws.amazon.com/appsync/latest/devguide/security-authz.html
    package static func decide(_ route: inout HTTPRoute, type: Value.Member?, settings: Value?) {
        guard let type else {
            route.authorization = .unknown(reason: "the API's authentication is not in the manifest")
            return
        }
        route.authorizationPlace = type.keyPlace
        switch type.value.string?.uppercased() {
        case "API_KEY":
            // The key is part of every client; it counts calls and tells nobody apart.
            route.requiresAPIKey = true
        case "AWS_IAM": route.authorization = .iam
        case "AMAZON_COGNITO_USER_POOLS": route.authorization = .cognito(settings)
        case "OPENID_CONNECT": route.authorization = .jwt(settings)
        case "AWS_LAMBDA": route.authorization = .function(settings)
        default:
            route.authorization = .unknown(
                reason: type.value.undeterminedReason ?? "the API's authentication is not known")
        }
    }
}
