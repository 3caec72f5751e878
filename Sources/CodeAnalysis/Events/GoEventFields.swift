/// The fields of events as the structs of `aws-lambda-go` name them, by what they are called in the event itself.
///
/// Source: https://pkg.go.dev/github.com/aws/aws-lambda-go/events
enum GoEventFields {
    /// What the field of an event's struct is called in the event.
    static func name(of field: String) -> String { names[field] ?? field }

    private static let names: [String: String] = [
        "Body": "body", "Headers": "headers", "MultiValueHeaders": "multiValueHeaders", "QueryStringParameters": "queryStringParameters",
        "MultiValueQueryStringParameters": "multiValueQueryStringParameters", "PathParameters": "pathParameters", "RawPath": "rawPath",
        "RawQueryString": "rawQueryString", "Path": "path", "Cookies": "cookies", "RequestContext": "requestContext", "HTTPMethod": "httpMethod",
        "StageVariables": "stageVariables", "AuthorizationToken": "authorizationToken", "IdentitySource": "identitySource", "MethodArn": "methodArn",
        "MethodARN": "methodArn", "RouteArn": "routeArn", "Authorizer": "authorizer", "Identity": "identity", "SNS": "Sns", "S3": "s3", "Object": "object",
        "Bucket": "bucket", "Key": "key", "URLDecodedKey": "key", "Size": "size", "Kinesis": "kinesis", "Data": "data", "PartitionKey": "partitionKey",
        "MessageAttributes": "messageAttributes", "SES": "ses", "Mail": "mail", "CommonHeaders": "commonHeaders", "Detail": "detail", "Change": "dynamodb",
        "Request": "request", "UserAttributes": "userAttributes", "ClientMetadata": "clientMetadata", "ValidationData": "validationData", "UserName": "userName",
        "AWSLogs": "awslogs", "From": "from", "To": "to", "Subject": "subject", "Source": "source",
    ]

    /// Messages of topics keep the names that the structs have, and of queues' messages the body does not.
    static let kept: Set<String> = ["Message", "Subject", "MessageAttributes", "Records"]
}
