internal import ApplicationModel
internal import ManifestReading
internal import SourceText

/// The routes through which a load balancer reaches a group of targets.
/// Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html
struct LoadBalancerDoors {
    /// How many routes one group may have.
    private static let routeLimit = 64

    let template: Template

    /// A route for each rule and listener that forwards to a group; one that is not known where the template has none.
    func routes(to group: Resource) -> [HTTPRoute] {
        let rules = template.resources(ofType: "AWS::ElasticLoadBalancingV2::ListenerRule").filter {
            forwards($0.properties["Actions"], to: group)
        }
        let listeners = template.resources(ofType: "AWS::ElasticLoadBalancingV2::Listener").filter {
            forwards($0.properties["DefaultActions"], to: group)
        }
        let routes =
            rules.map { rule in
                route(
                    rule, actions: rule.properties["Actions"], path: path(of: rule),
                    listener: rule.properties["ListenerArn"]?.referencedLogicalID.flatMap(template.resource))
            }
            + listeners.map { route($0, actions: $0.properties["DefaultActions"], path: "/*", listener: $0) }
        if routes.isEmpty {
            var route = HTTPRoute(method: nil, path: nil, place: group.logicalIDPlace)
            route.authorization = .unknown(reason: "the listener is defined outside the template")
            return [route]
        }
        return Array(routes.prefix(Self.routeLimit))
    }

    private func forwards(_ actions: Value?, to group: Resource) -> Bool {
        (actions?.elements ?? []).contains { action in
            let weighted = action[path: "ForwardConfig", "TargetGroups"]?.elements ?? []
            let named = [action["TargetGroupArn"]] + weighted.map { $0["TargetGroupArn"] }
            return named.contains { $0?.referencedLogicalID == group.logicalID }
        }
    }

    private func route(_ owner: Resource, actions: Value?, path: String?, listener: Resource?) -> HTTPRoute {
        var route = HTTPRoute(method: "ANY", path: path, place: owner.logicalIDPlace)
        let balancer = listener?.properties["LoadBalancerArn"]?.referencedLogicalID
        route.apiID = API.ID(balancer ?? "loadBalancer")
        route.isPrivateNetwork =
            balancer.flatMap(template.resource)?.properties["Scheme"]?.string?.lowercased() == "internal"
        for action in actions?.elements ?? [] {
            switch action["Type"]?.string?.lowercased() {
            case "authenticate-cognito" where asks(action["AuthenticateCognitoConfig"]):
                route.authorization = .cognito(action[path: "AuthenticateCognitoConfig", "UserPoolArn"])
                route.authorizationPlace = action.place
            case "authenticate-oidc" where asks(action["AuthenticateOidcConfig"]), "jwt-validation":
                route.authorization = .jwt(action["AuthenticateOidcConfig"] ?? action)
                route.authorizationPlace = action.place
            default: break
            }
        }
        return route
    }

    private func asks(_ settings: Value?) -> Bool {
        settings?["OnUnauthenticatedRequest"]?.string?.lowercased() != "allow"
    }

    private func path(of rule: Resource) -> String? {
        for condition in rule.properties["Conditions"]?.elements ?? []
        where condition["Field"]?.string == "path-pattern" {
            let values = condition[path: "PathPatternConfig", "Values"] ?? condition["Values"]
            return values?.elements.first?.knownText.map { RouteText.path($0) }
        }
        return "/*"
    }
}
