import ApplicationModel
import AuditKit
import Findings
import SourceText

/// A function whose calls leave no trace across services.
struct NoTracingRule: FunctionRule, ResourceRule, ApplicationRule {
    static let metadata = RuleMetadata(
        .observability, "no-tracing", since: "0.1.0", severity: .low,
        summary: "leaves no trace of what it called and when",
        why: """
            A request crosses a gateway, several functions, queues and tables. Without tracing nobody can say afterwards \
            which of them an attacker's request went through, and what it reached. Functions that a plugin reports to \
            another tracing service are not asked for X-Ray as well. REST APIs and the state machines of a template are asked \
            too: what begins there is traced from there, or not at all.
            """,
        remedy: """
            Set `provider.tracing.lambda: true`. The framework adds the two permissions to the role that it makes; a role of \
            your own needs `xray:PutTraceSegments` and `xray:PutTelemetryRecords`.
            """,
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
            .cloudFormation,
            """
            Resources:
              «List»:
                Type: AWS::Lambda::Function
                Properties:
                  Runtime: python3.14
                  Handler: index.handler
                  Role: arn:aws:iam::123456789012:role/shop
                  Code: {ZipFile: "def handler(event, context): pass"}
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
        .flagged(
            .sam,
            """
            Transform: AWS::Serverless-2016-10-31
            «Globals»:
              Function: { Runtime: nodejs24.x }
            Resources:
              List: { Type: AWS::Serverless::Function, Properties: { Handler: list.handler, CodeUri: src/ } }
            """),
        .flagged(
            .cloudFormation,
            """
            Resources:
              «List»:
                Type: AWS::Lambda::Function
                Properties: { Handler: list.handler, Runtime: nodejs24.x, Role: !Ref Role, Code: { S3Bucket: b, S3Key: k } }
            """),
        .clean(
            .sam,
            """
            Transform: AWS::Serverless-2016-10-31
            Globals:
              Function: { Runtime: nodejs24.x, Tracing: Active }
            Resources:
              List: { Type: AWS::Serverless::Function, Properties: { Handler: list.handler, CodeUri: src/ } }
            """),
        .flagged(
            .serverlessFramework,
            """
            # The function is traced, the door before it is not.
            service: shop
            «provider»:
              name: aws
              tracing:
                lambda: true
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
              «Live»:
                Type: AWS::ApiGateway::Stage
                Properties: { RestApiId: !Ref Shop, DeploymentId: !Ref Deployment, StageName: live }
              «Ship»:
                Type: AWS::StepFunctions::StateMachine
                Properties: { RoleArn: !GetAtt Role.Arn, DefinitionString: '{}' }
              Bill:
                Type: AWS::StepFunctions::StateMachine
                Properties:
                  RoleArn: !GetAtt Role.Arn
                  DefinitionString: '{}'
                  TracingConfiguration: { Enabled: «false» }
            """),
        .flagged(
            .sam,
            """
            Transform: AWS::Serverless-2016-10-31
            Resources:
              «Shop»: { Type: AWS::Serverless::Api, Properties: { StageName: live } }
              «Ship»:
                Type: AWS::Serverless::StateMachine
                Properties: { Definition: { StartAt: End, States: { End: { Type: Succeed } } }, Role: !GetAtt Role.Arn }
            """),
        .clean(
            .sam,
            """
            Transform: AWS::Serverless-2016-10-31
            Resources:
              Shop: { Type: AWS::Serverless::Api, Properties: { StageName: live, TracingEnabled: true } }
              Ship:
                Type: AWS::Serverless::StateMachine
                Properties: { Definition: { StartAt: End, States: { End: { Type: Succeed } } }, Role: !GetAtt Role.Arn, Tracing: { Enabled: true } }
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

    /// A role that the framework does not make lacks the two permissions, and the deployment would fail.
    private var safety = Fix.Safety.unsafe
    /// What a setting under SAM's globals reaches: every function.
    private var safetyInTemplate = Fix.Safety.unsafe

    init() {}

    func answer(_ inquiry: inout Inquiry) {
        inquiry.askOfFunctions(self)
        inquiry.askOfResources(self)
        inquiry.askOfApplication(self)
    }

    func prepared(for context: AuditContext) -> NoTracingRule {
        var rule = self
        rule.safety = context.application.hasFrameworkRolesOnly ? .safe : .unsafe
        rule.safetyInTemplate = context.application.functions.allSatisfy { safety(of: $0) == .safe } ? .safe : .unsafe
        return rule
    }

    func verdicts(on function: Function, in context: AuditContext) -> [Verdict] {
        let application = context.application
        guard application.provider.isAWS, !application.isTracedByPlugin else { return [] }
        guard let tracing = function.tracing else {
            let place = application.placeOfMissingSetting(for: function)
            let repair = repair(of: function, application)
            return [.violation(violation(at: place, "tracing is not switched on", of: function, application, repair))]
        }
        if tracing.isUndetermined {
            return [.undecided(at: tracing.place, because: tracing.whyUndetermined, functions: [])]
        }
        guard tracing.bool != true, tracing.string?.lowercased() != "active" else { return [] }
        let repair = repair(tracing, of: function)
        return [.violation(violation(at: tracing.place, "tracing is switched off", of: function, application, repair))]
    }

    func verdicts(on resource: Resource, in context: AuditContext) -> [Verdict] {
        guard let traced = TracedResource(resource, in: context.application) else { return [] }
        return context.application.settings(traced.path, of: resource.properties).compactMap { setting -> Verdict? in
            switch setting {
            case .set(let value) where value.bool == false: .violation(traced.violation(at: value))
            case .set: nil
            case .missing: .violation(traced.violation(at: nil))
            case .unknown(let value): .undecided(at: value.place, because: value.whyUndetermined, functions: [])
            }
        }.decisive
    }

    /// The stage of a REST API that the framework makes is no resource of the manifest's.
    func verdicts(on application: Application, in context: AuditContext) -> [Verdict] {
        guard application.provider.isAWS, application.format == .serverlessFramework, !application.isTracedByPlugin else { return [] }
        return application.apis.filter { $0.kind == .rest && !$0.isExternal && application.resource($0.id.name) == nil }
            .compactMap { verdict(onAPIOfService: $0, application) }
    }

    private func verdict(onAPIOfService api: API, _ application: Application) -> Verdict? {
        if let tracing = api.tracing, tracing.isUndetermined {
            return .undecided(at: tracing.place, because: tracing.whyUndetermined, functions: [])
        }
        guard api.tracing?.bool != true else { return nil }
        let title = "switch tracing of the REST API on"
        let repair =
            if let off = api.tracing {
                off.isWrittenWhereUsed ? Repair(title, .replace(off.place, with: .bool(true))) : nil
            } else {
                Repair(title, application.settingForAll(.bool(true), at: "tracing", "apiGateway"))
            }
        return .violation(
            Violation(
                at: api.tracing?.place ?? application.document.member("provider")?.keyPlace ?? api.place,
                "tracing is not switched on for the REST API",
                gain: "whoever abuses the REST API leaves no record of which functions the request reached", functions: [],
                subject: "api \(api.id.name)", remedy: "Set `provider.tracing.apiGateway: true`.", repair: repair))
    }

    private func violation(
        at place: SourcePlace, _ message: String, of function: Function, _ application: Application, _ repair: Repair?
    ) -> Violation {
        Violation(
            at: place, message,
            gain: "whoever abuses `\(function.name)` leaves no record of which other services the request reached",
            remedy: remedy(for: function, application), repair: repair)
    }

    /// SAM and the framework add the permissions to the roles that they make, and to no other.
    private func remedy(for function: Function, _ application: Application) -> String? {
        let permission = "allow its role `xray:PutTraceSegments` and `xray:PutTelemetryRecords`"
        switch function.declaration {
        case .lambda: return "Set `TracingConfig: { Mode: Active }` on the function and \(permission)."
        case .serverless:
            let setting = "Set `Tracing: Active` on the function\(function.tracing == nil ? " or under `Globals.Function`" : "")"
            // Under `Globals` the setting is one finding for all functions, whoever makes their roles.
            return safetyInTemplate == .safe
                ? setting + ": SAM adds the permissions to the roles that it makes."
                : function.hasRoleOfItsOwn && application.document["Globals"] == nil
                    ? setting + " and \(permission): SAM adds nothing to a role of your own."
                    : setting + """
                        . SAM adds the permissions to the roles that it makes; a role of your own needs \
                        `xray:PutTraceSegments` and `xray:PutTelemetryRecords`.
                        """
        case nil:
            let role = application.role(of: function)
            guard let kind = role?.kind, kind == .declared || kind == .external else { return nil }
            return "Set `provider.tracing.lambda: true` and \(permission): the framework adds nothing to a role of your own."
        }
    }

    private func repair(of function: Function, _ application: Application) -> Repair? {
        switch function.declaration {
        case nil:
            Repair(
                "switch tracing on for all functions", safety: safety,
                application.settingForAll(.bool(true), at: "tracing", "lambda"))
        case .lambda?:
            Repair(title, safety: .unsafe, function.property(.string("Active"), at: "TracingConfig", "Mode"))
        case .serverless?:
            application.repair(
                title, safety: safetyInTemplate,
                of: function, sam: ["Tracing"], cloudFormation: ["TracingConfig", "Mode"], to: .string("Active"))
        }
    }

    private func repair(_ tracing: Value, of function: Function) -> Repair? {
        guard tracing.isWrittenWhereUsed else { return nil }
        guard function.declaration != nil else {
            return Repair(title, safety: safety, .replace(tracing.place, with: .bool(true)))
        }
        return Repair(title, safety: safety(of: function), .replace(tracing.place, with: .string("Active")))
    }

    private var title: String { "switch tracing on" }

    /// SAM adds the permissions to the role that it makes, and to no other.
    private func safety(of function: Function) -> Fix.Safety {
        function.declaration == .serverless && !function.hasRoleOfItsOwn ? .safe : .unsafe
    }
}
