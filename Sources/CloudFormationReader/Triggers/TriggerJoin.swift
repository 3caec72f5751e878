internal import ApplicationModel
internal import ManifestReading
internal import SourceText

/// Gives functions the triggers that resources of a template make.
struct TriggerJoin {
    private let template: Template
    private let serviceRoutes: ServiceRoutes

    /// Prepares the joining for a template.
    init(template: Template, serviceRoutes: ServiceRoutes) {
        self.template = template
        self.serviceRoutes = serviceRoutes
    }

    /// Adds every trigger: events, routes, permissions that nothing else explains, and last the functions that guard
    /// doors.
    func join(_ functions: inout [Function]) {
        let positions = Dictionary(
            functions.indices.map { (functions[$0].name, $0) }, uniquingKeysWith: { first, _ in first })
        func add(_ found: [(function: String, trigger: Trigger)]) {
            for (name, trigger) in found {
                if let index = positions[name] { functions[index].triggers.append(trigger) }
            }
        }
        let resources = ResourceTriggers(template: template)
        let throttles = RouteThrottles(template: template)
        add(
            (resources.triggers + BodyTriggers(template: template).triggers).map { name, trigger in
                var trigger = trigger
                if let route = trigger.route, route.throttle == nil {
                    trigger.route?.throttle = throttles.throttle(on: route)
                }
                return (name, trigger)
            })
        add(resources.permitted(for: functions))
        WebSocketRoutes.spreadConnectAuthorization(over: &functions)
        let guarded = functions.flatMap(\.triggers).filter { trigger in
            trigger.kind != .webSocket || trigger.route?.path == "$connect"
        }.compactMap(\.route) + serviceRoutes.entries.map(\.route)
        add(AuthorizerTriggers(template: template).triggers(guarding: guarded))
        add(resources.permittedDoors(for: functions))
    }
}
