import ApplicationModel
import AuditKit
import Findings
import LeastPrivilege
import SourceText

/// A function that is triggered by what it writes itself.
struct RecursiveTriggerRule: FunctionRule {
    static let metadata = RuleMetadata(
        .perimeters, "recursive-trigger", since: "0.1.0", severity: .medium, confidence: .medium,
        summary: "is triggered by what it writes itself",
        why: """
            A function that puts its result where its events come from runs again for the result, and again for that one's. \
            One event of an attacker's, or one of nobody's, then runs until a limit or the bill ends it, and takes the \
            concurrency that other functions need. Lambda ends loops through queues, topics and buckets after some sixteen \
            rounds, those through tables, streams and buses never.
            """,
        remedy: """
            Write to another bucket, queue or table than the one that triggers the function, or filter its events so that \
            what it writes is none: a `prefix` for a bucket, a filter pattern for a stream, a bus or a queue.
            """,
        cwe: [674, 400],
        references: [
            "https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html",
            "https://serverlessland.com/content/service/lambda/guides/aws-lambda-operator-guide/recursive-runaway",
        ])

    static let readsCode = true

    init() {}

    func verdicts(on function: Function, in context: AuditContext) -> [Verdict] {
        guard context.application.provider.isAWS else { return [] }
        let needs = context.permissions?.functions.first { $0.needs.function == function.name }?.needs
        return function.triggers.filter { $0.invocation != .never && !$0.isDisabled }.compactMap { trigger in
            WriteTarget(trigger).flatMap { verdict(on: trigger, $0, of: function, needs, in: context.application) }
        }
    }

    private func verdict(
        on trigger: Trigger, _ target: WriteTarget, of function: Function, _ needs: FunctionNeeds?, in application: Application
    ) -> Verdict? {
        if let destination = destinations(of: function, trigger).first(where: target.isNamed) {
            return .violation(violation(trigger, target, function, Evidence(place: destination.place, action: nil, isNamed: true)))
        }
        // A grant tells nothing where the code was read to its end and puts nothing there.
        if let needs, needs.incompleteness == nil, !target.isWritten(by: needs) { return nil }
        guard !isOfDeletions(trigger), let role = application.role(of: function) else { return nil }
        let isTold = function.environment.contains { target.isNamed(by: $0.value) }
        // A role that others share tells nothing of what this one does.
        guard isTold || application.functions(under: role).count == 1 else { return nil }
        for statement in role.authoredGrants where statement.effect == .allow {
            guard let action = target.action(allowedBy: statement), let resource = target.resources(of: statement).first else { continue }
            let evidence = Evidence(place: resource.place, action: action, isNamed: isTold)
            return verdict(on: trigger, target, of: function, evidence, writing: resource)
        }
        return nil
    }

    /// What shows that the function writes there.
    private struct Evidence {
        let place: SourcePlace
        /// The action that is granted; `nil` for a destination.
        let action: String?
        /// Whether the function is told the name.
        let isNamed: Bool
    }

    private func verdict(
        on trigger: Trigger, _ target: WriteTarget, of function: Function, _ evidence: Evidence, writing resource: Value
    ) -> Verdict? {
        switch KeyFilter(trigger).overlap(with: resource) {
        case .none: return nil
        case .certain where isFiltered(trigger), .possible:
            let reason = "whether what `\(function.name)` writes passes the filter of its own trigger is not in the manifest"
            return .undecided(at: trigger.place, because: reason, functions: [])
        case .certain: return .violation(violation(trigger, target, function, evidence))
        }
    }

    private func destinations(of function: Function, _ trigger: Trigger) -> [Value] {
        function.successDestinations + function.failureDestinations + [trigger.failureDestination].compactMap(\.self)
    }

    /// What the function puts there deletes nothing.
    private func isOfDeletions(_ trigger: Trigger) -> Bool {
        let events = (trigger.definition["event"] ?? trigger.definition["Event"])?.oneOrMany ?? []
        return !events.isEmpty && events.allSatisfy { $0.string?.contains("ObjectRemoved") ?? false }
    }

    /// A pattern of a stream, queue or bus, which may or may not fit what the function writes.
    private func isFiltered(_ trigger: Trigger) -> Bool {
        // In a template the settings stand among the properties of what makes the trigger.
        [trigger.definition, trigger.definition["Properties"]].compactMap(\.self).contains { settings in
            ["filterPatterns", "FilterCriteria", "filterPolicy", "FilterPolicy", "pattern", "EventPattern", "eventPattern"]
                .contains { settings[$0] != nil }
        }
    }

    private func violation(_ trigger: Trigger, _ target: WriteTarget, _ function: Function, _ evidence: Evidence) -> Violation {
        let way = evidence.action.map { "may write to, with `\($0)`," } ?? "sends its results or failures to"
        let starter = function.exposure == .internal ? "whoever gets one event in" : function.attacker
        return Violation(
            at: trigger.place, "`\(function.name)` is triggered by the \(target.word) `\(target.name)` that it \(way) itself",
            gain: "\(starter) can start a loop that "
                + (target.isWatched ? "multiplies the work and the bill" : "nobody ends, and that takes the account's concurrency"),
            severity: evidence.action != nil && (target.isWatched || !evidence.isNamed) ? .low : .medium,
            confidence: evidence.action == nil ? .high : evidence.isNamed ? .medium : .low,
            related: [(evidence.place, "it is written to through this")])
    }
}
