import ApplicationModel
import CloudFormationReader
import ManifestReading
import SourceText

/// The interfaces that the functions' routes belong to, with the settings that hold for all of their routes.
struct APIReader {
    let service: ServiceManifest

    /// The interfaces in the order of their first routes.
    func apis(of functions: [Function]) -> [API] {
        var apis: [API] = []
        var seen: Set<API.ID> = []
        for trigger in functions.flatMap(\.triggers) {
            guard let route = trigger.route, let id = route.apiID, seen.insert(id).inserted else {
                continue
            }
            var api = API(id: id, kind: APIResourceReader.kind(of: trigger), place: route.place)
            readSettings(into: &api)
            apis.append(api)
        }
        return apis
    }

    private func readSettings(into api: inout API) {
        switch api.id {
        case RESTEvent.apiID:
            readREST(into: &api)
            join(service.provider[path: "apiGateway", "restApiId"], into: &api)
        case HTTPAPIEvent.apiID:
            place(&api, at: "httpApi")
            join(service.provider[path: "httpApi", "id"], into: &api)
            api.throttle = Throttling(service: service).ofStage("HttpApiStage") ?? api.throttle
            api.accessLogging =
                service.provider[path: "logs", "httpApi"] ?? stageLogging("HttpApiStage") ?? api.accessLogging
        case WebSocketEvent.apiID:
            place(&api, at: "websocket")
            join(service.provider[path: "apiGateway", "websocketApiId"], into: &api)
            api.throttle = Throttling(service: service).ofStage("WebsocketsDeploymentStage") ?? api.throttle
            api.accessLogging =
                service.provider[path: "logs", "websocket"] ?? stageLogging("WebsocketsDeploymentStage")
                ?? api.accessLogging
        default: APIResourceReader(template: service.template).readDeclared(api.id.name, into: &api)
        }
    }

    /// The routes join an API that is a resource of the manifest, or one that is made elsewhere.
    private func join(_ id: Value?, into api: inout API) {
        guard let id = id?.truthy else { return }
        let logicalID = id.referencedLogicalID ?? ""
        guard service.resource(logicalID) != nil else { return api.isExternal = true }
        APIResourceReader(template: service.template).readDeclared(logicalID, into: &api)
    }

    private func readREST(into api: inout API) {
        let provider = service.provider
        place(&api, at: "apiGateway")
        let throttling = Throttling(service: service)
        api.throttle = throttling.ofRESTStage
        api.usagePlanThrottle = throttling.ofUsagePlans
        api.accessLogging =
            provider[path: "logs", "restApi"]
            ?? service.resources(ofType: "AWS::ApiGateway::Stage").lazy
            .compactMap { $0.properties["AccessLogSetting"] }.first
        api.resourcePolicy =
            provider[path: "apiGateway", "resourcePolicy"] ?? provider["resourcePolicy"]
            ?? service.resource("ApiGatewayRestApi")?.properties["Policy"]
        api.endpointType = provider["endpointType"]?.string?.uppercased()
        api.tracing =
            provider[path: "tracing", "apiGateway"] ?? service.resource("ApiGatewayStage")?.properties["TracingEnabled"]
    }

    private func place(_ api: inout API, at key: String) {
        if let section = service.provider.member(key) { api.place = section.keyPlace }
    }

    private func stageLogging(_ logicalID: String) -> Value? {
        service.resources(ofType: "AWS::ApiGatewayV2::Stage").first { $0.logicalID == logicalID }?
            .properties["AccessLogSettings"]
    }
}
