import ApplicationModel
import Findings

extension FunctionPortrait {
    /// Every trigger, then who else makes the function run.
    var reachedBy: [CardLine] {
        let entries =
            function.triggers.map { CardLine(text($0), at: positions[$0.place]) } + callers
        return entries.isEmpty ? [CardLine("nothing in the manifest calls it")] : entries
    }

    private func text(_ trigger: Trigger) -> String {
        var words = [trigger.summary]
        if trigger.isDisabled { words.append("disabled") }
        if let route = trigger.route { words.append(guarding(route)) }
        words += details(trigger)
        if trigger.invocation == .never {
            words.append("never runs the function")
        } else if trigger.route == nil {
            words.append(trigger.invocation.rawValue)
        }
        return words.joined(separator: ", ")
    }

    private func guarding(_ route: HTTPRoute) -> String {
        let authorization =
            switch route.authorization {
            case .none: "no authorization"
            case .iam: "IAM authorization"
            case .cognito: "Cognito user pool"
            case .function(let value): "authorizer \(value.map { line($0) } ?? "function")"
            case .jwt: "JWT"
            case .other(let name): "authorization: \(name)"
            case .unknown(let reason): "authorization unknown: \(reason)"
            }
        return route.requiresAPIKey ? authorization + ", API key" : authorization
    }

    /// What tells a trigger from others of its kind.
    private func details(_ trigger: Trigger) -> [String] {
        let definition = trigger.definition
        switch trigger.kind {
        case .schedule:
            return (definition["rate"] ?? definition).oneOrMany.filter { !$0.isMap }.map { line($0) }
        case .objectStorage: return events(definition) + filters(definition) + source(trigger)
        case .userPool: return definition["trigger"].map { [line($0)] } ?? []
        case .alexaSkill
        where definition.string == nil && definition["appId"] == nil && !definition.isUndetermined:
            return ["any skill may invoke it"]
        default: return source(trigger)
        }
    }

    private func events(_ definition: Value) -> [String] {
        definition["event"].map { [line($0)] } ?? definition["events"]?.elements.map { line($0) } ?? []
    }

    private func filters(_ definition: Value) -> [String] {
        definition["rules"]?.elements.flatMap(\.members).map { "\($0.key) \(line($0.value))" } ?? []
    }

    /// The source in full, where the summary only has its name or nothing.
    private func source(_ trigger: Trigger) -> [String] {
        let bucket = trigger.kind == .objectStorage ? trigger.definition["bucket"] : nil
        guard let source = trigger.source ?? bucket, trigger.sourceLogicalID == nil,
            source.string == nil || source.string != trigger.sourceName
        else { return [] }
        return ["from \(line(source))"]
    }
}
