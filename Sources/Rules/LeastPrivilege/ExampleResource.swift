import ApplicationModel

/// What to write in place of a wildcard in `Resource`: what the manifest itself declares, else the shape of an ARN.
struct ExampleResource {
    /// The type of what a service's actions are mostly about.
    private static let types = [
        "cognito-idp": "AWS::Cognito::UserPool", "dynamodb": "AWS::DynamoDB::Table",
        "events": "AWS::Events::EventBus", "execute-api": "AWS::ApiGateway::RestApi", "firehose": "AWS::KinesisFirehose::DeliveryStream",
        "kinesis": "AWS::Kinesis::Stream", "kms": "AWS::KMS::Key", "mq": "AWS::AmazonMQ::Broker",
        "s3": "AWS::S3::Bucket", "scheduler": "AWS::Scheduler::ScheduleGroup", "secretsmanager": "AWS::SecretsManager::Secret",
        "sns": "AWS::SNS::Topic", "sqs": "AWS::SQS::Queue", "states": "AWS::StepFunctions::StateMachine",
    ]

    /// How the ARN ends behind the account; what only the author knows is in angle brackets.
    /// Source: https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
    private static let endings = [
        "aoss": "collection/<id>", "cognito-idp": "userpool/<id>", "dynamodb": "table/<name>", "events": "event-bus/<name>",
        "execute-api": "<api>/<stage>/<method>/<path>", "firehose": "deliverystream/<name>", "iot": "topic/<topic>",
        "kendra": "index/<id>", "kinesis": "stream/<name>", "kms": "key/<id>", "lambda": "function:<name>", "logs": "log-group:/aws/lambda/<function>:*",
        "mq": "broker:<name>:<id>", "rds-db": "dbuser:<database>/<user>", "scheduler": "schedule/<group>/<name>",
        "secretsmanager": "secret:<name>-??????", "ses": "identity/<domain>", "sns": "<topic>", "sqs": "<queue>",
        "ssm": "parameter/<path>/*", "states": "stateMachine:<name>",
    ]

    /// The logical id of the first resource of each service.
    private let declared: [String: String]

    /// Looks at an application once.
    init(_ application: Application) {
        var firsts: [String: String] = [:]
        for resource in application.resources where firsts[resource.type] == nil { firsts[resource.type] = resource.logicalID }
        declared = Self.types.compactMapValues { firsts[$0] }
    }

    /// The remedy for a wildcard in `Resource` with actions of some services.
    func remedy(forResourcesOf services: [String]) -> String {
        // Writing its own logs is what nearly every function may do; what else it may do is the point.
        let telling = services.filter { $0 != "logs" }
        let example = (telling.isEmpty ? services : telling).first.flatMap(text).map { ": `Resource: \($0)`" } ?? ""
        return """
            Name the resource by reference or by ARN\(example). Move actions that take only `*` to a statement of their \
            own.
            """
    }

    private func text(_ service: String) -> String? {
        guard let id = declared[service] else { return Self.arn(service) }
        return switch service {
        case "s3": "!Sub '${\(id).Arn}/*'"
        case "sns", "secretsmanager", "states": "!Ref \(id)"
        case "execute-api": "!Sub 'arn:aws:execute-api:${AWS::Region}:${AWS::AccountId}:${\(id)}/*'"
        default: "!GetAtt \(id).Arn"
        }
    }

    private static func arn(_ service: String) -> String? {
        if service == "s3" { return "arn:aws:s3:::<bucket>/*" }
        if service == "bedrock" { return "arn:aws:bedrock:<region>::foundation-model/<model>" }
        return endings[service].map { "arn:aws:\(service):<region>:<account>:\($0)" }
    }
}
