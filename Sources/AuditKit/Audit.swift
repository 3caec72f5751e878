import ApplicationModel
import CodeAnalysis
package import Findings
import SourceText

/// Puts a set of rules to one application: walks the model, so that a rule states only its subject.
package struct Audit: Sendable {
    /// A violation with its rule and with the subject it was found on filled in.
    package struct AttributedViolation: Sendable {
        /// The rule's metadata.
        package let metadata: RuleMetadata
        /// The violation; `functions` and `subject` are set.
        package let violation: Violation

        /// Attributes a violation.
        package init(metadata: RuleMetadata, violation: Violation) {
            self.metadata = metadata
            self.violation = violation
        }
    }

    /// All that the rules said.
    package struct Outcome: Sendable {
        /// What is wrong, in the order of the rules and the model; each problem once.
        package var violations: [AttributedViolation] = []
        /// What could not be decided, in the same order; each answer once.
        package var undecided: [Undecided] = []

        /// Starts with nothing said.
        package init() {}
    }

    private let rules: [any Rule.Type]

    /// Makes an audit of some rules.
    package init(rules: [any Rule.Type]) { self.rules = rules }

    /// What the rules say about an application.
    package func outcome(on context: AuditContext) -> Outcome {
        var inquiry = Inquiry(context)
        for type in rules { inquiry.ask(type) }
        return inquiry.outcome
    }
}

/// The walk over one application with one rule after the other.
package struct Inquiry {
    private let context: AuditContext
    private var collector: Collector

    init(_ context: AuditContext) {
        self.context = context
        collector = Collector(application: context.application)
    }

    fileprivate var outcome: Audit.Outcome { collector.outcome }

    fileprivate mutating func ask(_ type: any Rule.Type) {
        collector.metadata = type.metadata
        type.init().prepared(for: context).answer(&self)
    }

    /// Asks a rule about every function.
    package mutating func askOfFunctions(_ rule: some FunctionRule) {
        for function in context.application.functions {
            collector.exposure = function.exposure
            let verdicts = rule.verdicts(on: function, in: context)
            collector.add(verdicts, on: "function \(function.name)", of: function)
        }
    }

    /// Asks a rule about the code of every function.
    package mutating func askOfCode(_ rule: some CodeRule) {
        for part in context.code?.functions ?? [] {
            guard let function = context.function(named: part.function) else { continue }
            collector.exposure = function.exposure
            let verdicts = rule.verdicts(on: part, of: function, in: context)
            collector.add(verdicts, on: "function \(function.name)", of: function)
        }
    }

    /// Asks a rule about every trigger.
    package mutating func askOfTriggers(_ rule: some TriggerRule) {
        for function in context.application.functions {
            collector.exposure = function.exposure
            for trigger in function.triggers {
                let verdicts = rule.verdicts(on: trigger, of: function, in: context)
                collector.add(verdicts, on: "function \(function.name) \(trigger.lastingSummary)", of: function)
            }
        }
    }

    /// Asks a rule about every role.
    package mutating func askOfRoles(_ rule: some RoleRule) {
        for role in context.application.roles + context.application.otherRoles {
            let holding = context.holding(of: role)
            collector.exposure = holding.exposure
            collector.add(
                rule.verdicts(on: role, in: context), on: "role \(role.id.name)", holding.functions.map(\.name))
        }
    }

    /// Asks a rule about every resource.
    package mutating func askOfResources(_ rule: some ResourceRule) {
        collector.exposure = .internal
        for resource in context.application.resources {
            collector.add(rule.verdicts(on: resource, in: context), on: "resource \(resource.logicalID)", [])
        }
    }

    /// Asks a rule about the application.
    package mutating func askOfApplication(_ rule: some ApplicationRule) {
        collector.exposure = .internal
        let application = context.application
        collector.add(rule.verdicts(on: application, in: context), on: "service \(application.name)", [])
    }
}

extension Function {
    /// Whether a place is the function's name or within its definition.
    fileprivate func holds(_ place: SourcePlace) -> Bool {
        [namePlace, definition.place].contains { $0.path == place.path && $0.span.overlaps(place.span) }
    }
}

/// Gathers verdicts; the same problem seen from several functions becomes one finding that names them all.
private struct Collector {
    private struct Key: Hashable {
        let rule: RuleID
        let place: SourcePlace
        let message: String
    }

    /// What a problem or an open question was first seen with, and every function it was seen from since.
    private struct Gathered<Answer> {
        var answer: Answer
        var functions: Set<String>
        var exposure: Exposure
    }

    var metadata: RuleMetadata?
    /// How exposed the function is that is asked about: of one problem in several the most exposed tells what is gained.
    var exposure = Exposure.internal
    private let manifest: RelativePath
    private let service: String
    private let functions: [String]
    private var violations: [Gathered<Audit.AttributedViolation>] = []
    private var violationIndex: [Key: Int] = [:]
    private var undecided: [Gathered<Key>] = []
    private var undecidedIndex: [Key: Int] = [:]

    init(application: Application) {
        manifest = application.manifest
        service = application.name
        functions = application.functions.map(\.name)
    }

    /// What stands outside of a function and does not name it is of all functions that come to it: its subject must not
    /// change with the first of them.
    mutating func add(_ verdicts: [Verdict], on subject: String, of function: Function) {
        let shared = verdicts.map { verdict in
            guard case .violation(var violation) = verdict, violation.subject == nil,
                !function.holds(violation.place), !violation.message.contains("`\(function.name)`")
            else { return verdict }
            violation.subject = "service \(service)"
            return .violation(violation)
        }
        add(shared, on: subject, [function.name])
    }

    mutating func add(_ verdicts: [Verdict], on subject: String, _ functions: [String]) {
        guard let metadata else { return }
        for verdict in verdicts {
            switch verdict {
            case .violation(var violation):
                violation.subject = violation.subject ?? subject
                let named = violation.functions ?? functions
                add(Audit.AttributedViolation(metadata: metadata, violation: violation), from: named)
            case .undecided(let place, let reason, let named):
                let key = Key(rule: metadata.id, place: place, message: reason)
                add(key, from: named.isEmpty ? functions : named)
            }
        }
    }

    /// Where each function stands in the manifest; rules come to functions in other orders, such as role by role.
    private var order: [String: Int] {
        guard !violations.isEmpty || !undecided.isEmpty else { return [:] }
        return Dictionary(functions.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// All that was gathered, each answer with its functions in the manifest's order.
    var outcome: Audit.Outcome {
        var outcome = Audit.Outcome()
        let order = order
        outcome.violations = violations.map { gathered in
            var violation = gathered.answer.violation
            violation.functions = sorted(gathered.functions, by: order)
            return Audit.AttributedViolation(metadata: gathered.answer.metadata, violation: violation)
        }
        outcome.undecided = undecided.map { gathered in
            Undecided(
                ruleID: gathered.answer.rule, reason: gathered.answer.message, place: gathered.answer.place,
                manifest: manifest, functions: sorted(gathered.functions, by: order))
        }
        return outcome
    }

    private mutating func add(_ attributed: Audit.AttributedViolation, from functions: [String]) {
        let violation = attributed.violation
        let key = Key(rule: attributed.metadata.id, place: violation.place, message: violation.message)
        guard let index = violationIndex[key] else {
            violationIndex[key] = violations.count
            violations.append(Gathered(answer: attributed, functions: Set(functions), exposure: exposure))
            return
        }
        violations[index].functions.formUnion(functions)
        let known = violations[index].answer.violation
        let severity = violation.severity ?? attributed.metadata.severity
        let former = known.severity ?? attributed.metadata.severity
        guard (severity, exposure) > (former, violations[index].exposure) else { return }
        // The strongest case speaks for all; where it stands and what it is about were settled by the first.
        var stronger = known
        stronger.severity = violation.severity
        stronger.gain = violation.gain
        violations[index].answer = Audit.AttributedViolation(metadata: attributed.metadata, violation: stronger)
        violations[index].exposure = exposure
    }

    private mutating func add(_ key: Key, from functions: [String]) {
        if let index = undecidedIndex[key] {
            undecided[index].functions.formUnion(functions)
        } else {
            undecidedIndex[key] = undecided.count
            undecided.append(Gathered(answer: key, functions: Set(functions), exposure: exposure))
        }
    }

    /// In the manifest's order; names that are not in it come last.
    private func sorted(_ functions: Set<String>, by order: [String: Int]) -> [String] {
        functions.sorted { (order[$0] ?? Int.max, $0) < (order[$1] ?? Int.max, $1) }
    }
}
