import CodeAnalysis
import SourceText

/// Clients of AWS's SDKs that are handed to other libraries, which may call anything on them.
struct HandedClients {
    /// The calls that hand them over.
    let undecided: [UndecidedCall]

    /// Looks through all calls of a function.
    init(_ analysis: HandlerAnalysis) {
        undecided = analysis.calls.compactMap { call in
            guard let api = call.apis.first(where: Self.mayCall),
                let client = call.arguments.lazy.compactMap({ Self.client(in: $0.value, analysis, depth: 0) }).first
            else { return nil }
            return UndecidedCall(place: call.namePlace, reason: "what `\(Self.short(api))` calls on `\(client)` is not known")
        }
    }

    /// Libraries that hand a client back or only look at it, and those whose calls are known.
    private static let known = [
        "?.", "aws-sdk", "@aws-sdk/", "@smithy/", "aws-xray-sdk", "@aws-lambda-powertools/", "boto3", "botocore", "aws_xray_sdk", "aws_lambda_powertools",
        "github.com/aws/", "software.amazon.", "com.amazonaws.", "console.", "util.", "Object.", "Promise", "Array.", "JSON.", "Map", "Set",
        "WeakMap", "functools.", "isinstance", "getattr", "hasattr", "print", "len", "list", "dict", "tuple", "str", "fmt.", "context.",
        "java.", "lambda.", "dynamoose", "dynamodb-toolbox", "electrodb", "dynamodb-onetable", "json.", "logging.", "os.", "time.", "datetime.",
        "re.", "base64.", "hashlib.", "copy.", "random.", "uuid.", "decimal.", "aws_secretsmanager_caching", "com.amazonaws.secretsmanager.",
        "aws_durable_execution_sdk_python.", "@aws/durable-execution-sdk-js.",
    ]

    private static func mayCall(_ api: String) -> Bool { !known.contains { api.hasPrefix($0) } }

    /// The end of a path, which is what people call it by.
    private static func short(_ api: String) -> String {
        let path = api.prefix { !"(#".contains($0) }
        return path.hasPrefix("@") ? String(path) : String(path.split(separator: "/").last ?? path)
    }

    /// What a value is a client of, or holds one of.
    private static func client(in value: AbstractValue, _ analysis: HandlerAnalysis, depth: Int) -> String? {
        if let api = analysis.apis(of: value).first(where: isClient) { return short(api) }
        guard depth < 2 else { return nil }
        return analysis.fieldNames(of: value).lazy.compactMap { name in
            analysis.field(name, of: value).flatMap { client(in: $0, analysis, depth: depth + 1) }
        }.first
    }

    private static func isClient(_ api: String) -> Bool {
        if api.hasPrefix("aws-sdk.") || api.hasPrefix("@aws-sdk/") { return api.hasSuffix("#") && !api.contains("(") && !api.hasSuffix("Command#") }
        if api.hasPrefix("github.com/aws/aws-sdk-go") { return api.contains("/service/") && (api.hasSuffix(".New()") || api.hasSuffix(".NewFromConfig()")) }
        guard api.hasPrefix("boto3."), api.hasSuffix("()") || api.hasSuffix("#") else { return false }
        // What other methods give are answers.
        let name = APIPath.name(api)
        return name.first?.isUppercase == true || ["client", "resource", "Session", "get_queue_by_name", "create_queue"].contains { name.hasPrefix("\($0)(") }
    }
}
