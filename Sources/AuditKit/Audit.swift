import ApplicationModel
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
    }

    private let rules: [any Rule.Type]

    /// Makes an audit of some rules.
    package init(rules: [any Rule.Type]) { self.rules = rules }

    /// What the rules say about an application.
    package func outcome(on context: AuditContext) -> Outcome {
        var collector = Collector(application: context.application)
        for type in rules {
            collector.metadata = type.metadata
            ask(type.init(), in: context, &collector)
        }
        return collector.outcome
    }

    private func ask(_ rule: any Rule, in context: AuditContext, _ collector: inout Collector) {
        let application = context.application
        switch rule {
        case let rule as any FunctionRule:
            for function in application.functions {
                let verdicts = rule.verdicts(on: function, in: context)
                collector.add(verdicts, on: "function \(function.name)", of: function)
            }
        case let rule as any TriggerRule:
            for function in application.functions {
                for trigger in function.triggers {
                    let verdicts = rule.verdicts(on: trigger, of: function, in: context)
                    collector.add(verdicts, on: "function \(function.name) \(trigger.lastingSummary)", of: function)
                }
            }
        case let rule as any RoleRule:
            for role in application.roles {
                let functions = application.functions(under: role).map(\.name)
                guard !functions.isEmpty else { continue }
                collector.add(rule.verdicts(on: role, in: context), on: "role \(role.id.name)", functions)
            }
        case let rule as any ResourceRule:
            for resource in application.resources {
                collector.add(rule.verdicts(on: resource, in: context), on: "resource \(resource.logicalID)", [])
            }
        case let rule as any ApplicationRule:
            collector.add(rule.verdicts(on: application, in: context), on: "service \(application.name)", [])
        default:
            break
        }
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

    var outcome = Audit.Outcome()
    var metadata: RuleMetadata?
    private let manifest: RelativePath
    private let service: String
    /// Where each function stands in the manifest; rules come to functions in other orders, such as role by role.
    private let order: [String: Int]
    private var violationIndex: [Key: Int] = [:]
    private var undecidedIndex: [Key: Int] = [:]

    init(application: Application) {
        manifest = application.manifest
        service = application.name
        let names = application.functions.map(\.name)
        order = Dictionary(names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
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
                violation.functions = sorted(violation.functions ?? functions)
                add(violation, of: metadata)
            case .undecided(let place, let reason, let named):
                let key = Key(rule: metadata.id, place: place, message: reason)
                let named = sorted(named.isEmpty ? functions : named)
                add(key, named)
            }
        }
    }

    private mutating func add(_ violation: Violation, of metadata: RuleMetadata) {
        let key = Key(rule: metadata.id, place: violation.place, message: violation.message)
        guard let index = violationIndex[key] else {
            violationIndex[key] = outcome.violations.count
            outcome.violations.append(Audit.AttributedViolation(metadata: metadata, violation: violation))
            return
        }
        var merged = outcome.violations[index].violation
        merged.functions = merge(merged.functions ?? [], violation.functions ?? [])
        if violation.severity ?? metadata.severity > merged.severity ?? metadata.severity {
            merged.severity = violation.severity
            merged.gain = violation.gain
        }
        outcome.violations[index] = Audit.AttributedViolation(metadata: metadata, violation: merged)
    }

    private mutating func add(_ key: Key, _ functions: [String]) {
        var functions = functions
        if let index = undecidedIndex[key] { functions = merge(outcome.undecided[index].functions, functions) }
        let answer = Undecided(
            ruleID: key.rule, reason: key.message, place: key.place, manifest: manifest, functions: functions)
        if let index = undecidedIndex[key] {
            outcome.undecided[index] = answer
        } else {
            undecidedIndex[key] = outcome.undecided.count
            outcome.undecided.append(answer)
        }
    }

    private func merge(_ left: [String], _ right: [String]) -> [String] {
        let known = Set(left)
        return sorted(left + right.filter { !known.contains($0) })
    }

    /// In the manifest's order; names that are not in it come last, as they came.
    private func sorted(_ functions: [String]) -> [String] {
        functions.enumerated().map { (order[$1] ?? Int.max, $0, $1) }.sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map(\.2)
    }
}
