import AuditKit
import LeastPrivilege

/// Policy templates of SAM's that give one action on one declared resource, and nothing more.
/// Source: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/serverless-policy-template-list.html
enum FittingPolicyTemplate {
    private struct Template {
        let name: String
        let parameter: String
        /// The attribute that the parameter takes; `nil` for what `Ref` gives.
        let attribute: String?
    }

    private static let templates: [String: Template] = [
        "events:PutEvents": Template(name: "EventBridgePutEventsPolicy", parameter: "EventBusName", attribute: nil),
        "kms:Decrypt": Template(name: "KMSDecryptPolicy", parameter: "KeyId", attribute: nil),
        "secretsmanager:GetSecretValue": Template(
            name: "AWSSecretsManagerGetSecretValuePolicy", parameter: "SecretArn", attribute: nil),
        "sns:Publish": Template(name: "SNSPublishMessagePolicy", parameter: "TopicName", attribute: "TopicName"),
        "sqs:SendMessage": Template(name: "SQSSendMessagePolicy", parameter: "QueueName", attribute: "QueueName"),
        "states:StartExecution": Template(name: "StepFunctionsExecutionPolicy", parameter: "StateMachineName", attribute: "Name"),
    ]

    /// The template that says the same as a statement; `nil` when none does.
    static func literal(of statement: NeededPolicy.Statement, _ declared: DeclaredARNs) -> Repair.Literal? {
        guard statement.actions.count == 1, statement.resources.count == 1, let template = templates[statement.actions[0]],
            let match = declared.match(statement.resources[0]), match.suffix.isEmpty
        else { return nil }
        let name = template.attribute.map { Repair.Literal.attribute($0, of: match.logicalID) } ?? .reference(match.logicalID)
        return .map([.init(template.name, .map([.init(template.parameter, name)]))])
    }
}
