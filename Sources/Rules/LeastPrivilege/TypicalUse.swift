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

    private static let resources = [
        "dynamodb": "!GetAtt OrdersTable.Arn", "events": "!GetAtt OrdersBus.Arn",
        "kinesis": "!GetAtt OrdersStream.Arn", "kms": "!GetAtt OrdersKey.Arn",
        "lambda": "!GetAtt ResizeLambdaFunction.Arn", "s3": "!Sub '${UploadsBucket.Arn}/*'",
        "secretsmanager": "!Ref OrdersSecret", "sns": "!Ref OrdersTopic", "sqs": "!GetAtt OrdersQueue.Arn",
        "states": "!Ref OrderStateMachine", "sts": "!GetAtt ReportsRole.Arn",
        "ses": "!Sub 'arn:aws:ses:${AWS::Region}:${AWS::AccountId}:identity/your-domain'",
        "ssm": "!Sub 'arn:aws:ssm:${AWS::Region}:${AWS::AccountId}:parameter/orders/*'",
        "execute-api": "!Sub 'arn:aws:execute-api:${AWS::Region}:${AWS::AccountId}:${OrdersApi}/*'",
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

    /// The remedy for a wildcard in `Resource` with actions of some services.
    static func remedy(forResourcesOf services: [String]) -> String {
        let example = services.lazy.compactMap { resources[$0] }.first.map { ": `Resource: \($0)`" } ?? ""
        return """
            Name the resource by reference or by ARN\(example). Move actions that take only `*` to a statement of \
            their own.
            """
    }
}
