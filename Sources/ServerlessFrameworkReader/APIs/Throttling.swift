import ApplicationModel
import CloudFormationReader
import ManifestReading
import SourceText

/// Limits on the rate of requests: by the throttling plugin, or by resources of the template.
struct Throttling {
    /// The plugin that gives the framework throttles for REST APIs.
    static let plugin = "serverless-api-gateway-throttling"

    let service: ServiceManifest

    /// The limit on one method of the REST API.
    func ofRoute(event: Value, route: HTTPRoute) -> Throttle? {
        if service.hasPlugin(Self.plugin), let own = event.member("throttling"), own.value.isTruthy {
            return throttle(pluginSetting: own)
        }
        guard let path = route.path else { return nil }
        let routes = service.template.stageThrottles.restRoutes
        return routes["\(route.method ?? "ANY") \(path)"] ?? routes["ANY \(path)"]
    }

    /// The limit on the whole stage of the REST API.
    var ofRESTStage: Throttle? {
        if service.hasPlugin(Self.plugin), let setting = service.document["custom"]?.member("apiGatewayThrottling") {
            return throttle(pluginSetting: setting)
        }
        return service.template.stageThrottles.rest
    }

    /// The limit on one route of the HTTP API.
    func ofHTTPRoute(_ route: HTTPRoute) -> Throttle? {
        guard let path = route.path else { return nil }
        return service.template.stageThrottles.httpRoutes[path == "$default" ? path : "\(route.method ?? "ANY") \(path)"]
    }

    /// The limit on every route of an API's stage, by the logical id of the framework's own stage.
    func ofStage(_ logicalID: String) -> Throttle? { service.template.stageThrottles.stages[logicalID] }

    /// The limits of usage plans; they hold for callers with an API key.
    var ofUsagePlans: Throttle? {
        let setting = service.provider[path: "apiGateway", "usagePlan"] ?? service.provider["usagePlan"]
        var plans = setting.map { [$0] } ?? []
        // Several plans are a list of maps with one name each.
        plans += (setting?.elements ?? []).flatMap { $0.members.map(\.value) }
        for plan in plans {
            guard let throttle = plan.member("throttle"), throttle.value.isTruthy else { continue }
            return Throttle(
                rate: throttle.value["rateLimit"], burst: throttle.value["burstLimit"], place: throttle.keyPlace)
        }
        return service.resources(ofType: "AWS::ApiGateway::UsagePlan").lazy
            .compactMap { $0.properties.member("Throttle") }
            .map { Throttle(rate: $0.value["RateLimit"], burst: $0.value["BurstLimit"], place: $0.keyPlace) }.first
    }

    private func throttle(pluginSetting setting: Value.Member) -> Throttle? {
        let rate = setting.value["maxRequestsPerSecond"]
        let burst = setting.value["maxConcurrentRequests"]
        if rate == nil, burst == nil, !setting.value.isUndetermined { return nil }
        return Throttle(rate: rate, burst: burst, place: setting.keyPlace)
    }
}
