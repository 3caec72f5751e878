import ApplicationModel

/// What the doors of a function have made sure of before it runs.
enum EventPremise {
    /// The schema that every event of a function fits, as far as its API's models say so; `nil` when some event need not.
    ///
    /// API Gateway looks for a model by the request's content type, which the caller chooses: only what `$default` asks for
    /// holds for every body.
    static func schema(of function: Function) -> EventSchema? {
        let doors = function.triggers.filter { $0.invocation != .never && $0.kind != .schedule }
        guard !doors.isEmpty else { return nil }
        var bodies: [EventSchema] = []
        for door in doors {
            guard let body = body(of: door) else { return nil }
            bodies.append(body)
        }
        var body = EventSchema.any(of: bodies).flattened
        body.coding = "json"
        return .object([EventSchema.Field("body", body)])
    }

    private static func body(of door: Trigger) -> EventSchema? {
        guard door.kind == .restAPI, let route = door.route, route.bodySchemas.contains(where: { $0.contentType == "$default" }) else { return nil }
        let schemas = route.bodySchemas.map { EventSchema(of: $0.schema) }
        let known = schemas.compactMap { $0 }
        return known.count == schemas.count ? .any(of: known) : nil
    }
}
