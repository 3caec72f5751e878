extension HandlerAnalysis {
    /// The calls of paths that a table knows, in their order: each path is looked up once, however often it is called.
    package func calls<Entry>(among table: APITable<Entry>) -> [CallFact] {
        var found: Set<Int> = []
        for (api, positions) in callsByAPI where table[api] != nil { found.formUnion(positions) }
        return found.sorted().map { calls[$0] }
    }

    /// Everything from outside that is in a value or in what it holds, with what a call's surroundings make certain; sorted by
    /// part.
    package func origins(in value: AbstractValue, at call: CallFact? = nil) -> [Origin] {
        var found: [AccessPath: Origin] = [:]
        collect(value, &found, depth: 0)
        return found.values.map { origin in
            var origin = origin
            origin.guarantees.formUnion(call?.guards.certain(of: origin.path) ?? [])
            return origin
        }.sorted { $0.path < $1.path }
    }

    /// Everything from outside that decides how often a loop runs, with what is certain before it; sorted by part.
    package func origins(in loop: LoopFact) -> [Origin] {
        origins(in: loop.value).map { origin in
            var origin = origin
            origin.guarantees.formUnion(loop.guards.certain(of: origin.path))
            return origin
        }
    }

    private func collect(_ value: AbstractValue, _ found: inout [AccessPath: Origin], depth: Int) {
        for origin in value.origins {
            if let known = found[origin.path] {
                found[origin.path]?.guarantees = known.guarantees.intersection(origin.guarantees)
            } else {
                found[origin.path] = origin
            }
        }
        guard depth < 4 else { return }
        for case .object(let id) in value.references {
            let object = heap[id]
            for name in object.fieldOrder { collect(object.fields[name] ?? .none, &found, depth: depth + 1) }
            collect(object.rest, &found, depth: depth + 1)
        }
    }

    /// What a field of an object may be; `nil` when no object that the value may be has it.
    package func field(_ name: String, of value: AbstractValue) -> AbstractValue? {
        var result: AbstractValue?
        for case .object(let id) in value.references {
            guard let field = heap[id].fields[name] else { continue }
            result = result.map { $0.joined(field) } ?? field
        }
        return result
    }

    /// The names of the fields that an object was given, in the order of their first writing.
    package func fieldNames(of value: AbstractValue) -> [String] {
        value.references.flatMap { if case .object(let id) = $0 { heap[id].fieldOrder } else { [String]() } }
    }

    /// The elements of a list in order, then what stands at positions that could not be told.
    package func elements(of value: AbstractValue) -> [AbstractValue] {
        value.references.flatMap { reference -> [AbstractValue] in
            guard case .object(let id) = reference, heap[id].kind == .list else { return [] }
            let known = heap[id].fieldOrder.compactMap { heap[id].fields[$0] }
            return heap[id].rest.isEmpty ? known : known + [heap[id].rest]
        }
    }

    /// The paths of libraries that a value may be: names, and what calls gave.
    package func apis(of value: AbstractValue) -> [String] {
        value.references.compactMap { reference in
            switch reference {
            case .api(let api): return api
            case .object(let id):
                if case .external(let api) = heap[id].kind { return api }
                return nil
            case .closure, .classValue, .module: return nil
            }
        }
    }

    /// What a library's object was made with: the arguments of the call that gave it.
    package func arguments(madeWith value: AbstractValue) -> [AbstractValue] {
        for case .object(let id) in value.references {
            if case .external = heap[id].kind { return heap[id].arguments }
        }
        return []
    }

    /// What the call that gave a library's object was made on.
    package func receiver(madeOn value: AbstractValue) -> AbstractValue {
        for case .object(let id) in value.references {
            if case .external = heap[id].kind { return heap[id].receiver }
        }
        return .none
    }
}
