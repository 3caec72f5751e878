import ApplicationModel
import AuditKit
import Findings
import SourceText

/// A function or log group of which nobody decided how long its logs are kept.
struct NoLogRetentionRule: FunctionRule, ResourceRule {
    static let metadata = RuleMetadata(
        .observability, "no-log-retention", since: "0.1.0", severity: .low,
        summary: "keeps its logs for ever",
        why: """
            Lambda makes a log group that never forgets. Whatever a request wrote there, personal data and tokens \
            included, can still be read years later by whoever gets at the logs, and cannot be said to be gone when the \
            law asks for it. Where a template decides it for no function, that is one finding for all of them; log groups for \
            others than functions, such as an API's or a state machine's, are asked by themselves.
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
        .flagged(
            .sam,
            """
            # Nothing decides it for any function.
            Transform: AWS::Serverless-2016-10-31
            Resources:
              «List»: { Type: AWS::Serverless::Function, Properties: { Handler: list.handler, CodeUri: src/ } }
              Search: { Type: AWS::Serverless::Function, Properties: { Handler: search.handler, CodeUri: src/ } }
            """),
        .flagged(
            .cloudFormation,
            """
            Resources:
              «AccessLog»: { Type: AWS::Logs::LogGroup }
              FlowLog: { Type: AWS::Logs::LogGroup, Properties: { RetentionInDays: 90 } }
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
    /// The functions of a template that decides it for none of them; empty for one that does, or has one function.
    private var undeclared: [Function] = []
    /// The log groups that functions write into.
    private var groupsOfFunctions: Set<String> = []

    init() {}

    func answer(_ inquiry: inout Inquiry) {
        inquiry.askOfFunctions(self)
        inquiry.askOfResources(self)
    }

    func prepared(for context: AuditContext) -> NoLogRetentionRule {
        var rule = self
        let application = context.application
        guard application.isTemplate else {
            rule.groupsOfFunctions = Set(application.functions.compactMap { $0.customLogGroup(in: application)?.logicalID })
            return rule
        }
        let groups = LogGroups(of: application)
        rule.groups = groups
        rule.groupsOfFunctions = Set(application.functions.compactMap { groups.group(of: $0, in: application)?.logicalID })
        rule.undeclared = rule.functionsWithoutAnyGroup(of: application)
        return rule
    }

    /// All functions that write logs, if no log group is known of any and they stand in one file.
    private func functionsWithoutAnyGroup(of application: Application) -> [Function] {
        let writing = application.functions.filter { !$0.hasLogsDisabled }
        let isUndecided = groupsOfFunctions.isEmpty && writing.allSatisfy { function in
            function.logRetention == nil && groups.isElsewhere(function, in: application) == nil
        }
        let isOneFile = Set(writing.map(\.namePlace.path)).count == 1
        return isUndecided && isOneFile && writing.count > 1 ? writing : []
    }

    func verdicts(on resource: Resource, in context: AuditContext) -> [Verdict] {
        guard resource.type == "AWS::Logs::LogGroup", resource.generator == nil, context.application.provider.isAWS,
            !groupsOfFunctions.contains(resource.logicalID)
        else { return [] }
        return verdicts(on: resource, of: "in `\(resource.logicalID)`", in: context.application)
    }

    private func verdicts(on group: Resource, of owner: String, in application: Application) -> [Verdict] {
        application.settings("RetentionInDays", of: group).compactMap { (setting: Setting) -> Verdict? in
            switch setting {
            case .set: nil
            case .unknown(let value): .undecided(at: value.place, because: value.whyUndetermined, functions: [])
            case .missing: .violation(violation(of: group, owner))
            }
        }.decisive
    }

    func verdicts(on function: Function, in context: AuditContext) -> [Verdict] {
        let application = context.application
        guard application.provider.isAWS, !function.hasLogsDisabled else { return [] }
        if let retention = function.logRetention {
            guard case .unknown(let reason) = retention.content else { return [] }
            return [.undecided(at: retention.place, because: reason, functions: [])]
        }
        if application.isTemplate { return inTemplate(function, application) }
        if let group = function.customLogGroup(in: application) { return [.violation(violation(of: group, "of `\(function.name)`"))] }
        guard !application.setsRetentionByPlugin else { return [] }
        let violation = Violation(
            at: application.placeOfMissingSetting(for: function), "logs are kept for ever", gain: gain(function),
            repair: Repair("keep logs for 90 days", application.settingForAll(.number("90"), at: "logRetentionInDays")))
        return [.violation(violation)]
    }

    /// A template's function writes into a group that Lambda makes, unless the template declares it.
    private func inTemplate(_ function: Function, _ application: Application) -> [Verdict] {
        if let group = groups.group(of: function, in: application) {
            return verdicts(on: group, of: "of `\(function.name)`", in: application)
        }
        if let group = groups.isElsewhere(function, in: application) {
            let reason = "the log group is made elsewhere, with the retention it has there"
            return [.undecided(at: group.place, because: reason, functions: [])]
        }
        if let first = undeclared.first { return [.violation(violation(ofAllAt: first, function, in: application))] }
        let violation = Violation(
            at: function.namePlace, "logs of `\(function.name)` are kept for ever: no log group is declared for it",
            gain: gain(function), remedy: remedyInTemplate(function), repair: repair(for: [function], in: application))
        return [.violation(violation)]
    }

    /// One finding for all functions, for one decision is missing; the first function brings the repair.
    private func violation(ofAllAt first: Function, _ function: Function, in application: Application) -> Violation {
        Violation(
            at: first.namePlace, "logs of all functions are kept for ever: no log group is declared for any of them",
            gain: gain(function), subject: "service \(application.name)", remedy: remedyInTemplate(first),
            repair: function.name == first.name ? repair(for: undeclared, in: application) : nil)
    }

    private func remedyInTemplate(_ function: Function) -> String {
        """
        Declare an `AWS::Logs::LogGroup` with `LogGroupName: !Sub /aws/lambda/${\(function.logicalID ?? function.name)}` and \
        `RetentionInDays`, such as `90`.
        """
    }

    /// Where a function ran already, its group exists and must be imported or deleted first.
    private func repair(for functions: [Function], in application: Application) -> Repair? {
        let changes = functions.compactMap { change(for: $0, in: application) }
        guard changes.count == functions.count else { return nil }
        return Repair("declare the log group\(changes.count > 1 ? "s" : "")", safety: .unsafe, changes)
    }

    private func change(for function: Function, in application: Application) -> Repair.Change? {
        guard let logicalID = function.logicalID, let resource = application.resource(logicalID),
            case let id = logicalID + "LogGroup", application.resource(id) == nil,
            let section = application.document["Resources"], resource.definition.isMap
        else { return nil }
        let properties: [Repair.Literal.Member] = [
            .init("LogGroupName", .substitution("/aws/lambda/${\(logicalID)}")), .init("RetentionInDays", .number("90")),
        ]
        let group = Repair.Literal.map([.init("Type", .string("AWS::Logs::LogGroup")), .init("Properties", .map(properties))])
        return .insert(group, at: [id], into: section.place)
    }

    /// For a log group of the author's own the framework makes none, and reads no retention.
    private func violation(of group: Resource, _ owner: String) -> Violation {
        Violation(
            at: group.logicalIDPlace, "the log group `\(group.logicalID)` keeps its logs for ever",
            gain: "whoever gets at the logs \(owner) reads all that was ever written there",
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
