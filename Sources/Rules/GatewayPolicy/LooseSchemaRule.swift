import ApplicationModel
import AuditKit
import Findings

/// A schema that lets through more than it describes.
struct LooseSchemaRule: TriggerRule {
    static let metadata = RuleMetadata(
        .gatewayPolicy, "loose-schema", since: "0.1.0", severity: .low,
        summary: "has a schema that lets through more than it describes",
        why: """
            A schema keeps out only what it forbids. Objects take any further fields unless `additionalProperties` is \
            `false`, and code that copies a body into a record then writes fields that no client should set. Arrays \
            without `maxItems` and numbers without bounds are as long and as large as the caller likes. Each schema is one \
            finding with all that it leaves open; the length of strings is `event-input/unbounded-string`, at each of them.
            """,
        remedy: """
            Add `additionalProperties: false` to the objects, `maxItems` to the arrays, `minimum` and `maximum` to the \
            numbers, and a `type` to every field.
            """,
        cwe: [20, 915, 1284],
        references: [
            "https://docs.aws.amazon.com/apigateway/latest/developerguide/models-mappings-models.html",
            "https://cheatsheetseries.owasp.org/cheatsheets/Mass_Assignment_Cheat_Sheet.html",
        ])

    static let examples: [RuleExample] = [
        .flagged(
            .serverlessFramework,
            """
            # What is described is bounded; what else there may be is not.
            service: shop
            provider:
              name: aws
            functions:
              orders:
                handler: orders.handler
                events:
                  - http:
                      path: orders
                      method: post
                      request:
                        schemas:
                          «$default»:
                            type: object
                            properties:
                              name: { type: string, maxLength: 100 }
            """),
        .flagged(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
            functions:
              orders:
                handler: orders.handler
                events:
                  - http:
                      path: orders
                      method: post
                      request:
                        schemas:
                          «application/json»:
                            type: object
                            properties:
                              count: { type: integer }
                              tags: { type: array, items: { type: string, maxLength: 20 } }
                              note: {}
            """),
        .flagged(
            .serverlessFramework,
            """
            # What a reference leads to is a part of the schema.
            service: shop
            provider:
              name: aws
            functions:
              orders:
                handler: orders.handler
                events:
                  - http:
                      path: orders
                      method: post
                      request:
                        schemas:
                          «application/json»:
                            type: object
                            additionalProperties: false
                            definitions:
                              address: { type: object, properties: { city: { type: string, maxLength: 80 } } }
                            properties:
                              to: { $ref: '#/definitions/address' }
            """),
        .clean(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
            functions:
              orders:
                handler: orders.handler
                events:
                  - http:
                      path: orders
                      method: post
                      request:
                        schemas:
                          application/json:
                            type: object
                            additionalProperties: false
                            properties:
                              count: { type: integer, minimum: 1, maximum: 100 }
                              tags: { type: array, maxItems: 10, items: { type: string } }
                              size: { enum: [s, m, l] }
            """),
        .clean(
            .serverlessFramework,
            """
            # A schema that asks nothing is none: `route-without-schema` speaks.
            service: shop
            provider:
              name: aws
            functions:
              orders:
                handler: orders.handler
                events:
                  - http:
                      path: orders
                      method: post
                      request: { schemas: { application/json: {} } }
            """),
        .undecided(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
            functions:
              orders:
                handler: orders.handler
                events:
                  - http:
                      path: orders
                      method: post
                      request: { schemas: { application/json: '${env:SCHEMA}' } }
            """),
    ]

    init() {}

    func verdicts(on trigger: Trigger, of function: Function, in context: AuditContext) -> [Verdict] {
        guard let route = trigger.route, !route.isPrivateNetwork else { return [] }
        return route.bodySchemas.flatMap { body -> [Verdict] in
            guard !body.schema.isMap || !body.schema.members.isEmpty else { return [] }
            let gaps = SchemaGaps(body.schema)
            guard gaps.isEmpty else { return [.violation(violation(gaps, body, route, of: function, in: context.application))] }
            return gaps.unknown.map { [.undecided(at: $0.place, because: reason($0), functions: [])] } ?? []
        }
    }

    private func reason(_ part: Value) -> String {
        part.string.map { "`\($0)` is declared nowhere in the manifest" } ?? part.whyUndetermined
    }

    private func violation(
        _ gaps: SchemaGaps, _ body: BodySchema, _ route: HTTPRoute, of function: Function, in application: Application
    ) -> Violation {
        let open = [
            ("further fields of", gaps.openObjects), ("any number of items in", gaps.endlessArrays),
            ("numbers of any size in", gaps.endlessNumbers), ("anything in", gaps.untyped),
        ].filter { !$0.1.isEmpty }.map { "\($0.0) \(names($0.1))" }
        return Violation(
            at: body.place, "the schema for `\(body.contentType)` lets through \(open.joined(separator: ", "))",
            gain: """
                \(route.caller) sends `\(function.name)` fields that nobody described, or more of them than it can bear, \
                through `\(route.summary)`
                """,
            severity: gaps.openObjects.isEmpty || route.exposure != .public ? .low : .medium,
            repair: repair(gaps, body, in: application))
    }

    /// The first few of the paths.
    private func names(_ paths: [String]) -> String {
        let shown = paths.prefix(Self.nameLimit).map { $0.isEmpty ? "the body" : "`\($0)`" }.joined(separator: ", ")
        return paths.count > Self.nameLimit ? "\(shown) and \(paths.count - Self.nameLimit) more" : shown
    }

    private static let nameLimit = 3

    /// Clients that send more than is described are turned away afterwards, so a person must look. How many items or how
    /// large a number is enough the manifest does not say.
    private func repair(_ gaps: SchemaGaps, _ body: BodySchema, in application: Application) -> Repair? {
        guard gaps.openObjects == [""], gaps.endlessArrays.isEmpty, gaps.endlessNumbers.isEmpty, gaps.untyped.isEmpty,
            body.schema.isMap, body.schema["$ref"] == nil else { return nil }
        let title = "turn away fields that are not described"
        if let setting = body.schema["additionalProperties"] {
            return Repair(title, safety: .unsafe, [.replace(setting.place, with: .bool(false))])
        }
        return Repair(title, safety: .unsafe, [.insert(.bool(false), at: ["additionalProperties"], into: body.schema.place)])
    }
}
