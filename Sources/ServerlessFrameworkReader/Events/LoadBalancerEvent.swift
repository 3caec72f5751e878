import ApplicationModel
import CloudFormationReader
import ManifestReading
import SourceText

/// `alb`: a rule of a load balancer's listener.
/// Source: https://www.serverless.com/framework/docs/providers/aws/events/alb
struct LoadBalancerEvent {
    /// The id that all listeners share; their settings are outside the manifest.
    static let apiID = API.ID("loadBalancer")

    /// How many routes one event may spell out.
    private static let routeLimit = 64

    let service: ServiceManifest

    /// A trigger for each method and path that the event's conditions name.
    func triggers(_ event: Value.Member) -> [Trigger] {
        let conditions = event.value["conditions"]
        let paths = conditions?["path"]?.oneOrMany.map { $0.knownText.map { RouteText.path($0) } } ?? ["/*"]
        let methods = conditions?["method"]?.oneOrMany.map { RouteText.method($0) } ?? ["ANY"]
        var triggers: [Trigger] = []
        for path in paths {
            for method in methods where triggers.count < Self.routeLimit {
                triggers.append(trigger(event, method: method, path: path))
            }
        }
        return triggers
    }

    private func trigger(_ event: Value.Member, method: String?, path: String?) -> Trigger {
        var trigger = Trigger(
            kind: .loadBalancer, name: event.key, place: event.keyPlace, invocation: .synchronous,
            definition: event.value)
        var route = HTTPRoute(method: method, path: path, place: event.keyPlace)
        route.apiID = Self.apiID
        route.isPrivateNetwork = isInternal(event.value["listenerArn"])
        if let authorizer = event.value.member("authorizer"), authorizer.value.isTruthy {
            route.authorizationPlace = authorizer.keyPlace
            route.authorization = authorization(authorizer.value, place: &route.authorizationPlace)
        }
        trigger.source = event.value["listenerArn"]
        trigger.route = route
        return trigger
    }

    /// Of several authorizers, which all are asked, the first that turns strangers away counts.
    private func authorization(_ setting: Value, place: inout SourcePlace) -> HTTPRoute.Authorization {
        var openPlace: SourcePlace?
        for name in setting.oneOrMany {
            guard let text = name.string else {
                return .unknown(reason: name.undeterminedReason ?? "the authorizer has no name")
            }
            guard let declared = service.provider[path: "alb", "authorizers", text] else {
                return .unknown(reason: "`\(text)` is not declared under `provider.alb.authorizers`")
            }
            let unknownCallers = declared.member("onUnauthenticatedRequest")
            guard unknownCallers?.value.string?.lowercased() == "allow" else { return scheme(declared, named: text) }
            openPlace = unknownCallers?.keyPlace
        }
        if let openPlace { place = openPlace }
        return .none
    }

    private func scheme(_ declared: Value, named name: String) -> HTTPRoute.Authorization {
        switch declared["type"]?.string?.lowercased() {
        case "cognito": return .cognito(declared["userPoolArn"])
        case "oidc": return .jwt(declared)
        default: return .other(declared["type"]?.knownText ?? name)
        }
    }

    /// Whether the manifest itself declares the balancer behind a listener, and as internal.
    private func isInternal(_ listener: Value?) -> Bool {
        guard let id = listener?.referencedLogicalID, let resource = service.resource(id),
            let balancer = resource.properties["LoadBalancerArn"]?.referencedLogicalID
        else { return false }
        return service.resource(balancer)?.properties["Scheme"]?.string == "internal"
    }
}
