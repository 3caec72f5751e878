import CodeAnalysis
import Permissions

/// Reads AWS's caches of secrets, which ask for a secret's description to know its versions, and then for its value.
/// Source: https://docs.aws.amazon.com/secretsmanager/latest/userguide/retrieving-secrets_cache-python.html
enum SecretCaches {
    @Sendable static func reading(_ library: LibraryCall) -> SDKReading? {
        guard isCache(library.api) else { return nil }
        if library.api.contains(".decorators."), library.call.isConstruction || !library.api.contains("(") { return decorated(library) }
        guard let method = library.api.split(whereSeparator: { $0 == "#" || $0 == "." }).last, methods.contains(String(method)) else { return nil }
        return reading(library, of: library.call.argument(0, named: "secret_id")?.value ?? library.call.argument(0)?.value)
    }

    private static func isCache(_ api: String) -> Bool {
        ["aws_secretsmanager_caching.", "com.amazonaws.secretsmanager.caching.SecretCache", "github.com/aws/aws-secretsmanager-caching-go"]
            .contains(where: api.hasPrefix)
    }

    private static let methods: Set<String> = [
        "get_secret_string", "get_secret_binary", "getSecretString", "getSecretBinary", "GetSecretString", "GetSecretBinary",
        "GetSecretStringWithStage", "GetSecretBinaryWithStage", "refreshNow",
    ]

    /// `@InjectSecretString("name", cache)` and its like.
    private static func decorated(_ library: LibraryCall) -> SDKReading? {
        guard library.api.contains("Inject"), !library.api.contains("(") else { return nil }
        return reading(library, of: library.call.argument(0, named: "secret_id")?.value ?? library.call.argument(0)?.value)
    }

    private static func reading(_ library: LibraryCall, of secret: AbstractValue?) -> SDKReading {
        var parameters = CallParameters()
        if let secret { parameters.named["SecretId"] = secret }
        return library.reading(of: ["secretsmanager.DescribeSecret", "secretsmanager.GetSecretValue"], parameters)
    }
}
