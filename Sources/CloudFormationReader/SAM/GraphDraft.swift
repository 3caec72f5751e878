internal import ApplicationModel
internal import SourceText

/// A GraphQL API while it is expanded.
struct GraphDraft {
    enum SourceKind: String {
        case table = "DynamoDB"
        case function = "Lambda"
    }

    let id: String
    let origin: Origin
    private let properties: MemberMap
    var made: [ResourceDraft] = []
    /// The deployed names of sources and the ids of functions, by the author's names.
    var sourceNames: [String: Value] = [:]
    private var functionIDs: [String: Value] = [:]
    private var hasNothing = false
    private(set) var issues: [SourceIssue] = []

    init(_ draft: ResourceDraft, _ origin: Origin) {
        id = draft.logicalID
        properties = draft.properties
        self.origin = origin
    }

    var apiID: Value { origin.new.attribute("ApiId", of: id) }

    /// The author's data sources, tables first.
    var sources: [(SourceKind, Value.Member)] {
        let all = properties["DataSources"]
        return MemberMap(all?["DynamoDb"]).members.map { (.table, $0) }
            + MemberMap(all?["Lambda"]).members.map { (.function, $0) }
    }

    func connection(_ id: String, _ permissions: Set<String>) -> Connection {
        // What a connector makes belongs to the API.
        Connection(id: id, suffix: "", origin: origin, permissions: permissions, owner: self.id)
    }

    private func asked(_ key: String, _ place: SourcePlace?) -> Origin { origin.asked(by: key, at: place) }

    mutating func addSchemaAndKeys() {
        made.append(
            origin.draft(
                "AWS::AppSync::GraphQLSchema", id + "Schema",
                [
                    "ApiId": apiID, "Definition": properties["SchemaInline"],
                    "DefinitionS3Location": properties["SchemaUri"],
                ]))
        for member in MemberMap(properties["ApiKeys"]).members {
            let key = MemberMap(member.value)
            made.append(
                asked("ApiKeys", member.keyPlace).draft(
                    "AWS::AppSync::ApiKey", id + member.key,
                    [
                        "ApiId": apiID, "ApiKeyId": key["ApiKeyId"], "Description": key["Description"],
                        "Expires": key["ExpiresOn"],
                    ]))
        }
        addCacheAndDomain()
    }

    private mutating func addCacheAndDomain() {
        if let cache = properties.member("Cache"), cache.value.isMap {
            let names = ["ApiCachingBehavior", "Type", "Ttl", "AtRestEncryptionEnabled", "TransitEncryptionEnabled"]
            var settings = MemberMap(cache.value).passed(names)
            settings.set("ApiId", apiID)
            made.append(asked("Cache", cache.keyPlace).draft("AWS::AppSync::ApiCache", id + "ApiCache", settings))
        }
        guard let domain = properties.member("DomainName"), domain.value.isMap else { return }
        let origin = asked("DomainName", domain.keyPlace)
        let settings = MemberMap(domain.value).passed(["CertificateArn", "DomainName", "Description"])
        made.append(origin.draft("AWS::AppSync::DomainName", id + "DomainName", settings))
        made.append(
            origin.draft(
                "AWS::AppSync::DomainNameApiAssociation", id + "DomainNameApiAssociation",
                ["ApiId": apiID, "DomainName": origin.new.reference(id + "DomainName")]))
    }

    mutating func addFunctions() {
        for member in MemberMap(properties["Functions"]).members {
            let settings = MemberMap(member.value)
            let origin = asked("Functions", member.keyPlace)
            if let given = settings["Id"] {
                functionIDs[member.key] = given
                continue
            }
            functionIDs[member.key] = origin.new.attribute("FunctionId", of: id + member.key)
            var function = settings.passed(["MaxBatchSize", "Description"])
            function.set("ApiId", apiID)
            function.set("Name", settings["Name"] ?? origin.new.text(member.key))
            function.set("Code", settings["InlineCode"], at: settings.member("InlineCode")?.keyPlace)
            function.set("CodeS3Location", settings["CodeUri"], at: settings.member("CodeUri")?.keyPlace)
            function.set("DataSourceName", sourceName(settings["DataSource"], member))
            function.set("Runtime", Self.runtime(settings["Runtime"]))
            function.set("SyncConfig", settings["Sync"], at: settings.member("Sync")?.keyPlace)
            made.append(origin.draft("AWS::AppSync::FunctionConfiguration", id + member.key, function))
        }
    }

    private mutating func sourceName(_ source: Value?, _ member: Value.Member) -> Value? {
        guard let name = source?.string else { return source }
        if name.lowercased() == "none" { return nothing }
        if sourceNames[name] == nil {
            report("there is no data source `\(name)`", at: source?.usePlace ?? member.keyPlace)
        }
        return sourceNames[name]
    }

    /// The name of the source that is none, made when the first function asks for it.
    private var nothing: Value {
        mutating get {
            let name = id + "NoneDataSource"
            if !hasNothing {
                hasNothing = true
                made.append(
                    origin.draft(
                        "AWS::AppSync::DataSource", name,
                        ["ApiId": apiID, "Name": origin.new.text(name), "Type": origin.new.text("NONE")]))
            }
            return origin.new.attribute("Name", of: name)
        }
    }

    private static func runtime(_ runtime: Value?) -> Value? {
        runtime.map { ValueMaker($0.usePlace).map(["Name": $0["Name"], "RuntimeVersion": $0["Version"]]) }
    }

    mutating func addResolvers() {
        for type in MemberMap(properties["Resolvers"]).members {
            for member in MemberMap(type.value).members { addResolver(member, type: type.key) }
        }
    }

    private mutating func addResolver(_ member: Value.Member, type: String) {
        let settings = MemberMap(member.value)
        let origin = asked("Resolvers", member.keyPlace)
        let new = origin.new
        let functions = (settings["Pipeline"]?.elements ?? []).compactMap { $0.string.flatMap { functionIDs[$0] } }
        let hasCode = settings["InlineCode"] != nil || settings["CodeUri"] != nil
        let standard = new.map(["Name": new.text("APPSYNC_JS"), "RuntimeVersion": new.text("1.0.0")])
        made.append(
            origin.draft(
                "AWS::AppSync::Resolver", id + type + member.key,
                [
                    "ApiId": apiID, "TypeName": new.text(type),
                    "FieldName": settings["FieldName"] ?? new.text(member.key),
                    "Kind": new.text("PIPELINE"), "PipelineConfig": new.map(["Functions": new.list(functions)]),
                    "Code": settings["InlineCode"], "CodeS3Location": settings["CodeUri"],
                    "Runtime": hasCode ? Self.runtime(settings["Runtime"]) : standard,
                    "CachingConfig": settings["Caching"], "MaxBatchSize": settings["MaxBatchSize"],
                ], dependsOn: [id + "Schema"]))
    }

    private mutating func report(_ message: String, at place: SourcePlace) {
        issues.append(SourceIssue(.unexpectedShape, message, at: place))
    }
}

/// An entry of `DataSources`.
struct GraphSource {
    private let kind: GraphDraft.SourceKind
    private let settings: MemberMap
    private let member: Value.Member
    private let apiID: Value
    let id: String
    let origin: Origin

    init(_ kind: GraphDraft.SourceKind, _ member: Value.Member, _ graph: GraphDraft) {
        self.kind = kind
        self.member = member
        settings = MemberMap(member.value)
        id = graph.id + member.key + kind.rawValue + "DataSource"
        apiID = graph.apiID
        origin = graph.origin.asked(by: "DataSources", at: member.keyPlace)
    }

    var new: ValueMaker { origin.new }
    var needsRole: Bool { settings["ServiceRoleArn"] == nil }
    var connectorID: String { id + (kind == .table ? "ToTableConnector" : "ToLambdaConnector") }

    /// What the role may do with it.
    var permissions: Set<String> {
        guard kind == .table else { return ["Write"] }
        guard let given = settings["Permissions"] else { return ["Read", "Write"] }
        return Set(given.oneOrMany.compactMap(\.string))
    }

    var destination: Value {
        guard kind == .table else {
            return new.map(["Type": new.text("AWS::Lambda::Function"), "Arn": settings["FunctionArn"]])
        }
        let composed = new.substitution(
            "arn:${AWS::Partition}:dynamodb:${Region}:${AWS::AccountId}:table/${Table}",
            [
                "Region": settings["Region"] ?? new.pseudo("AWS::Region"),
                "Table": settings["TableName"] ?? new.text("*"),
            ])
        return new.map(["Type": new.text("AWS::DynamoDB::Table"), "Arn": settings["TableArn"] ?? composed])
    }

    var draft: ResourceDraft {
        let config = settings.passed(["TableName", "UseCallerCredentials", "Versioned"])
        var table = config
        table.set("AwsRegion", settings["Region"] ?? new.pseudo("AWS::Region"))
        table.set("DeltaSyncConfig", settings["DeltaSync"])
        let function = new.map(["LambdaFunctionArn": settings["FunctionArn"]])
        return origin.draft(
            "AWS::AppSync::DataSource", id,
            [
                "ApiId": apiID, "Name": settings["Name"] ?? new.text(member.key),
                "Description": settings["Description"],
                "Type": new.text(kind == .table ? "AMAZON_DYNAMODB" : "AWS_LAMBDA"),
                "ServiceRoleArn": settings["ServiceRoleArn"] ?? new.attribute("Arn", of: id + "Role"),
                "DynamoDBConfig": kind == .table ? table.value(at: member.keyPlace) : nil,
                "LambdaConfig": kind == .function ? function : nil,
            ])
    }
}
