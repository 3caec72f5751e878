/// How resources of a template are named in ARNs and parameters.
struct ResourceIdentity {
    /// What `Ref` gives.
    enum Reference { case name, arn, address }

    /// The prefix of the service in ARNs.
    let prefix: String
    /// The type within the service.
    let type: String
    /// The variable of the ARN that is the resource's name.
    let variable: String
    /// The property that sets the name.
    let property: String
    /// What `Ref` gives.
    let reference: Reference
    /// The attribute that gives the name; `nil` where `Ref` does.
    let nameAttribute: String?

    /// The attribute that gives the ARN, when `Ref` does not; `nil` where nothing gives it.
    var arnAttribute: String? { reference == .arn || ["ssm", "scheduler"].contains(prefix) ? nil : "Arn" }

    /// How a type of CloudFormation is named; `nil` for types that calls of functions do not name.
    /// Source: the return values on the pages below
    /// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html
    static func known(_ type: String) -> ResourceIdentity? { table[type] }

    private init(
        _ prefix: String, _ type: String, _ variable: String, _ property: String, _ reference: Reference = .name, named: String? = nil
    ) {
        self.prefix = prefix
        self.type = type
        self.variable = variable
        self.property = property
        self.reference = reference
        nameAttribute = named
    }

    private static let table: [String: ResourceIdentity] = [
        "AWS::AppSync::GraphQLApi": ResourceIdentity("appsync", "graphqlapi", "GraphQLAPIId", "", .arn, named: "ApiId"),
        "AWS::Cognito::UserPool": ResourceIdentity("cognito-idp", "userpool", "UserPoolId", ""),
        "AWS::DynamoDB::GlobalTable": ResourceIdentity("dynamodb", "table", "TableName", "TableName"),
        "AWS::DynamoDB::Table": ResourceIdentity("dynamodb", "table", "TableName", "TableName"),
        "AWS::ECS::Cluster": ResourceIdentity("ecs", "cluster", "ClusterName", "ClusterName"),
        "AWS::Events::EventBus": ResourceIdentity("events", "event-bus", "EventBusName", "Name"),
        "AWS::IAM::Role": ResourceIdentity("iam", "role", "RoleNameWithPath", "RoleName"),
        "AWS::Kinesis::Stream": ResourceIdentity("kinesis", "stream", "StreamName", "Name"),
        "AWS::KinesisFirehose::DeliveryStream": ResourceIdentity("firehose", "deliverystream", "DeliveryStreamName", "DeliveryStreamName"),
        "AWS::KMS::Key": ResourceIdentity("kms", "key", "KeyId", ""),
        "AWS::Lambda::Function": ResourceIdentity("lambda", "function", "FunctionName", "FunctionName"),
        "AWS::Logs::LogGroup": ResourceIdentity("logs", "log-group", "LogGroupName", "LogGroupName"),
        "AWS::RDS::DBCluster": ResourceIdentity("rds", "cluster", "DbClusterInstanceName", "DBClusterIdentifier"),
        "AWS::S3::Bucket": ResourceIdentity("s3", "bucket", "BucketName", "BucketName"),
        "AWS::Scheduler::ScheduleGroup": ResourceIdentity("scheduler", "schedule-group", "GroupName", "Name"),
        "AWS::SecretsManager::Secret": ResourceIdentity("secretsmanager", "Secret", "SecretId", "Name", .arn),
        "AWS::SNS::Topic": ResourceIdentity("sns", "topic", "TopicName", "TopicName", .arn, named: "TopicName"),
        "AWS::SQS::Queue": ResourceIdentity("sqs", "queue", "QueueName", "QueueName", .address, named: "QueueName"),
        "AWS::SSM::Parameter": ResourceIdentity("ssm", "parameter", "ParameterNameWithoutLeadingSlash", "Name"),
        "AWS::StepFunctions::StateMachine": ResourceIdentity("states", "statemachine", "StateMachineName", "StateMachineName", .arn, named: "Name"),
    ]
}
