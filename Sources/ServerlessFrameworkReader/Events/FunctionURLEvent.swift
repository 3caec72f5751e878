import ApplicationModel
import CloudFormationReader
import ManifestReading
import SourceText

/// `url`: an HTTPS address of the function's own.
/// Source: https://www.serverless.com/framework/docs/providers/aws/guide/functions#lambda-function-urls
struct FunctionURLEvent {
    let service: ServiceManifest
    /// The function's name.
    let function: String

    /// The trigger for a `url` setting that is not empty.
    func trigger(_ setting: Value.Member) -> Trigger {
        var trigger = Trigger(
            kind: .functionURL, name: setting.key, place: setting.keyPlace, invocation: .synchronous,
            definition: setting.value)
        var route = HTTPRoute(method: "ANY", path: "/", place: setting.keyPlace)
        route.apiID = API.ID("url-" + function)
        readAuthorization(of: setting.value, into: &route)
        route.cors = CORSReader.http(setting.value.member("cors"))
        let generated = service.resource(FunctionNaming.urlLogicalID(of: function))
        ResourceDoors(template: service.template).override(&route, with: generated)
        trigger.route = route
        return trigger
    }

    /// Everything but `aws_iam` in this very spelling leaves the address open to everyone.
    private func readAuthorization(of value: Value, into route: inout HTTPRoute) {
        if value.isUndetermined { route.authorization = .unknown(reason: value.undeterminedReason ?? "") }
        guard let authorizer = value.member("authorizer") else { return }
        route.authorizationPlace = authorizer.keyPlace
        if authorizer.value.string == "aws_iam" {
            route.authorization = .iam
        } else if let reason = authorizer.value.undeterminedReason {
            route.authorization = .unknown(reason: reason)
        }
    }
}
