extension Trigger {
    /// The settings: those of the framework's event, or of the resource that makes the trigger.
    private var settings: Value { definition["Properties"] ?? definition }

    /// Whether services of AWS alone send what a rule of an event bus lets through: nobody else can name a source `aws.…`.
    package var isFromPlatform: Bool {
        guard kind == .eventBus else { return false }
        let pattern = settings["EventPattern"] ?? settings["Pattern"] ?? settings["pattern"] ?? settings["event"]
        let sources = pattern?["source"]?.oneOrMany ?? []
        return !sources.isEmpty && sources.allSatisfy { $0.string?.hasPrefix("aws.") ?? false }
    }

    /// Whether its events hold the headers of a caller's request.
    ///
    /// Of a WebSocket API only the request that opens the connection has any, and a mapping template hands over what it names.
    package var hasHeaders: Bool {
        switch kind {
        case .webSocket: return route?.path == nil || route?.path == "$connect"
        case .restAPI: return mapping.map { templates in templates.contains(where: Trigger.namesHeaders) } ?? true
        case .httpAPI, .functionURL, .loadBalancer, .graphQL, .http, .contentDelivery: return true
        default: return false
        }
    }

    private static func namesHeaders(_ template: Value) -> Bool {
        guard let text = template.string else { return true }
        return text.contains("header") || text.contains("$input.params()")
    }

    /// The templates that make the event of a request; `nil` where the platform hands over the whole request, or the framework
    /// a template of its own that has everything.
    private var mapping: [Value]? {
        let integration = settings["x-amazon-apigateway-integration"] ?? settings["Integration"]
        if let integration {
            guard (integration["type"] ?? integration["Type"])?.string?.uppercased() == "AWS" else { return nil }
            return (integration["requestTemplates"] ?? integration["RequestTemplates"])?.members.map(\.value) ?? []
        }
        return settings[path: "request", "template"].map { $0.members.map(\.value) }
    }
}
