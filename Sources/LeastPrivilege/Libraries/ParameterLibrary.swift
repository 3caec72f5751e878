import CodeAnalysis
import Permissions

/// Reads calls of Powertools for Python, TypeScript and Java: parameters, secrets, configurations, and the table that keeps
/// what was done before.
/// Source: https://docs.powertools.aws.dev/lambda/python/latest/utilities/parameters/#iam-permissions
enum ParameterLibrary {
    @Sendable static func reading(_ library: LibraryCall) -> SDKReading? {
        guard library.api.contains("powertools") else { return nil }
        return entries[library.api].flatMap { reading(library, $0) }
    }

    private struct Entry {
        let operations: [String]
        /// The variable of the ARN that is named, or the parameter where the API takes either a name or an ARN.
        let parameter: String
        /// What names it: an argument of the call, or a setting of what it is called on.
        let names: [String]
        let isOfReceiver: Bool

        init(_ operations: [String], _ parameter: String, _ names: [String], isOfReceiver: Bool = false) {
            self.operations = operations
            self.parameter = parameter
            self.names = names
            self.isOfReceiver = isOfReceiver
        }
    }

    private static func reading(_ library: LibraryCall, _ entry: Entry) -> SDKReading {
        var parameters = CallParameters()
        let value = entry.names.lazy.compactMap { name in
            entry.isOfReceiver ? library.setting(0, name, of: library.call.receiver) : library.argument(0, name)
        }.first
        if entry.parameter == "Names" {
            parameters.objects = library.call.arguments.first.map { [$0.value] } ?? []
            return several(library, parameters)
        }
        if let value {
            if entry.parameter == "TableName" { parameters.variables["TableName"] = value } else { parameters.named[entry.parameter] = value }
        }
        return library.reading(of: entry.operations, parameters)
    }

    /// `getParametersByName({ "/name": options })`: the names are the keys.
    private static func several(_ library: LibraryCall, _ parameters: CallParameters) -> SDKReading {
        var given = CallParameters()
        given.keys = parameters.objects.first.map { ("ParameterNameWithoutLeadingSlash", $0) }
        return library.reading(of: ["ssm.GetParameters"], given).joined(library.reading(of: ["ssm.GetParameter"], given, isPossible: true))
    }

    // MARK: What they call

    private static let parameter = Entry(["ssm.GetParameter"], "Name", ["name"])
    private static let path = Entry(["ssm.GetParametersByPath"], "Path", ["path"])
    private static let secret = Entry(["secretsmanager.GetSecretValue"], "SecretId", ["name"])
    private static let names = Entry(["ssm.GetParameters"], "Names", [])
    private static let configuration = Entry(
        ["appconfigdata.StartConfigurationSession", "appconfigdata.GetLatestConfiguration"], "ConfigurationProfileIdentifier", [])
    private static let item = Entry(["dynamodb.GetItem"], "TableName", ["table_name", "tableName"], isOfReceiver: true)
    private static let items = Entry(["dynamodb.Query"], "TableName", ["table_name", "tableName"], isOfReceiver: true)
    private static let kept = Entry(
        ["dynamodb.GetItem", "dynamodb.PutItem", "dynamodb.UpdateItem", "dynamodb.DeleteItem"], "TableName", ["table_name", "tableName"])

    private static let entries = APITable<Entry>(python + javaScript + java)

    private static let python: [(APIPattern, Entry)] = [
        ("aws_lambda_powertools*.parameters*.get_parameter", parameter), ("aws_lambda_powertools*.parameters*.get_parameters", path),
        ("aws_lambda_powertools*.parameters*.get_parameters_by_name", names), ("aws_lambda_powertools*.parameters*.get_secret", secret),
        ("aws_lambda_powertools*.parameters*.SSMProvider().get", parameter), ("aws_lambda_powertools*.parameters*.SSMProvider().get_multiple", path),
        ("aws_lambda_powertools*.parameters*.SSMProvider().get_parameters_by_name", names),
        ("aws_lambda_powertools*.parameters*.SecretsProvider().get", secret),
        ("aws_lambda_powertools*.parameters*.set_parameter", Entry(["ssm.PutParameter"], "Name", ["name"])),
        ("aws_lambda_powertools*.parameters*.set_secret", Entry(["secretsmanager.PutSecretValue"], "SecretId", ["name"])),
        ("aws_lambda_powertools*.parameters*.get_app_config", configuration),
        ("aws_lambda_powertools*.parameters*.AppConfigProvider().get", configuration),
        ("aws_lambda_powertools*.feature_flags*.AppConfigStore", configuration),
        ("aws_lambda_powertools*.parameters*.DynamoDBProvider().get", item), ("aws_lambda_powertools*.parameters*.DynamoDBProvider().get_multiple", items),
        ("aws_lambda_powertools*.idempotency*.DynamoDBPersistenceLayer", kept),
    ]

    private static let javaScript: [(APIPattern, Entry)] = [
        ("@aws-lambda-powertools/parameters/ssm.getParameter", parameter), ("@aws-lambda-powertools/parameters/ssm.getParameters", path),
        ("@aws-lambda-powertools/parameters/ssm.getParametersByName", names), ("@aws-lambda-powertools/parameters/ssm.SSMProvider#get", parameter),
        ("@aws-lambda-powertools/parameters/ssm.SSMProvider#getMultiple", path),
        ("@aws-lambda-powertools/parameters/ssm.SSMProvider#getParametersByName", names),
        ("@aws-lambda-powertools/parameters/secrets.getSecret", secret), ("@aws-lambda-powertools/parameters/secrets.SecretsProvider#get", secret),
        ("@aws-lambda-powertools/parameters/appconfig.getAppConfig", configuration),
        ("@aws-lambda-powertools/parameters/appconfig.AppConfigProvider#get", configuration),
        ("@aws-lambda-powertools/parameters/dynamodb.DynamoDBProvider#get", item),
        ("@aws-lambda-powertools/parameters/dynamodb.DynamoDBProvider#getMultiple", items),
        ("@aws-lambda-powertools/idempotency/dynamodb.DynamoDBPersistenceLayer", kept),
    ]

    private static let java: [(APIPattern, Entry)] = [
        ("software.amazon.lambda.powertools.parameters.*getSsmProvider()*get", parameter),
        ("software.amazon.lambda.powertools.parameters.*SSMProvider#get", parameter),
        ("software.amazon.lambda.powertools.parameters.*getSsmProvider()*getMultiple", path),
        ("software.amazon.lambda.powertools.parameters.*SSMProvider#getMultiple", path),
        ("software.amazon.lambda.powertools.parameters.*getSecretsProvider()*get", secret),
        ("software.amazon.lambda.powertools.parameters.*SecretsProvider#get", secret),
        ("software.amazon.lambda.powertools.parameters.*getAppConfigProvider()*get", configuration),
        ("software.amazon.lambda.powertools.parameters.*AppConfigProvider#get", configuration),
        ("software.amazon.lambda.powertools.parameters.*DynamoDbProvider#get", item),
        (
            "software.amazon.lambda.powertools.idempotency.persistence.*DynamoDBPersistenceStore.Builder#build",
            Entry(kept.operations, "TableName", ["tableName"], isOfReceiver: true)
        ),
    ]
}
