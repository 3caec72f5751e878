import ApplicationModel
import SourceText

/// What Lambda, and the extensions that layers bring, do under a function's role because of its settings.
struct SettingNeeds {
    /// The needs, by setting.
    let needs: [Need]

    init(_ function: Function, _ names: ManifestNames) {
        let texts = { (value: Value) in names.texts(of: value) }
        needs =
            Self.network(function) + Self.tracing(function) + Self.environment(function, texts) + Self.fileSystems(function, texts)
            + Self.durability(function) + function.layers.flatMap { Self.extensions(in: $0, texts) }
    }

    private static func setting(_ function: Function, _ template: String, _ framework: String) -> Value? {
        let value = function.definition["Properties"]?[template] ?? function.definition[framework]
        return value.flatMap { $0.isNull ? nil : $0 }
    }

    // MARK: The function's own

    private static func network(_ function: Function) -> [Need] {
        guard let network = function.vpc, !network.isNull else { return [] }
        return PlatformNeeds.network.map { need($0, "*", "joins the function's network", network) }
    }

    /// Passed through, requests are traced that whoever calls the function traces.
    /// Source: https://docs.aws.amazon.com/lambda/latest/api/API_TracingConfig.html
    private static func tracing(_ function: Function) -> [Need] {
        guard let tracing = function.tracing, tracing.bool != false else { return [] }
        return ["xray:PutTraceSegments", "xray:PutTelemetryRecords"].map { need($0, "*", "writes traces", tracing) }
    }

    /// Source: https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars-encryption.html
    private static func environment(_ function: Function, _ texts: (Value) -> [String]) -> [Need] {
        guard let key = setting(function, "KmsKeyArn", "kmsKeyArn") else { return [] }
        return texts(key).map { need("kms:Decrypt", $0, "decrypts the environment", key) }
    }

    /// Source: https://docs.aws.amazon.com/lambda/latest/dg/durable-security.html
    private static func durability(_ function: Function) -> [Need] {
        guard let setting = setting(function, "DurableConfig", "durableConfig") else { return [] }
        return ["lambda:CheckpointDurableExecution", "lambda:GetDurableExecutionState"].map { need($0, "*", "keeps the execution's state", setting) }
    }

    // MARK: File systems

    /// Source: https://docs.aws.amazon.com/lambda/latest/dg/configuration-filesystem-efs.html
    private static func fileSystems(_ function: Function, _ texts: (Value) -> [String]) -> [Need] {
        guard let settings = setting(function, "FileSystemConfigs", "fileSystemConfig") else { return [] }
        return settings.oneOrMany.flatMap { system in
            let arns = (system["Arn"] ?? system["arn"]).map(texts) ?? ["*"]
            return arns.flatMap { fileSystem($0, system) }
        }
    }

    /// The policy names the file system, or an access point, and the setting only one of them; which service it is of only an
    /// ARN says that is known. Files of S3 may be read from the bucket itself.
    /// Source: https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_lambda.DirectS3Read.html
    private static func fileSystem(_ arn: String, _ setting: Value) -> [Need] {
        let service = ARNPattern(arn)?.service ?? "*"
        let ofDisks = ["ClientMount", "ClientWrite", "ClientRootAccess"].map { need("elasticfilesystem:\($0)", "*", mounting, setting) }
        let ofObjects = ["s3files:ClientMount", "s3files:ClientWrite", "s3:GetObject", "s3:GetObjectVersion"].map { need($0, "*", mounting, setting) }
        switch service {
        case "elasticfilesystem": return ofDisks
        case "s3files": return ofObjects
        default: return ofDisks + ofObjects
        }
    }

    private static let mounting = "mounts the function's file system"

    // MARK: Extensions

    /// Extensions of AWS's and others' that call AWS for the function, by a part of their layers' names.
    /// Source: https://docs.aws.amazon.com/lambda/latest/dg/extensions-api-partners.html
    private static let extensions: [(name: String, actions: [String])] = [
        ("AWS-Parameters-and-Secrets-Lambda-Extension", ["ssm:GetParameter", "secretsmanager:GetSecretValue", "kms:Decrypt"]),
        ("AWS-AppConfig-Extension", ["appconfig:StartConfigurationSession", "appconfig:GetLatestConfiguration", "appconfig:GetConfiguration"]),
        ("LambdaInsightsExtension", insights), ("AWSOpenTelemetryDistro", telemetry), ("aws-otel-", telemetry),
        ("AWSCodeGuruProfiler", ["codeguru-profiler:ConfigureAgent", "codeguru-profiler:PostAgentProfile"]),
        ("Datadog-Extension", secrets), ("NewRelic", secrets), ("Dynatrace", secrets), ("Lumigo", secrets), ("Sentry", secrets),
    ]

    private static let secrets = ["secretsmanager:GetSecretValue", "ssm:GetParameter", "kms:Decrypt"]
    private static let insights = ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"]
    private static let telemetry = insights + ["xray:PutTraceSegments", "xray:PutTelemetryRecords", "cloudwatch:PutMetricData"]

    private static func extensions(in layer: Value, _ texts: (Value) -> [String]) -> [Need] {
        let names = texts(layer)
        return extensions.filter { entry in names.contains { $0.contains(entry.name) } }.flatMap { entry in
            entry.actions.map { need($0, "*", "is called by the layer `\(entry.name)`", layer) }
        }
    }

    /// The layers of a function that by their names hold extensions, which call what nobody reads; those that are known are left
    /// out.
    static func unknownExtensions(of function: Function) -> [String] {
        function.layers.compactMap { layer in
            let name = layer.referencedLogicalID ?? layer.text(placeholder: "") ?? ""
            guard name.lowercased().contains("extension"), !extensions.contains(where: { name.contains($0.name) }) else { return nil }
            return name
        }
    }

    private static func need(_ action: String, _ resource: String, _ reason: String, _ setting: Value) -> Need {
        Need(action, on: [ARNPattern(resource) ?? .everything], isNamed: true, because: .platform(reason), at: setting.place)
    }
}
