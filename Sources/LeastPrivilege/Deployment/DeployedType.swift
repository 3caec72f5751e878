/// What CloudFormation calls to make, change and remove a type of resource.
struct DeployedType {
    /// What the resources are, in words for many.
    let noun: String
    /// The actions, on the resources' own ARNs.
    let actions: [String]
    /// What is worked on where the ARN does not follow from the resource's name; `*` for what takes no resource.
    let resources: [String]
    /// The actions that only take everything.
    let everywhere: [String]

    private init(_ noun: String, _ service: String, _ actions: String, on resources: [String] = [], everywhere: String = "") {
        self.noun = noun
        self.actions = actions.split(separator: " ").map { "\(service):\($0)" }
        self.resources = resources
        self.everywhere = everywhere.split(separator: " ").map { "\(service):\($0)" }
    }

    /// The types of which it is known; `nil` for any other.
    /// Source: the handlers of each type's schema, https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-schema.html
    static func known(_ type: String) -> DeployedType? {
        if let found = table[type] { return found }
        if type.hasPrefix("AWS::ApiGateway::") { return restAPI }
        return type.hasPrefix("AWS::ApiGatewayV2::") ? httpAPI : nil
    }

    /// Types that are no resources of a service.
    static let without: Set<String> = [
        "AWS::CloudFormation::WaitConditionHandle", "AWS::CloudFormation::WaitCondition", "AWS::CDK::Metadata", "AWS::CloudFormation::CustomResource",
    ]

    /// Every type of which it is known.
    static var all: [DeployedType] { table.values + [restAPI, httpAPI] }

    static let function = DeployedType(
        "functions", "lambda",
        """
        CreateFunction GetFunction GetFunctionConfiguration UpdateFunctionCode UpdateFunctionConfiguration DeleteFunction PublishVersion \
        ListVersionsByFunction GetPolicy AddPermission RemovePermission PutFunctionConcurrency DeleteFunctionConcurrency TagResource UntagResource ListTags
        """)
    static let role = DeployedType(
        "roles", "iam",
        """
        CreateRole GetRole UpdateRole DeleteRole UpdateAssumeRolePolicy PutRolePolicy GetRolePolicy DeleteRolePolicy AttachRolePolicy \
        DetachRolePolicy ListAttachedRolePolicies ListRolePolicies TagRole UntagRole
        """)
    static let logGroup = DeployedType(
        "log groups", "logs",
        "CreateLogGroup PutRetentionPolicy DeleteRetentionPolicy DeleteLogGroup TagResource UntagResource ListTagsForResource",
        everywhere: "DescribeLogGroups")
    static let mapping = DeployedType(
        "what polls queues and streams", "lambda",
        "CreateEventSourceMapping GetEventSourceMapping UpdateEventSourceMapping DeleteEventSourceMapping", on: ["*"])
    static let rule = DeployedType(
        "rules of events", "events",
        "PutRule DescribeRule DeleteRule PutTargets RemoveTargets ListTargetsByRule TagResource UntagResource ListTagsForResource", on: ["arn:aws:events:*:*:rule/*"])
    static let restAPI = DeployedType(
        "REST APIs", "apigateway", "DELETE GET PATCH POST PUT",
        on: ["arn:aws:apigateway:*::/restapis*", "arn:aws:apigateway:*::/apikeys*", "arn:aws:apigateway:*::/usageplans*", "arn:aws:apigateway:*::/tags/*"])
    static let httpAPI = DeployedType(
        "HTTP and WebSocket APIs", "apigateway", "DELETE GET PATCH POST PUT", on: ["arn:aws:apigateway:*::/apis*", "arn:aws:apigateway:*::/tags/*"])

    private static let table: [String: DeployedType] = [
        "AWS::Lambda::Function": function, "AWS::IAM::Role": role, "AWS::Logs::LogGroup": logGroup, "AWS::Lambda::EventSourceMapping": mapping,
        "AWS::Events::Rule": rule,
        "AWS::Lambda::Permission": DeployedType(
            "who may call functions", "lambda", "AddPermission RemovePermission GetPolicy", on: ["arn:aws:lambda:*:*:function:*"]),
        "AWS::Lambda::Version": DeployedType(
            "versions of functions", "lambda", "PublishVersion ListVersionsByFunction GetFunction GetFunctionConfiguration DeleteFunction", on: ["arn:aws:lambda:*:*:function:*"]),
        "AWS::Lambda::Alias": DeployedType(
            "aliases of functions", "lambda", "CreateAlias GetAlias UpdateAlias DeleteAlias", on: ["arn:aws:lambda:*:*:function:*"]),
        "AWS::Lambda::Url": DeployedType(
            "addresses of functions", "lambda", "CreateFunctionUrlConfig GetFunctionUrlConfig UpdateFunctionUrlConfig DeleteFunctionUrlConfig",
            on: ["arn:aws:lambda:*:*:function:*"]),
        "AWS::Lambda::LayerVersion": DeployedType(
            "layers", "lambda", "PublishLayerVersion GetLayerVersion DeleteLayerVersion", on: ["arn:aws:lambda:*:*:layer:*"]),
        "AWS::DynamoDB::Table": DeployedType(
            "tables", "dynamodb",
            """
            CreateTable DescribeTable UpdateTable DeleteTable DescribeTimeToLive UpdateTimeToLive DescribeContinuousBackups \
            UpdateContinuousBackups DescribeContributorInsights DescribeKinesisStreamingDestination TagResource UntagResource ListTagsOfResource
            """),
        "AWS::S3::Bucket": DeployedType(
            "buckets", "s3",
            """
            CreateBucket DeleteBucket ListBucket GetBucketLocation PutBucketPublicAccessBlock PutEncryptionConfiguration PutBucketTagging \
            PutBucketNotification GetBucketNotification PutBucketVersioning PutBucketCORS PutBucketWebsite PutLifecycleConfiguration \
            PutBucketOwnershipControls PutBucketLogging
            """),
        "AWS::S3::BucketPolicy": DeployedType(
            "policies of buckets", "s3", "GetBucketPolicy PutBucketPolicy DeleteBucketPolicy", on: ["arn:aws:s3:::*"]),
        "AWS::SQS::Queue": DeployedType(
            "queues", "sqs", "CreateQueue DeleteQueue GetQueueAttributes SetQueueAttributes GetQueueUrl TagQueue UntagQueue ListQueueTags"),
        "AWS::SQS::QueuePolicy": DeployedType("policies of queues", "sqs", "GetQueueAttributes SetQueueAttributes", on: ["arn:aws:sqs:*:*:*"]),
        "AWS::SNS::Topic": DeployedType(
            "topics", "sns",
            """
            CreateTopic DeleteTopic GetTopicAttributes SetTopicAttributes Subscribe ListSubscriptionsByTopic GetDataProtectionPolicy TagResource \
            UntagResource ListTagsForResource
            """, everywhere: "Unsubscribe"),
        "AWS::SNS::Subscription": DeployedType(
            "subscriptions", "sns", "Subscribe GetSubscriptionAttributes SetSubscriptionAttributes", on: ["arn:aws:sns:*:*:*"], everywhere: "Unsubscribe"),
        "AWS::SNS::TopicPolicy": DeployedType("policies of topics", "sns", "GetTopicAttributes SetTopicAttributes", on: ["arn:aws:sns:*:*:*"]),
        "AWS::Events::EventBus": DeployedType(
            "event buses", "events", "CreateEventBus DescribeEventBus UpdateEventBus DeleteEventBus TagResource UntagResource ListTagsForResource"),
        "AWS::StepFunctions::StateMachine": DeployedType(
            "state machines", "states",
            "CreateStateMachine DescribeStateMachine UpdateStateMachine DeleteStateMachine TagResource UntagResource ListTagsForResource"),
        "AWS::Kinesis::Stream": DeployedType(
            "streams", "kinesis",
            """
            CreateStream DescribeStreamSummary DeleteStream UpdateShardCount UpdateStreamMode IncreaseStreamRetentionPeriod \
            DecreaseStreamRetentionPeriod StartStreamEncryption StopStreamEncryption AddTagsToStream RemoveTagsFromStream ListTagsForStream
            """),
        "AWS::SSM::Parameter": DeployedType(
            "parameters", "ssm", "PutParameter GetParameter GetParameters DeleteParameter AddTagsToResource RemoveTagsFromResource ListTagsForResource",
            everywhere: "DescribeParameters"),
        "AWS::SecretsManager::Secret": DeployedType(
            "secrets", "secretsmanager", "CreateSecret DescribeSecret UpdateSecret DeleteSecret TagResource UntagResource", everywhere: "GetRandomPassword"),
        "AWS::KMS::Key": DeployedType(
            "keys", "kms",
            """
            DescribeKey GetKeyPolicy PutKeyPolicy GetKeyRotationStatus EnableKeyRotation DisableKeyRotation UpdateKeyDescription \
            ScheduleKeyDeletion TagResource UntagResource ListResourceTags
            """, on: ["arn:aws:kms:*:*:key/*"], everywhere: "CreateKey"),
        "AWS::CloudWatch::Alarm": DeployedType(
            "alarms", "cloudwatch", "PutMetricAlarm DeleteAlarms DescribeAlarms TagResource UntagResource ListTagsForResource",
            on: ["arn:aws:cloudwatch:*:*:alarm:*"]),
        "AWS::Cognito::UserPool": DeployedType(
            "user pools", "cognito-idp", "DescribeUserPool UpdateUserPool DeleteUserPool SetUserPoolMfaConfig GetUserPoolMfaConfig TagResource UntagResource ListTagsForResource",
            on: ["arn:aws:cognito-idp:*:*:userpool/*"], everywhere: "CreateUserPool"),
        "AWS::Cognito::UserPoolClient": DeployedType(
            "clients of user pools", "cognito-idp", "CreateUserPoolClient DescribeUserPoolClient UpdateUserPoolClient DeleteUserPoolClient",
            on: ["arn:aws:cognito-idp:*:*:userpool/*"]),
    ]
}
