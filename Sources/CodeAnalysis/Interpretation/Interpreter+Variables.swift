import SourceText

extension Interpreter {
    /// The value of a variable where the program is now.
    mutating func read(_ id: CodeVariable.ID) -> AbstractValue {
        guard let environment = frames.last?.environment else { return .unknown }
        let owner = modules[current].variables[id.index].owner
        if owner == currentFunction, owner.index != 0 {
            let own = flow.locals[id] ?? .none
            guard modules[current].variables[id.index].isCaptured else { return own.isEmpty ? .unknown : own }
            noteRead(id, in: environment)
            guard environments[environment.index].assignedInside.contains(id) else { return own.isEmpty ? .unknown : own }
            return own.joined(environments[environment.index].variables[id] ?? .none)
        }
        guard let home = self.environment(of: owner, from: environment) else { return .unknown }
        noteRead(id, in: home)
        let value = environments[home.index].variables[id] ?? .none
        return value.isEmpty ? .unknown : value
    }

    /// Binds a variable where the program is now.
    mutating func write(_ value: AbstractValue, to id: CodeVariable.ID, at span: ByteSpan) {
        guard let environment = frames.last?.environment else { return }
        let variable = modules[current].variables[id.index]
        let value = value.stepping(.bound(variable.name), at: place(span), unlessNamed: variable.name)
        if variable.owner == currentFunction, variable.owner.index != 0 {
            flow.locals[id] = value
            if variable.isCaptured { join(value, into: id, of: environment) }
            return
        }
        guard let home = self.environment(of: variable.owner, from: environment) else { return }
        if variable.owner != currentFunction {
            let isNew = environments[home.index].assignedInside.insert(id).inserted
            if isNew, environments[home.index].read.contains(id) { lateChanges += 1 }
            if variable.owner.index == 0 { noteWrite(.moduleVariable(variable.name), value, at: span) }
        }
        join(value, into: id, of: home)
    }

    private mutating func join(_ value: AbstractValue, into id: CodeVariable.ID, of home: EnvironmentID) {
        let known = environments[home.index].variables[id] ?? .none
        let joined = known.joined(value)
        guard joined != known else { return }
        environments[home.index].variables[id] = joined
        changes += 1
        if environments[home.index].read.contains(id) { lateChanges += 1 }
    }

    /// Notes that a variable was read which may change later.
    mutating func noteRead(_ id: CodeVariable.ID, in home: EnvironmentID) {
        if !environments[home.index].read.contains(id) { environments[home.index].read.insert(id) }
    }

    /// The environment that holds the variables of a function around the one that is being read.
    private func environment(of owner: CodeFunction.ID, from environment: EnvironmentID) -> EnvironmentID? {
        var current: EnvironmentID? = environment
        while let id = current {
            if environments[id.index].function == owner { return id }
            current = environments[id.index].parent
        }
        return nil
    }

    mutating func noteWrite(_ target: WriteFact.Target, _ value: AbstractValue, at span: ByteSpan, key: AbstractValue = .none, object: AbstractValue = .none) {
        recorder.write(
            WriteFact(
                target: target, key: guarded(key), value: guarded(value), object: object, place: place(span), site: site, guards: flow.guards))
    }
}

extension AbstractValue {
    /// This value with a step added to what came from outside.
    func stepping(_ kind: FlowTrail.Kind, at place: SourcePlace, unlessNamed name: String? = nil) -> AbstractValue {
        guard !origins.isEmpty, name != "" else { return self }
        return mappingOrigins { origin in
            guard origin.trail.count < AbstractValue.trailLimit, origin.trail.kind != kind || origin.trail.place != place else {
                return origin
            }
            var origin = origin
            origin.trail = FlowTrail(kind, at: place, after: origin.trail)
            return origin
        }
    }

    /// How many steps of a flow are kept.
    static let trailLimit = 40
}
