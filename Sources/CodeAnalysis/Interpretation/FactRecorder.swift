import SourceText

/// Gathers what is seen, each place once: what a place is read with again is joined to what was known of it.
struct FactRecorder {
    private var calls: [SourcePlace: [CallFact]] = [:]
    private var writes: [SourcePlace: WriteFact] = [:]
    private var assignments: [SourcePlace: AssignmentFact] = [:]
    private var comparisons: [SourcePlace: ComparisonFact] = [:]
    private var reads: [AccessPath: ReadFact] = [:]
    private var loops: [SourcePlace: LoopFact] = [:]
    private var returns: [SourcePlace: [ReturnFact]] = [:]
    private var schemas: [SourcePlace: [SchemaFact]] = [:]
    private(set) var reached: Set<CodeSite> = []

    private var handedOver: Set<CodeSite> = []

    mutating func reach(_ site: CodeSite) { reached.insert(site) }

    mutating func handOver(_ method: CodeSite) { handedOver.insert(method) }

    mutating func call(_ fact: CallFact) {
        guard let index = calls[fact.place]?.firstIndex(where: { $0.isConstruction == fact.isConstruction }) else {
            calls[fact.place, default: []].append(fact)
            return
        }
        if let known = calls[fact.place]?[index] { calls[fact.place]?[index] = known.joined(fact) }
    }

    mutating func write(_ fact: WriteFact) {
        guard var known = writes[fact.place] else { return writes[fact.place] = fact }
        known.key = known.key.joined(fact.key)
        known.value = known.value.joined(fact.value)
        known.object = known.object.joined(fact.object)
        known.guards = known.guards.intersection(fact.guards)
        writes[fact.place] = known
    }

    mutating func assignment(_ fact: AssignmentFact) {
        guard var known = assignments[fact.place] else { return assignments[fact.place] = fact }
        known.value = known.value.joined(fact.value)
        assignments[fact.place] = known
    }

    mutating func comparison(_ fact: ComparisonFact) {
        guard var known = comparisons[fact.place] else { return comparisons[fact.place] = fact }
        known.left = known.left.joined(fact.left)
        known.right = known.right.joined(fact.right)
        comparisons[fact.place] = known
    }

    mutating func read(_ path: AccessPath, at place: SourcePlace, guarantees: Guarantees) {
        if let known = reads[path] {
            reads[path]?.guarantees = known.guarantees.intersection(guarantees)
        } else {
            reads[path] = ReadFact(path: path, place: place, guarantees: guarantees)
        }
    }

    mutating func loop(_ fact: LoopFact) {
        guard var known = loops[fact.place] else { return loops[fact.place] = fact }
        known.value = known.value.joined(fact.value)
        known.guards = known.guards.intersection(fact.guards)
        loops[fact.place] = known
    }

    mutating func schema(_ fact: SchemaFact) {
        guard schemas[fact.place]?.contains(where: { $0.path == fact.path }) != true else { return }
        guard schemas[fact.place, default: []].count < 200 else { return }
        schemas[fact.place, default: []].append(fact)
    }

    mutating func returning(_ fact: ReturnFact) {
        // `callback(error, answer)` gives back two things at one place.
        guard let index = returns[fact.place]?.firstIndex(where: { $0.isError == fact.isError }), var known = returns[fact.place]?[index] else {
            returns[fact.place, default: []].append(fact)
            return
        }
        known.value = known.value.joined(fact.value)
        known.guards = known.guards.intersection(fact.guards)
        returns[fact.place]?[index] = known
    }

    /// All facts in the order of files and places.
    func analysis() -> HandlerAnalysis {
        var analysis = HandlerAnalysis()
        analysis.reached = reached.sorted()
        analysis.handedOver = handedOver.subtracting(reached).sorted()
        analysis.calls = calls.keys.sorted().flatMap { calls[$0] ?? [] }
        analysis.writes = writes.keys.sorted().compactMap { writes[$0] }
        analysis.assignments = assignments.keys.sorted().compactMap { assignments[$0] }
        analysis.comparisons = comparisons.keys.sorted().compactMap { comparisons[$0] }
        analysis.reads = reads.keys.sorted().compactMap { reads[$0] }
        analysis.loops = loops.keys.sorted().compactMap { loops[$0] }
        analysis.returns = returns.keys.sorted().flatMap { returns[$0] ?? [] }
        analysis.schemas = schemas.keys.sorted().flatMap { schemas[$0] ?? [] }
        return analysis
    }
}

extension CallFact {
    /// A call with all that it and another reading of it may be made with.
    fileprivate func joined(_ other: CallFact) -> CallFact {
        var both = arguments
        for (index, argument) in other.arguments.enumerated() {
            if index < both.count {
                both[index].value = both[index].value.joined(argument.value)
            } else {
                both.append(argument)
            }
        }
        return CallFact(
            apis: apis == other.apis ? apis : Set(apis).union(other.apis).sorted(), isConstruction: isConstruction,
            receiver: receiver.joined(other.receiver), arguments: both, place: place, namePlace: namePlace, site: site,
            isAtLoad: isAtLoad && other.isAtLoad, isInLoop: isInLoop || other.isInLoop, result: result.joined(other.result),
            guards: guards.intersection(other.guards))
    }
}
