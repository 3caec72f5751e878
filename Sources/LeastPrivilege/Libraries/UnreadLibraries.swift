import CodeAnalysis

/// Packages that call AWS for their users in ways that no call of the code tells.
enum UnreadLibraries {
    /// Why what a module calls of AWS cannot be told; `nil` for modules that call nothing, or whose calls are read.
    static func reason(_ external: CodeClosure.External) -> String? {
        guard !external.isStandard, callsAWS(external.module, of: external.package) else { return nil }
        return "what `\(external.package)` calls of AWS is not known"
    }

    private static func callsAWS(_ module: String, of package: String) -> Bool {
        if known.contains(package) { return true }
        guard !read.contains(where: { module.hasPrefix($0) }), !idle.contains(where: { package.hasPrefix($0) }) else { return false }
        return parts(package).contains(where: telling.contains)
    }

    /// Packages whose names do not tell, or tell of something else that is read.
    private static let known: Set<String> = [
        "@typedorm/core", "s3fs", "amazon-dax-client", "aws-appsync", "sst", "chalice", "zappa", "@aws-amplify/core", "aws-amplify", "crhelper", "strands", "strands_tools", "langchain_aws",
        "@langchain/aws", "@langchain/community", "llama_index", "litellm", "fsspec", "dask", "cloudpathlib", "moto", "celery", "kombu",
    ]

    /// Modules of which every call that matters is read.
    private static let read = [
        "@aws-sdk/", "aws-sdk", "@smithy/", "@aws-lambda-powertools/", "@middy/", "aws-xray-sdk", "dynamodb-toolbox", "dynamodb-onetable", "dynamoose",
        "multer-s3", "aws4", "boto3", "botocore", "aiobotocore", "aioboto3", "aws_lambda_powertools", "aws_xray_sdk", "awswrangler", "pynamodb",
        "requests_aws4auth", "aws_requests_auth", "requests_auth_aws_sigv4", "aws_secretsmanager_caching", "github.com/aws/aws-sdk-go",
        "software.amazon.awssdk", "software.amazon.lambda.powertools", "com.amazonaws.services", "com.amazonaws.auth", "com.amazonaws.regions",
        "com.amazonaws.client", "com.amazonaws.xray", "com.amazonaws.secretsmanager.caching", "com.amazonaws.HttpMethod", "com.amazonaws.util",
        "com.amazonaws.AmazonServiceException", "com.amazonaws.SdkClientException", "com.amazonaws.ClientConfiguration",
        "github.com/aws/aws-secretsmanager-caching-go", "@aws/durable-execution-sdk-js", "aws_durable_execution_sdk_python",
    ]

    /// Packages that are named for AWS and call nothing of it.
    private static let idle = [
        "aws-lambda", "@types/", "aws-embedded-metrics", "aws_embedded_metrics", "aws-jwt-verify", "aws-kinesis-agg", "aws_kinesis_agg",
        "aws-serverless-express", "@codegenie/serverless-express", "@vendia/", "aws-cdk", "aws_cdk", "aws-sdk-client-mock", "aws-crt", "awscrt",
        "aws-lambda-go", "github.com/aws/aws-lambda-go", "github.com/awslabs/aws-lambda-go-api-proxy", "github.com/aws/smithy-go", "@aws-crypto/sha",
        "@aws-crypto/crc", "@aws-crypto/util", "@aws-appsync/utils", "aws_lambda_typing", "aws_lambda_types", "mypy_boto3", "types_boto3", "boto3_type",
        "sns-validator", "s3-event", "com.amazonaws.serverless", "aws_assume", "@aws/lambda-invoke-store",
    ]

    /// Parts of names that say that a package is about AWS.
    private static let telling: Set<String> = [
        "aws", "amazon", "amazonaws", "amzn", "boto", "dynamo", "dynamodb", "s3", "sqs", "sns", "qldb", "bedrock", "kinesis", "awssdk", "awslabs", "aurora", "dsql",
    ]

    private static func parts(_ name: String) -> [String] {
        name.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
    }
}
