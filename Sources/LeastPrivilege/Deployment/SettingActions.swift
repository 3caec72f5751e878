import ApplicationModel

/// What CloudFormation calls beside what every resource of a type needs, where a setting asks for it.
/// Source: the handlers of each type's schema, https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-schema.html
enum SettingActions {
    private static let key = "kms:CreateGrant kms:Decrypt kms:DescribeKey kms:Encrypt kms:GenerateDataKey"

    /// Actions by the property that asks for them, for types that have a row of their own.
    private static let table: [String: [String: String]] = [
        "AWS::Lambda::Function": [
            "VpcConfig": "ec2:DescribeNetworkInterfaces ec2:DescribeSecurityGroups ec2:DescribeSubnets ec2:DescribeVpcs",
            "FileSystemConfigs": "elasticfilesystem:DescribeMountTargets s3files:ListMountTargets", "KmsKeyArn": key,
            "Layers": "lambda:GetLayerVersion", "RecursiveLoop": "lambda:GetFunctionRecursionConfig lambda:PutFunctionRecursionConfig",
            "CodeSigningConfigArn":
                "lambda:DeleteFunctionCodeSigningConfig lambda:GetCodeSigningConfig lambda:GetFunctionCodeSigningConfig lambda:PutFunctionCodeSigningConfig",
            "RuntimeManagementConfig": "lambda:GetRuntimeManagementConfig lambda:PutRuntimeManagementConfig",
            "CapacityProviderConfig": "lambda:GetFunctionScalingConfig lambda:PassCapacityProvider lambda:PutFunctionScalingConfig",
        ],
        "AWS::Lambda::Version": [
            "ProvisionedConcurrencyConfig": "lambda:GetProvisionedConcurrencyConfig lambda:PutProvisionedConcurrencyConfig",
            "RuntimePolicy": "lambda:GetRuntimeManagementConfig lambda:PutRuntimeManagementConfig",
        ],
        "AWS::Lambda::Alias": [
            "ProvisionedConcurrencyConfig":
                "lambda:DeleteProvisionedConcurrencyConfig lambda:GetProvisionedConcurrencyConfig lambda:PutProvisionedConcurrencyConfig"
        ],
        "AWS::Lambda::EventSourceMapping": ["KmsKeyArn": key, "Tags": "lambda:ListTags lambda:TagResource lambda:UntagResource"],
        "AWS::IAM::Role": ["PermissionsBoundary": "iam:DeleteRolePermissionsBoundary iam:PutRolePermissionsBoundary", "Description": "iam:UpdateRoleDescription"],
        "AWS::Logs::LogGroup": [
            "KmsKeyId": "logs:AssociateKmsKey logs:DisassociateKmsKey",
            "DataProtectionPolicy": "logs:CreateLogDelivery logs:DeleteDataProtectionPolicy logs:GetDataProtectionPolicy logs:PutDataProtectionPolicy",
            "FieldIndexPolicies": "logs:DeleteIndexPolicy logs:DescribeIndexPolicies logs:PutIndexPolicy",
            "ResourcePolicyDocument": "logs:DeleteResourcePolicy logs:DescribeResourcePolicies logs:PutResourcePolicy",
        ],
        "AWS::DynamoDB::Table": [
            "SSESpecification": key + " kms:ListAliases", "ContributorInsightsSpecification": "dynamodb:UpdateContributorInsights",
            "KinesisStreamSpecification":
                """
                dynamodb:DisableKinesisStreamingDestination dynamodb:EnableKinesisStreamingDestination dynamodb:UpdateKinesisStreamingDestination \
                iam:CreateServiceLinkedRole kinesis:DescribeStream
                """,
            "ResourcePolicy": "dynamodb:DeleteResourcePolicy dynamodb:GetResourcePolicy dynamodb:PutResourcePolicy",
            "ImportSourceSpecification": "dynamodb:DescribeImport dynamodb:ImportTable logs:CreateLogGroup logs:CreateLogStream logs:PutLogEvents s3:GetObject s3:ListBucket",
        ],
        "AWS::S3::Bucket": [
            "AccelerateConfiguration": "s3:GetAccelerateConfiguration s3:PutAccelerateConfiguration", "AccessControl": "s3:GetBucketAcl s3:PutBucketAcl",
            "AnalyticsConfigurations": "s3:GetAnalyticsConfiguration s3:PutAnalyticsConfiguration",
            "IntelligentTieringConfigurations": "s3:GetIntelligentTieringConfiguration s3:PutIntelligentTieringConfiguration",
            "InventoryConfigurations": "s3:GetInventoryConfiguration s3:PutInventoryConfiguration",
            "MetricsConfigurations": "s3:GetMetricsConfiguration s3:PutMetricsConfiguration",
            "ObjectLockConfiguration": "s3:GetBucketObjectLockConfiguration s3:PutBucketObjectLockConfiguration",
            "ObjectLockEnabled": "s3:GetBucketObjectLockConfiguration s3:PutBucketObjectLockConfiguration",
            "ReplicationConfiguration": "s3:GetReplicationConfiguration s3:PutReplicationConfiguration",
        ],
        "AWS::SNS::Topic": ["DataProtectionPolicy": "sns:PutDataProtectionPolicy", "DeliveryStatusLogging": "iam:GetRole"],
        "AWS::SNS::Subscription": ["SubscriptionRoleArn": "iam:GetRole"],
        "AWS::Events::EventBus": ["Policy": "events:PutPermission events:RemovePermission", "KmsKeyIdentifier": key],
        "AWS::StepFunctions::StateMachine": [
            "DefinitionS3Location": "s3:GetObject s3:GetObjectVersion", "EncryptionConfiguration": key,
        ],
        "AWS::Kinesis::Stream": [
            "Tags": "kinesis:ListTagsForResource kinesis:TagResource kinesis:UntagResource",
            "DesiredShardLevelMetrics": "kinesis:DisableEnhancedMonitoring kinesis:EnableEnhancedMonitoring",
            "MaxRecordSizeInKiB": "kinesis:UpdateMaxRecordSize", "WarmThroughputObject": "kinesis:UpdateStreamWarmThroughput",
        ],
        "AWS::SecretsManager::Secret": ["ReplicaRegions": "secretsmanager:RemoveRegionsFromReplication secretsmanager:ReplicateSecretToRegions"],
        "AWS::Cognito::UserPool": ["EmailConfiguration": "iam:CreateServiceLinkedRole", "Schema": "cognito-idp:AddCustomAttributes"],
        "AWS::Cognito::UserPoolClient": ["AnalyticsConfiguration": "iam:CreateServiceLinkedRole iam:DeleteRolePolicy iam:PutRolePolicy"],
        "AWS::KMS::Key": ["Enabled": "kms:DisableKey kms:EnableKey"],
    ]

    /// Every action that a setting may ask for.
    static var all: [String] { table.values.flatMap(\.values).flatMap { $0.split(separator: " ").map(String.init) } }

    /// The actions that a resource's settings ask for, by setting in the order of their names.
    static func actions(for resource: Resource) -> [(setting: String, actions: [String])] {
        guard let settings = table[resource.type] else { return [] }
        return settings.keys.sorted().compactMap { name in
            guard let value = resource.properties[name], !value.isNull, let actions = settings[name] else { return nil }
            return (name, actions.split(separator: " ").map(String.init))
        }
    }
}
