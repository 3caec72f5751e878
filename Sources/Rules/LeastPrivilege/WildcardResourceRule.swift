import ApplicationModel
import AuditKit
import Findings
import Permissions

/// A statement that allows actions on every resource although they can be limited to some.
struct WildcardResourceRule: RoleRule {
    static let metadata = RuleMetadata(
        .leastPrivilege, "wildcard-resource", since: "0.1.0", severity: .medium,
        summary: "may touch resources it has no business with: a wildcard in `Resource`",
        why: """
            A function works on a few tables, buckets or queues. A `Resource` that covers all of them lets it reach \
            those of every other application in the account. Only actions for which IAM knows resources count here: \
            some, such as `xray:PutTraceSegments`, take nothing but `*`.
            """,
        remedy: """
            Name the resource, by ARN or by reference: `Resource: !GetAtt OrdersTable.Arn`. Move actions that take only \
            `*` to a statement of their own.
            """,
        cwe: [732],
        references: [
            "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html",
            "https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html",
        ])

    /// The logical ids of what the manifest declares.
    private var declared: Set<String> = []
    private var sole: SoleResource?
    private var example: ExampleResource?

    init() {}

    func prepared(for context: AuditContext) -> WildcardResourceRule {
        var rule = self
        let application = context.application
        rule.sole = SoleResource(application)
        rule.example = ExampleResource(application)
        rule.declared = Set(application.resources.map(\.logicalID) + application.functions.compactMap(\.logicalID))
        return rule
    }

    /// Actions that need `*` in practice although the catalogue knows resources for them: those by which Lambda attaches
    /// a function to a VPC, and those whose resources are extras that a call may do without.
    /// Source: https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSLambdaVPCAccessExecutionRole.html
    private static let actionsThatNeedEverything: Set<String> = [
        "ec2:CreateNetworkInterface", "ec2:DeleteNetworkInterface", "ec2:AssignPrivateIpAddresses",
        "ec2:UnassignPrivateIpAddresses", "ec2:DetachNetworkInterface", "cloudwatch:PutMetricData", "cloudwatch:GetMetricData",
        "cloudwatch:ListMetrics", "polly:SynthesizeSpeech", "polly:StartSpeechSynthesisTask",
        "polly:StartSpeechSynthesisStream", "translate:TranslateText", "translate:TranslateDocument",
        "translate:StartTextTranslationJob", "rekognition:DetectModerationLabels",
        "rekognition:StartMediaAnalysisJob", "comprehend:DetectEntities", "ce:GetCostAndUsage",
    ]

    /// What state machines and pipes need on `*` to have their logs delivered, beside actions that take nothing else.
    /// Source: https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html#cloudwatch-iam-policy
    private static let actionsOfLogDelivery: Set<String> = [
        "logs:CreateLogStream", "logs:DescribeLogGroups", "logs:PutLogEvents",
    ]

    func verdicts(on role: Role, in context: AuditContext) -> [Verdict] {
        guard context.application.provider.isAWS else { return [] }
        let holding = context.holding(of: role)
        let gaps = role.incompleteness.map { [Verdict.undecided(at: role.place, because: $0, functions: [])] } ?? []
        return gaps + role.authoredGrants.flatMap { statement in
            verdicts(on: statement, of: holding).map { narrowed($0, statement, role, context) }
        }
    }

    /// Where it is known what the code needs, that decides rather than what the manifest alone suggests.
    private func narrowed(_ verdict: Verdict, _ statement: PolicyStatement, _ role: Role, _ context: AuditContext) -> Verdict {
        guard case .violation(var violation) = verdict,
            let resource = statement.resources.first(where: { $0.place == violation.place }),
            let narrowing = StatementNarrowing(at: statement.place, of: role, in: context)
        else { return verdict }
        violation.repair = narrowing.repair(ofResource: resource)
        return .violation(violation)
    }

    private func verdicts(on statement: PolicyStatement, of holding: RoleHolding) -> [Verdict] {
        // Two rules of their own speak of roles that are passed and of what `NotResource` leaves.
        if statement.exceptsResources { return [] }
        // What SAM grants by itself, or by a template of its own, its author cannot narrow.
        guard !statement.notResources.isEmpty || statement.resources.contains(where: statement.isWritten) else { return [] }
        var actions = limitableActions(of: statement)
        if statement.passesAnyRole {
            actions.removeAll { $0.description == "iam:PassRole" }
            if actions.isEmpty { return [] }
        }
        if statement.setsUpLogDelivery {
            actions.removeAll { Self.actionsOfLogDelivery.contains($0.description) }
            if actions.isEmpty { return [] }
        }
        guard !actions.isEmpty else { return verdictsOnUnknownActions(of: statement) }
        var statement = statement
        // What the finding says must hold in every branch, else it is less sure.
        let allowsEverything = statement.allowsEverything
        if statement.notActions.isEmpty, !statement.alwaysAllows({ allowsEverything ? $0.isEverything : isLimitable($0) }) {
            statement.isOptional = true
        }
        if let exception = statement.notResources.first {
            return [.violation(violation(at: exception, .everything, actions, statement, holding))]
        }
        return statement.resources.filter(statement.isWritten).flatMap { resource in
            let branches = resource.branches
            var judged = statement
            if !branches.always({ ResourceReach($0) >= .type }) { judged.isOptional = true }
            return branches.values.compactMap { verdict(on: $0, actions, judged, holding) }
        }
    }

    private func verdict(
        on resource: Value, _ actions: [Action], _ statement: PolicyStatement, _ holding: RoleHolding
    ) -> Verdict? {
        switch ResourceReach(resource) {
        case .named:
            return undeclared(resource).map { name in
                .undecided(
                    at: resource.place, because: "`\(name)` is declared nowhere in the manifest and may hold anything",
                    functions: [])
            }
        case .unknown: return .undecided(at: resource.place, because: resource.whyUndetermined, functions: [])
        case let reach:
            let applicable = statement.allowsEverything ? actions : actions.filter { ARNService.mayName(resource, for: $0) }
            guard !applicable.isEmpty else { return nil }
            return .violation(violation(at: resource, reach, applicable, statement, holding))
        }
    }

    /// The name that the whole of an element refers to, when nothing of that name is declared: it may be a parameter.
    private func undeclared(_ resource: Value) -> String? {
        guard case .resource(let name, nil)? = resource.symbols.first, !declared.contains(name),
            resource.text(placeholder: "") == "", resource.symbols.count == 1
        else { return nil }
        return Self.generatedNames.contains(where: name.hasPrefix) ? nil : name
    }

    /// How the logical ids begin of what the framework itself adds to the template.
    /// Source: https://www.serverless.com/framework/docs/providers/aws/guide/resources#aws-cloudformation-resource-reference
    private static let generatedNames = [
        "ServerlessDeployment", "ApiGateway", "HttpApi", "Websockets", "IamRole", "SNSTopic", "S3Bucket",
        "CognitoUserPool", "EventBridge", "CloudFront", "Alb",
    ]

    /// An action that the catalogue lacks may or may not be one that takes resources.
    private func verdictsOnUnknownActions(of statement: PolicyStatement) -> [Verdict] {
        let resources = statement.resources.flatMap(\.branches.values)
        let wide = statement.notResources.first ?? resources.first { ResourceReach($0) >= .type }
        let open = statement.judgedActions.lazy.flatMap(\.branches.values).first(where: \.isUndetermined)
        if let open, wide != nil || resources.contains(where: { ResourceReach($0) == .unknown }) {
            return [.undecided(at: open.place, because: open.whyUndetermined, functions: [])]
        }
        let unknown = statement.actionPatterns.first { ActionCatalogue.bundled.actions(matching: $0).isEmpty }
        guard let unknown, let wide else { return [] }
        let reason = "whether `\(unknown.text)` can be limited to some resources is not in the catalogue of actions"
        return [.undecided(at: wide.place, because: reason, functions: [])]
    }

    private func limitableActions(of statement: PolicyStatement) -> [Action] {
        guard statement.notActions.isEmpty else { return ActionCatalogue.bundled.actions(matching: "s3:*") }
        var seen: Set<Action> = []
        return statement.actionPatterns.flatMap(limitable).filter { seen.insert($0).inserted }
    }

    private func isLimitable(_ pattern: ActionPattern) -> Bool {
        !pattern.spansServices && !limitable(pattern).isEmpty
    }

    private func limitable(_ pattern: ActionPattern) -> [Action] {
        // Everything is judged by one service: the rest would say the same.
        ActionCatalogue.bundled.actions(matching: pattern.isEverything ? ActionPattern("s3:*") : pattern).filter {
            $0.supportsResources && !Self.actionsThatNeedEverything.contains($0.description)
        }
    }

    private func violation(
        at resource: Value, _ reach: ResourceReach, _ actions: [Action], _ statement: PolicyStatement,
        _ holding: RoleHolding
    ) -> Violation {
        let isEverything = reach == .everything && statement.allowsEverything
        let worst = isEverything ? ActionDamage.worstOfAll : ActionDamage.strongest(of: actions)?.description ?? "them"
        return Violation(
            at: resource.place, "\(named(actions, statement)) \(scope(of: reach, statement))",
            gain: "\(holding.attacker) may call `\(worst)` on what belongs to other applications of the account",
            severity: severity(actions, statement, holding, isTakeover: isEverything), confidence: statement.isOptional ? .medium : nil,
            remedy: statement.allowsEverything ? nil : example?.remedy(forResourcesOf: actions.map(\.service)),
            repair: sole?.repair(of: resource, statement, holding.functions))
    }

    private func named(_ actions: [Action], _ statement: PolicyStatement) -> String {
        let effective = statement.actionPatterns.filter { pattern in
            pattern.isEverything || actions.contains(where: pattern.matches)
        }
        guard !effective.isEmpty else { return "nearly every action is allowed" }
        return NameList.text(effective.map(\.text), showing: 1) + (effective.count == 1 ? " is allowed" : " are allowed")
    }

    private func scope(of reach: ResourceReach, _ statement: PolicyStatement) -> String {
        guard statement.notResources.isEmpty else { return "on every resource that `NotResource` does not list" }
        return switch reach {
        case .type: "on every resource of its type"
        case .service: "on every resource of the service"
        default: "on every resource of the account"
        }
    }

    /// Whoever may do everything on everything may also take over: `*` weighs no less than `iam:*`.
    private func severity(
        _ actions: [Action], _ statement: PolicyStatement, _ holding: RoleHolding, isTakeover: Bool
    ) -> Severity {
        let isLogging = actions.allSatisfy { $0.service == "logs" && !$0.name.hasPrefix("Delete") }
        if isLogging || actions.allSatisfy({ $0.accessLevel == .list }) { return .low }
        return (isTakeover ? .critical : ActionDamage.weight(of: actions, isUnbounded: true))
            .weighed(by: holding.exposure, under: statement)
    }
}

extension PolicyStatement {
    /// Whether it lets a service set up the delivery of its logs, in so many words.
    fileprivate var setsUpLogDelivery: Bool { actionPatterns.contains { $0.text.lowercased() == "logs:createlogdelivery" } }

    /// Whether every action is allowed, or all but some.
    fileprivate var allowsEverything: Bool { !notActions.isEmpty || actionPatterns.contains(where: \.isEverything) }
}
