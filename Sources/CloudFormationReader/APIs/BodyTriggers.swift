package import ApplicationModel
internal import ManifestReading
internal import SourceText

/// The triggers that APIs' OpenAPI documents make.
package struct BodyTriggers: Sendable {
    private let template: Template

    /// Looks through a template's APIs.
    package init(template: Template) { self.template = template }

    /// The triggers with the functions they reach, API by API.
    package var triggers: [(function: String, trigger: Trigger)] {
        ["AWS::ApiGateway::RestApi", "AWS::ApiGatewayV2::Api"].flatMap(template.resources(ofType:)).flatMap(triggers)
    }

    private func triggers(of api: Resource) -> [(function: String, trigger: Trigger)] {
        guard let document = api.properties["Body"], document.isMap else { return [] }
        let isREST = api.type == "AWS::ApiGateway::RestApi"
        let isWebSocket = api.properties["ProtocolType"]?.string?.uppercased() == "WEBSOCKET"
        let body = OpenAPIBody(document: document, isREST: isREST)
        let isPrivate = ResourceDoors.isPrivate(api)
        return body.operations.flatMap { operation -> [(function: String, trigger: Trigger)] in
            functions(behind: operation).map { function in
                var route = body.route(operation)
                route.apiID = template.apiID(api.logicalID)
                route.isPrivateNetwork = isPrivate
                var trigger = Trigger(
                    kind: isREST ? .restAPI : isWebSocket ? .webSocket : .httpAPI, name: isREST ? "Api" : "HttpApi",
                    place: route.place, invocation: .synchronous, definition: operation.method.value)
                trigger.route = route
                return (function, trigger)
            }
        }
    }

    /// The functions that an operation may call: one, or one for each branch of a condition.
    private func functions(behind operation: OpenAPIBody.Operation) -> [String] {
        guard let integration = operation.integration else { return [] }
        let uri = integration["uri"] ?? integration
        if let function = template.function(namedBy: uri) { return [function] }
        return FunctionReferences(in: uri, template: template).mentions.map(\.function)
    }
}
