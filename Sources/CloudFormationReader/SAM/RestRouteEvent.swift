internal import ApplicationModel
internal import ManifestReading
internal import SourceText

/// `Api` events: a method of a REST API.
/// Source: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-api.html
extension SAMExpansion {
    /// Adds the route to its API, and makes the permission that lets the API invoke the function.
    mutating func restRoute(_ event: SAMEvent, _ target: EventTarget, _ origin: Origin) -> [ResourceDraft] {
        guard let route = RestRoute(event) else {
            report("the event `\(event.key)` is not known: expected `Path` and `Method`", at: event.place)
            return []
        }
        let id = route.apiID
        let properties = id.flatMap { drafts[$0]?.properties }
        let stage = properties.map { $0["StageName"]?.literalString ?? "Stage" } ?? "AllStages"
        if let id, apis[id]?.isREST == true {
            addRestRoute(route, to: id, stage: stage, Integration(lambda: target, event, origin))
        } else if properties == nil {
            report("the API of the event `\(event.key)` is not in this template", at: event.place)
        }
        let method = route.method == OpenAPIDocument.anyMethod ? "*" : route.method.uppercased()
        let arn = event.new.substitution(
            "arn:aws:execute-api:${AWS::Region}:${AWS::AccountId}:${__ApiId__}/*/" + method
                + route.maskedPath(greedy: true),
            ["__ApiId__": event["RestApiId"] ?? event.new.reference("ServerlessRestApi")])
        return [event.permission(target, principal: "apigateway.amazonaws.com", sourceARN: arn, suffix: stage)]
    }

    /// Writes the route into the API's definition, if SAM writes that or merges into the author's.
    mutating func addRestRoute(_ route: RestRoute, to id: String, stage: String, _ integration: Integration) {
        guard let properties = drafts[id]?.properties, apis[id]?.document != nil else { return }
        let event = route.event
        let merges = properties["MergeDefinitions"]?.isTruthy ?? false
        if merges {
            var own = OpenAPIDocument(version: nil, at: event.place)
            write(route, integration, into: &own, id, stage: stage)
            apis[id]?.document?.merge(own, route)
        } else if apis[id]?.isManaged == true, var document = apis[id]?.document {
            // Taken out while it changes, so that it is not copied for every event.
            apis[id]?.document = nil
            if document.hasIntegration(route.path, route.method) {
                report("the method `\(route.method)` of `\(route.path)` is defined more than once", at: event.place)
            } else {
                write(route, integration, into: &document, id, stage: stage)
            }
            apis[id]?.document = document
        } else if let auth = event["Auth"], auth["OverrideApiAuth"]?.isTruthy ?? false {
            let own = apis[id]?.restAuth ?? RestAPIAuth(nil)
            apis[id]?.document?.addAuth(auth, route, own, stage: stage)
        }
    }

    private mutating func write(
        _ route: RestRoute, _ integration: Integration, into document: inout OpenAPIDocument, _ api: String,
        stage: String
    ) {
        let event = route.event
        let auth = apis[api]?.restAuth ?? RestAPIAuth(nil)
        let value = integration.value(event["Auth"], auth)
        document.define(route.method, of: route.path, under: integration.condition, at: event.place) { definition in
            definition.set(OpenAPIDocument.integration, value, at: event.place)
            if definition["responses"] == nil { definition.set("responses", integration.responses) }
        }
        if let own = event["Auth"] { document.addAuth(own, route, auth, stage: stage) }
        if let timeout = event["TimeoutInMillis"] { document.setTimeout(timeout, route.path, route.method) }
        if let model = event["RequestModel"] { addModel(model, route, to: &document, api) }
        if let parameters = event["RequestParameters"] { document.addParameters(parameters.elements, route) }
    }

    private mutating func addModel(
        _ property: Value, _ route: RestRoute, to document: inout OpenAPIDocument, _ api: String
    ) {
        guard let name = property["Model"]?.string else { return }
        guard apis[api]?.modelNames?.contains(name) ?? true else {
            report("the model `\(name)` is not among the `Models` of the API", at: property.usePlace)
            return
        }
        document.addModel(name, property, route)
    }
}

/// The method and path of an `Api` event.
struct RestRoute {
    let event: SAMEvent
    let path: String
    /// The key in the definition.
    let method: String

    init?(_ event: SAMEvent) {
        guard let path = event["Path"]?.scalarText, let method = event["Method"]?.scalarText,
            OpenAPIDocument.isMethod(method)
        else { return nil }
        self.event = event
        self.path = path
        self.method = OpenAPIDocument.key(ofMethod: method)
    }

    /// The logical id of the API; `nil` for one outside of the template.
    var apiID: String? {
        guard let value = event["RestApiId"] else { return "ServerlessRestApi" }
        return value.referencedLogicalID ?? value.string
    }

    /// The path as permissions name it.
    func maskedPath(greedy: Bool) -> String { path.withoutTrailingSlash.maskingParameters(greedy: greedy) }
}

extension String {
    /// API Gateway takes `/orders/` for `/orders`.
    var withoutTrailingSlash: String { count > 1 && hasSuffix("/") ? String(dropLast()) : self }
}
