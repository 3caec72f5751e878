internal import ApplicationModel
internal import SourceText

/// Who can set off what stands behind other resources: a queue behind a route, a machine behind a rule behind a bus.
struct ExposureFlow {
    /// How exposed each resource is, by logical id; internal ones are left out.
    private(set) var exposures: [String: Exposure] = [:]

    /// Follows routes to resources, and from there whatever is delivered on.
    init(routes: [(exposure: Exposure, destinations: [String])], relations: [Relation]) {
        var next: [String: [String]] = [:]
        for relation in relations where relation.kind == .delivers || relation.kind == .invokes {
            guard case .resource(let from) = relation.from, case .resource(let to) = relation.to else { continue }
            next[from, default: []].append(to)
        }
        var pending = routes.flatMap { route in route.destinations.map { ($0, route.exposure) } }
        while let (id, exposure) = pending.popLast() {
            guard exposure > exposures[id, default: .internal] else { continue }
            exposures[id] = exposure
            pending += next[id, default: []].map { ($0, exposure) }
        }
    }

    /// Tells the triggers whose sources are exposed.
    func apply(to functions: inout [Function]) {
        guard !exposures.isEmpty else { return }
        for function in functions.indices {
            for trigger in functions[function].triggers.indices {
                guard let source = functions[function].triggers[trigger].sourceLogicalID,
                    let exposure = exposures[source]
                else { continue }
                functions[function].triggers[trigger].sourceExposure = exposure
            }
        }
    }
}
