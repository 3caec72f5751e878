internal import ApplicationModel
internal import ManifestReading
internal import SourceText

/// `AWS::Serverless::GraphQLApi` becomes an API of AppSync with its schema, keys, sources, functions and resolvers.
/// Source: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-graphqlapi.html
extension SAMExpansion {
    private static let passed = [
        "XrayEnabled", "Visibility", "OwnerContact", "IntrospectionConfig", "QueryDepthLimit", "ResolverCountLimit",
    ]
    private static let settings = [
        "AWS_LAMBDA": ("LambdaAuthorizer", "LambdaAuthorizerConfig"),
        "OPENID_CONNECT": ("OpenIDConnect", "OpenIDConnectConfig"),
        "AMAZON_COGNITO_USER_POOLS": ("UserPool", "UserPoolConfig"),
    ]

    mutating func expandGraphQLAPI(_ id: String) {
        guard let draft = drafts[id] else { return }
        let own = draft.properties
        let origin = origin(draft)
        let new = origin.new
        var graph = GraphDraft(draft, origin)
        var api = own.passed(Self.passed)
        api.set("Name", own["Name"] ?? new.text(id), at: own.member("Name")?.keyPlace)
        var tags = MemberMap(own["Tags"])
        tags.set("graphqlapi:createdBy", new.text("SAM"))
        api.set("Tags", new.list(new.tags(tags.value(at: draft.place))))
        addAuthorizers(own, to: &api, &graph)
        addLogging(own, to: &api, &graph)
        graph.addSchemaAndKeys()
        for (kind, member) in graph.sources { addSource(kind, member, &graph) }
        graph.addFunctions()
        graph.addResolvers()
        issues += graph.issues
        emit(graph.made, for: id)
        become("AWS::AppSync::GraphQLApi", api, id: id)
    }

    private mutating func addAuthorizers(_ own: MemberMap, to api: inout MemberMap, _ graph: inout GraphDraft) {
        guard let auth = own["Auth"], auth.isMap else { return }
        api.set("AuthenticationType", auth["Type"], at: auth.member("Type")?.keyPlace)
        let additional = auth["Additional"]?.elements ?? []
        var functions: [Value] = []
        var providers: [Value] = []
        for (index, entry) in ([auth] + additional).enumerated() {
            var provider = MemberMap()
            provider.set("AuthenticationType", entry["Type"])
            if let (key, name) = entry["Type"]?.string.flatMap({ Self.settings[$0] }),
                var config = entry.member(key)?.value
            {
                if index > 0 { config = config.without("DefaultAction") }
                provider.set(name, config, at: entry.member(key)?.keyPlace)
                if name == "LambdaAuthorizerConfig", let uri = config["AuthorizerUri"] { functions.append(uri) }
                if index == 0 { api.set(name, config, at: entry.member(key)?.keyPlace) }
            }
            if index > 0 { providers.append(provider.value(at: entry.place)) }
        }
        if !providers.isEmpty { api.set("AdditionalAuthenticationProviders", ValueMaker(auth.place).list(providers)) }
        for (index, function) in functions.enumerated() { permit(function, number: index + 1, graph) }
    }

    /// Lets the API ask the function that authorizes its callers.
    private mutating func permit(_ function: Value, number: Int, _ graph: GraphDraft) {
        let new = ValueMaker(function.usePlace)
        let source = new.map([
            "Type": new.text("AWS::AppSync::GraphQLApi"), "Arn": new.reference(graph.id),
            "ResourceId": new.attribute("ApiId", of: graph.id),
        ])
        let destination = new.map(["Type": new.text("AWS::Lambda::Function"), "Arn": function])
        link(source, destination, graph.connection("\(graph.id)ToLambdaAuthConnector\(number)", ["Write"]))
    }

    private func addLogging(_ own: MemberMap, to api: inout MemberMap, _ graph: inout GraphDraft) {
        let logging = own["Logging"]
        guard logging?.bool != false else { return }
        let origin = graph.origin.asked(by: graph.origin.word, at: own.member("Logging")?.keyPlace)
        let new = origin.new
        let verbose = logging?["ExcludeVerboseContent"].flatMap { $0.isTruthy ? $0 : nil }
        let role = logging?["CloudWatchLogsRoleArn"]
        api.set(
            "LogConfig",
            new.map([
                "ExcludeVerboseContent": verbose, "FieldLogLevel": logging?["FieldLogLevel"] ?? new.text("ALL"),
                "CloudWatchLogsRoleArn": role ?? new.attribute("Arn", of: graph.id + "CloudWatchRole"),
            ]))
        guard role == nil else { return }
        let policy = new.substitution(
            "arn:${AWS::Partition}:iam::aws:policy/service-role/AWSAppSyncPushToCloudWatchLogs")
        graph.made.append(
            origin.draft(
                "AWS::IAM::Role", graph.id + "CloudWatchRole",
                [
                    "AssumeRolePolicyDocument": new.trust("appsync.amazonaws.com"),
                    "ManagedPolicyArns": new.list([policy]),
                ]))
    }

    /// A table or function that resolvers read from, the role to reach it and what that role may do.
    private mutating func addSource(_ kind: GraphDraft.SourceKind, _ member: Value.Member, _ graph: inout GraphDraft) {
        let source = GraphSource(kind, member, graph)
        graph.made.append(source.draft)
        graph.sourceNames[member.key] = source.new.attribute("Name", of: source.id)
        guard source.needsRole else { return }
        let new = source.new
        graph.made.append(
            source.origin.draft(
                "AWS::IAM::Role", source.id + "Role",
                ["AssumeRolePolicyDocument": new.trust("appsync.amazonaws.com")]))
        let from = new.map([
            "Type": new.text("AWS::AppSync::DataSource"), "Arn": new.attribute("DataSourceArn", of: source.id),
            "RoleName": new.reference(source.id + "Role"),
        ])
        link(from, source.destination, graph.connection(source.connectorID, source.permissions))
    }
}

extension Value {
    fileprivate func without(_ key: String) -> Value { replacing(.map(members.filter { $0.key != key })) }
}
