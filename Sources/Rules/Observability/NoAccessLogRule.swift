import ApplicationModel
import AuditKit
import Findings
import SourceText

/// A door of which nobody writes down who came through.
struct NoAccessLogRule: ApplicationRule {
    static let metadata = RuleMetadata(
        .observability, "no-access-log", since: "0.1.0", severity: .low,
        summary: "has a door that keeps no record of who came through",
        why: """
            A function sees only the requests that reach it. Those that an authorizer refused, that broke a schema or ran \
            into a limit, and from which address they came, stand in the door's own log or nowhere. Without it nobody can \
            say after an attack when it began, what was tried, and who else was there. An express state machine is asked as \
            well: of its runs nothing is kept but its log.
            """,
        remedy: """
            Switch the log on under `provider.logs`: `httpApi: true`, `restApi: { fullExecutionData: false }` or \
            `websocket: { fullExecutionData: false }`.
            """,
        cwe: [778],
        references: [
            "https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html",
            "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging.html",
            "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html",
            "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/AccessLogs.html",
        ])

    init() {}

    func verdicts(on application: Application, in context: AuditContext) -> [Verdict] {
        guard application.provider.isAWS else { return [] }
        let stages = application.resources.compactMap(Stage.init)
        let staged = Set(stages.compactMap(\.apiID))
        let delivered = application.deliveredSources
        let doors = application.apis.flatMap { verdicts(on: $0, staged, in: application) }
        return doors + stages.flatMap { verdicts(on: $0, in: application) }
            + application.resources.flatMap { verdicts(on: $0, delivered, in: application) }
    }

    /// The stage of an API of the template.
    private struct Stage {
        let resource: Resource
        let setting: String
        let apiID: String?

        init?(_ resource: Resource) {
            switch resource.type {
            case "AWS::ApiGateway::Stage":
                self.init(resource, "AccessLogSetting", resource.properties["RestApiId"])
            case "AWS::ApiGatewayV2::Stage":
                self.init(resource, "AccessLogSettings", resource.properties["ApiId"])
            default: return nil
            }
        }

        private init?(_ resource: Resource, _ setting: String, _ api: Value?) {
            self.resource = resource
            self.setting = setting
            apiID = api?.referencedLogicalID
            // What `extensions` changes in a stage of the framework's names no API and says nothing of its log.
            if api == nil, resource.properties[setting] == nil { return nil }
        }
    }

    private func verdicts(on api: API, _ staged: Set<String>, in application: Application) -> [Verdict] {
        guard let setting = Self.frameworkSettings[api.kind], !staged.contains(api.id.name) else { return [] }
        if api.isExternal {
            let reason = "the API is made elsewhere, with the log it has there"
            return [.undecided(at: api.place, because: reason, functions: [])]
        }
        if let logging = api.accessLogging {
            if logging.isUndetermined {
                return [.undecided(at: logging.place, because: logging.whyUndetermined, functions: [])]
            }
            let switchOff = logging["accessLogging"] ?? logging
            guard switchOff.bool == false else { return [] }
            return [.violation(violation(at: switchOff.place, api, repair: nil))]
        }
        return [.violation(violation(at: api.place, api, repair: repair(setting, in: application)))]
    }

    /// The keys of `provider.logs`.
    private static let frameworkSettings: [API.Kind: String] = [.rest: "restApi", .http: "httpApi", .webSocket: "websocket"]

    private func violation(at place: SourcePlace, _ api: API, repair: Repair?) -> Violation {
        let noun =
            switch api.kind {
            case .http: "the HTTP API"
            case .webSocket: "the WebSocket API"
            default: "the REST API"
            }
        return violation(
            at: place, noun, api.id.name, setting: api.kind == .rest ? "AccessLogSetting" : "AccessLogSettings", repair)
    }

    /// The framework logs whole requests of these two unless it is told not to.
    private func repair(_ setting: String, in application: Application) -> Repair? {
        guard application.format == .serverlessFramework, let provider = application.document["provider"], provider.isMap else {
            return nil
        }
        let value: Repair.Literal = setting == "httpApi" ? .bool(true) : .map([.init("fullExecutionData", .bool(false))])
        return Repair("write an access log", [.insert(value, at: ["logs", setting], into: provider.place)])
    }

    private func verdicts(on stage: Stage, in application: Application) -> [Verdict] {
        application.settings([stage.setting, "DestinationArn"], of: stage.resource.properties).compactMap { setting in
            guard setting.isMissing else { return nil }
            // The stage that SAM makes is the author's API.
            let made = stage.resource.generator == nil ? nil : stage.apiID.flatMap(application.resource)
            return .violation(
                violation(
                    at: made?.logicalIDPlace ?? stage.resource.logicalIDPlace, made == nil ? "the stage" : "the API",
                    made?.logicalID ?? stage.resource.logicalID, setting: stage.setting, nil, isTemplate: true))
        }.decisive
    }

    private func verdicts(on resource: Resource, _ delivered: Set<String>, in application: Application) -> [Verdict] {
        switch resource.type {
        case "AWS::CloudFront::Distribution" where !delivered.contains(resource.logicalID):
            return application.settings("DistributionConfig", "Logging", of: resource).compactMap { setting in
                guard setting.isMissing else { return undecided(setting) }
                let place = resource.logicalIDPlace
                return .violation(violation(at: place, "the distribution", resource.logicalID, setting: "Logging", nil, isTemplate: true))
            }.decisive
        case "AWS::StepFunctions::StateMachine" where resource.properties["StateMachineType"]?.string == "EXPRESS":
            return machine(resource, in: application)
        case "AWS::ElasticLoadBalancingV2::LoadBalancer" where !["gateway", "network"].contains(resource.properties["Type"]?.string):
            return balancer(resource, in: application)
        default: return []
        }
    }

    private func undecided(_ setting: Setting) -> Verdict? {
        guard case .unknown(let value) = setting else { return nil }
        return .undecided(at: value.place, because: value.whyUndetermined, functions: [])
    }

    /// Of an express workflow nothing is kept but its log; a standard one has a history of its own.
    /// Source: https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html
    private func machine(_ resource: Resource, in application: Application) -> [Verdict] {
        application.settings("LoggingConfiguration", "Level", of: resource).compactMap { setting in
            if case .set(let level) = setting, level.string != "OFF" { return nil }
            if let open = undecided(setting) { return open }
            let place = setting.value?.place ?? resource.logicalIDPlace
            let word = resource.generator == nil ? "LoggingConfiguration" : "Logging"
            return .violation(
                Violation(
                    at: place, "the express state machine `\(resource.authorsName)` keeps no record of its runs",
                    gain: "whoever sets `\(resource.authorsName)` off with what it was not meant for leaves no trace of it",
                    functions: [], remedy: "Set `\(word)` of `\(resource.authorsName)` with a `Level` and a log group."))
        }.decisive
    }

    private func balancer(_ resource: Resource, in application: Application) -> [Verdict] {
        let attributes = application.settings("LoadBalancerAttributes", "*", of: resource)
        let logging = attributes.compactMap(\.value).first { $0["Key"]?.string == "access_logs.s3.enabled" }?["Value"]
        if let logging, logging.isUndetermined {
            return [.undecided(at: logging.place, because: logging.whyUndetermined, functions: [])]
        }
        if logging == nil, let open = attributes.lazy.compactMap(undecided).first { return [open] }
        guard logging?.bool != true else { return [] }
        let place = logging?.place ?? resource.logicalIDPlace
        return [
            .violation(
                violation(
                    at: place, "the load balancer", resource.logicalID, setting: "access_logs.s3.enabled", nil,
                    isTemplate: true)),
        ]
    }

    private func violation(
        at place: SourcePlace, _ noun: String, _ name: String, setting: String, _ repair: Repair?, isTemplate: Bool = false
    ) -> Violation {
        Violation(
            at: place, "\(noun)\(isTemplate ? " `\(name)`" : "") keeps no record of who came through",
            gain: "whoever tries `\(name)` until something gives way leaves no trace of the tries", functions: [],
            subject: "door \(name)", remedy: isTemplate ? "Set `\(setting)` of `\(name)` to a log group or bucket." : nil,
            repair: repair)
    }
}

extension Application {
    /// The resources whose logs CloudWatch delivers.
    fileprivate var deliveredSources: Set<String> {
        Set(
            resources(ofType: "AWS::Logs::DeliverySource").flatMap { source in
                (source.properties["ResourceArn"]?.symbols ?? []).compactMap { symbol in
                    if case .resource(let logicalID, _) = symbol { logicalID } else { nil }
                }
            })
    }
}

extension NoAccessLogRule {
    static let examples: [RuleExample] = [
        .flagged(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
            functions:
              list:
                handler: list.handler
                events:
                  - «httpApi»: GET /orders
                  - httpApi: GET /orders/{id}
                  - «http»: POST /orders
            """),
        .flagged(
            .cloudFormation,
            """
            Resources:
              Shop:
                Type: AWS::ApiGateway::RestApi
              «Live»:
                Type: AWS::ApiGateway::Stage
                Properties: { RestApiId: !Ref Shop, StageName: live }
              «Pages»:
                Type: AWS::CloudFront::Distribution
                Properties: { DistributionConfig: { Enabled: true } }
              Balancer:
                Type: AWS::ElasticLoadBalancingV2::LoadBalancer
                Properties:
                  LoadBalancerAttributes:
                    - { Key: access_logs.s3.enabled, Value: «'false'» }
            """),
        .flagged(
            .sam,
            """
            Transform: AWS::Serverless-2016-10-31
            Resources:
              «Shop»: { Type: AWS::Serverless::HttpApi }
              List:
                Type: AWS::Serverless::Function
                Properties:
                  Handler: list.handler
                  CodeUri: src/
                  Events:
                    Get: { Type: HttpApi, Properties: { ApiId: !Ref Shop, Path: /orders, Method: get } }
            """),
        .clean(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
              logs:
                httpApi: true
                restApi:
                  fullExecutionData: false
            functions:
              list:
                handler: list.handler
                events:
                  - httpApi: GET /orders
                  - http: POST /orders
            """),
        .flagged(
            .sam,
            """
            Transform: AWS::Serverless-2016-10-31
            Resources:
              «Ship»:
                Type: AWS::Serverless::StateMachine
                Properties: { Type: EXPRESS, Definition: { StartAt: End, States: { End: { Type: Succeed } } }, Role: !GetAtt Role.Arn }
              Bill:
                Type: AWS::StepFunctions::StateMachine
                Properties:
                  StateMachineType: EXPRESS
                  RoleArn: !GetAtt Role.Arn
                  DefinitionString: '{}'
                  LoggingConfiguration: { Level: «OFF» }
            """),
        .clean(
            .cloudFormation,
            """
            # A standard workflow has a history of its own.
            Resources:
              Ship:
                Type: AWS::StepFunctions::StateMachine
                Properties: { RoleArn: !GetAtt Role.Arn, DefinitionString: '{}' }
              Bill:
                Type: AWS::StepFunctions::StateMachine
                Properties:
                  StateMachineType: EXPRESS
                  RoleArn: !GetAtt Role.Arn
                  DefinitionString: '{}'
                  LoggingConfiguration: { Level: ERROR, Destinations: [{ CloudWatchLogsLogGroup: { LogGroupArn: !GetAtt Log.Arn } }] }
            """),
        .clean(
            .cloudFormation,
            """
            Resources:
              Live:
                Type: AWS::ApiGatewayV2::Stage
                Properties:
                  ApiId: !Ref Shop
                  AccessLogSettings: { DestinationArn: !GetAtt Log.Arn, Format: $context.requestId }
              Pages:
                Type: AWS::CloudFront::Distribution
                Properties: { DistributionConfig: { Logging: { Bucket: logs.s3.amazonaws.com } } }
            """),
        .undecided(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
              logs:
                httpApi: ${env:LOGS}
            functions:
              list:
                handler: list.handler
                events:
                  - httpApi: GET /orders
            """),
    ]
}
