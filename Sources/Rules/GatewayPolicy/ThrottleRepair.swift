import ApplicationModel
import AuditKit
import Findings

/// Limits for a door that has none. How much is enough only the author knows, so that somebody must look at the numbers.
struct ThrottleRepair {
    let application: Application

    private static let limits: [Repair.Literal.Member] = [
        .init("ThrottlingRateLimit", .number("50")), .init("ThrottlingBurstLimit", .number("100")),
    ]
    private static let title = "limit it to 50 requests a second, 100 at once"

    /// The repair where the format has one place for the limit; `nil` elsewhere.
    func repair(of kind: Trigger.Kind, _ route: HTTPRoute, of function: Function?) -> Repair? {
        if !application.isTemplate { return function.flatMap { inService(kind, route, $0) } }
        guard let id = route.apiID?.name else { return nil }
        return ofStage(id) ?? ofSAM(kind, api: id)
    }

    // MARK: Templates

    /// The author's own stage of an HTTP or WebSocket API.
    private func ofStage(_ api: String) -> Repair? {
        let stages = application.resources(ofType: "AWS::ApiGatewayV2::Stage").filter {
            $0.properties["ApiId"]?.referencedLogicalID == api
        }
        guard stages.count == 1, let stage = stages.first else { return nil }
        return stage.repair(Self.title, safety: .unsafe, setting: ["DefaultRouteSettings"], to: .map(Self.limits))
    }

    /// SAM sets the stage's limits on the API; the one that it makes by itself has them under `Globals`.
    private func ofSAM(_ kind: Trigger.Kind, api: String) -> Repair? {
        guard application.format == .sam, application.document.isMap else { return nil }
        let (section, key, value): (String, String, Repair.Literal)
        switch kind {
        case .httpAPI: (section, key, value) = ("HttpApi", "DefaultRouteSettings", .map(Self.limits))
        case .restAPI:
            let everything: [Repair.Literal.Member] = [
                .init("ResourcePath", .string("/*")), .init("HttpMethod", .string("*")),
            ]
            (section, key, value) = ("Api", "MethodSettings", .list([.map(everything + Self.limits)]))
        default: return nil
        }
        let written = application.resource(api)?.definition
        if let written, written["Type"]?.string == "AWS::Serverless::" + section {
            return Repair(Self.title, safety: .unsafe, [.insert(value, at: ["Properties", key], into: written.place)])
        }
        guard api == "ServerlessHttpApi" || api == "ServerlessRestApi", let globals = application.document["Globals"],
            globals.isMap
        else { return nil }
        let change = Repair.Change.insert(value, at: [section, key], into: globals.place)
        return Repair(Self.title, safety: .unsafe, [change])
    }

    // MARK: Services

    private func inService(_ kind: Trigger.Kind, _ route: HTTPRoute, _ function: Function) -> Repair? {
        switch kind {
        case .functionURL where function.definition.isMap:
            let change = Repair.Change.insert(.number("10"), at: ["reservedConcurrency"], into: function.definition.place)
            return Repair("let at most 10 calls of `\(function.name)` run at once", safety: .unsafe, [change])
        case .httpAPI:
            let changes = frameworkStage
            return changes.isEmpty ? nil : Repair(Self.title, safety: .unsafe, changes)
        case .restAPI where route.requiresAPIKey:
            let changes = [("rateLimit", "50"), ("burstLimit", "100")].compactMap { key, number in
                application.settingForAll(.number(number), at: "apiGateway", "usagePlan", "throttle", key)
            }
            return Repair(Self.title, safety: .unsafe, changes)
        default: return nil
        }
    }

    /// The settings of the stage that the framework makes; `resources` may be a list of sections.
    private var frameworkStage: [Repair.Change] {
        guard application.document.isMap else { return [] }
        let path = ["extensions", "HttpApiStage", "Properties", "DefaultRouteSettings"]
        guard let resources = application.document["resources"], case .list = resources.content else {
            return Self.limits.map {
                .insert($0.value, at: ["resources"] + path + [$0.key], into: application.document.place)
            }
        }
        let section = path.reversed().reduce(Repair.Literal.map(Self.limits)) { .map([.init($1, $0)]) }
        return [.append(section, to: resources.place)]
    }
}
