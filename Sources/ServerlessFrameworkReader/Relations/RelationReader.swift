import ApplicationModel
import SourceText

/// Follows who reaches whom among functions, triggers and resources.
struct RelationReader {
    let service: ServiceManifest
    let names: ResourceNames
    /// What was followed, each relation once.
    private(set) var relations: [Relation] = []
    private var seen: Set<Relation> = []

    /// Makes a reader for one service.
    init(service: ServiceManifest) {
        self.service = service
        names = ResourceNames(service: service)
    }

    /// Names the resource behind every trigger, then follows everything.
    mutating func follow(_ functions: inout [Function]) {
        for function in functions.indices {
            for trigger in functions[function].triggers.indices {
                functions[function].triggers[trigger].sourceLogicalID = sourceID(functions[function].triggers[trigger])
            }
        }
        for function in functions {
            for trigger in function.triggers { follow(trigger, to: function) }
            followDestinations(of: function)
            followEnvironment(of: function)
        }
        for resource in service.resources { follow(resource) }
        followStateMachines()
        followSequences()
    }

    /// Adds a relation unless it is there.
    mutating func add(_ relation: Relation) {
        if seen.insert(relation).inserted { relations.append(relation) }
    }

    /// What a value names: a function, a resource, or something outside.
    func party(_ value: Value) -> Relation.Party {
        if let function = service.function(namedBy: value) { return .function(function) }
        if let id = names.logicalID(of: value) { return .resource(id) }
        return .external(value.knownText ?? value.undeterminedReason ?? "not known")
    }

    private func sourceID(_ trigger: Trigger) -> String? {
        if let id = names.logicalID(of: trigger.source) { return id }
        let definition = trigger.definition
        switch trigger.name {
        case "s3", "existingS3": return names.logicalID(of: definition["bucket"] ?? definition)
        case "sns": return names.logicalID(of: definition["topicName"] ?? definition)
        case "cognitoUserPool":
            let generated = definition["pool"]?.string.map { "CognitoUserPool" + FunctionNaming.normalized($0) }
            return generated.flatMap { service.resource($0)?.logicalID }
        default: return nil
        }
    }

    private mutating func follow(_ trigger: Trigger, to function: Function) {
        if let destination = trigger.failureDestination {
            add(
                Relation(
                    from: .function(function.name), to: party(destination), kind: .failsTo, note: trigger.name,
                    place: destination.usePlace))
        }
        followAuthorizer(of: trigger)
        // A state machine's door leads to the machine, and an authorizer's relation is that of its routes.
        if trigger.name == PluginTriggers.door || trigger.kind == .authorizer || trigger.invocation == .never { return }
        let opens = trigger.route != nil
        add(
            Relation(
                from: origin(of: trigger), to: .function(function.name),
                kind: opens || trigger.kind == .stateMachine ? .invokes : .delivers, note: trigger.summary,
                place: trigger.place))
    }

    /// An authoriser is called with what the caller sends, before anyone knows who that is.
    private mutating func followAuthorizer(of trigger: Trigger) {
        guard let route = trigger.route, case .function(let target?) = route.authorization,
            let name = AuthorizerTriggers(service: service).function(behind: target)
        else { return }
        add(
            Relation(
                from: .external(route.isPrivateNetwork ? "private network" : "internet"), to: .function(name),
                kind: .invokes, note: "authorizer", place: route.authorizationPlace))
    }

    /// OpenWhisk's sequences call one function after another.
    private mutating func followSequences() {
        for function in service.functions {
            for step in function.value["sequence"]?.elements ?? [] {
                guard let name = service.function(namedBy: step) else { continue }
                add(
                    Relation(
                        from: .function(function.key), to: .function(name), kind: .invokes, note: "sequence",
                        place: step.usePlace))
            }
        }
    }

    private func origin(of trigger: Trigger) -> Relation.Party {
        if let route = trigger.route { return .external(route.isPrivateNetwork ? "private network" : "internet") }
        if let id = trigger.sourceLogicalID { return .resource(id) }
        if trigger.kind == .stateMachine, let name = trigger.source?.string {
            return .external("state machine " + name)
        }
        if trigger.kind == .schedule { return .external("schedule") }
        if case .symbolic(.variable(let text, _))? = trigger.source?.content { return .external(text) }
        let definition = trigger.definition
        let text = trigger.source?.knownText ?? definition["bucket"]?.knownText ?? definition["topicName"]?.knownText
        return .external(text ?? definition.string ?? trigger.name)
    }

    private mutating func followDestinations(of function: Function) {
        for destination in function.failureDestinations {
            add(
                Relation(
                    from: .function(function.name), to: party(destination), kind: .failsTo,
                    place: destination.usePlace))
        }
        for destination in function.successDestinations {
            add(
                Relation(
                    from: .function(function.name), to: party(destination), kind: .delivers, note: "onSuccess",
                    place: destination.usePlace))
        }
    }

    private mutating func followEnvironment(of function: Function) {
        for variable in function.environment {
            guard let from = named(by: variable.value) else { continue }
            add(
                Relation(
                    from: from, to: .function(function.name), kind: .configures, note: variable.name,
                    place: variable.namePlace))
        }
    }

    /// What an environment variable names; a literal must be the whole of a declared name.
    private func named(by value: Value) -> Relation.Party? {
        for symbol in value.symbols {
            guard case .resource(let id, _) = symbol else { continue }
            if let function = service.functionNames[id] { return .function(function) }
            return .resource(id)
        }
        return names.logicalID(of: value).map { .resource($0) }
    }

    private mutating func followStateMachines() {
        for machine in PluginTriggers(service: service).stateMachines {
            for event in machine.events {
                let isDoor = event.key == "http" || event.key == "httpApi"
                add(
                    Relation(
                        from: .external(isDoor ? "internet" : event.key),
                        to: .external("state machine " + machine.name.key),
                        kind: .invokes, note: event.key, place: event.keyPlace))
            }
        }
    }
}
