extension Trigger {
    /// Names longer than this, in characters, are left out of summaries.
    private static let longestName = 64

    /// Whether the manifest says that the trigger is switched off.
    package var isDisabled: Bool { isEnabled?.bool == false }

    /// The name of the queue, topic, bucket, table, stream or log group behind the trigger: the logical id, else the
    /// name as written or the name within an ARN; `nil` when there is none or it is not known.
    package var sourceName: String? {
        switch kind {
        case .objectStorage, .topic, .queue, .keyValueStream, .dataStream, .logSubscription, .userPool, .kafka,
            .activeMQ, .rabbitMQ, .documentStream, .stateMachine:
            if let sourceLogicalID { return sourceLogicalID }
            guard let text = writtenSource, !text.isEmpty else { return nil }
            let name = text.hasPrefix("arn:") ? Trigger.name(inARN: text) : text
            return name.flatMap { $0.count <= Trigger.longestName ? $0 : nil }
        default: return nil
        }
    }

    private var writtenSource: String? {
        if let source { return source.string }
        return (definition["bucket"] ?? definition["topicName"] ?? definition).string
    }

    /// `name` of `arn:aws:sqs:region:account:name` and of `…:table/name/stream/label`.
    private static func name(inARN text: String) -> String? {
        let resource = text.split(separator: ":", omittingEmptySubsequences: false).dropFirst(5)
        guard let last = resource.count > 1 ? resource.dropFirst().first : resource.first, !last.isEmpty else {
            return nil
        }
        let parts = last.split(separator: "/")
        return (resource.count == 1 && parts.count > 1 ? parts[1] : last).description
    }
}
