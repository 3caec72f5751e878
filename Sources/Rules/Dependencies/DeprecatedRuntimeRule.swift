import ApplicationModel
import AuditKit
import Findings

/// A function that runs on a Lambda runtime without patches, or soon without.
struct DeprecatedRuntimeRule: FunctionRule {
    static let metadata = RuleMetadata(
        .dependencies, "deprecated-runtime", since: "0.1.0", severity: .medium,
        summary: "runs on a runtime that gets no patches",
        why: """
            The runtime is a dependency that every function has: the language, its TLS library and the operating system \
            below it. After its deprecation AWS applies no security patches to it, later refuses new functions on it, \
            and in the end refuses changes, so that a hole can no longer be closed in a hurry.
            """,
        remedy: """
            Set `runtime` to the newest version of the language, deploy to a test stage first, and do it before AWS \
            blocks updates.
            """,
        cwe: [1104], references: ["https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html"])

    static let examples: [RuleExample] = [
        .flagged(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
              runtime: «nodejs12.x»
            functions:
              list:
                handler: list.handler
                events:
                  - httpApi: GET /orders
            """),
        .flagged(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
              runtime: python3.14
            functions:
              list:
                handler: list.handler
              report:
                handler: report.handler
                runtime: «python3.6»
            """),
        .clean(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
              runtime: python3.14
            functions:
              list:
                handler: list.handler
            """),
        .clean(
            .serverlessFramework,
            """
            # Azure has runtimes and dates of its own.
            service: shop
            provider:
              name: azure
              runtime: nodejs12
            functions:
              list:
                handler: list.handler
            """),
        .undecided(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
              runtime: ${env:RUNTIME}
            functions:
              list:
                handler: list.handler
            """),
        .undecided(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
              runtime: nodejs99.x
            functions:
              list:
                handler: list.handler
            """),
    ]

    init() {}

    func verdicts(on function: Function, in context: AuditContext) -> [Verdict] {
        guard context.application.provider.isAWS, function.image == nil else { return [] }
        guard let runtime = function.runtime else {
            let reason = "no runtime is set; the default of the framework's version decides"
            return [.undecided(at: function.namePlace, because: reason, functions: [])]
        }
        let possible = context.application.possibleTexts(of: runtime)
        let answers = possible.texts.filter { !$0.text.contains(PossibleText.unknownPart) }
            .compactMap { verdict(on: $0, of: function, in: context) }
        let violations = answers.filter { if case .violation = $0 { true } else { false } }
        guard violations.isEmpty else { return violations }
        return answers
            + possible.unfollowed.prefix(1).map {
                .undecided(at: $0.place, because: $0.whyUndetermined, functions: [])
            }
    }

    private func verdict(on text: PossibleText, of function: Function, in context: AuditContext) -> Verdict? {
        guard let known = LambdaRuntime.named(text.text) else {
            return .undecided(
                at: text.place, because: "`\(text.text)` is no runtime of AWS Lambda that is known here", functions: [])
        }
        return fate(of: known, on: context.today).map { fate in
            var found = violation(known, fate, of: function, at: text)
            if context.application.format != .serverlessFramework { found.remedy = found.remedy.map(Self.inTemplates) }
            return .violation(found)
        }
    }

    /// Templates write the same settings with a capital.
    private static func inTemplates(_ remedy: String) -> String {
        remedy.replacing("`runtime: ", with: "`Runtime: ").replacing("`handler: ", with: "`Handler: ")
    }

    private func fate(of runtime: LambdaRuntime, on today: CalendarDate) -> (severity: Severity, message: String)? {
        switch runtime.phase(on: today) {
        case .supported: nil
        case .endsSoon: (.low, "loses its patches on \(runtime.deprecated)")
        case .deprecated: (.medium, "gets no patches since \(runtime.deprecated)" + blockNotice(runtime, today))
        case .createBlocked:
            (.high, "gets no patches since \(runtime.deprecated), and AWS refuses new functions on it")
        case .updateBlocked:
            (.high, "gets no patches since \(runtime.deprecated), and AWS refuses to change functions on it")
        }
    }

    private func blockNotice(_ runtime: LambdaRuntime, _ today: CalendarDate) -> String {
        guard let block = runtime.updateBlocked else { return "" }
        return today.days(until: block) > 0 ? ", and AWS refuses to change functions on it from \(block) on" : ""
    }

    private func violation(
        _ runtime: LambdaRuntime, _ fate: (severity: Severity, message: String), of function: Function,
        at text: PossibleText
    ) -> Violation {
        let isExposed = function.exposure == .public && fate.severity == .medium
        let time = fate.severity == .low ? "becomes known" : "became known"
        return Violation(
            at: text.place, "runtime `\(runtime.identifier)` \(fate.message)",
            gain: """
                \(function.attacker) can use any hole that \(time) in `\(runtime.identifier)` after \
                \(runtime.deprecated), because AWS does not close it there
                """,
            severity: isExposed ? fate.severity.raised : fate.severity,
            remedy: runtime.remedy, repair: repair(runtime, at: text))
    }

    /// The text is replaced where the whole of it stands; what it is put together of may be in use elsewhere.
    private func repair(_ runtime: LambdaRuntime, at text: PossibleText) -> Repair? {
        guard let successor = runtime.replacement, text.places.count == 1, text.origin == .written || text.origin == .choice("Fn::If")
        else { return nil }
        return Repair("set the runtime to `\(successor)`", safety: .unsafe, [.replace(text.place, with: .string(successor))])
    }
}
