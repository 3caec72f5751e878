import ApplicationModel
import Permissions

/// What a set of actions lets an attacker do, in words that name one of them.
enum ActionDamage {
    /// For services that functions often hold whole, the action that hurts most.
    private static let worst = [
        "apigateway": "apigateway:PATCH", "cloudformation": "cloudformation:DeleteStack",
        "cognito-idp": "cognito-idp:AdminSetUserPassword", "dynamodb": "dynamodb:DeleteTable",
        "ec2": "ec2:TerminateInstances", "events": "events:PutTargets", "execute-api": "execute-api:Invoke",
        "firehose": "firehose:DeleteDeliveryStream", "iam": "iam:AttachRolePolicy",
        "kinesis": "kinesis:DeleteStream", "kms": "kms:ScheduleKeyDeletion", "lambda": "lambda:UpdateFunctionCode",
        "logs": "logs:DeleteLogGroup", "organizations": "organizations:LeaveOrganization",
        "rds": "rds:DeleteDBInstance", "rds-data": "rds-data:ExecuteStatement", "s3": "s3:PutBucketPolicy",
        "secretsmanager": "secretsmanager:GetSecretValue", "ses": "ses:SendRawEmail", "sns": "sns:AddPermission",
        "sqs": "sqs:PurgeQueue", "ssm": "ssm:SendCommand", "states": "states:StopExecution",
        "sts": "sts:AssumeRole",
    ]

    /// The action of a service that an attacker would use first.
    static func worstAction(ofService service: String) -> String? {
        if let known = worst[service] { return known }
        let actions = ActionCatalogue.bundled.actions(matching: service + ":*")
        return strongest(of: actions)?.description
    }

    /// The action that an attacker would use first: the known worst of its service, permissions before deletion before writing before reading.
    static func strongest(of actions: [Action]) -> Action? {
        actions.first { worst[$0.service] == $0.description }
            ?? actions.first { $0.accessLevel == .permissionsManagement }
            ?? actions.first { $0.accessLevel == .write && $0.name.hasPrefix("Delete") }
            ?? actions.first { $0.accessLevel == .write }
            ?? actions.first { $0.accessLevel == .read }
            ?? actions.first
    }
}

extension Role {
    /// Of all that the author granted, the action or pattern that is worth most to an attacker; `nil` without a grant.
    var strongestGrant: String? {
        // A handful tells enough, and routes ask again and again.
        let patterns = authoredGrants.prefix(50).flatMap { $0.judgedActions.prefix(50) }
            .compactMap { $0.string.map(ActionPattern.init) }.filter { !$0.spansServices }
        if let everything = patterns.first(where: \.isEverything) { return everything.text }
        if let service = patterns.first(where: \.isWholeService) { return service.text }
        let actions = patterns.prefix(6).flatMap { ActionCatalogue.bundled.actions(matching: $0) }
        return ActionDamage.strongest(of: actions)?.description ?? patterns.first?.text
    }
}

extension Sequence where Element == Action {
    /// Whether one of the actions can change who may do what.
    var changesPermissions: Bool { contains { $0.accessLevel == .permissionsManagement } }

    /// Whether one of the actions changes something.
    var changesAnything: Bool {
        contains { [.write, .tagging, .permissionsManagement].contains($0.accessLevel) }
    }
}
