internal import ApplicationModel
internal import SourceText

/// `AWS::Serverless::Connector`, by itself or as `Connectors` of a resource, becomes the permissions between two.
/// Source: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-connector.html
extension SAMExpansion {
    /// The entries of a resource's `Connectors`, as connectors whose source it is.
    static func connectors(_ resource: Resource) -> [ResourceDraft] {
        MemberMap(resource.definition["Connectors"]).members.compactMap { member in
            guard member.value.isMap else { return nil }
            var properties = MemberMap(member.value["Properties"])
            var source = MemberMap(properties["SourceReference"])
            source.set("Id", ValueMaker(resource.logicalIDPlace).text(resource.logicalID))
            properties.set("Source", source.value(at: resource.logicalIDPlace))
            return ResourceDraft(
                logicalID: resource.logicalID + member.key, place: member.keyPlace, type: "AWS::Serverless::Connector",
                properties: properties, definition: member.value,
                generator: Resource.Generator(logicalID: resource.logicalID, word: "Connectors"))
        }
    }

    /// Adds an embedded connector unless the author has a resource of the same name.
    mutating func add(connector: ResourceDraft) {
        guard drafts[connector.logicalID] == nil else {
            report("`\(connector.logicalID)` is the name of a connector and of a resource", at: connector.place)
            return
        }
        add(connector)
    }

    mutating func expandConnector(_ id: String) {
        guard let draft = drafts[id] else { return }
        vanish(id)
        let word = draft.generator?.word ?? draft.type
        let origin = Origin(
            logicalID: draft.generator?.logicalID ?? id, word: word, place: draft.place,
            attributes: self.origin(draft).attributes)
        let destinations = draft.properties["Destination"]
        let isMany = destinations?.isList ?? false
        let all = destinations?.oneOrMany ?? []
        for (index, destination) in all.enumerated() {
            let connection = Connection(
                id: id, suffix: isMany ? "Destination\(index)" : "", origin: origin,
                permissions: Set((draft.properties["Permissions"]?.oneOrMany ?? []).compactMap(\.string)), owner: id)
            link(draft.properties["Source"], destination, connection)
        }
        if all.isEmpty { report("the connector `\(id)` has no destination", at: draft.place) }
    }

    /// What `Connection` says, between two ends.
    mutating func link(_ source: Value?, _ destination: Value, _ connection: Connection) {
        guard let from = end(source, towards: destination), let to = end(destination, towards: source),
            let line = SAMTables.connectors[from.type + " " + to.type], let profile = SAMTables.value(line)
        else {
            let place = destination.usePlace
            return report("SAM has no connector between the ends of `\(connection.id)`", at: place)
        }
        var variables: [String: Value] = [:]
        for (name, value) in from.values { variables["Source." + name] = value }
        for (name, value) in to.values { variables["Destination." + name] = value }
        let filled = connection.origin.new.filled(profile, variables)
        let isSource = profile["SourcePolicy"]?.bool ?? false
        let end = isSource ? from : to
        emit(connection.drafts(filled, of: end), for: connection.owner)
    }

    /// An end of a connector: a resource by its id, or whatever the author says of it.
    private func end(_ reference: Value?, towards other: Value?) -> ConnectorEnd? {
        guard let reference, reference.isMap else { return nil }
        guard let id = reference["Id"]?.string else { return ConnectorEnd(reference) }
        guard let resource = resource(id), let line = SAMTables.connectors[resource.type],
            let known = SAMTables.value(line)
        else { return nil }
        let new = ValueMaker(reference.usePlace)
        var values: [String: Value] = [:]
        for output in known["Outputs"]?.members ?? [] {
            guard let template = output.value.string else { continue }
            values[output.key] = new.substitution(template.replacing("${Id", with: "${" + id))
        }
        if let qualifier = reference["Qualifier"] { values["Qualifier"] = qualifier }
        var role: Value?
        if let input = known["Role"]?.string {
            role = input == "Targets" ? targetRole(resource, other) : resource.properties[input]
        }
        if let role = role?.referencedLogicalID { values["RoleName"] = new.reference(role) }
        return ConnectorEnd(type: resource.type, values: values)
    }

    /// The role under which a rule reaches one of its targets.
    private func targetRole(_ rule: ResourceDraft, _ other: Value?) -> Value? {
        let targets = rule.properties["Targets"]?.elements ?? []
        return targets.first { target in
            guard let arn = target["Arn"] else { return false }
            if let id = other?["Id"]?.string, arn.referencedLogicalID == id { return true }
            return other?["Arn"].map { $0.fingerprint == arn.fingerprint } ?? false
        }?["RoleArn"]
    }

    private func resource(_ id: String) -> ResourceDraft? {
        drafts[id] ?? made[id]
    }
}

/// An end of a connector with its type and whatever is known of it.
struct ConnectorEnd {
    private static let types = [
        "AWS::Serverless::Function": "AWS::Lambda::Function",
        "AWS::Serverless::StateMachine": "AWS::StepFunctions::StateMachine",
        "AWS::Serverless::Api": "AWS::ApiGateway::RestApi", "AWS::Serverless::HttpApi": "AWS::ApiGatewayV2::Api",
        "AWS::Serverless::SimpleTable": "AWS::DynamoDB::Table",
    ]
    let type: String
    let values: [String: Value]

    init(type: String, values: [String: Value]) {
        self.type = type
        self.values = values
    }

    /// An end that the author describes; `nil` without a type.
    init?(_ reference: Value) {
        guard let type = reference["Type"]?.string else { return nil }
        self.type = Self.types[type] ?? type
        var values: [String: Value] = [:]
        for key in ["Arn", "RoleName", "QueueUrl", "ResourceId", "Name", "Qualifier"] { values[key] = reference[key] }
        self.values = values
    }
}

/// What a connector makes between a source and one of its destinations.
struct Connection {
    let id: String
    /// What tells several destinations apart.
    let suffix: String
    let origin: Origin
    let permissions: Set<String>
    /// The logical id of the author's resource behind which the result stands.
    let owner: String

    /// The policies of a profile whose variables are filled in, for the end that carries them.
    fileprivate func drafts(_ profile: Value, of end: ConnectorEnd) -> [ResourceDraft] {
        let new = origin.new
        let categories = (profile["AccessCategories"]?.members ?? []).filter { permissions.contains($0.key) }
        let statements = categories.flatMap { $0.value["Statement"]?.elements ?? [] }
        let document = new.map(["Version": new.text("2012-10-17"), "Statement": new.list(statements)])
        func carried(_ name: String) -> Value { new.list([end.values[name]].compactMap(\.self)) }
        switch profile["Type"]?.string {
        case "AWS_IAM_ROLE_MANAGED_POLICY":
            return [
                origin.draft(
                    "AWS::IAM::ManagedPolicy", id + "Policy" + suffix,
                    ["PolicyDocument": document, "Roles": carried("RoleName")])
            ]
        case "AWS_SQS_QUEUE_POLICY":
            return [
                origin.draft(
                    "AWS::SQS::QueuePolicy", id + "QueuePolicy" + suffix,
                    ["PolicyDocument": document, "Queues": carried("QueueUrl")])
            ]
        case "AWS_SNS_TOPIC_POLICY":
            return [
                origin.draft(
                    "AWS::SNS::TopicPolicy", id + "TopicPolicy" + suffix,
                    ["PolicyDocument": document, "Topics": carried("Arn")])
            ]
        default: return categories.map { invocation($0, of: end) }
        }
    }

    private func invocation(_ category: Value.Member, of end: ConnectorEnd) -> ResourceDraft {
        origin.draft(
            "AWS::Lambda::Permission", "\(id)\(category.key)LambdaPermission\(suffix)",
            [
                "Action": category.value["Action"], "FunctionName": end.values["Arn"],
                "Principal": category.value["Principal"], "SourceArn": category.value["SourceArn"],
                "SourceAccount": category.value["SourceAccount"],
            ])
    }
}
