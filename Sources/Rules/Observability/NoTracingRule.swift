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
            let repair = application.repair(
                "switch tracing on", of: function, sam: ["Tracing"], cloudFormation: ["TracingConfig", "Mode"],
                to: .string("Active"))
            return [.violation(violation(at: place, "tracing is not switched on", of: function, application, repair))]
        }
        if tracing.isUndetermined {
            return [.undecided(at: tracing.place, because: tracing.whyUndetermined, functions: [])]
        }
        guard tracing.bool != true, tracing.string?.lowercased() != "active" else { return [] }
        let repair = application.isTemplate
            ? Repair("switch tracing on", [.replace(tracing.place, with: .string("Active"))]) : nil
        return [.violation(violation(at: tracing.place, "tracing is switched off", of: function, application, repair))]
    }

    private func violation(
        at place: SourcePlace, _ message: String, of function: Function, _ application: Application, _ repair: Repair?
    ) -> Violation {
        Violation(
            at: place, message,
            gain: "whoever abuses `\(function.name)` leaves no record of which other services the request reached",
            remedy: application.remedy(
                sam: "Set `Tracing: Active` under `Globals.Function`, which also adds the permissions it needs.",
                cloudFormation: """
                    Set `TracingConfig: { Mode: Active }` on the function and allow its role `xray:PutTraceSegments` and \
                    `xray:PutTelemetryRecords`.
                    """),
            repair: repair)
    }
}
