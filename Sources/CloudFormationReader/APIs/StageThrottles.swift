package import ApplicationModel
internal import SourceText

/// The throttles that resources of the template set on stages and their routes, collected once.
package struct StageThrottles: Sendable {
    /// By method and path of the REST API, such as `GET /orders`.
    package private(set) var restRoutes: [String: Throttle] = [:]
    /// On the whole stage of the REST API.
    package private(set) var rest: Throttle?
    /// By route key of the HTTP API.
    package private(set) var httpRoutes: [String: Throttle] = [:]
    /// On a whole stage, by the stage's logical id.
    package private(set) var stages: [String: Throttle] = [:]

    /// Collects the throttles of the indexed resources.
    package init(index: ResourceIndex) {
        for resource in index.byType["AWS::ApiGateway::Stage"] ?? [] {
            readMethods(resource.properties["MethodSettings"])
        }
        for resource in index.byType["AWS::ApiGateway::Deployment"] ?? [] {
            let stage = resource.properties["StageDescription"]
            readMethods(stage?["MethodSettings"])
            rest = rest ?? stage.flatMap(Self.throttle)
        }
        for resource in index.byType["AWS::ApiGatewayV2::Stage"] ?? [] {
            for route in resource.properties["RouteSettings"]?.members ?? [] {
                if let throttle = Self.throttle(route.value) { httpRoutes[route.key] = throttle }
            }
            stages[resource.logicalID] = resource.properties["DefaultRouteSettings"].flatMap(Self.throttle)
        }
    }

    /// The limit in one entry of a stage's settings.
    package static func throttle(_ setting: Value) -> Throttle? {
        let rate = setting["ThrottlingRateLimit"]
        let burst = setting["ThrottlingBurstLimit"]
        guard rate != nil || burst != nil else { return nil }
        return Throttle(rate: rate, burst: burst, place: setting.usePlace)
    }

    private mutating func readMethods(_ list: Value?) {
        for setting in list?.oneOrMany ?? [] {
            guard let throttle = Self.throttle(setting), let path = setting["ResourcePath"]?.string else { continue }
            if path == "/*" {
                rest = rest ?? throttle
            } else {
                restRoutes["\(RouteText.method(setting["HttpMethod"]) ?? "ANY") \(Self.decoded(path))"] = throttle
            }
        }
    }

    /// A path in method settings has `~1` for its inner slashes.
    static func decoded(_ path: String) -> String {
        RouteText.path(path.split(separator: "~1", omittingEmptySubsequences: false).joined(separator: "/"))
    }
}
