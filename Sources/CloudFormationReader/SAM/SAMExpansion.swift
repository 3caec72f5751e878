internal import ApplicationModel
internal import ManifestReading
internal import SourceText

/// The work of the transform: the author's resources as drafts, and what they make.
struct SAMExpansion {
    static let prefix = "AWS::Serverless::"

    /// The author's resources and the implicit APIs, by logical id.
    var drafts: [String: ResourceDraft] = [:]
    /// Their logical ids in the author's order, implicit APIs last.
    private(set) var order: [String] = []
    /// What each of them makes, by its logical id.
    private(set) var generated: [String: [ResourceDraft]] = [:]
    /// The same by logical id, once everything but connectors is expanded.
    private(set) var made: [String: ResourceDraft] = [:]
    /// What several make together.
    var shared: [ResourceDraft] = []
    /// The types that the author wrote, by logical id.
    private(set) var writtenTypes: [String: String] = [:]
    /// Logical ids of what was made by `Resource.Property`.
    var references: [String: String] = [:]
    var issues: [SourceIssue] = []

    /// The APIs whose definitions functions and state machines add to.
    var apis: [String: APIDraft] = [:]
    var notifications = EventSourceChanges()
    var deployments = DeploymentPreferences()
    var usagePlan = SharedUsagePlan()
    var hashedIDs = HashedIDs()
    var zones = DNSZones()
    private(set) var globals: SAMGlobals

    init(resources: [Resource], globals: Value?) {
        self.globals = SAMGlobals(globals)
        for resource in resources { add(ResourceDraft(resource)) }
        for connector in resources.flatMap(Self.connectors) { add(connector: connector) }
    }

    /// The order matters: functions and state machines add to APIs, and connectors look at what everything became.
    mutating func run() {
        prepareAPIs()
        let ids = order.filter { drafts[$0]?.type.hasPrefix(Self.prefix) ?? false }
        for id in ids { mergeGlobals(id) }
        for id in ids { checkShapes(id) }
        openDocuments()
        for id in ids where drafts[id]?.type == "AWS::Serverless::Function" { expandFunction(id) }
        for id in ids where drafts[id]?.type == "AWS::Serverless::StateMachine" { expandStateMachine(id) }
        for id in ids { expandAPI(id) }
        for id in ids { expandOther(id) }
        finishEventSources()
        finishZones()
        finishDeployments()
        finishUsagePlan()
        for draft in order.flatMap({ generated[$0] ?? [] }) + shared { made[draft.logicalID] = draft }
        for id in ids where drafts[id]?.type == "AWS::Serverless::Connector" { expandConnector(id) }
        issues = globals.issues + issues
    }

    /// Everything in the order of the output; of several that share an id, such as a domain of two APIs, the first.
    var finished: [Resource] {
        let own = order.flatMap { id -> [ResourceDraft] in
            let main = drafts[id].map { [$0] } ?? []
            return main + (generated[id] ?? [])
        }
        var known: Set<String> = []
        return (own + shared).filter { known.insert($0.logicalID).inserted }.map(\.resource)
    }

    private mutating func expandAPI(_ id: String) {
        switch drafts[id]?.type {
        case "AWS::Serverless::Api": expandRestAPI(id)
        case "AWS::Serverless::HttpApi": expandHTTPAPI(id)
        case "AWS::Serverless::WebSocketApi": expandWebSocketAPI(id)
        default: break
        }
    }

    private mutating func expandOther(_ id: String) {
        switch drafts[id]?.type {
        case "AWS::Serverless::SimpleTable": expandSimpleTable(id)
        case "AWS::Serverless::LayerVersion": expandLayer(id)
        case "AWS::Serverless::CapacityProvider": expandCapacityProvider(id)
        case "AWS::Serverless::GraphQLApi": expandGraphQLAPI(id)
        default: break
        }
    }
}

extension SAMExpansion {
    mutating func add(_ draft: ResourceDraft) {
        if drafts[draft.logicalID] == nil { order.append(draft.logicalID) }
        drafts[draft.logicalID] = draft
        writtenTypes[draft.logicalID] = draft.type
    }

    /// Adds what the author's resource makes.
    mutating func emit(_ drafts: [ResourceDraft], for id: String) { generated[id, default: []] += drafts }
    mutating func emit(_ draft: ResourceDraft, for id: String) { generated[id, default: []].append(draft) }

    /// Turns the author's resource into what it stands for, under the same logical id.
    mutating func become(_ type: String, _ properties: MemberMap, id: String) {
        guard var draft = drafts[id] else { return }
        draft.generator = draft.generator ?? Resource.Generator(logicalID: id, word: draft.type)
        draft.type = type
        draft.properties = properties
        drafts[id] = draft
    }

    /// Takes the author's resource out; only what it makes stays.
    mutating func vanish(_ id: String) { drafts[id] = nil }

    mutating func report(
        _ message: String, help: String? = nil, at place: SourcePlace, kind: SourceIssue.Kind = .unexpectedShape
    ) {
        issues.append(SourceIssue(kind, message, help: help, at: place))
    }

    /// The author's resource as what makes others.
    func origin(_ draft: ResourceDraft) -> Origin {
        var attributes = MemberMap()
        for key in ["Condition", "DeletionPolicy", "UpdateReplacePolicy"] {
            if let member = draft.attribute(key) { attributes.set(member) }
        }
        return Origin(logicalID: draft.logicalID, word: draft.type, place: draft.place, attributes: attributes)
    }

    /// Gives every generated resource that can carry tags those of its author, instead of what it had.
    func propagating(_ tags: Value?, if propagate: Value?, to drafts: [ResourceDraft]) -> [ResourceDraft] {
        guard propagate?.bool == true, let tags, tags.isTruthy else { return drafts }
        let list = ValueMaker(tags.place).list(ValueMaker(tags.place).tags(tags))
        return drafts.map { draft in
            guard Self.taggedTypes.contains(draft.type) else { return draft }
            var tagged = draft
            let isMap = draft.type.hasPrefix("AWS::ApiGatewayV2::")
            tagged.properties.set("Tags", isMap ? tags : list)
            return tagged
        }
    }

    private static let taggedTypes: Set<String> = [
        "AWS::ApiGateway::RestApi", "AWS::ApiGateway::Stage", "AWS::ApiGateway::DomainName",
        "AWS::ApiGateway::DomainNameV2", "AWS::ApiGateway::UsagePlan", "AWS::ApiGateway::ApiKey",
        "AWS::ApiGateway::DomainNameAccessAssociation", "AWS::ApiGatewayV2::Stage", "AWS::ApiGatewayV2::DomainName",
        "AWS::CodeDeploy::Application", "AWS::CodeDeploy::DeploymentGroup", "AWS::DynamoDB::Table", "AWS::IAM::Role",
        "AWS::IoT::TopicRule", "AWS::Lambda::Function", "AWS::SNS::Topic", "AWS::SQS::Queue",
        "AWS::Lambda::CapacityProvider", "AWS::StepFunctions::StateMachine", "AWS::S3::Bucket",
    ]

    private mutating func mergeGlobals(_ id: String) {
        guard let draft = drafts[id] else { return }
        let properties = withGlobals(draft)
        drafts[id]?.properties = properties
    }

    /// A resource's properties with the globals of its type.
    mutating func withGlobals(_ draft: ResourceDraft) -> MemberMap {
        globals.merged(draft.properties, type: draft.type, ignoring: draft.attribute("IgnoreGlobals")?.value)
    }
}

extension ResourceDraft {
    /// The author's resource as it was read.
    init(_ resource: Resource) {
        self.init(
            logicalID: resource.logicalID, place: resource.logicalIDPlace, type: resource.type,
            properties: MemberMap(resource.properties), definition: resource.definition, generator: resource.generator)
    }

    /// `Condition`, `DependsOn` and the like.
    func attribute(_ key: String) -> Value.Member? { definition?.member(key) ?? attributes.member(key) }
}
