/// What operations need of the customer's own key that encrypts what they work on, beside what the table knows.
enum CustomerKeys {
    /// What is needed, by operation.
    /// Source: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html
    /// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html
    /// https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html
    static let missing = [
        "dynamodb.BatchExecuteStatement": ["kms:Decrypt"], "dynamodb.ExecuteStatement": ["kms:Decrypt"],
        "dynamodb.ExecuteTransaction": ["kms:Decrypt"], "dynamodb.TransactGetItems": ["kms:Decrypt"],
        "dynamodb.TransactWriteItems": ["kms:Decrypt"], "kinesis.SubscribeToShard": ["kms:Decrypt"],
        "secretsmanager.PutSecretValue": ["kms:Decrypt", "kms:GenerateDataKey"],
        "secretsmanager.UpdateSecret": ["kms:Decrypt", "kms:GenerateDataKey"],
        // A producer decrypts the data key that the queue uses again.
        "sqs.SendMessage": ["kms:Decrypt"], "sqs.SendMessageBatch": ["kms:Decrypt"],
    ]

    /// What may be asked for, by operation: parts are put together under the key, and what AWS says of one operation differs
    /// from page to page.
    /// Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html#mpuAndPermissions
    /// https://docs.aws.amazon.com/kms/latest/developerguide/services-parameter-store.html
    static let possible = [
        "s3.CompleteMultipartUpload": ["kms:Decrypt", "kms:GenerateDataKey"], "s3.CreateMultipartUpload": ["kms:Decrypt"],
        "s3.GetObjectAttributes": ["kms:Decrypt"], "s3.SelectObjectContent": ["kms:Decrypt"], "s3.UploadPart": ["kms:GenerateDataKey"],
        "s3.UploadPartCopy": ["kms:GenerateDataKey"], "secretsmanager.UpdateSecret": ["kms:Encrypt"],
        "ssm.PutParameter": ["kms:Decrypt", "kms:GenerateDataKey"],
    ]

    /// What DynamoDB may ask for with any work on a table.
    /// Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html
    static let ofTables = [
        "kms:CreateGrant", "kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey", "kms:ReEncryptFrom", "kms:ReEncryptTo",
    ]

    /// What Step Functions may ask for with any call.
    /// Source: https://docs.aws.amazon.com/step-functions/latest/dg/encryption-at-rest.html
    static let ofStates = ["kms:Decrypt", "kms:GenerateDataKey"]

    /// What other services ask for that read and write objects for their caller, by what they need of S3.
    /// Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html
    static let ofObjects = [
        "s3:GetObject": ["kms:Decrypt"], "s3:GetObjectVersion": ["kms:Decrypt"], "s3:PutObject": ["kms:Decrypt", "kms:GenerateDataKey"],
    ]
}
