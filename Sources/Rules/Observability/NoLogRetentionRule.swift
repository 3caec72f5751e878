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
        .flagged(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
              logs:
                lambda:
                  logGroup: !Ref ShopLogs
            functions:
              list:
                handler: list.handler
            resources:
              Resources:
                «ShopLogs»:
                  Type: AWS::Logs::LogGroup
            """),
        .flagged(
            .sam,
            """
            Transform: AWS::Serverless-2016-10-31
            Resources:
              «List»:
                Type: AWS::Serverless::Function
                Properties:
                  Runtime: python3.14
                  Handler: list.handler
                  CodeUri: src/
            """),
        .undecided(
            .serverlessFramework,
            """
            # The framework makes no log group then.
            service: shop
            provider:
              name: aws
              logs:
                lambda:
                  logGroup: /shop/functions
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
        guard application.provider.isAWS, !function.hasLogsDisabled else { return [] }
        if let retention = function.logRetention {
            guard case .unknown(let reason) = retention.content else { return [] }
            return [.undecided(at: retention.place, because: reason, functions: [])]
        }
        if let group = function.customLogGroup(in: application) { return [.violation(violation(of: group, function))] }
        guard !application.setsRetentionByPlugin else { return [] }
        let violation = Violation(
            at: application.placeOfMissingSetting(for: function), "logs are kept for ever", gain: gain(function),
            repair: repair(of: function, application))
        return [.violation(violation)]
    }

    /// For a log group of the author's own the framework makes none, and reads no retention.
    private func violation(of group: Resource, _ function: Function) -> Violation {
        Violation(
            at: group.logicalIDPlace, "the log group `\(group.logicalID)` keeps its logs for ever", gain: gain(function),
            remedy: "Set `RetentionInDays` of `\(group.logicalID)` to what investigations need, such as `90`.",
            repair: repair(of: group))
    }

    /// Long enough for an investigation that starts late; what is older is deleted with the next deployment.
    private static let days = Repair.Literal.number("90")

    /// A template must declare the group; where Lambda made it already, it has to be imported into the stack first.
    private func repair(of function: Function, _ application: Application) -> Repair? {
        guard function.declaration != nil, let id = function.logicalID else {
            return Repair("keep logs for 90 days", application.settingForAll(Self.days, at: "logRetentionInDays"))
        }
        guard application.format != .serverlessFramework, application.document.isMap else { return nil }
        let properties = Repair.Literal.map([
            .init("LogGroupName", .substitution("/aws/lambda/${\(id)}")), .init("RetentionInDays", Self.days),
        ])
        let group = Repair.Literal.map([.init("Type", .string("AWS::Logs::LogGroup")), .init("Properties", properties)])
        return Repair(
            "declare the log group of `\(id)` and keep its logs for 90 days", safety: .unsafe,
            .insert(group, at: ["Resources", id + "LogGroup"], into: application.document.place))
    }

    private func repair(of group: Resource) -> Repair? {
        guard group.generator == nil, group.definition.isMap else { return nil }
        let change = Repair.Change.insert(Self.days, at: ["Properties", "RetentionInDays"], into: group.definition.place)
        return Repair("keep the logs of `\(group.logicalID)` for 90 days", [change])
    }

    private func gain(_ function: Function) -> String {
        "whoever gets at the logs of `\(function.name)` reads all that was ever written there"
    }
}

extension Function {
    /// The declared log group that the author names in place of the framework's.
    /// Source: https://www.serverless.com/framework/docs/providers/aws/guide/functions#log-group-resources
    fileprivate func customLogGroup(in application: Application) -> Resource? {
        let group =
            definition[path: "logs", "logGroup"] ?? application.document[path: "provider", "logs", "lambda", "logGroup"]
        if let id = group?.referencedLogicalID { return application.resource(id) }
        guard let name = group?.string else { return nil }
        return application.resources(ofType: "AWS::Logs::LogGroup").first { $0.properties["LogGroupName"]?.string == name }
    }
}
