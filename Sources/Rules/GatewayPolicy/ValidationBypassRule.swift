import ApplicationModel
import AuditKit
import Findings
import SourceText

/// A route whose schema a caller gets around.
struct ValidationBypassRule: ApplicationRule {
    static let metadata = RuleMetadata(
        .gatewayPolicy, "validation-bypass", since: "0.1.0", severity: .medium,
        summary: "has a schema that callers get around",
        why: """
            API Gateway picks the schema by the request's `Content-Type`, which the caller writes. For a type without a \
            schema it checks nothing and passes the body on: with one schema for `application/json`, a body sent as \
            `text/plain` goes straight to the function, and most functions parse it all the same. The key `$default` \
            catches every other type. A schema without a validator is not asked at all.
            """,
        remedy: """
            Add the same schema under `$default` beside the content types of `request.schemas`, or check the \
            `Content-Type` first thing in the handler.
            """,
        cwe: [20, 693],
        references: [
            "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-request-validation.html",
            "https://docs.aws.amazon.com/apigateway/latest/developerguide/integration-passthrough-behaviors.html",
        ])

    init() {}

    func verdicts(on application: Application, in context: AuditContext) -> [Verdict] {
        guard application.provider.isAWS else { return [] }
        let routes = application.functions.flatMap { function in
            function.triggers.compactMap { holes(in: $0, of: function, in: application) }
        }
        let validators = Dictionary(
            application.resources(ofType: "AWS::ApiGateway::RequestValidator").map { ($0.logicalID, $0) },
            uniquingKeysWith: { first, _ in first })
        return routes
            + application.resources(ofType: "AWS::ApiGateway::Method").compactMap { unasked($0, validators) }
            + application.resources(ofType: "AWS::ApiGateway::RestApi").flatMap(unasked)
    }

    private func holes(in trigger: Trigger, of function: Function, in application: Application) -> Verdict? {
        guard trigger.kind == .restAPI, let route = trigger.route, route.takesBody, !route.isPrivateNetwork,
            let first = route.bodySchemas.first
        else { return nil }
        let types = route.bodySchemas.map(\.contentType)
        // Where no schema is for JSON, or one has no fields to ask for, `route-without-schema` speaks.
        guard types.contains(where: { $0.lowercased().contains("json") }), !types.contains("$default") else { return nil }
        guard passesOthersOn(trigger) else { return nil }
        if let open = types.first(where: { $0.contains("${") }) {
            return .undecided(at: first.place, because: "the content type `\(open)` is not known", functions: [function.name])
        }
        var violation = violation(trigger, route, first, types, of: function, in: application)
        violation.repair = repair(trigger, first)
        return .violation(violation)
    }

    /// A proxy passes every body on. Other integrations turn away what they have no template for, unless told otherwise.
    private func passesOthersOn(_ trigger: Trigger) -> Bool {
        let kind = trigger.definition["integration"]?.string?.lowercased().replacing("_", with: "-")
        let isProxy = kind == nil || kind?.hasSuffix("proxy") == true
        let behaviour = trigger.definition[path: "request", "passThrough"] ?? trigger.definition[path: "Integration", "PassthroughBehavior"]
        return isProxy || ["when_no_match", "when_no_templates"].contains(behaviour?.string?.lowercased())
    }

    private func violation(
        _ trigger: Trigger, _ route: HTTPRoute, _ schema: BodySchema, _ types: [String], of function: Function,
        in application: Application
    ) -> Violation {
        let known = types.count == 1 ? "`\(schema.contentType)`" : "\(types.count) content types"
        return Violation(
            at: schema.place, "`\(route.summary)` checks bodies of \(known) alone and passes on those of any other type",
            gain: """
                \(route.caller) sends the same body as `text/plain`, and `\(function.name)` gets it without a look at the \
                schema
                """,
            functions: [function.name], subject: "function \(function.name) \(route.summary)",
            severity: route.exposure == .public ? .medium : .low,
            remedy: remedy(RouteDeclaration(trigger, of: function, in: application)))
    }

    private func remedy(_ declaration: RouteDeclaration?) -> String? {
        switch declaration {
        case nil: nil
        case .event, .listed: Self.remedyForSAM
        case .operation: "Give the other types a schema in the operation as well, or check the `Content-Type` first thing in the handler."
        case .resource, .quick: Self.templateRemedy
        }
    }

    /// Clients that send other types are turned away afterwards, so a person must look.
    private func repair(_ trigger: Trigger, _ schema: BodySchema) -> Repair? {
        // A schema with gaps would be two of them.
        guard SchemaGaps(schema.schema).isEmpty, let schemas = trigger.definition[path: "request", "schemas"], schemas.isMap, schemas[schema.contentType] != nil,
            let literal = schemas[schema.contentType].flatMap(Repair.Literal.init(copying:))
        else { return nil }
        return Repair(
            "hold bodies of every type against the schema", safety: .unsafe,
            [.insert(literal, at: ["$default"], into: schemas.place)])
    }

    private static let remedyForSAM = """
        Check the `Content-Type` first thing in the handler: an event's `RequestModel` is for `application/json` alone. An \
        `AWS::Serverless::Api` with a `DefinitionBody` can hold the schema for other types as well.
        """
    private static let templateRemedy = """
        Add the model under `$default` as well to `RequestModels`, or check the `Content-Type` first thing in the handler.
        """

    /// A method with models whose validator is missing, or does not look at bodies.
    private func unasked(_ method: Resource, _ validators: [String: Resource]) -> Verdict? {
        let properties = method.properties
        guard properties["RequestModels"]?.members.isEmpty == false else { return nil }
        guard let validator = properties.member("RequestValidatorId") else {
            return .violation(unasked(method.logicalID, at: method.logicalIDPlace, "no validator is named"))
        }
        guard let resource = validator.value.referencedLogicalID.flatMap({ validators[$0] }) else {
            let reason = "the validator is not in the manifest"
            return .undecided(at: validator.value.place, because: reason, functions: [])
        }
        let setting = resource.properties["ValidateRequestBody"]
        if let setting, setting.isUndetermined {
            return .undecided(at: setting.place, because: setting.whyUndetermined, functions: [])
        }
        guard setting?.bool != true else { return nil }
        let why = "the validator `\(resource.logicalID)` does not look at bodies"
        return .violation(unasked(method.logicalID, at: setting?.place ?? resource.logicalIDPlace, why))
    }

    /// Operations of an OpenAPI document that describe a body which no validator looks at.
    private func unasked(_ api: Resource) -> [Verdict] {
        guard let body = api.properties["Body"], body.isMap else { return [] }
        let key = "x-amazon-apigateway-request-validator"
        let validators = body["x-amazon-apigateway-request-validators"]
        return (body["paths"]?.members ?? []).flatMap { path in
            path.value.members.compactMap { operation -> Verdict? in
                guard operation.value.describesBody else { return nil }
                let summary = "\(operation.key.uppercased()) \(path.key)"
                guard let name = operation.value[key] ?? body[key] else {
                    return .violation(unasked(summary, at: operation.keyPlace, "no validator is named"))
                }
                guard let text = name.string, let validator = validators?[text] else {
                    let reason = name.isUndetermined ? name.whyUndetermined : "the validator is not in the document"
                    return .undecided(at: name.place, because: reason, functions: [])
                }
                guard let setting = validator["validateRequestBody"], setting.bool == false else { return nil }
                return .violation(unasked(summary, at: setting.place, "the validator `\(text)` does not look at bodies"))
            }
        }
    }

    private func unasked(_ name: String, at place: SourcePlace, _ why: String) -> Violation {
        Violation(
            at: place, "bodies of `\(name)` are not held against their schema: \(why)",
            gain: "a caller sends fields of any type, name and length past a schema that only looks like a guard",
            functions: [], subject: "route \(name)",
            remedy: """
                Name a request validator with `ValidateRequestBody: true` (`validateRequestBody` in OpenAPI, `ValidateBody` in \
                the `RequestModel` of an event of SAM's).
                """)
    }
}

extension Value {
    /// Whether an operation has a schema for its body.
    fileprivate var describesBody: Bool {
        let contents = self[path: "requestBody", "content"]?.members ?? []
        if contents.contains(where: { $0.value["schema"] != nil }) { return true }
        return (self["parameters"]?.elements ?? []).contains { $0["in"]?.string == "body" && $0["schema"] != nil }
    }
}
