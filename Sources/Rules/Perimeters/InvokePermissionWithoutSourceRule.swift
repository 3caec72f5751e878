import ApplicationModel
import AuditKit
import Findings
import SourceText

/// A permission to invoke a function that leaves open who does, or for whom.
struct InvokePermissionWithoutSourceRule: ResourceRule {
    static let metadata = RuleMetadata(
        .perimeters, "invoke-permission-without-source", since: "0.1.0", severity: .high,
        summary: "may be invoked by strangers: a permission that names no source",
        why: """
            A permission of Lambda's with the principal `*` is for everybody who has an AWS account, whatever account that \
            is. One for a service such as `s3.amazonaws.com` without `SourceArn` or `SourceAccount` is for that service in \
            anybody's hands: a stranger points a bucket, topic or rule of their own at the function. Either way it runs with \
            an event of their making, past every API, authorizer and schema.
            """,
        remedy: """
            Name who invokes the function in `Principal`, an account or a service such as `s3.amazonaws.com`, and limit a \
            service with `SourceArn` or `SourceAccount`; for all accounts of an organization set `PrincipalOrgID`.
            """,
        cwe: [284, 441, 732],
        references: [
            "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-permission.html",
            "https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html",
            "https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html",
        ])

    /// The functions that permissions are for, by where the permission is written.
    private var functions: [SourcePlace: String] = [:]
    private var own: OwnAccounts?

    init() {}

    func prepared(for context: AuditContext) -> InvokePermissionWithoutSourceRule {
        var rule = self
        rule.own = OwnAccounts(context.application)
        for relation in context.application.relations where relation.kind == .invokes {
            if case .function(let name) = relation.to { rule.functions[relation.place] = name }
        }
        return rule
    }

    func verdicts(on resource: Resource, in context: AuditContext) -> [Verdict] {
        // What a framework adds for an event is limited by what it adds it for.
        guard resource.type == "AWS::Lambda::Permission", resource.generator == nil,
            let principal = resource.properties["Principal"], let limits = limits(of: resource.properties)
        else { return [] }
        let target = Target(of: resource, function: functions[resource.logicalIDPlace])
        return principal.outcomes.compactMap { $0 }.compactMap { verdict(on: $0, limits, target, resource) }
    }

    /// The function behind a permission.
    private struct Target {
        let name: String
        let functions: [String]

        init(of permission: Resource, function: String?) {
            let written = permission.properties["FunctionName"]
            name = function ?? written?.referencedLogicalID ?? written?.text(placeholder: "?") ?? "?"
            functions = function.map { [$0] } ?? []
        }
    }

    /// What of a permission keeps others out.
    private enum Limits {
        /// Nothing, as far as it is said.
        case none
        /// It stands there only in some outcomes of the template's conditions.
        case sometimes
    }

    /// `nil` when the permission is limited, or is for something else. What only opens a function URL without
    /// authorization is seen at the URL.
    private func limits(of properties: Value) -> Limits? {
        let names = ["SourceArn", "SourceAccount", "PrincipalOrgID", "EventSourceToken"]
        let set = names.map { properties.outcomes(at: $0) }
        guard !set.contains(where: { $0.allSatisfy { $0 != nil } }), properties["InvokedViaFunctionUrl"]?.bool != true,
            properties["FunctionUrlAuthType"]?.string != "NONE"
        else { return nil }
        let actions: Set<String> = ["lambda:invokefunction", "lambda:invokefunctionurl", "lambda:*", "*"]
        guard let action = properties["Action"]?.string?.lowercased(), actions.contains(action) else { return nil }
        return set.contains { $0.contains { $0 != nil } } ? .sometimes : Limits.none
    }

    private func verdict(on principal: Value, _ limits: Limits, _ target: Target, _ resource: Resource) -> Verdict? {
        guard let text = principal.string else {
            guard principal.mayBeEverybody else { return nil }
            return .undecided(at: principal.place, because: principal.whyUndetermined, functions: target.functions)
        }
        guard var found = violation(by: text, at: principal, target, resource) else { return nil }
        if limits == .sometimes { found.confidence = .medium }
        return .violation(found)
    }

    private func violation(by principal: String, at value: Value, _ target: Target, _ resource: Resource) -> Violation? {
        if principal == "*" { return violation(ofEverybodyAt: value, target) }
        if principal.contains(".amazon") {
            var found = violation(of: principal, at: value, target)
            found?.repair = repair(for: principal, resource)
            return found
        }
        guard let account = Self.account(of: principal), own?.contains(account) != true else { return nil }
        return violation(ofAccount: account, at: value, target)
    }

    private func violation(ofEverybodyAt principal: Value, _ target: Target) -> Violation {
        Violation(
            at: principal.place, "`Principal: \"*\"` without a source lets every AWS account invoke `\(target.name)`",
            gain: "anyone with an AWS account and the function's ARN runs `\(target.name)` with an event of their own making",
            functions: target.functions)
    }

    /// Services whose permission cannot, or need not, name a source: the platform itself sees to it.
    private static let ownServices: Set<String> = ["edgelambda.amazonaws.com", "lambda.amazonaws.com", "replicator.lambda.amazonaws.com"]

    private func violation(of service: String, at principal: Value, _ target: Target) -> Violation? {
        guard !Self.ownServices.contains(service) else { return nil }
        // A target group needs the permission before it exists, so that its ARN cannot stand there.
        let isBalancer = service.hasPrefix("elasticloadbalancing.")
        let isSkill = service.hasPrefix("alexa-")
        return Violation(
            at: principal.place, "`\(service)` may invoke `\(target.name)` whoever sets it to work",
            gain: "anyone with an AWS account points `\(service)` at `\(target.name)` and runs it with an event of their own",
            functions: target.functions, severity: isBalancer ? .low : .medium,
            remedy: isSkill
                ? "Set `EventSourceToken` to the id of the skill."
                : "Set `SourceArn` to what invokes the function, or `SourceAccount: !Ref AWS::AccountId`; for a bucket set both.")
    }

    /// Services that say for which account they act whenever they invoke a function.
    /// Source: https://docs.aws.amazon.com/lambda/latest/dg/permissions-function-services.html
    private static let namingAccounts: Set<String> = ["s3.amazonaws.com", "ses.amazonaws.com", "config.amazonaws.com"]

    /// A source in another account then no longer comes through, which a person has to rule out.
    private func repair(for service: String, _ permission: Resource) -> Repair? {
        guard Self.namingAccounts.contains(service), permission.properties.isMap,
            permission.properties["SourceAccount"] == nil
        else { return nil }
        let account = Repair.Literal.reference("AWS::AccountId")
        return Repair(
            "limit the service to the own account", safety: .unsafe,
            [.insert(account, at: ["SourceAccount"], into: permission.properties.place)])
    }

    private func violation(ofAccount account: String, at principal: Value, _ target: Target) -> Violation {
        Violation(
            at: principal.place, "the whole account `\(account)` may invoke `\(target.name)`",
            gain: "whoever takes over anything in the account `\(account)` runs `\(target.name)` with an event of their own",
            functions: target.functions, severity: .low, confidence: .medium,
            remedy: "Name the role that invokes the function in `Principal` instead of its whole account.")
    }

    private static func account(of principal: String) -> String? {
        if principal.utf8.count == 12, principal.utf8.allSatisfy({ (0x30...0x39).contains($0) }) { return principal }
        return principal.hasSuffix(":root") ? OwnAccounts.account(inARN: principal) : nil
    }
}

extension Value {
    /// Whether a principal that is not known may turn out to be `*`.
    fileprivate var mayBeEverybody: Bool {
        switch content {
        case .unknown, .symbolic(.parameter), .symbolic(.environment), .symbolic(.variable): true
        default: false
        }
    }
}
