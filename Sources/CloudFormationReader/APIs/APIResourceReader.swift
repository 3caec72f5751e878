package import ApplicationModel
internal import ManifestReading
internal import SourceText

/// The settings of APIs that are resources, and of the stages they are deployed to.
package struct APIResourceReader: Sendable {
    private let template: Template

    /// Makes a reader of a template's APIs.
    package init(template: Template) { self.template = template }

    /// Lays what the resource and its stage say over an API; one that no resource makes is external.
    package func readDeclared(_ logicalID: String, into api: inout API) {
        guard let resource = template.resource(logicalID) else {
            api.isExternal = [.rest, .http, .webSocket].contains(api.kind)
            return
        }
        api.place = resource.logicalIDPlace
        let stage = template.index.stages[logicalID]?.properties
        switch resource.type {
        case "AWS::ApiGatewayV2::Api":
            api.throttle = stage?["DefaultRouteSettings"].flatMap(StageThrottles.throttle) ?? api.throttle
            api.accessLogging = stage?["AccessLogSettings"] ?? api.accessLogging
        case "AWS::ApiGateway::RestApi": readREST(resource.properties, stage: stage, into: &api)
        default: break
        }
    }

    private func readREST(_ properties: Value, stage: Value?, into api: inout API) {
        api.throttle =
            (stage?["MethodSettings"]?.elements ?? []).lazy
            .filter { $0["ResourcePath"]?.string == "/*" }.compactMap(StageThrottles.throttle).first ?? api.throttle
        api.accessLogging = stage?["AccessLogSetting"] ?? api.accessLogging
        api.tracing = stage?["TracingEnabled"] ?? api.tracing
        api.resourcePolicy = properties["Policy"] ?? properties[path: "Body", "x-amazon-apigateway-policy"]
        api.endpointType =
            properties[path: "EndpointConfiguration", "Types"]?.elements.first?.string?.uppercased()
            ?? properties[path: "Parameters", "endpointConfigurationTypes"]?.string?.uppercased() ?? api.endpointType
    }

    /// The interfaces that functions' routes belong to, in the order of their first routes, then those that only have
    /// other routes.
    func apis(of functions: [Function], besides others: ServiceRoutes) -> [API] {
        let known = functions.flatMap(\.triggers).compactMap { trigger in
            trigger.route.map { ($0, Self.kind(of: trigger)) }
        }
        let elsewhere = Dictionary(grouping: others.entries, by: \.route.apiID)
        let throttles = RouteThrottles(template: template)
        var apis: [API] = []
        var seen: Set<API.ID> = []
        for (route, kind) in known + others.entries.map({ ($0.route, $0.kind) }) {
            guard let id = route.apiID, seen.insert(id).inserted else { continue }
            var api = API(id: id, kind: kind, place: route.place)
            readDeclared(id.name, into: &api)
            api.usagePlanThrottle = usagePlanThrottle(of: id)
            api.serviceRoutes = elsewhere[id, default: []].map { entry in
                var route = entry.route
                route.throttle = route.throttle ?? throttles.throttle(on: route)
                return route
            }
            apis.append(api)
        }
        return apis
    }

    /// The kind of interface a trigger comes through.
    package static func kind(of trigger: Trigger) -> API.Kind {
        switch trigger.kind {
        case .restAPI: .rest
        case .httpAPI: .http
        case .webSocket: .webSocket
        case .functionURL: .functionURL
        case .loadBalancer: .loadBalancer
        case .graphQL: .graphQL
        default: .other
        }
    }

    private func usagePlanThrottle(of id: API.ID) -> Throttle? {
        let plans = template.resources(ofType: "AWS::ApiGateway::UsagePlan").filter { plan in
            (plan.properties["ApiStages"]?.elements ?? []).contains { $0["ApiId"]?.referencedLogicalID == id.name }
        }
        return plans.lazy.compactMap { $0.properties.member("Throttle") }.map {
            Throttle(rate: $0.value["RateLimit"], burst: $0.value["BurstLimit"], place: $0.keyPlace)
        }.first
    }
}
