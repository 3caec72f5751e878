import ApplicationModel
import CloudFormationReader
import ManifestReading
import SourceText

/// Triggers that plugins' own sections make: AppSync's data sources and Step Functions' tasks.
struct PluginTriggers {
    /// A state machine of the plugin, or one event of it.
    struct StateMachine {
        /// The key under `stepFunctions.stateMachines`.
        let name: Value.Member
        /// The functions that its tasks invoke.
        let mentions: [FunctionReferences.Mention]

        /// The events that start it.
        var events: [Value.Member] { name.value["events"]?.elements.compactMap(\.members.first) ?? [] }
    }

    let service: ServiceManifest

    /// The triggers with the functions they reach.
    var triggers: [(function: String, trigger: Trigger)] {
        graphQL + stateMachines.flatMap(triggers)
    }

    /// Every task's function is invoked by the machine; the routes that start it stand at the first one.
    private func triggers(of machine: StateMachine) -> [(function: String, trigger: Trigger)] {
        let doors = machine.events.filter { $0.key == "http" && $0.value.isTruthy }.map(door)
        let invocations = machine.mentions.map { mention in
            var trigger = Trigger(
                kind: .stateMachine, name: "stepFunctions", place: machine.name.keyPlace,
                invocation: .synchronous, definition: machine.name.value)
            trigger.source = .literal(machine.name.key, at: machine.name.keyPlace)
            trigger.sourceExposure = doors.map(\.exposure).max()
            return (mention.function, trigger)
        }
        guard let first = machine.mentions.first else { return [] }
        return invocations + doors.map { (first.function, $0) }
    }

    /// A route that starts a machine; the plugin takes the framework's `http` event.
    private func door(_ event: Value.Member) -> Trigger {
        var trigger = Trigger(
            kind: .restAPI, name: RelationReader.machineDoor, place: event.keyPlace, invocation: .synchronous, definition: event.value)
        trigger.route = RESTEvent(service: service).route(event)
        return trigger
    }

    /// The state machines of the plugin `serverless-step-functions`.
    var stateMachines: [StateMachine] {
        let section = SectionMerge(service.document[path: "stepFunctions", "stateMachines"])
        return section.value.members.map {
            StateMachine(
                name: $0,
                mentions: FunctionReferences(in: $0.value["definition"] ?? $0.value, template: service.template).mentions)
        }
    }

    private var graphQL: [(function: String, trigger: Trigger)] {
        let section = service.document.member("appSync") ?? service.document["custom"]?.member("appSync")
        guard let section else { return [] }
        let apis = section.value.isMap ? [section.value] : section.value.elements
        return apis.enumerated().flatMap { index, api in
            dataSources(of: api).compactMap { source in
                guard let function = function(of: source.value) else { return nil }
                return (function, trigger(source, of: api, index: index))
            }
        }
    }

    private func dataSources(of api: Value) -> [Value.Member] {
        guard let sources = api["dataSources"] else { return [] }
        if sources.isMap { return sources.members }
        return sources.elements.flatMap { element -> [Value.Member] in
            if let name = element["name"] {
                return [Value.Member(key: name.knownText ?? "?", keyPlace: name.usePlace, value: element)]
            }
            return element.members
        }
    }

    private func function(of source: Value) -> String? {
        guard source["type"]?.string?.uppercased() == "AWS_LAMBDA" else { return nil }
        let config = source["config"]
        return service.function(namedBy: config?["functionName"])
            ?? service.function(namedBy: config?["lambdaFunctionArn"] ?? config?["functionArn"])
            ?? config?["function"].flatMap { service.function(namedBy: $0) }
    }

    private func trigger(_ source: Value.Member, of api: Value, index: Int) -> Trigger {
        var trigger = Trigger(
            kind: .graphQL, name: "appSync", place: source.keyPlace, invocation: .synchronous, definition: source.value)
        var route = HTTPRoute(method: "POST", path: "/graphql", place: source.keyPlace)
        route.apiID = API.ID(index == 0 ? "graphQL" : "graphQL-\(index + 1)")
        let type = api.member("authenticationType") ?? api["authentication"]?.member("type")
        GraphQLAuthorization.decide(
            &route, type: type,
            settings: api["lambdaAuthorizerConfig"] ?? api["userPoolConfig"] ?? api[path: "authentication", "config"])
        trigger.route = route
        return trigger
    }
}
