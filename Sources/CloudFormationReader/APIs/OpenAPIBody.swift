internal import ApplicationModel
internal import ManifestReading
internal import SourceText

/// The OpenAPI document of an API: its operations with what stands guard at each.
/// Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions.html
struct OpenAPIBody {
    /// One method of one path.
    struct Operation {
        /// The method as the document has it, with the place of its key.
        let method: Value.Member
        /// The path as the document has it, with the place of its key.
        let path: Value.Member
        /// `x-amazon-apigateway-integration`, as written.
        let integration: Value?

        /// The method in upper case, `ANY` for all of them.
        var methodName: String { method.key == OpenAPIBody.anyMethod ? "ANY" : method.key.uppercased() }
    }

    static let anyMethod = "x-amazon-apigateway-any-method"
    private static let methods: Set<String> = [
        "get", "put", "post", "delete", "options", "head", "patch", "trace", anyMethod,
    ]

    /// The document.
    let document: Value
    /// Whether the API is a REST API, which validates bodies; an HTTP API does not.
    let isREST: Bool
    /// Every operation, in the document's order.
    let operations: [Operation]
    private let security: OpenAPISecurity
    private let validators: [String: Value]
    private let allowedOrigins: [String: (origin: Value, credentials: Value?)]

    /// Reads a document.
    init(document: Value, isREST: Bool) {
        self.document = document
        self.isREST = isREST
        security = OpenAPISecurity(document: document)
        let named = document["x-amazon-apigateway-request-validators"]?.members ?? []
        validators = Dictionary(named.map { ($0.key, $0.value) }, uniquingKeysWith: { $1 })
        let paths = document["paths"]?.members ?? []
        operations = paths.flatMap { path in
            path.value.members.filter { Self.methods.contains($0.key.lowercased()) }.map { method in
                Operation(method: method, path: path, integration: method.value["x-amazon-apigateway-integration"])
            }
        }
        allowedOrigins = Dictionary(
            operations.compactMap { operation in
                Self.origin(answeredBy: operation).map { (operation.path.key, $0) }
            }, uniquingKeysWith: { $1 })
    }

    /// The route of an operation, without the API's id.
    func route(_ operation: Operation) -> HTTPRoute {
        let place = operation.method.keyPlace
        let isDefault = operation.path.key == "/$default" || operation.path.key == "$default"
        var route = HTTPRoute(
            method: operation.methodName, path: isDefault ? "$default" : RouteText.path(operation.path.key),
            place: place)
        security.decide(&route, for: operation.method.value)
        if isREST {
            if validatesBody(operation) { route.bodySchemas = bodySchemas(of: operation) }
            route.cors = allowedOrigins[operation.path.key].map { answer in
                CORS(origins: [answer.origin], allowsCredentials: answer.credentials, place: answer.origin.usePlace)
            }
        } else if let cors = document.member("x-amazon-apigateway-cors") {
            route.cors = CORS(
                origins: cors.value["allowOrigins"]?.oneOrMany ?? [],
                allowsCredentials: cors.value["allowCredentials"], place: cors.keyPlace)
        }
        route.parameters = operation.method.value["parameters"]
        return route
    }

    /// The origins that the operation's own answers allow, not those of the preflight before it; an HTTP API adds its
    /// headers to every answer.
    func answeredCORS(_ operation: Operation) -> CORS? {
        guard isREST else { return route(operation).cors }
        let responses = operation.integration?["responses"]?.members ?? []
        return responses.lazy.compactMap { RESTAnswers.cors(in: $0.value["responseParameters"]) }.first
    }

    // MARK: Bodies

    private func validatesBody(_ operation: Operation) -> Bool {
        let key = "x-amazon-apigateway-request-validator"
        guard let name = (operation.method.value[key] ?? document[key])?.string else { return false }
        return validators[name]?["validateRequestBody"]?.bool == true
    }

    private func bodySchemas(of operation: Operation) -> [BodySchema] {
        let value = operation.method.value
        let content = value[path: "requestBody", "content"]?.members ?? []
        let newer = content.map {
            BodySchema(contentType: $0.key, schema: followed($0.value["schema"] ?? $0.value), place: $0.keyPlace)
        }
        let older = (value["parameters"]?.elements ?? []).filter { $0["in"]?.string == "body" }.map { parameter in
            let type = (value["consumes"] ?? document["consumes"])?.elements.first?.string ?? "application/json"
            return BodySchema(
                contentType: type, schema: followed(parameter["schema"] ?? parameter), place: parameter.place)
        }
        return newer + older
    }

    /// The schema behind a reference within the document.
    private func followed(_ schema: Value) -> Value {
        guard let reference = schema["$ref"]?.string, reference.hasPrefix("#/") else { return schema }
        var value: Value? = document
        for key in reference.dropFirst(2).split(separator: "/") { value = value?[String(key)] }
        return value ?? schema
    }

    // MARK: Cross-origin answers

    /// The origin that a `MOCK` integration of `OPTIONS` answers with, quotes of the mapping taken off.
    private static func origin(answeredBy operation: Operation) -> (origin: Value, credentials: Value?)? {
        guard operation.method.key.lowercased() == "options" else { return nil }
        for response in operation.integration?["responses"]?.members ?? [] {
            let headers = response.value["responseParameters"]
            guard let origin = headers?["method.response.header.Access-Control-Allow-Origin"] else { continue }
            let credentials = headers?["method.response.header.Access-Control-Allow-Credentials"]
            return (unquoted(origin), credentials.map(unquoted))
        }
        return nil
    }

    private static func unquoted(_ value: Value) -> Value {
        guard let text = value.string, text.count >= 2, text.hasPrefix("'"), text.hasSuffix("'") else { return value }
        return value.replacing(.string(String(text.dropFirst().dropLast())))
    }
}
