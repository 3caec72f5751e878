import ApplicationModel
import Findings
import Permissions

/// What a set of actions lets an attacker do: the one they would use first, and how much it weighs.
enum ActionDamage {
    /// What whoever may do everything would do first: make keys of their own.
    static let worstOfAll = "iam:CreateAccessKey"

    /// For services that functions often hold whole, the action that hurts most.
    private static let worst = [
        "apigateway": "apigateway:PATCH", "backup": "backup:DeleteRecoveryPoint", "cloudformation": "cloudformation:DeleteStack",
        "cloudwatch": "cloudwatch:DeleteAlarms", "cognito-idp": "cognito-idp:AdminSetUserPassword", "dynamodb": "dynamodb:DeleteTable",
        "ec2": "ec2:TerminateInstances", "elasticfilesystem": "elasticfilesystem:ClientWrite", "es": "es:ESHttpDelete",
        "events": "events:PutTargets", "execute-api": "execute-api:Invoke",
        "firehose": "firehose:DeleteDeliveryStream", "iam": "iam:AttachRolePolicy",
        "kinesis": "kinesis:DeleteStream", "kms": "kms:ScheduleKeyDeletion", "lambda": "lambda:UpdateFunctionCode",
        "logs": "logs:DeleteLogGroup", "organizations": "organizations:LeaveOrganization",
        "rds": "rds:DeleteDBInstance", "rds-data": "rds-data:ExecuteStatement", "s3": "s3:PutBucketPolicy",
        "secretsmanager": "secretsmanager:GetSecretValue", "ses": "ses:SendRawEmail", "sns": "sns:AddPermission",
        "sqs": "sqs:PurgeQueue", "ssm": "ssm:SendCommand", "states": "states:StopExecution",
        "sts": "sts:AssumeRole",
    ]

    /// Actions that by themselves give somebody else's permissions away when they may be used on every resource.
    private static let takingOver: Set<String> = [
        "iam:AddUserToGroup", "iam:AttachGroupPolicy", "iam:AttachRolePolicy", "iam:AttachUserPolicy",
        "iam:CreateAccessKey", "iam:CreateLoginProfile", "iam:CreatePolicyVersion", "iam:PutGroupPolicy",
        "iam:PutRolePolicy", "iam:PutUserPolicy", "iam:SetDefaultPolicyVersion", "iam:UpdateAssumeRolePolicy",
        "iam:UpdateLoginProfile", "lambda:UpdateFunctionCode", "ssm:SendCommand", "ssm:StartSession",
    ]

    /// Actions that pass permissions on without changing any.
    private static let passingOn: Set<String> = ["sts:AssumeRole", "iam:PassRole"]

    /// The action that an attacker would use first of those that a pattern covers; the pattern itself when none is known.
    static func worstAction(of pattern: ActionPattern) -> String {
        if pattern.isEverything || pattern.spansServices { return worstOfAll }
        if pattern.isWholeService, let known = worst[pattern.service] { return known }
        return strongest(of: ActionCatalogue.bundled.actions(matching: pattern))?.description ?? pattern.text
    }

    /// The action that an attacker would use first, the first of several alike: taking over, the worst of its service,
    /// permissions, deletion, writing, reading.
    static func strongest(of actions: [Action]) -> Action? {
        var best: (action: Action, rank: Int)?
        for action in actions {
            let rank = rank(of: action)
            if rank > best?.rank ?? -1 { best = (action, rank) }
        }
        return best?.action
    }

    /// Whether an action changes permissions, deletes, or is the worst of its service.
    static func isGrave(_ text: String) -> Bool {
        ActionCatalogue.bundled.action(text).map { rank(of: $0) >= 3 } ?? false
    }

    private static func rank(of action: Action) -> Int {
        let isWorst = worst[action.service] == action.description
        if takingOver.contains(action.description) { return isWorst ? 7 : 6 }
        if isWorst { return 5 }
        return switch action.accessLevel {
        case .permissionsManagement: givingVerbs.contains { action.name.hasPrefix($0) } ? 4 : 3
        case .write: action.name.hasPrefix("Delete") ? 3 : 2
        case .read: 1
        case .list, .tagging, .retired: 0
        }
    }

    /// How actions begin that give permissions rather than take them away.
    private static let givingVerbs = ["Add", "Attach", "Create", "Put", "Set", "Update"]

    /// What actions weigh, on every resource of the account or on some.
    static func weight(of actions: [Action], isUnbounded: Bool) -> Severity {
        guard isUnbounded else { return actions.changesAnything ? .medium : .low }
        if actions.contains(where: { takingOver.contains($0.description) }) { return .critical }
        return actions.changesPermissions || actions.contains { passingOn.contains($0.description) } ? .high : .medium
    }
}

extension Application {
    /// The strongest grant of every role that has one; working one out takes a walk over the whole catalogue.
    var strongestGrants: [Role.ID: String] {
        let grants = roles.compactMap { role in role.strongestGrant.map { (role.id, $0) } }
        return Dictionary(grants, uniquingKeysWith: { first, _ in first })
    }
}

extension Role {
    /// Whether the author granted something grave on every resource, or every one of a type.
    var holdsGraveActionsEverywhere: Bool {
        let wide = authoredGrants.prefix(50).filter { $0.widestReach >= .type }
        if wide.contains(where: { !$0.notActions.isEmpty }) { return true }
        let patterns = wide.flatMap { $0.knownPatterns.prefix(50) }.filter { !$0.isHousekeeping && !$0.spansServices }
        if !attachedServices.isEmpty || patterns.contains(where: \.isEverything) { return true }
        return patterns.prefix(50).contains { pattern in
            ActionDamage.strongest(of: ActionCatalogue.bundled.actions(matching: pattern)).map { ActionDamage.isGrave($0.description) } ?? false
        }
    }

    /// Of all that the author granted beyond a function's own housekeeping, the action that is worth most to an
    /// attacker; `nil` without such a grant.
    var strongestGrant: String? {
        // A handful tells enough.
        let grants = statements.lazy.filter { $0.origin.isByAuthor && $0.effect == .allow }.prefix(50)
        let denied = deniedPatterns
        if denied.contains(where: \.isEverything) { return nil }
        let patterns = grants.flatMap { $0.knownPatterns.prefix(50) }.filter { !$0.isHousekeeping }
        let isNearlyEverything = grants.contains { !$0.notActions.isEmpty }
        if isNearlyEverything || patterns.contains(where: { $0.isEverything || $0.isWholeOfSeveral }) {
            return ActionDamage.worstOfAll
        }
        let wide = attachedServices + patterns.filter { $0.hasWildcard || $0.name.hasPrefix("delete") }
        let left = (wide + patterns).prefix(10).filter { pattern in !denied.contains { $0.covers(pattern) } }
        let actions = left.flatMap { ActionCatalogue.bundled.actions(matching: $0) }
        return ActionDamage.strongest(of: actions)?.description ?? left.first?.text
    }

    /// The services that managed policies of AWS's give away whole.
    private var attachedServices: [ActionPattern] {
        managedPolicies.filter { $0.origin.isByAuthor }
            .compactMap { $0.policy.text(placeholder: "aws").flatMap(ManagedPolicy.bundled(arn:)) }
            .flatMap(\.wholeServices).map { ActionPattern($0 == "*" ? "iam:*" : $0 + ":*") }
    }
}

extension ActionPattern {
    /// Whether it gives several services whole, such as `s*:*`.
    var isWholeOfSeveral: Bool { spansServices && !name.isEmpty && name.utf8.allSatisfy { $0 == UInt8(ascii: "*") } }

    /// Whether it only covers what functions do for their own sake: write their log, traces and metrics, and join
    /// their network. The framework grants these by itself.
    var isHousekeeping: Bool { Self.housekeeping.contains(text.lowercased()) }

    private static let housekeeping: Set<String> = [
        "logs:createloggroup", "logs:createlogstream", "logs:putlogevents", "logs:taglogresource", "logs:create*",
        "logs:describeloggroups", "logs:describelogstreams", "xray:puttracesegments", "xray:puttelemetryrecords",
        "xray:put*", "xray:getsamplingrules", "xray:getsamplingtargets", "xray:getsamplingstatisticsummaries",
        "cloudwatch:putmetricdata", "ec2:createnetworkinterface", "ec2:describenetworkinterfaces",
        "ec2:deletenetworkinterface", "ec2:detachnetworkinterface", "ec2:attachnetworkinterface",
        "ec2:describesubnets", "ec2:describevpcs", "ec2:describesecuritygroups", "ec2:getsecuritygroupsforvpc",
        "ec2:assignprivateipaddresses", "ec2:unassignprivateipaddresses",
    ]
}

extension Sequence where Element == Action {
    /// Whether one of the actions can change who may do what.
    var changesPermissions: Bool { contains { $0.accessLevel == .permissionsManagement } }

    /// Whether one of the actions changes something.
    var changesAnything: Bool {
        contains { [.write, .tagging, .permissionsManagement].contains($0.accessLevel) }
    }
}
