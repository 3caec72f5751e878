import CodeAnalysis
import Permissions

/// Reads the middlewares of Middy that fetch something before the handler runs.
/// Source: https://middy.js.org/docs/middlewares/intro
enum MiddyMiddleware {
    @Sendable static func reading(_ library: LibraryCall) -> SDKReading? {
        guard library.api.hasPrefix("@middy/"), !library.api.contains("("), let options = library.call.argument(0)?.value else { return nil }
        let module = library.api.dropFirst("@middy/".count).prefix { $0 != "." }
        guard Self.modules.contains(String(module)) else { return nil }
        guard let wanted = library.analysis.field("fetchData", of: options) else { return SDKReading() }
        let values = library.analysis.fieldNames(of: wanted).compactMap { library.analysis.field($0, of: wanted) }
        guard !values.isEmpty else { return SDKReading(undecided: "what `@middy/\(module)` fetches could not be told") }
        return values.reduce(SDKReading()) { $0.joined(reading(library, String(module), $1)) }
    }

    private static let modules: Set<String> = ["ssm", "secrets-manager", "s3", "dynamodb", "sts", "appconfig", "rds-signer", "service-discovery", "dsql-signer"]

    private static func reading(_ library: LibraryCall, _ module: String, _ value: AbstractValue) -> SDKReading {
        switch module {
        case "ssm": return parameter(library, value)
        case "secrets-manager":
            var parameters = CallParameters()
            parameters.named["SecretId"] = value
            return library.reading(of: ["secretsmanager.GetSecretValue"], parameters)
        case "s3": return library.reading(of: ["s3.GetObject"], CallParameters(object: value))
        case "dynamodb": return library.reading(of: ["dynamodb.GetItem"], CallParameters(object: value))
        case "sts": return library.reading(of: ["sts.AssumeRole"], CallParameters(object: value))
        case "appconfig":
            return library.reading(of: ["appconfigdata.StartConfigurationSession", "appconfigdata.GetLatestConfiguration"], CallParameters())
        case "service-discovery": return library.reading(of: ["servicediscovery.DiscoverInstances"], CallParameters(object: value))
        case "rds-signer": return library.reading(of: ["rds-db:connect"], CallParameters())
        default: return library.reading(of: ["dsql:DbConnect"], CallParameters())
        }
    }

    /// A name with a slash at its end is a path, below which all are fetched.
    private static func parameter(_ library: LibraryCall, _ value: AbstractValue) -> SDKReading {
        let isPath = value.string?.hasSuffix("/") ?? (value.text.last.map { if case .constant(let text) = $0 { text.hasSuffix("/") } else { false } } ?? false)
        var parameters = CallParameters()
        parameters.variables["ParameterNameWithoutLeadingSlash"] = value
        return library.reading(of: [isPath ? "ssm.GetParametersByPath" : "ssm.GetParameters"], parameters)
    }
}
