import ApplicationModel
import AuditKit
import Findings
import SourceText

/// A function whose calls leave no trace across services.
struct NoTracingRule: FunctionRule {
    static let metadata = RuleMetadata(
        .observability, "no-tracing", since: "0.1.0", severity: .low,
        summary: "leaves no trace of what it called and when",
        why: """
            A request crosses a gateway, several functions, queues and tables. Without tracing nobody can say afterwards \
            which of them an attacker's request went through, and what it reached. Functions that a plugin reports to \
            another tracing service are not asked for X-Ray as well.
            """,
        remedy: "Set `provider.tracing.lambda: true`, which also adds the two permissions it needs.",
        cwe: [778], references: ["https://docs.aws.amazon.com/lambda/latest/dg/services-xray.html"])

    static let examples: [RuleExample] = [
        .flagged(
            .serverlessFramework,
            """
            service: shop
            «provider»:
              name: aws
            functions:
              list:
                handler: list.handler
              search:
                handler: search.handler
            """),
        .flagged(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
              tracing:
                lambda: true
            functions:
              list:
                handler: list.handler
                tracing: «PassThrough»
            """),
        .clean(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
              tracing:
                lambda: true
            functions:
              list:
                handler: list.handler
            """),
        .clean(
            .serverlessFramework,
            """
            # Traces go elsewhere.
            service: shop
            provider:
              name: aws
            plugins:
              - serverless-plugin-datadog
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
              tracing:
                lambda: ${env:TRACING}
            functions:
              list:
                handler: list.handler
            """),
    ]

    init() {}

    func verdicts(on function: Function, in context: AuditContext) -> [Verdict] {
        let application = context.application
        guard application.provider.isAWS, !application.isTracedByPlugin else { return [] }
        guard let tracing = function.tracing else {
            let place = application.placeOfMissingSetting(for: function)
            return [.violation(violation(at: place, "tracing is not switched on", of: function, repair(application)))]
        }
        if tracing.isUndetermined {
            return [.undecided(at: tracing.place, because: tracing.whyUndetermined, functions: [])]
        }
        guard tracing.bool != true, tracing.string?.lowercased() != "active" else { return [] }
        return [.violation(violation(at: tracing.place, "tracing is switched off", of: function, repair(tracing, application)))]
    }

    private func violation(
        at place: SourcePlace, _ message: String, of function: Function, _ repair: Repair?
    ) -> Violation {
        Violation(
            at: place, message,
            gain: "whoever abuses `\(function.name)` leaves no record of which other services the request reached",
            repair: repair)
    }

    /// A role that the framework does not make lacks the two permissions, and the deployment would fail.
    private func repair(_ application: Application) -> Repair? {
        Repair(
            "switch tracing on for all functions", safety: application.hasFrameworkRolesOnly ? .safe : .unsafe,
            application.settingForAll(.bool(true), at: "tracing", "lambda"))
    }

    private func repair(_ tracing: Value, _ application: Application) -> Repair? {
        guard application.format == .serverlessFramework, tracing.isWrittenWhereUsed else { return nil }
        return Repair(
            "switch tracing on", safety: application.hasFrameworkRolesOnly ? .safe : .unsafe,
            .replace(tracing.place, with: .bool(true)))
    }
}
