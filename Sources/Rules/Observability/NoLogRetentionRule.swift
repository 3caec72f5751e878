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
        .flagged(
            .sam,
            """
            Transform: AWS::Serverless-2016-10-31
            Resources:
              «List»: { Type: AWS::Serverless::Function, Properties: { Handler: list.handler, CodeUri: src/ } }
              Search: { Type: AWS::Serverless::Function, Properties: { Handler: search.handler, CodeUri: src/ } }
              «SearchLog»:
                Type: AWS::Logs::LogGroup
                Properties: { LogGroupName: !Sub '/aws/lambda/${Search}' }
            """),
        .clean(
            .sam,
            """
            Transform: AWS::Serverless-2016-10-31
            Resources:
              List: { Type: AWS::Serverless::Function, Properties: { Handler: list.handler, CodeUri: src/ } }
              ListLog:
                Type: AWS::Logs::LogGroup
                Properties: { LogGroupName: !Sub '/aws/lambda/${List}', RetentionInDays: 90 }
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

    private var groups = LogGroups()

    init() {}

    func prepared(for context: AuditContext) -> NoLogRetentionRule {
        var rule = self
        if context.application.isTemplate { rule.groups = LogGroups(of: context.application) }
        return rule
    }

    func verdicts(on function: Function, in context: AuditContext) -> [Verdict] {
        let application = context.application
        guard application.provider.isAWS, !function.hasLogsDisabled else { return [] }
        if let retention = function.logRetention {
            guard case .unknown(let reason) = retention.content else { return [] }
            return [.undecided(at: retention.place, because: reason, functions: [])]
        }
        if application.isTemplate { return inTemplate(function, application) }
        if let group = function.customLogGroup(in: application) { return [.violation(violation(of: group, function))] }
        guard !application.setsRetentionByPlugin else { return [] }
        let violation = Violation(
            at: application.placeOfMissingSetting(for: function), "logs are kept for ever", gain: gain(function),
            repair: Repair("keep logs for 90 days", application.settingForAll(.number("90"), at: "logRetentionInDays")))
        return [.violation(violation)]
    }

    /// A template's function writes into a group that Lambda makes, unless the template declares it.
    private func inTemplate(_ function: Function, _ application: Application) -> [Verdict] {
        if let group = groups.group(of: function, in: application) {
            return application.settings("RetentionInDays", of: group).compactMap { (setting: Setting) -> Verdict? in
                switch setting {
                case .set: return nil
                case .unknown(let value): return .undecided(at: value.place, because: value.whyUndetermined, functions: [])
                case .missing: return .violation(self.violation(of: group, function))
                }
            }.decisive
        }
        if let group = groups.isElsewhere(function, in: application) {
            let reason = "the log group is made elsewhere, with the retention it has there"
            return [.undecided(at: group.place, because: reason, functions: [])]
        }
        let violation = Violation(
            at: function.namePlace, "logs of `\(function.name)` are kept for ever: no log group is declared for it",
            gain: gain(function), remedy: remedyInTemplate(function), repair: repair(for: function, in: application))
        return [.violation(violation)]
    }

    private func remedyInTemplate(_ function: Function) -> String {
        """
        Declare an `AWS::Logs::LogGroup` with `LogGroupName: !Sub /aws/lambda/${\(function.logicalID ?? function.name)}` and \
        `RetentionInDays`, such as `90`.
        """
    }

    /// Where the function ran already, its group exists and must be imported or deleted first.
    private func repair(for function: Function, in application: Application) -> Repair? {
        guard let logicalID = function.logicalID, let resource = application.resource(logicalID),
            case let id = logicalID + "LogGroup", application.resource(id) == nil,
            let section = application.document["Resources"], resource.definition.isMap
        else { return nil }
        let properties: [Repair.Literal.Member] = [
            .init("LogGroupName", .substitution("/aws/lambda/${\(logicalID)}")), .init("RetentionInDays", .number("90")),
        ]
        let group = Repair.Literal.map([.init("Type", .string("AWS::Logs::LogGroup")), .init("Properties", .map(properties))])
        return Repair("declare the log group", safety: .unsafe, [.insert(group, at: [id], into: section.place)])
    }

    /// For a log group of the author's own the framework makes none, and reads no retention.
    private func violation(of group: Resource, _ function: Function) -> Violation {
        Violation(
            at: group.logicalIDPlace, "the log group `\(group.logicalID)` keeps its logs for ever", gain: gain(function),
            remedy: "Set `RetentionInDays` of `\(group.logicalID)` to what investigations need, such as `90`.",
            repair: group.repair("keep logs for 90 days", setting: ["RetentionInDays"], to: .number("90")))
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
