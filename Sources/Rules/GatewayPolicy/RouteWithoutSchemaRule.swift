import ApplicationModel
import AuditKit
import CodeAnalysis
import Findings
import SchemaInference
import SourceText

/// A route whose bodies nobody checks before the function runs.
struct RouteWithoutSchemaRule: TriggerRule, ApplicationRule {
    static let metadata = RuleMetadata(
        .gatewayPolicy, "route-without-schema", since: "0.1.0", severity: .medium, confidence: .medium,
        summary: "gets bodies that no schema was held against",
        why: """
            A REST API compares a request's body with a JSON Schema before it starts the function: what does not fit \
            never arrives. Without one the function is the first to look, and fields of unexpected type, number or \
            length go wherever the code passes them. Where a route leads to a queue, a bus or a table without a function in \
            between, nothing else looks before the message is one of the application's own.
            """,
        remedy: """
            Add `request.schemas` with a schema for `application/json` to the `http` event, with types, lengths and \
            `additionalProperties: false`.
            """,
        cwe: [20],
        references: [
            "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-request-validation.html",
            "https://www.serverless.com/framework/docs/providers/aws/events/apigateway#request-schema-validators",
        ])

    init() {}

    func answer(_ inquiry: inout Inquiry) {
        inquiry.askOfTriggers(self)
        inquiry.askOfApplication(self)
    }

    func verdicts(on trigger: Trigger, of function: Function, in context: AuditContext) -> [Verdict] {
        let application = context.application
        guard application.provider.isAWS, trigger.kind == .restAPI || trigger.kind == .httpAPI else { return [] }
        guard let route = trigger.route else { return [] }
        if let unknown = route.bodySchemas.first(where: { $0.schema.string != nil }) {
            let reason = "`\(unknown.schema.string ?? "")` names no schema of `provider.apiGateway.request.schemas`"
            return [.undecided(at: unknown.schema.place, because: reason, functions: [])]
        }
        let state = state(of: trigger, route, in: application)
        guard state != .checked else { return [] }
        guard route.method != nil else {
            return [.undecided(at: trigger.place, because: "the method of the route is not known", functions: [])]
        }
        guard route.takesBody else { return [] }
        return [.violation(violation(trigger, route, state, of: function, in: context))]
    }

    /// What the code reads becomes the schema that is offered.
    static var readsCode: Bool { true }

    func verdicts(on application: Application, in context: AuditContext) -> [Verdict] {
        guard application.provider.isAWS else { return [] }
        return application.apis.filter { $0.kind == .rest || $0.kind == .http }.flatMap { api in
            api.serviceRoutes.filter(\.takesBody).compactMap { route -> Verdict? in
                let state = state(of: route)
                guard state != .checked else { return nil }
                return .violation(violation(ofServiceRoute: route, state, isNative: api.kind == .rest, in: application))
            }
        }
    }

    private func violation(
        ofServiceRoute route: HTTPRoute, _ state: State, isNative: Bool, in application: Application
    ) -> Violation {
        let isGraver = isNative && route.exposure == .public && route.method != "ANY" && state == .missing
        return Violation(
            at: route.place, "`\(route.summary)` \(problem(state))",
            gain: "\(route.caller) hands what stands behind `\(route.summary)` fields of any type, name and length up to the platform's limit",
            functions: [], subject: "api \(route.apiID?.name ?? "?") \(route.summary)", severity: isGraver ? .medium : .low,
            remedy: isNative ? remedy(ofServiceRoute: route, in: application) : Self.remedyForServicesOfHTTPAPIs)
    }

    private func remedy(ofServiceRoute route: HTTPRoute, in application: Application) -> String {
        let isMethod = application.resources.contains { resource in
            resource.type == "AWS::ApiGateway::Method" && resource.logicalIDPlace.path == route.place.path
                && (resource.logicalIDPlace == route.place || resource.definition.place.span.contains(route.place.span))
        }
        return isMethod ? Self.remedyForMethods : Self.remedyForOperations
    }

    private static let remedyForServicesOfHTTPAPIs = """
        An HTTP API cannot hold a schema, and nothing stands behind this route that could look: move it to a REST API with a \
        model, or let a function check the body first.
        """

    private enum State: Equatable {
        case checked, missing, empty, unread
        /// No schema is for JSON; the type that has one.
        case otherType(String)
    }

    private func state(of trigger: Trigger, _ route: HTTPRoute, in application: Application) -> State {
        let request = trigger.definition["request"]
        // Version 3 renamed the key and reads the old one no more.
        if request?["schema"] != nil, request?["schemas"] == nil, application.frameworkMajor?.number ?? 3 >= 3 {
            return .unread
        }
        return state(of: route)
    }

    private func state(of route: HTTPRoute) -> State {
        guard let first = route.bodySchemas.first else { return .missing }
        // A body of a type without a schema is passed on; `$default` stands for every type.
        // Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-request-validation.html
        let concerned = route.bodySchemas.filter(\.isForJSON)
        if concerned.isEmpty { return .otherType(first.contentType) }
        return concerned.allSatisfy(\.schema.acceptsEverything) ? .empty : .checked
    }

    private func violation(
        _ trigger: Trigger, _ route: HTTPRoute, _ state: State, of function: Function, in context: AuditContext
    ) -> Violation {
        let application = context.application
        let isNative = trigger.kind == .restAPI
        var isGraver = isNative && route.exposure == .public && route.method != "ANY"
        if case .otherType = state { isGraver = false }
        return Violation(
            at: trigger.place, "`\(route.summary)` \(problem(state))",
            gain: "\(route.caller) hands `\(function.name)` fields of any type, name and length up to the platform's limit",
            severity: isGraver ? .medium : .low, remedy: remedy(state, trigger, of: function, in: application),
            repair: isNative && !application.isTemplate ? repair(trigger, route, state, context.code?.code(of: function), function) : nil)
    }

    /// The schema of what the code reads; else one that lets nothing through until somebody lists the fields.
    private func repair(_ trigger: Trigger, _ route: HTTPRoute, _ state: State, _ code: FunctionCode?, _ function: Function) -> Repair? {
        let inferred = code.flatMap { Self.schema(readBy: $0, of: function) }
        let schema = inferred ?? Repair.Literal.map([
            .init("type", .string("object")), .init("additionalProperties", .bool(false)), .init("properties", .map([])),
        ])
        let fields = inferred == nil ? "a schema, of which the fields are yours to list" : "the schema of what `\(function.name)` reads of them"
        let title = "hold bodies of `\(route.summary)` against \(fields)"
        let event = trigger.definition
        switch state {
        case .missing where event.isMap && event[path: "request", "schemas"] == nil,
            .otherType where event.isMap:
            let change = Repair.Change.insert(schema, at: ["request", "schemas", "$default"], into: event.place)
            return Repair(title, safety: .unsafe, [change])
        case .missing where event.string != nil && event.isWrittenWhereUsed:
            guard let settings = route.settings else { return nil }
            let request = Repair.Literal.map([.init("schemas", .map([.init("$default", schema)]))])
            return Repair(
                title, safety: .unsafe, .replace(event.place, with: .map(settings + [.init("request", request)])))
        default: return nil
        }
    }

    /// The schema of the bodies that a function's code reads, as a REST API holds it; `nil` when no field is read, or not all
    /// of the code is.
    private static func schema(readBy code: FunctionCode, of function: Function) -> Repair.Literal? {
        guard code.analysis.cut == nil, let inferred = InferredSchema(.body, readBy: code, of: function), !inferred.schema.fields.isEmpty else { return nil }
        let document = inferred.document(.draft04) { SecretRecognition.isSecret($0, named: $1, surely: false) }
        return Repair.Literal(document)
    }

    private func problem(_ state: State) -> String {
        switch state {
        case .empty: "passes bodies on with a schema that asks nothing of their fields"
        case .otherType(let type): "passes JSON bodies on without a schema: only `\(type)` has one"
        case .unread: "passes bodies on without a schema: versions 3 and later do not read `request.schema`"
        case .missing, .checked: "passes bodies on without a schema"
        }
    }

    private func remedy(
        _ state: State, _ trigger: Trigger, of function: Function, in application: Application
    ) -> String? {
        let declaration = RouteDeclaration(trigger, of: function, in: application)
        if trigger.kind != .restAPI {
            return declaration == nil ? Self.remedyForHTTPAPIs : Self.remedyForHTTPAPIsOfTemplates
        }
        if state == .unread { return "Rename `request.schema` to `request.schemas`." }
        switch declaration {
        case nil: return nil
        case .event, .listed: return remedyForEvent(trigger, application)
        case .operation: return Self.remedyForOperations
        case .resource, .quick: return Self.remedyForMethods
        }
    }

    /// The API that SAM makes by itself takes no models.
    private func remedyForEvent(_ trigger: Trigger, _ application: Application) -> String {
        let model = "with types, lengths and `additionalProperties: false`"
        let event = "and name it in `RequestModel` of the event, with `ValidateBody: true`"
        if case .implicit? = trigger.route?.apiID.map(application.declaration) {
            return """
                Declare an `AWS::Serverless::Api` for the events (`RestApiId`), the schema under its `Models`, \(model), \
                \(event).
                """
        }
        return "Declare the schema under `Models` of the API, \(model), \(event)."
    }

    private static let remedyForOperations = """
        Give the operation a schema in the API's document (`requestBody`, or a parameter `in: body`), with types, lengths and \
        `additionalProperties: false`, and name in `x-amazon-apigateway-request-validator` a validator with \
        `validateRequestBody: true`.
        """

    private static let remedyForMethods = """
        Add an `AWS::ApiGateway::Model` with types, lengths and `additionalProperties: false`, name it in the method's \
        `RequestModels` under `application/json` and `$default`, and set a `RequestValidatorId` with \
        `ValidateRequestBody: true`.
        """

    private static let remedyForHTTPAPIsOfTemplates = """
        An HTTP API cannot hold a schema: check the body first thing in the handler, for example with the parser of \
        Powertools for AWS Lambda, or move the route to a REST API with a model.
        """

    private static let remedyForHTTPAPIs = """
        An HTTP API cannot hold a schema: check the body first thing in the handler, for example with the parser of \
        Powertools for AWS Lambda, or move the route to an `http` event with `request.schemas`.
        """
}

extension Repair.Literal {
    fileprivate init(_ node: SchemaNode) {
        switch node {
        case .null: self = .null
        case .bool(let value): self = .bool(value)
        case .number(let text): self = .number(text)
        case .string(let text): self = .string(text)
        case .list(let elements): self = .list(elements.map { Repair.Literal($0) })
        case .map(let members): self = .map(members.map { Member($0.key, Repair.Literal($0.value)) })
        }
    }
}

extension Value {
    /// Whether a schema has no keyword that an object of any fields could break.
    fileprivate var acceptsEverything: Bool {
        if isNull || bool == true { return true }
        let silent: Set<String> = [
            "$schema", "$id", "id", "$comment", "title", "description", "default", "examples", "definitions", "$defs",
        ]
        return isMap && members.allSatisfy { silent.contains($0.key) || $0.allowsAnyObject }
    }
}

extension Value.Member {
    /// Whether a keyword of a schema is set to what every object fulfils.
    fileprivate var allowsAnyObject: Bool {
        switch key {
        case "type": value.oneOrMany.contains { $0.string == "object" }
        case "properties", "patternProperties": value.isMap && value.members.isEmpty
        case "required": value.elements.isEmpty && !value.isUndetermined
        case "additionalProperties": value.bool == true
        default: false
        }
    }
}

extension BodySchema {
    /// Whether bodies that are sent as JSON are held against the schema.
    fileprivate var isForJSON: Bool {
        contentType == "$default" || contentType.lowercased().contains("json") || contentType.contains("${")
    }
}
