import ApplicationModel
import AuditKit
import CodeAnalysis
import Findings
import Permissions
import SourceText

/// A function that hands on what its event says without having looked at it.
struct UnvalidatedEventRule: CodeRule {
    static let metadata = RuleMetadata(
        .perimeters, "unvalidated-event", since: "0.1.0", severity: .medium, confidence: .medium,
        summary: "hands on fields of its event that nothing looked at",
        why: """
            Whoever gets an event to a function chooses what is in it, and every function has more doors than the one it was \
            written for. `subscribe` checks an address and triggers `sendNotification`, which therefore does not; later a \
            second function that checks nothing triggers it too, and what it was never meant to send goes out. A function is \
            its own perimeter: what it does not check itself, the next caller need not have checked either.
            """,
        remedy: """
            Hold the event against a schema first thing in the handler (`zod`, `ajv`, Pydantic, the parser of Powertools for \
            AWS Lambda), or bodies of a REST API against a model, and use only what the schema gives.
            """,
        cwe: [20, 501],
        references: [
            "https://cheatsheetseries.owasp.org/cheatsheets/Input_Validation_Cheat_Sheet.html",
            "https://docs.aws.amazon.com/powertools/python/latest/utilities/parser/",
        ])

    private var handovers = Handovers()

    init() {}

    func prepared(for context: AuditContext) -> UnvalidatedEventRule {
        var rule = self
        rule.handovers = Handovers(of: context)
        return rule
    }

    func verdicts(on code: FunctionCode, of function: Function, in context: AuditContext) -> [Verdict] {
        let passed = Self.readsDeadLetters(function, context.application) ? Self.queueWrites(in: code) : []
        guard let event = UncheckedEvent(code, of: function, besides: passed) else { return [] }
        let senders = Senders(of: function, handovers)
        // Where the senders look instead, the other rule says so.
        guard !senders.areTrusted else { return [] }
        let openers = Self.openers(of: function, in: context.application, besides: senders)
        return [.violation(violation(event, function, senders, openers))]
    }

    private func violation(_ event: UncheckedEvent, _ function: Function, _ senders: Senders, _ openers: [Opener]) -> Violation {
        let doors = function.triggers.filter { $0.invocation != .never && $0.kind != .schedule }
        let callers = doors.map(\.summary) + senders.names
        let sender = callers.isEmpty ? "whoever may invoke `\(function.name)`" : "whoever sends through \(enumerated(callers))"
        var related = doors.map { (place: $0.place, note: "events come through this") }
        related += senders.all.map { (place: $0.delivery.call.namePlace, note: senders.note(on: $0)) }
        related += openers.map { (place: $0.place, note: "`\($0.name)` may invoke it") }
        var gain = "\(sender) chooses what `\(function.name)` lets into \(event.target.words)"
        if !openers.isEmpty { gain += ", and so does whoever takes over \(enumerated(openers.map(\.name))), which may invoke it" }
        let unchecked = senders.unchecked
        let message =
            "\(event.list) \(event.verb) \(event.target.words) unchecked"
            + (unchecked.isEmpty || senders.checking.isEmpty ? "" : ": \(enumerated(senders.checking)) checks what it sends, \(enumerated(unchecked)) does not")
        var violation = Violation(
            at: event.place, message, gain: gain, subject: "function \(function.name)", severity: Severity.medium.weighed(by: exposure(event, senders)),
            confidence: senders.all.isEmpty ? .medium : .high, related: related)
        if let use = event.uses.first {
            violation.steps = use.origin.steps(from: use.part.words) + [(place: use.call.namePlace, note: "it reaches \(use.target.words)")]
        }
        return violation
    }

    /// What a sender lets through unchecked is as exposed as the sender.
    private func exposure(_ event: UncheckedEvent, _ senders: Senders) -> Exposure {
        senders.all.filter { !$0.isChecked }.flatMap(\.parts).map(\.part.exposure).reduce(event.exposure, max)
    }

    // MARK: Dead letters

    /// Whether all that comes to a function is what another could not read: that goes back to where it was refused, which
    /// looks at it again, or aside.
    private static func readsDeadLetters(_ function: Function, _ application: Application) -> Bool {
        let doors = function.triggers.filter { $0.invocation != .never }
        let sources = doors.compactMap { $0.kind == .queue ? $0.sourceLogicalID ?? $0.source?.referencedLogicalID : nil }
        guard !doors.isEmpty, sources.count == doors.count else { return false }
        var letters: Set<String> = []
        for queue in application.resources where queue.type == "AWS::SQS::Queue" {
            if let policy = queue.properties["RedrivePolicy"] { ResourceReferences.visit(policy) { letters.insert($0) } }
        }
        return letters.isSuperset(of: sources)
    }

    private static func queueWrites(in code: FunctionCode) -> Set<SourcePlace> {
        Set(code.analysis.deliveries.filter { $0.service == .queue }.map(\.call.place))
    }

    // MARK: Doors that could open

    /// A function that may invoke this one.
    private struct Opener {
        let name: String
        let place: SourcePlace
    }

    private static func openers(of function: Function, in application: Application, besides senders: Senders) -> [Opener] {
        guard let invoke = ActionCatalogue.bundled.action("lambda:InvokeFunction") else { return [] }
        return application.functions.compactMap { other in
            guard other.name != function.name, !senders.names.contains(other.name), let role = application.role(of: other) else { return nil }
            let statement = role.authoredGrants.first { statement in
                statement.actionPatterns.contains { $0.matches(invoke) } && statement.resources.contains { Self.means($0, function) }
            }
            return statement.map { Opener(name: other.name, place: $0.place) }
        }
    }

    private static func means(_ resource: Value, _ function: Function) -> Bool {
        var ids: [String] = []
        ResourceReferences.visit(resource) { ids.append($0) }
        if let id = function.logicalID, ids.contains(id) { return true }
        guard let text = resource.text(placeholder: "?") else { return false }
        return text == "*" || text.hasSuffix(":*") || text.hasSuffix("-\(function.name)") || text.hasSuffix(":\(function.name)")
    }
}

/// The functions of an application that hand something over to one of them.
struct Senders: Sendable {
    /// All that is handed over.
    let all: [Handovers.Handover]
    private let isOnlyWay: Bool

    /// Finds those of a function.
    init(of function: Function, _ handovers: Handovers) {
        all = handovers.handovers(to: function.name)
        let doors = function.triggers.filter { $0.invocation != .never && $0.kind != .schedule }
        let own = all.compactMap(\.trigger?.place)
        isOnlyWay = doors.allSatisfy { own.contains($0.place) }
    }

    /// The senders' names, each once.
    var names: [String] { distinct(all) }
    /// Those that look at what others choose before they send it.
    var checking: [String] { distinct(all.filter { $0.carriesInput && $0.isChecked }) }
    /// Those that send what they did not look at.
    var unchecked: [String] { distinct(all.filter { !$0.isChecked }) }

    /// Whether nothing else of the application gets at the function, and all senders look at what they send.
    var areTrusted: Bool { isOnlyWay && !checking.isEmpty && unchecked.isEmpty }

    /// What there is to say of a sender.
    func note(on handover: Handovers.Handover) -> String {
        guard handover.carriesInput else { return "`\(handover.sender.name)` sends it something of its own" }
        return handover.isChecked ? "`\(handover.sender.name)` sends it what it checked" : "`\(handover.sender.name)` sends it what nothing checked"
    }

    private func distinct(_ handovers: [Handovers.Handover]) -> [String] {
        var seen: Set<String> = []
        return handovers.map(\.sender.name).filter { seen.insert($0).inserted }
    }
}
