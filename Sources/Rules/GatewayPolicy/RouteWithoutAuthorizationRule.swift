import ApplicationModel
import AuditKit
import Findings

/// A route that runs a function for everyone.
struct RouteWithoutAuthorizationRule: TriggerRule {
    static let metadata = RuleMetadata(
        .gatewayPolicy, "route-without-authorization", since: "0.1.0", severity: .medium, confidence: .medium,
        summary: "runs for callers that nobody identified",
        why: """
            A gateway can turn strangers away before a function starts. Where a route has no authorizer that work is \
            left to the function, every one of them, and a single forgotten check opens the data behind it. Routes \
            that strangers must reach, such as a login, are reported at low severity and confidence.
            """,
        remedy: """
            Add an `authorizer` to the event: a JWT or Cognito authorizer for people, `aws_iam` for machines. If the \
            route is public on purpose, say so with `# ringfence: ignore[gateway-policy/route-without-authorization] \
            <reason>`.
            """,
        cwe: [306, 862],
        references: [
            "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-control-access-to-api.html",
            "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-access-control.html",
        ])

    private var strongestGrants: [Role.ID: String] = [:]
    private var wiring: AuthorizerWiring?

    init() {}

    func prepared(for context: AuditContext) -> RouteWithoutAuthorizationRule {
        var rule = self
        rule.strongestGrants = context.application.strongestGrants
        rule.wiring = AuthorizerWiring(context.application)
        return rule
    }

    func verdicts(on trigger: Trigger, of function: Function, in context: AuditContext) -> [Verdict] {
        guard let route = trigger.route, isDoor(trigger) else { return [] }
        let application = context.application
        if case .unknown(let reason) = route.authorization {
            return [.undecided(at: route.authorizationPlace, because: reason, functions: [])]
        }
        guard route.isAnonymous, !route.requiresAPIKey, !route.isPreflight else { return [] }
        if let setting = trigger.definition["private"], setting.isUndetermined {
            return [.undecided(at: setting.place, because: setting.whyUndetermined, functions: [])]
        }
        if let policy = route.restrictingPolicy(in: application) {
            let reason = "the resource policy of the API decides who may call `\(route.summary)`"
            return [.undecided(at: policy.place, because: reason, functions: [])]
        }
        return [.violation(violation(trigger, route, of: function, in: application))]
    }

    /// WebSocket APIs and function URLs have rules of their own.
    private func isDoor(_ trigger: Trigger) -> Bool {
        switch trigger.kind {
        case .restAPI, .httpAPI, .loadBalancer, .http: true
        default: false
        }
    }

    private func violation(
        _ trigger: Trigger, _ route: HTTPRoute, of function: Function, in application: Application
    ) -> Violation {
        let isIntended = route.isMeantForStrangers || route.isVendorCallback
        let grant = function.roleID.flatMap { strongestGrants[$0] }
        let reach = grant.map { ", whose role may call `\($0)`" } ?? ""
        return Violation(
            at: trigger.place, "`\(route.summary)` has no authorizer",
            gain: "anyone on the internet runs `\(function.name)` through `\(route.summary)`\(reach)",
            severity: isIntended ? .low : severity(route, holdsGrants: grant != nil),
            confidence: isIntended ? .low : nil,
            remedy: remedy(trigger, route, function, application),
            repair: isIntended ? nil : wiring?.repair(of: trigger, route, function))
    }

    private func severity(_ route: HTTPRoute, holdsGrants: Bool) -> Severity {
        guard route.isReadOnly else { return holdsGrants ? .high : .medium }
        // A single page or file is often public on purpose.
        return route.path == "/" ? .low : .medium
    }

    private func remedy(
        _ trigger: Trigger, _ route: HTTPRoute, _ function: Function, _ application: Application
    ) -> String? {
        if route.isVendorCallback {
            return """
                Verify the sender's signature over the body, first thing in the handler and with the vendor's library: \
                the vendor cannot send a token of yours.
                """
        }
        switch trigger.kind {
        case .loadBalancer:
            return application.isTemplate
                ? "Put an action of type `authenticate-cognito` or `authenticate-oidc` before the one that forwards."
                : "Add `authorizer` to the `alb` event and declare it under `provider.alb.authorizers` (Cognito or OIDC)."
        default:
            guard application.provider.isAWS else { return elsewhere(trigger, function, application) }
            return RouteDeclaration(trigger, of: function, in: application).map {
                inTemplate($0, trigger, route, application)
            }
        }
    }

    private func inTemplate(
        _ declaration: RouteDeclaration, _ trigger: Trigger, _ route: HTTPRoute, _ application: Application
    ) -> String {
        let people = trigger.kind == .restAPI ? "a Cognito or Lambda authorizer" : "a JWT or Lambda authorizer"
        let change = "\(setting(declaration, route, application)): \(people) for people, `AWS_IAM` for machines."
        return change + """
             If the route is public on purpose, say so with `# ringfence: \
            ignore[gateway-policy/route-without-authorization] <reason>`.
            """
    }

    private func setting(_ declaration: RouteDeclaration, _ route: HTTPRoute, _ application: Application) -> String {
        switch declaration {
        case .event:
            if case .implicit(let section)? = route.apiID.map(application.declaration) {
                return """
                    Declare an authorizer under `Globals.\(section).Auth` and make it the `DefaultAuthorizer` there, or name it \
                    in `Auth.Authorizer` of the event
                    """
            }
            return "Set `Auth.DefaultAuthorizer` on the API, or `Auth.Authorizer` on the event"
        case .resource(let noun): return "Set `AuthorizationType` and `AuthorizerId` on the \(noun)"
        case .operation:
            if case .serverless? = route.apiID.map(application.declaration) {
                return "Set `Auth` on the API with a `DefaultAuthorizer`, or name a scheme of its document in `security` of the operation"
            }
            return "Declare a scheme with `x-amazon-apigateway-authorizer` in the API's document and name it in `security` of the operation"
        case .quick(let api):
            return """
                Add an `AWS::ApiGatewayV2::ApiGatewayManagedOverrides` for `\(api)` with `Route.AuthorizationType` and \
                `Route.AuthorizerId`
                """
        case .listed: return "Set `Auth` on the API"
        }
    }

    /// What other clouds offer in place of an authorizer.
    private func elsewhere(_ trigger: Trigger, _ function: Function, _ application: Application) -> String {
        switch application.provider.name {
        case "azure":
            "Set `authLevel: function`\(azureSection(trigger, function)), or put API Management before it."
        case "google", "gcp":
            "Remove `allowUnauthenticated`, and give the callers the role `roles/cloudfunctions.invoker`."
        case "openwhisk", "ibm":
            "Set `require-whisk-auth` under the function's `annotations`: to `true`, or to a secret that callers send."
        case "cloudflare": "Put Cloudflare Access before the route, or check a token first thing in the worker."
        case "spotinst": "Set `access: private` on the function."
        case "aliyun", "tencent": "Ask for the provider's authentication on the event instead of none."
        default: "Check who calls first thing in the handler, or put the provider's gateway with authentication before it."
        }
    }

    /// Older versions keep an event's settings in a section of their own.
    private func azureSection(_ trigger: Trigger, _ function: Function) -> String {
        let isOlder = function.definition["events"]?.elements.contains { event in
            event["x-azure-settings"] != nil && event.member(trigger.name)?.keyPlace == trigger.place
        }
        return isOlder == true ? " under `x-azure-settings`" : ""
    }
}
