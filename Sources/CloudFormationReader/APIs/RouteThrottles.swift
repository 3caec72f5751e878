internal import ApplicationModel
internal import ManifestReading
internal import SourceText

/// The throttles that stages set on single routes, by the API's logical id and the route.
struct RouteThrottles {
    private struct Key: Hashable {
        let api: String
        let route: String
    }

    private var throttles: [Key: Throttle] = [:]

    /// Collects the throttles of a template's stages.
    init(template: Template) {
        for resource in template.resources(ofType: "AWS::ApiGateway::Stage") {
            guard let api = resource.properties["RestApiId"]?.referencedLogicalID else { continue }
            for setting in resource.properties["MethodSettings"]?.oneOrMany ?? [] {
                guard let throttle = StageThrottles.throttle(setting), let path = setting["ResourcePath"]?.string,
                    path != "/*"
                else { continue }
                let method = RouteText.method(setting["HttpMethod"]) ?? "ANY"
                throttles[Key(api: api, route: "\(method) \(StageThrottles.decoded(path))")] = throttle
            }
        }
        for resource in template.resources(ofType: "AWS::ApiGatewayV2::Stage") {
            guard let api = resource.properties["ApiId"]?.referencedLogicalID else { continue }
            for route in resource.properties["RouteSettings"]?.members ?? [] {
                throttles[Key(api: api, route: route.key)] = StageThrottles.throttle(route.value)
            }
        }
    }

    /// The throttle on one route of an API.
    func throttle(on route: HTTPRoute) -> Throttle? {
        guard let api = route.apiID?.name, let path = route.path else { return nil }
        let keys = ["\(route.method ?? "ANY") \(path)", "ANY \(path)", path]
        return keys.lazy.compactMap { throttles[Key(api: api, route: $0)] }.first
    }
}
