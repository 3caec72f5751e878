extension Grant {
    /// The grant as a statement; `nil` when its exceptions are neither whole actions nor whole resources, which no one
    /// statement can say.
    package func statement(sid: String? = nil) -> Policy.Statement? {
        var actions = Policy.Selection.listed(reach.actions)
        var resources = Policy.Selection.listed(reach.resources)
        let excepted = (actions: exceptedActions, resources: exceptedResources)
        guard excepted.actions.count + excepted.resources.count == exceptions.count else { return nil }
        if !excepted.actions.isEmpty {
            guard reach.actions.contains(where: \.isEverything) else { return nil }
            actions = .except(excepted.actions.flatMap(\.actions).withoutCovered())
        }
        if !excepted.resources.isEmpty {
            guard reach.resources.contains(where: \.isEverything) else { return nil }
            resources = .except(excepted.resources.flatMap(\.resources).withoutCovered())
        }
        return Policy.Statement(.allow, actions: actions, resources: resources, conditions: conditions, sid: sid)
    }

    /// Exceptions of actions on every resource of the grant.
    private var exceptedActions: [Reach] {
        exceptions.filter { $0.covers(Reach(actions: [], resources: reach.resources)) }
    }

    /// Exceptions of every action of the grant on some resources.
    private var exceptedResources: [Reach] {
        exceptions.filter {
            $0.covers(Reach(actions: reach.actions, resources: []))
                && !$0.covers(Reach(actions: [], resources: reach.resources))
        }
    }

    /// The actions of the catalogue that it allows on some resource, sorted by service and name.
    package func actions(in catalogue: ActionCatalogue) -> [Action] {
        var seen: Set<Action> = []
        return reach.actions.flatMap { catalogue.actions(matching: $0.text) }
            .filter { seen.insert($0).inserted && !isExcepted($0) }
            .sorted { ($0.service, $0.name) < ($1.service, $1.name) }
    }

    private func isExcepted(_ action: Action) -> Bool {
        let reach = Reach(actions: [.action(action.description)], resources: reach.resources)
        return exceptions.contains { $0.covers(reach) }
    }
}

extension GrantSet {
    /// The set with one more denial that is not taken out of it.
    func adding(openDenial: Grant) -> GrantSet { union(GrantSet(openDenials: [openDenial])) }

    private init(openDenials: [Grant]) {
        self.init(grants: [], openDenials: openDenials)
    }

    /// The set as statements, in order, and the grants that no statement can say.
    package var statements: (written: [Policy.Statement], unwritten: [Grant]) {
        var written: [Policy.Statement] = []
        var unwritten: [Grant] = []
        for grant in grants {
            if let statement = grant.statement() { written.append(statement) } else { unwritten.append(grant) }
        }
        return (written, unwritten)
    }
}
