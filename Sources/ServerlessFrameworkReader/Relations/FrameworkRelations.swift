import ApplicationModel
import CloudFormationReader
import SourceText

/// The relations that only the framework's own words tell of.
struct FrameworkRelations {
    let service: ServiceManifest

    /// Every relation of the service's functions and resources; functions get the resources behind their triggers.
    func follow(_ functions: inout [Function]) -> [Relation] {
        let index = service.template
        var reader = RelationReader(template: index) { Self.source(of: $0, names: $1, template: index) }
        reader.follow(&functions)
        for relation in stateMachines + sequences { reader.add(relation) }
        return reader.relations
    }

    /// The resource behind an event that names its source by a plain name.
    private static func source(of trigger: Trigger, names: ResourceNames, template: Template) -> String? {
        let definition = trigger.definition
        switch trigger.name {
        case "s3", "existingS3": return names.logicalID(of: definition["bucket"] ?? definition)
        case "sns": return names.logicalID(of: definition["topicName"] ?? definition)
        case "cognitoUserPool":
            let generated = definition["pool"]?.string.map { "CognitoUserPool" + FunctionNaming.normalized($0) }
            return generated.flatMap { template.resource($0)?.logicalID }
        default: return nil
        }
    }

    private var stateMachines: [Relation] {
        PluginTriggers(service: service).stateMachines.flatMap { machine in
            machine.events.map { event in
                let isDoor = event.key == "http" || event.key == "httpApi"
                return Relation(
                    from: .external(isDoor ? "internet" : event.key),
                    to: .external("state machine " + machine.name.key),
                    kind: .invokes, note: event.key, place: event.keyPlace)
            }
        }
    }

    /// OpenWhisk's sequences call one function after another.
    private var sequences: [Relation] {
        service.functions.flatMap { function in
            (function.value["sequence"]?.elements ?? []).compactMap { step in
                service.function(namedBy: step).map { name in
                    Relation(
                        from: .function(function.key), to: .function(name), kind: .invokes, note: "sequence",
                        place: step.usePlace)
                }
            }
        }
    }
}
