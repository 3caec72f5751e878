import ApplicationModel
import ManifestReading
import SourceText

/// Events that read from a source rather than open a door.
struct SourcedEvent {
    /// The trigger for an event; kind `other` when only a plugin knows its name.
    func trigger(_ event: Value.Member) -> Trigger {
        let known = EventKind.named(event.key)
        var trigger = Trigger(
            kind: kind(of: event, known: known), name: event.key, place: event.keyPlace,
            invocation: known?.invocation ?? .asynchronous, definition: event.value)
        trigger.source = source(of: event, known: known)
        trigger.isEnabled = event.value["enabled"]
        trigger.failureDestination = failureDestination(of: event)
        return trigger
    }

    private func kind(of event: Value.Member, known: EventKind?) -> Trigger.Kind {
        guard event.key == "stream" else { return known?.kind ?? .other }
        return isTable(event.value) ? .keyValueStream : .dataStream
    }

    /// A stream is a table's by its type, by the service in its ARN, or by the attribute that names it.
    private func isTable(_ stream: Value) -> Bool {
        if let type = stream["type"]?.string { return type == "dynamodb" }
        let arn = stream["arn"] ?? stream
        if case .symbolic(.resource(_, let attribute)) = arn.content { return attribute == "StreamArn" }
        return arn.knownText?.contains(":dynamodb:") ?? false
    }

    private func source(of event: Value.Member, known: EventKind?) -> Value? {
        let value = event.value
        switch event.key {
        case "sns": return topic(value)
        case "s3": return value["existing"]?.isTruthy == true ? value["bucket"] : nil
        case "schedule", "cloudwatchEvent", "config": return nil
        case "kafka": return value[path: "accessConfigurations"] == nil ? value["topic"] : value["bootstrapServers"]
        case "cognitoUserPool": return value["pool"]
        default:
            guard value.isMap else { return value.isTruthy && value.bool == nil ? value : nil }
            return (known?.sourceKeys ?? []).lazy.compactMap { value[$0] }.first
        }
    }

    /// A name without an ARN makes a topic of the service's own.
    private func topic(_ value: Value) -> Value? {
        if value.isMap { return value["arn"] }
        if let text = value.string { return text.contains(":") ? value : nil }
        return value.isUndetermined ? value : nil
    }

    private func failureDestination(of event: Value.Member) -> Value? {
        let value = event.value
        if let failure = value[path: "destinations", "onFailure"] { return failure["arn"] ?? failure }
        let redrive = value["redrivePolicy"] ?? value["deadLetterQueueArn"] ?? value["dlq"]
        guard let redrive else { return nil }
        return redrive["deadLetterTargetArn"] ?? redrive["deadLetterTargetRef"].map(reference)
            ?? redrive["deadLetterTargetImport"] ?? redrive
    }

    /// A logical id in plain text.
    private func reference(_ logicalID: Value) -> Value {
        guard let id = logicalID.string else { return logicalID }
        return logicalID.replacing(.symbolic(.resource(logicalID: id, attribute: nil)))
    }
}
