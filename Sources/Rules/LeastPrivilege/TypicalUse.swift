import Permissions

/// What code usually does with a service, for remedies that fit what stands in the manifest.
enum TypicalUse {
    private static let actions = [
        "athena": "athena:StartQueryExecution", "bedrock": "bedrock:InvokeModel",
        "cloudwatch": "cloudwatch:PutMetricData", "cognito-idp": "cognito-idp:AdminGetUser",
        "dynamodb": "dynamodb:GetItem", "events": "events:PutEvents", "execute-api": "execute-api:ManageConnections",
        "firehose": "firehose:PutRecord", "iot": "iot:Publish", "kinesis": "kinesis:PutRecord", "kms": "kms:Decrypt",
        "lambda": "lambda:InvokeFunction", "logs": "logs:PutLogEvents", "rds-data": "rds-data:ExecuteStatement",
        "rekognition": "rekognition:DetectLabels", "s3": "s3:GetObject",
        "secretsmanager": "secretsmanager:GetSecretValue", "ses": "ses:SendEmail", "sns": "sns:Publish",
        "sqs": "sqs:SendMessage", "ssm": "ssm:GetParameter", "states": "states:StartExecution",
        "sts": "sts:AssumeRole", "xray": "xray:PutTraceSegments",
    ]

    /// The remedy for a wildcard in `Action`.
    static func remedy(instead pattern: ActionPattern) -> String {
        guard !pattern.isEverything, !pattern.spansServices else {
            return "List the actions that the code calls, such as `dynamodb:GetItem`, instead of the wildcard."
        }
        guard let action = actions[pattern.service] else {
            return "List the actions of `\(pattern.service)` that the code calls instead of the wildcard."
        }
        return "List the actions that the code calls, such as `\(action)`, instead of the wildcard."
    }
}
