package import ApplicationModel
package import CodeAnalysis
package import Findings
package import SourceText

/// A place where a call does something with a value that who chooses the value may turn against the program.
package struct Sink: Sendable {
    /// Which values of a call count.
    package enum Selection: Sendable {
        /// The argument at a position, or by a name.
        case argument(Int, named: String? = nil)
        /// A field of the argument at a position: of an options object; for Python the argument of that name.
        case field(String, of: Int = 0)
        /// Every argument.
        case all
        /// What the call is made on.
        case receiver
    }

    /// The calls, by their paths in libraries (see `APIPath`).
    package let apis: APITable<Bool>
    /// The values.
    package let selections: [Selection]
    /// What is done, in words that fit behind "reaches", such as `a shell`.
    package let words: String

    /// Makes a sink.
    package init(_ apis: [APIPattern], _ selections: Selection..., words: String) {
        self.apis = APITable(apis.map { ($0, true) })
        self.selections = selections
        self.words = words
    }
}

/// A value from outside that reaches a sink.
package struct Flow: Sendable {
    /// The sink.
    package let sink: Sink
    /// The call.
    package let call: CallFact
    /// The value that reaches it.
    package let value: AbstractValue
    /// The part of the event that is in it.
    package let origin: Origin
    /// What that part is.
    package let part: EventPart
    /// Who fills the store it was read back from, or answers; `nil` for what comes with the event.
    package var filler: StoredInput?

    /// Who would use the flow and how, as the subject of a sentence about what they gain.
    package func attacker(of function: Function) -> String { filler?.attacker ?? function.attacker }
}

/// A rule about what comes from outside and reaches a sink.
package protocol FlowRule: CodeRule {
    /// The sinks.
    static var sinks: [Sink] { get }
    /// What makes a value harmless for these sinks: one of these is enough.
    static var safe: Guarantees { get }
    /// Which other sources than the event count, by what shows that somebody fills them.
    static var fillers: Set<StoredInput.Evidence> { get }
    /// Whether a flow counts; the place for what only the shape of a text or the other arguments tell.
    func counts(_ flow: Flow, in code: FunctionCode) -> Bool
    /// What an attacker gains by a flow, one sentence.
    func gain(_ flow: Flow, of function: Function) -> String
    /// How a flow is ended without changing what the program does for honest values; `nil` where that is not certain.
    func repair(_ flow: Flow, in code: FunctionCode) -> Repair?
}

extension FlowRule {
    package static var fillers: Set<StoredInput.Evidence> { [] }
    package func counts(_ flow: Flow, in code: FunctionCode) -> Bool { true }
    package func repair(_ flow: Flow, in code: FunctionCode) -> Repair? { nil }

    package func verdicts(on code: FunctionCode, of function: Function, in context: AuditContext) -> [Verdict] {
        let finder = FlowFinder(code: code, function: function, stored: context.stored)
        return Self.sinks.flatMap { sink in
            finder.flows(into: sink, safe: Self.safe, fillers: Self.fillers) { counts($0, in: code) }
        }.map { flow in
            var violation = flow.violation(of: Self.metadata, gain: gain(flow, of: function))
            violation.repair = repair(flow, in: code)
            return .violation(violation)
        }
    }
}

extension Flow {
    /// What a rule says of the flow.
    package func violation(of metadata: RuleMetadata, gain: String) -> Violation {
        var violation = OutsidePart(origin: origin, part: part, filler: filler)
            .violation(of: metadata, at: call.namePlace, reaching: sink.words, gain: gain)
        violation.steps = steps
        return violation
    }

    /// The steps from where it comes in to the sink.
    package var steps: [(place: SourcePlace, note: String)] {
        OutsidePart(origin: origin, part: part, filler: filler).steps(to: call.namePlace, reaching: sink.words)
    }
}

/// A part of the event, or of what somebody stored, with what it is.
package struct OutsidePart: Sendable {
    /// The part as it got there.
    package let origin: Origin
    /// What that part is.
    package let part: EventPart
    /// Who fills the store it was read back from; `nil` for what comes with the event.
    package let filler: StoredInput?

    /// Makes a part.
    package init(origin: Origin, part: EventPart, filler: StoredInput? = nil) {
        self.origin = origin
        self.part = part
        self.filler = filler
    }

    /// A violation of a rule: the part reaches something at a place.
    package func violation(of metadata: RuleMetadata, at place: SourcePlace, reaching words: String, gain: String) -> Violation {
        let message = filler == nil ? "`\(origin.path)`, \(part.words), reaches \(words)" : "\(part.words) reaches \(words)"
        let severity = metadata.severity.weighed(by: part.exposure)
        var violation = Violation(
            at: place, message, gain: gain, severity: filler?.evidence == .grant ? metadata.severity.lowered : severity,
            confidence: filler.map { _ in min(metadata.confidence, .medium) })
        violation.steps = steps(to: place, reaching: words)
        return violation
    }

    /// The steps from where it comes in to a place.
    func steps(to place: SourcePlace, reaching words: String) -> [(place: SourcePlace, note: String)] {
        (filler?.steps ?? []) + origin.steps(from: filler?.source ?? part.words) + [(place: place, note: "it reaches \(words)")]
    }
}

extension StoredInput {
    /// What comes in where it is read.
    fileprivate var source: String { evidence == .service ? part.words : "what is stored there" }
}

extension Origin {
    /// The steps from where it comes in, whose source is said in words.
    package func steps(from words: String) -> [(place: SourcePlace, note: String)] {
        trail.steps.map { step in
            switch step.kind {
            case .source: (place: step.place, note: "\(words) comes in")
            case .read: (place: step.place, note: "a part of it is read")
            case .bound(let name): (place: step.place, note: "it becomes `\(name)`")
            case .passed(let name): (place: step.place, note: "it is passed to `\(name)`")
            case .through(let api): (place: step.place, note: "it goes through `\(api)`")
            }
        }
    }
}

/// Finds what comes from outside in the calls of a function's code.
package struct FlowFinder: Sendable {
    private let code: FunctionCode
    private let function: Function
    private let stored: StoredInputs?

    /// Looks at the code of a function; with what others store, also at what it reads back.
    package init(code: FunctionCode, function: Function, stored: StoredInputs? = nil) {
        self.code = code
        self.function = function
        self.stored = stored
    }

    /// The flows into a sink, one for each call: the one that comes from the most exposed door; where none comes from the
    /// event, one from what others fill.
    package func flows(
        into sink: Sink, safe: Guarantees, fillers: Set<StoredInput.Evidence> = [], where counts: (Flow) -> Bool = { _ in true }
    ) -> [Flow] {
        code.analysis.calls(among: sink.apis).compactMap { call -> Flow? in
            let values = values(sink, call)
            let found = values.flatMap { flows(of: $0, sink, call, safe) }.filter(counts)
            if let widest = found.max(by: { ($0.part.exposure, $1.origin.path) < ($1.part.exposure, $0.origin.path) }) { return widest }
            guard !fillers.isEmpty else { return nil }
            return values.lazy.flatMap { value in
                readBack(in: value, at: call, safe: safe, fillers: fillers).map { part in
                    Flow(sink: sink, call: call, value: value, origin: part.origin, part: part.part, filler: part.filler)
                }
            }.first(where: counts)
        }
    }

    /// What is in a value that was read back from where others store it, or that another service answered.
    package func readBack(in value: AbstractValue, at call: CallFact? = nil, safe: Guarantees, fillers: Set<StoredInput.Evidence>) -> [OutsidePart] {
        guard let stored, !fillers.isEmpty else { return [] }
        return code.analysis.origins(in: value, at: call).flatMap { origin -> [OutsidePart] in
            guard case .answer = origin.path.root, origin.guarantees.isDisjoint(with: safe.union(.harmless)) else { return [] }
            return stored.inputs(origin, in: code.analysis, of: function, safe: safe, evidence: fillers)
                .filter { fillers.contains($0.evidence) }.prefix(1)
                .map { OutsidePart(origin: origin, part: $0.part, filler: $0) }
        }
    }

    /// The parts of the event in a value that its sender chooses and that nothing makes harmless.
    package func parts(in value: AbstractValue, at call: CallFact? = nil, safe: Guarantees = []) -> [(origin: Origin, part: EventPart)] {
        code.analysis.origins(in: value, at: call).compactMap { origin in
            guard origin.guarantees.isDisjoint(with: safe.union(.harmless)) else { return nil }
            return EventPart(origin.path, of: function).map { (origin, $0) }
        }
    }

    private func flows(of value: AbstractValue, _ sink: Sink, _ call: CallFact, _ safe: Guarantees) -> [Flow] {
        parts(in: value, at: call, safe: safe).map { origin, part in
            Flow(sink: sink, call: call, value: value, origin: origin, part: part)
        }
    }

    private func values(_ sink: Sink, _ call: CallFact) -> [AbstractValue] {
        sink.selections.flatMap { selection -> [AbstractValue] in
            switch selection {
            case .argument(let position, let name): return call.argument(position, named: name).map { [$0.value] } ?? []
            case .field(let name, let position):
                if let named = call.arguments.first(where: { $0.name == name }) { return [named.value] }
                return call.argument(position).flatMap { code.analysis.field(name, of: $0.value) }.map { [$0] } ?? []
            case .all: return call.arguments.map(\.value)
            case .receiver: return [call.receiver]
            }
        }
    }
}
