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
        case .none: return [.violation(violation(trigger, route, of: function, in: context.application.format))]
        default: return []
        }
    }

    private func violation(
        _ trigger: Trigger, _ route: HTTPRoute, of function: Function, in format: Application.Format
    ) -> Violation {
        let grant = function.roleID.flatMap { strongestGrants[$0] }
        let reach = grant.map { ", and whoever breaks it may call `\($0)`" } ?? ""
        let isOpenToPages = route.cors?.origins.contains { $0.string == "*" } ?? false
        let caller = isOpenToPages ? "anyone who learns the address, and every web page in a visitor's browser," : "anyone who learns the address"
        let isFramework = format == .serverlessFramework
        return Violation(
            at: trigger.place,
            isFramework
                ? "function URL without `authorizer: aws_iam`: anyone may call it"
                : "function URL with `AuthType: NONE`: anyone may call it",
            gain: "\(caller) runs `\(function.name)` as often as they like\(reach)",
            severity: grant.map(ActionDamage.isGrave) == true || (isOpenToPages && grant != nil) ? .critical : nil,
            remedy: isFramework ? nil : Self.remedyOfTemplates,
            repair: repair(trigger, isFramework: isFramework))
    }

    private static let remedyOfTemplates = """
        Set `AuthType: AWS_IAM` and sign the calls, or put the function behind an API with an authorizer and remove the \
        function URL.
        """

    /// Callers that do not sign yet stop working, which a person has to weigh.
    private func repair(_ trigger: Trigger, isFramework: Bool) -> Repair? {
        let setting = trigger.definition
        let title = "ask callers for a signature"
        if isFramework {
            let guarded = Repair.Literal.map([.init("authorizer", .string("aws_iam"))])
            if setting.bool == true { return Repair(title, safety: .unsafe, [.replace(setting.place, with: guarded)]) }
            guard setting.isMap else { return nil }
            if let own = setting["authorizer"] {
                return Repair(title, safety: .unsafe, [.replace(own.place, with: .string("aws_iam"))])
            }
            return Repair(title, safety: .unsafe, [.insert(.string("aws_iam"), at: ["authorizer"], into: setting.place)])
        }
        guard let type = setting["AuthType"] ?? setting[path: "Properties", "AuthType"], type.string == "NONE" else {
            return nil
        }
        return Repair(title, safety: .unsafe, [.replace(type.place, with: .string("AWS_IAM"))])
    }
}
