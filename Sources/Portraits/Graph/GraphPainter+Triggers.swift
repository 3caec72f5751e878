import ApplicationModel
import Findings

extension GraphPainter {
    /// Draws what makes a function run: the resource that delivers, or a door and who stands before it.
    mutating func paintTriggers(of function: Function) {
        let target = node(of: function)
        for (index, trigger) in function.triggers.enumerated() where trigger.invocation != .never {
            if let logicalID = trigger.sourceLogicalID {
                edge(node(ofResource: logicalID), target, .delivers, words(trigger.name, trigger))
            } else if trigger.kind == .stateMachine, let name = trigger.source?.string {
                edge(node(ofStateMachine: name), target, .invokes)
            } else {
                edge(door(trigger, index, of: function), target, trigger.route == nil ? .delivers : .invokes)
            }
        }
    }

    mutating func node(ofStateMachine name: String) -> Int {
        node(.door, "machine:" + name, label: name, detail: "state machine")
    }

    private mutating func door(_ trigger: Trigger, _ index: Int, of function: Function) -> Int {
        let door = node(
            .door, "door:\(function.name):\(index)", label: words(doorLabel(trigger), trigger),
            detail: doorDetail(trigger), exposure: trigger.exposure, place: trigger.place)
        if trigger.route?.isPrivateNetwork == true {
            edge(outside("private network"), door, .invokes)
        } else if trigger.exposure != .internal {
            edge(outside("internet"), door, .invokes)
        }
        return door
    }

    mutating func outside(_ name: String) -> Int { node(.outside, "outside:" + name, label: name) }

    private func words(_ text: String, _ trigger: Trigger) -> String {
        trigger.isDisabled ? text + " (disabled)" : text
    }

    /// Where the formats write when a schedule runs.
    private static let scheduleKeys = ["rate", "Schedule", "ScheduleExpression"]

    private func doorLabel(_ trigger: Trigger) -> String {
        if let route = trigger.route, route.method != nil || route.path != nil { return route.summary }
        if trigger.kind == .schedule {
            let settings = [trigger.definition, trigger.definition["Properties"]].compactMap(\.self)
            let written = settings.lazy.flatMap { part in GraphPainter.scheduleKeys.compactMap { part[$0] } }.first
            let times = (written ?? trigger.definition).oneOrMany.filter { !$0.isMap }
            return times.first.map { discretion.line($0, at: []) } ?? trigger.writtenName ?? trigger.name
        }
        if trigger.kind == .functionURL { return trigger.summary }
        return trigger.sourceName ?? trigger.writtenName ?? (trigger.guardedRoutes.isEmpty ? trigger.name : trigger.summary)
    }

    private func doorDetail(_ trigger: Trigger) -> String {
        guard let route = trigger.route else { return trigger.name }
        let guarding =
            switch route.authorization {
            case .none: route.requiresAPIKey ? "API key" : "no authorization"
            case .iam: "IAM"
            case .cognito: "Cognito"
            case .function: "authorizer"
            case .jwt: "JWT"
            case .other(let name): name
            case .unknown: "authorization unknown"
            }
        return "\(trigger.name), \(guarding)"
    }
}
