internal import ApplicationModel
internal import ManifestReading
internal import SourceText

extension RelationReader {
    /// Follows what one resource delivers, and where its failures go.
    mutating func follow(_ resource: Resource) {
        let properties = resource.properties
        let own = Relation.Party.resource(resource.logicalID)
        switch resource.type {
        case "AWS::SNS::Subscription":
            if let topic = properties["TopicArn"] { subscribe(properties, from: party(topic), resource) }
        case "AWS::SNS::Topic":
            for entry in properties["Subscription"]?.elements ?? [] { subscribe(entry, from: own, resource) }
        case "AWS::S3::Bucket": followNotifications(resource)
        case "AWS::Events::Rule":
            for target in properties["Targets"]?.elements ?? [] { deliver(own, target["Arn"], resource) }
        case "AWS::Pipes::Pipe":
            if let source = properties["Source"] { deliver(party(source), properties["Target"], resource) }
        case "AWS::DynamoDB::Table":
            if let stream = properties[path: "KinesisStreamSpecification", "StreamArn"] {
                deliver(own, stream, resource)
            }
        case "AWS::Lambda::Permission": followPermission(resource)
        default: break
        }
        if let redrive = properties["RedrivePolicy"]?["deadLetterTargetArn"] {
            add(Relation(from: own, to: party(redrive), kind: .failsTo, place: resource.logicalIDPlace))
        }
    }

    private mutating func subscribe(_ entry: Value, from topic: Relation.Party, _ resource: Resource) {
        guard let endpoint = entry["Endpoint"] else { return }
        // Functions are reached through the trigger that the subscription makes.
        if case .function = party(endpoint) { return }
        add(
            Relation(
                from: topic, to: party(endpoint), kind: .delivers, note: entry["Protocol"]?.string ?? "",
                place: resource.logicalIDPlace))
    }

    private mutating func followNotifications(_ resource: Resource) {
        let configuration = resource.properties["NotificationConfiguration"]
        for (list, key) in [("QueueConfigurations", "Queue"), ("TopicConfigurations", "Topic")] {
            for entry in configuration?[list]?.elements ?? [] {
                deliver(.resource(resource.logicalID), entry[key], resource)
            }
        }
    }

    private mutating func deliver(_ from: Relation.Party, _ target: Value?, _ resource: Resource) {
        guard let target else { return }
        add(Relation(from: from, to: party(target), kind: .delivers, place: resource.logicalIDPlace))
    }

    /// A permission says that someone may call the function, whatever event may follow.
    private mutating func followPermission(_ resource: Resource) {
        guard let function = template.function(namedBy: resource.properties["FunctionName"]),
            let principal = resource.properties["Principal"]
        else { return }
        let source = resource.properties["SourceArn"].flatMap(names.logicalID)
        add(
            Relation(
                from: source.map { .resource($0) } ?? .external(principal.knownText ?? "not known"),
                to: .function(function), kind: .invokes, note: "AWS::Lambda::Permission",
                place: resource.logicalIDPlace))
    }
}
