package import ApplicationModel
package import CodeAnalysis
import Findings
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
}

/// A rule about what comes from outside and reaches a sink.
package protocol FlowRule: CodeRule {
    /// The sinks.
    static var sinks: [Sink] { get }
    /// What makes a value harmless for these sinks: one of these is enough.
    static var safe: Guarantees { get }
    /// Whether a flow counts; the place for what only the shape of a text or the other arguments tell.
    func counts(_ flow: Flow, in code: FunctionCode) -> Bool
    /// What an attacker gains by a flow, one sentence.
    func gain(_ flow: Flow, of function: Function) -> String
    /// How a flow is ended without changing what the program does for honest values; `nil` where that is not certain.
    func repair(_ flow: Flow, in code: FunctionCode) -> Repair?
}

extension FlowRule {
    package func counts(_ flow: Flow, in code: FunctionCode) -> Bool { true }
    package func repair(_ flow: Flow, in code: FunctionCode) -> Repair? { nil }

    package func verdicts(on code: FunctionCode, of function: Function, in context: AuditContext) -> [Verdict] {
        let finder = FlowFinder(code: code, function: function)
        return Self.sinks.flatMap { sink in
            finder.flows(into: sink, safe: Self.safe) { counts($0, in: code) }
        }.map { flow in .violation(violation(flow, of: function, in: code)) }
    }

    private func violation(_ flow: Flow, of function: Function, in code: FunctionCode) -> Violation {
        let metadata = Self.metadata
        var violation = Violation(
            at: flow.call.namePlace, "`\(flow.origin.path)`, \(flow.part.words), reaches \(flow.sink.words)",
            gain: gain(flow, of: function), severity: metadata.severity.weighed(by: flow.part.exposure),
            repair: repair(flow, in: code))
        violation.steps = flow.steps
        return violation
    }
}

extension Flow {
    /// The steps from where it comes in to the sink.
    package var steps: [(place: SourcePlace, note: String)] {
        origin.steps(from: part.words) + [(place: call.namePlace, note: "it reaches \(sink.words)")]
    }
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

    /// Looks at the code of a function.
    package init(code: FunctionCode, function: Function) {
        self.code = code
        self.function = function
    }

    /// The flows into a sink, one for each call: the one that comes from the most exposed door.
    package func flows(into sink: Sink, safe: Guarantees, where counts: (Flow) -> Bool = { _ in true }) -> [Flow] {
        code.analysis.calls(among: sink.apis).compactMap { call -> Flow? in
            let found = values(sink, call).flatMap { flows(of: $0, sink, call, safe) }.filter(counts)
            return found.max { ($0.part.exposure, $1.origin.path) < ($1.part.exposure, $0.origin.path) }
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
