import ApplicationModel
import AuditKit
import Findings

/// A function URL that nobody guards.
struct PublicFunctionURLRule: TriggerRule {
    static let metadata = RuleMetadata(
        .perimeters, "public-function-url", since: "0.1.0", severity: .high,
        summary: "has an address of its own that anyone may call",
        why: """
            A function URL goes straight to the function: no schema, no throttle, no usage plan and no firewall stands \
            before it. Without `authorizer: aws_iam` it also asks nobody who they are, so that the function alone \
            decides about every request of the internet.
            """,
        remedy: """
            Set `url: { authorizer: aws_iam }` and sign the calls, or put the function behind an `httpApi` or `http` \
            event with an authorizer and remove `url`.
            """,
        cwe: [306], references: ["https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html"])

    static let examples: [RuleExample] = [
        .flagged(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
            functions:
              export:
                handler: export.handler
                «url»: true
            """),
        .flagged(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
            functions:
              export:
                handler: export.handler
                «url»:
                  cors: true
            """),
        .flagged(
            .serverlessFramework,
            """
            # The framework knows the word in small letters alone; anything else asks nobody.
            service: shop
            provider:
              name: aws
            functions:
              export:
                handler: export.handler
                «url»:
                  authorizer: AWS_IAM
            """),
        .flagged(
            .sam,
            """
            Transform: AWS::Serverless-2016-10-31
            Resources:
              Export:
                Type: AWS::Serverless::Function
                Properties:
                  Runtime: python3.14
                  Handler: export.handler
                  CodeUri: src/
                  «FunctionUrlConfig»:
                    AuthType: NONE
            """),
        .clean(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
            functions:
              export:
                handler: export.handler
                url:
                  authorizer: aws_iam
            """),
        .clean(
            .serverlessFramework,
            """
            # A route of an API is another rule's business.
            service: shop
            provider:
              name: aws
            functions:
              export:
                handler: export.handler
                events:
                  - httpApi: GET /export
            """),
        .undecided(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
            functions:
              export:
                handler: export.handler
                url:
                  authorizer: ${env:URL_AUTHORIZER}
            """),
    ]

    private var strongestGrants: [Role.ID: String] = [:]

    init() {}

    func prepared(for context: AuditContext) -> PublicFunctionURLRule {
        var rule = self
        rule.strongestGrants = context.application.strongestGrants
        return rule
    }

    func verdicts(on trigger: Trigger, of function: Function, in context: AuditContext) -> [Verdict] {
        guard context.application.provider.isAWS, trigger.kind == .functionURL, let route = trigger.route else {
            return []
        }
        switch route.authorization {
        case .unknown(let reason): return [.undecided(at: route.authorizationPlace, because: reason, functions: [])]
        case .none: return [.violation(violation(trigger, of: function, in: context.application))]
        default: return []
        }
    }

    private func violation(_ trigger: Trigger, of function: Function, in application: Application) -> Violation {
        let grant = function.roleID.flatMap { strongestGrants[$0] }
        let reach = grant.map { ", and whoever breaks it may call `\($0)`" } ?? ""
        return Violation(
            at: trigger.place, "function URL without `authorizer: aws_iam`: anyone may call it",
            gain: "anyone who learns the address runs `\(function.name)` as often as they like\(reach)",
            repair: repair(trigger, of: function, in: application))
    }

    private func repair(_ trigger: Trigger, of function: Function, in application: Application) -> Repair? {
        if function.declaration == nil, trigger.definition["Type"] == nil { return repair(trigger.definition) }
        let type = function.definition[path: "Properties", "FunctionUrlConfig", "AuthType"]
            ?? trigger.definition[path: "Properties", "AuthType"] ?? trigger.definition["AuthType"]
        guard let type, type.string == "NONE", type.isWrittenWhereUsed else { return nil }
        return Repair("ask callers for a signature", safety: .unsafe, .replace(type.place, with: .string("AWS_IAM")))
    }

    /// Whoever calls must then sign, so the callers change too.
    private func repair(_ setting: Value) -> Repair? {
        let title = "ask callers for a signature"
        let iam = Repair.Literal.string("aws_iam")
        guard setting.isMap else {
            guard setting.bool == true, setting.isWrittenWhereUsed else { return nil }
            return Repair(title, safety: .unsafe, .replace(setting.place, with: .map([.init("authorizer", iam)])))
        }
        guard let authorizer = setting["authorizer"] else {
            return Repair(title, safety: .unsafe, .insert(iam, at: ["authorizer"], into: setting.place))
        }
        guard authorizer.isWrittenWhereUsed else { return nil }
        return Repair(title, safety: .unsafe, .replace(authorizer.place, with: iam))
    }
}
