import ApplicationModel
import AuditKit
import Findings
import SourceText

/// A function whose logs nobody decided how long to keep.
struct NoLogRetentionRule: FunctionRule {
    static let metadata = RuleMetadata(
        .observability, "no-log-retention", since: "0.1.0", severity: .low,
        summary: "keeps its logs for ever",
        why: """
            Lambda makes a log group that never forgets. Whatever a request wrote there, personal data and tokens \
            included, can still be read years later by whoever gets at the logs, and cannot be said to be gone when the \
            law asks for it.
            """,
        remedy: "Set `provider.logRetentionInDays` to what investigations need, such as `90`.",
        cwe: [779],
        references: [
            "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html",
            "https://www.serverless.com/framework/docs/providers/aws/guide/functions#log-group-resources",
        ])

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
        .clean(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
              logRetentionInDays: 90
            functions:
              list:
                handler: list.handler
            """),
        .clean(
            .serverlessFramework,
            """
            # No log group, nothing to keep.
            service: shop
            provider:
              name: aws
            functions:
              list:
                handler: list.handler
                disableLogs: true
            """),
    ]

    init() {}

    func verdicts(on function: Function, in context: AuditContext) -> [Verdict] {
        let application = context.application
        guard application.provider.isAWS, !function.hasLogsDisabled, function.logRetention == nil else { return [] }
        guard !application.setsRetentionByPlugin else { return [] }
        let violation = Violation(
            at: application.placeOfMissingSetting(for: function), "logs are kept for ever",
            gain: "whoever gets at the logs of `\(function.name)` reads all that was ever written there")
        return [.violation(violation)]
    }
}
