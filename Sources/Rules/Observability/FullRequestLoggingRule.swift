import ApplicationModel
import AuditKit
import Findings
import SourceText

/// A log that holds whole requests and answers.
struct FullRequestLoggingRule: ApplicationRule {
    static let metadata = RuleMetadata(
        .observability, "full-request-logging", since: "0.1.0", severity: .medium,
        summary: "writes whole requests and answers into its logs",
        why: """
            A log with whole bodies and headers holds what the requests held: tokens that are still good, passwords, \
            personal data. Logs are kept longer, and read by more people and services, than any table. API Gateway's data \
            trace, the verbose logs of AppSync and the execution data of Step Functions are for a test stage; the Serverless \
            Framework switches the first on wherever `restApi` or `websocket` logs are, unless it is told not to.
            """,
        remedy: """
            Set `fullExecutionData: false` under `provider.logs.restApi` (or `websocket`): the access log stays.
            """,
        cwe: [532],
        references: [
            "https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html",
            "https://www.serverless.com/framework/docs/providers/aws/events/apigateway#logs",
            "https://docs.aws.amazon.com/appsync/latest/devguide/monitoring.html",
            "https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html",
        ])

    init() {}

    /// A setting of a resource that writes whole requests.
    private struct Trace {
        let path: [String]
        let noun: String
    }

    private static let traces: [String: [Trace]] = [
        "AWS::ApiGateway::Stage": [Trace(path: ["MethodSettings", "*", "DataTraceEnabled"], noun: "the stage")],
        "AWS::ApiGateway::Deployment": [
            Trace(path: ["StageDescription", "DataTraceEnabled"], noun: "the deployment"),
            Trace(path: ["StageDescription", "MethodSettings", "*", "DataTraceEnabled"], noun: "the deployment"),
        ],
        "AWS::ApiGatewayV2::Stage": [
            Trace(path: ["DefaultRouteSettings", "DataTraceEnabled"], noun: "the stage"),
        ],
    ]

    func verdicts(on application: Application, in context: AuditContext) -> [Verdict] {
        guard application.provider.isAWS else { return [] }
        let declared = application.resources.flatMap { resource -> [Verdict] in
            switch resource.type {
            case "AWS::AppSync::GraphQLApi": graphQL(resource, in: application)
            case "AWS::StepFunctions::StateMachine", "AWS::Serverless::StateMachine": stateMachine(resource, in: application)
            default:
                (Self.traces[resource.type] ?? []).flatMap { switched(on: resource, $0, in: application) }
                    + routes(of: resource, in: application)
            }
        }
        return byFramework(application) + declared
    }

    /// `logs.restApi: true` is the short form of a map without `fullExecutionData`, which is then on.
    private func byFramework(_ application: Application) -> [Verdict] {
        let kinds: [(key: String, kind: API.Kind)] = [("restApi", .rest), ("websocket", .webSocket)]
        return kinds.compactMap { key, kind in
            guard let section = application.document[path: "provider", "logs"]?.member(key),
                application.apis.contains(where: { $0.kind == kind && !$0.isExternal })
            else { return nil }
            let value = section.value
            guard value.bool != false, !value.isNull, value["executionLogging"]?.bool != false else { return nil }
            if value.isUndetermined { return .undecided(at: value.place, because: value.whyUndetermined, functions: []) }
            let setting = value["fullExecutionData"]
            if let setting, setting.isUndetermined {
                return .undecided(at: setting.place, because: setting.whyUndetermined, functions: [])
            }
            guard setting?.bool != false else { return nil }
            let place = setting?.place ?? section.keyPlace
            let noun = kind == .rest ? "the REST API" : "the WebSocket API"
            return .violation(violation(at: place, noun, key, nil, repair: repair(section, setting)))
        }
    }

    private func repair(_ section: Value.Member, _ setting: Value?) -> Repair {
        let title = "leave bodies and headers out of the log"
        if let setting { return Repair(title, [.replace(setting.place, with: .bool(false))]) }
        guard section.value.isMap else {
            return Repair(title, [.replace(section.value.place, with: .map([.init("fullExecutionData", .bool(false))]))])
        }
        return Repair(title, [.insert(.bool(false), at: ["fullExecutionData"], into: section.value.place)])
    }

    private func switched(on resource: Resource, _ trace: Trace, in application: Application) -> [Verdict] {
        application.settings(trace.path, of: resource.properties).compactMap { setting in
            switch setting {
            case .missing: return nil
            case .unknown(let value): return .undecided(at: value.place, because: value.whyUndetermined, functions: [])
            case .set(let value):
                guard value.bool == true else { return nil }
                let repair = resource.repair("leave bodies and headers out of the log", replacing: value, with: .bool(false))
                let remedy = "Set `DataTraceEnabled` to `false`; `AccessLogSetting` tells who came and what was answered."
                return .violation(violation(at: value.place, trace.noun, resource.logicalID, remedy, repair: repair))
            }
        }.decisive
    }

    /// Settings of single routes of a WebSocket API.
    private func routes(of resource: Resource, in application: Application) -> [Verdict] {
        guard resource.type == "AWS::ApiGatewayV2::Stage" else { return [] }
        return (resource.properties["RouteSettings"]?.members ?? []).flatMap { route in
            let trace = Trace(path: ["RouteSettings", route.key, "DataTraceEnabled"], noun: "the stage")
            return switched(on: resource, trace, in: application)
        }
    }

    private func graphQL(_ resource: Resource, in application: Application) -> [Verdict] {
        guard let config = resource.properties["LogConfig"], config["ExcludeVerboseContent"]?.bool != true else { return [] }
        return application.settings(["FieldLogLevel"], of: config).compactMap { setting in
            switch setting {
            case .missing: return nil
            case .unknown(let value): return .undecided(at: value.place, because: value.whyUndetermined, functions: [])
            case .set(let value):
                guard let level = value.string, ["ALL", "INFO", "DEBUG"].contains(level) else { return nil }
                let remedy = "Set `FieldLogLevel` to `ERROR`, or `ExcludeVerboseContent` to `true`."
                let repair = resource.repair(
                    "leave headers and mapped values out of the log", setting: ["LogConfig", "ExcludeVerboseContent"], to: .bool(true))
                return .violation(violation(at: value.place, "the GraphQL API", resource.logicalID, remedy, repair: repair))
            }
        }.decisive
    }

    private func stateMachine(_ resource: Resource, in application: Application) -> [Verdict] {
        let keys = ["LoggingConfiguration", "Logging"]
        guard let config = keys.lazy.compactMap({ resource.properties[$0] }).first, config["Level"]?.string == "ALL" else { return [] }
        return application.settings(["IncludeExecutionData"], of: config).compactMap { setting in
            switch setting {
            case .missing: return nil
            case .unknown(let value): return .undecided(at: value.place, because: value.whyUndetermined, functions: [])
            case .set(let value):
                guard value.bool == true else { return nil }
                let repair = resource.repair("leave inputs and results out of the log", replacing: value, with: .bool(false))
                let remedy = "Set `IncludeExecutionData` to `false`; the log still tells which states were entered and when."
                var found = violation(at: value.place, "the state machine", resource.logicalID, remedy, repair: repair)
                found.severity = .low
                return .violation(found)
            }
        }.decisive
    }

    private func violation(
        at place: SourcePlace, _ noun: String, _ name: String, _ remedy: String?, repair: Repair?
    ) -> Violation {
        let isFramework = remedy == nil
        return Violation(
            at: place, "\(noun)\(isFramework ? "" : " `\(name)`") writes whole requests into its log",
            gain: "whoever gets at the logs reads the tokens and the personal data of every caller", functions: [],
            subject: "log of \(name)", remedy: remedy, repair: repair)
    }
}

extension FullRequestLoggingRule {
    static let examples: [RuleExample] = [
        .flagged(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
              logs:
                «restApi»: true
            functions:
              list:
                handler: list.handler
                events:
                  - http: GET /orders
            """),
        .flagged(
            .cloudFormation,
            """
            Resources:
              Live:
                Type: AWS::ApiGateway::Stage
                Properties:
                  RestApiId: !Ref Shop
                  MethodSettings:
                    - { HttpMethod: '*', ResourcePath: '/*', DataTraceEnabled: «true», LoggingLevel: INFO }
              Graph:
                Type: AWS::AppSync::GraphQLApi
                Properties:
                  LogConfig: { FieldLogLevel: «ALL», CloudWatchLogsRoleArn: !GetAtt Role.Arn }
              Orders:
                Type: AWS::StepFunctions::StateMachine
                Properties:
                  LoggingConfiguration: { Level: ALL, IncludeExecutionData: «true» }
            """),
        .clean(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
              logs:
                restApi:
                  fullExecutionData: false
                httpApi: true
            functions:
              list:
                handler: list.handler
                events:
                  - http: GET /orders
                  - httpApi: GET /orders
            """),
        .clean(
            .cloudFormation,
            """
            Resources:
              Live:
                Type: AWS::ApiGateway::Stage
                Properties:
                  MethodSettings: [{ HttpMethod: '*', ResourcePath: '/*', LoggingLevel: ERROR }]
              Graph:
                Type: AWS::AppSync::GraphQLApi
                Properties: { LogConfig: { FieldLogLevel: ALL, ExcludeVerboseContent: true } }
            """),
        .undecided(
            .cloudFormation,
            """
            Parameters:
              Trace: { Type: String }
            Resources:
              Live:
                Type: AWS::ApiGateway::Stage
                Properties:
                  MethodSettings: [{ HttpMethod: '*', ResourcePath: '/*', DataTraceEnabled: !Ref Trace }]
            """),
    ]
}
