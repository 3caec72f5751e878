package import ApplicationModel
internal import ManifestReading
internal import SourceText

/// Follows who reaches whom among functions, triggers and resources.
package struct RelationReader: Sendable {
    /// The name of triggers that are routes to a state machine rather than to a function.
    package static let machineDoor = "stateMachine"

    let template: Template
    let names: ResourceNames
    /// The resource behind a trigger that says it in a framework's own words.
    private let sourceInWords: @Sendable (Trigger, ResourceNames) -> String?
    /// What was followed, each relation once.
    package private(set) var relations: [Relation] = []
    private var seen: Set<Relation> = []

    /// Makes a reader for one template; `sourceInWords` gives the logical id of the resource behind a trigger whose
    /// source is not an ARN or a reference.
    package init(
        template: Template, sourceInWords: @escaping @Sendable (Trigger, ResourceNames) -> String? = { _, _ in nil }
    ) {
        self.template = template
        self.sourceInWords = sourceInWords
        names = ResourceNames(template: template)
    }

    /// Names the resource behind every trigger, then follows everything.
    package mutating func follow(_ functions: inout [Function]) {
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
        for resource in template.resources { follow(resource) }
    }

    /// Adds a relation unless it is there.
    package mutating func add(_ relation: Relation) {
        if seen.insert(relation).inserted { relations.append(relation) }
    }

    /// Adds what a route leads to without a function in between.
    mutating func add(_ route: HTTPRoute, leadingTo logicalIDs: [String]) {
        for id in logicalIDs {
            add(
                Relation(
                    from: .external(route.isPrivateNetwork ? "private network" : "internet"), to: .resource(id),
                    kind: .delivers, note: route.summary, place: route.place))
        }
    }

    /// What a value names: a function, a resource, or something outside.
    func party(_ value: Value) -> Relation.Party {
        if let function = template.function(namedBy: value) { return .function(function) }
        if let id = names.logicalID(of: value) { return .resource(id) }
        return .external(value.knownText ?? value.undeterminedReason ?? "not known")
    }

    private func sourceID(_ trigger: Trigger) -> String? {
        names.logicalID(of: trigger.source) ?? sourceInWords(trigger, names)
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
        if trigger.name == Self.machineDoor || trigger.kind == .authorizer || trigger.invocation == .never { return }
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
            let name = AuthorizerTriggers(template: template).function(behind: target)
        else { return }
        add(
            Relation(
                from: .external(route.isPrivateNetwork ? "private network" : "internet"), to: .function(name),
                kind: .invokes, note: "authorizer", place: route.authorizationPlace))
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
            if let function = template.functionNames[id] { return .function(function) }
            return .resource(id)
        }
        return names.logicalID(of: value).map { .resource($0) }
    }
}
