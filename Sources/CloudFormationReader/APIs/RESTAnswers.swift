internal import ApplicationModel
internal import ManifestReading
internal import SourceText

/// The headers that a REST API's own integrations answer browsers with.
/// Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-cors.html
enum RESTAnswers {
    private static let header = "method.response.header.Access-Control-Allow-"

    /// The origins that the answers of an `AWS::ApiGateway::Method` allow; `nil` when they allow none.
    static func cors(answeredBy method: Resource) -> CORS? {
        let responses = method.properties[path: "Integration", "IntegrationResponses"]?.oneOrMany ?? []
        return responses.lazy.compactMap { cors(in: $0["ResponseParameters"]) }.first
    }

    /// The origins that a mapping of headers allows, quotes of the mapping taken off.
    static func cors(in headers: Value?) -> CORS? {
        guard let origin = headers?.member(header + "Origin") else { return nil }
        return CORS(
            origins: [unquoted(origin.value)], allowsCredentials: headers?[header + "Credentials"].map(unquoted),
            place: origin.value.usePlace)
    }

    /// A static value stands in single quotes of its own.
    private static func unquoted(_ value: Value) -> Value {
        guard let text = value.string, text.count >= 2, text.hasPrefix("'"), text.hasSuffix("'") else { return value }
        return value.replacing(.string(String(text.dropFirst().dropLast())))
    }
}

/// What `OPTIONS` methods of a template answer, by the path that they stand on.
struct RESTPreflights {
    private struct Key: Hashable {
        let api: String
        let resource: String
    }

    private var answers: [Key: CORS] = [:]

    /// Collects the answers of a template's methods.
    init(template: Template) {
        for method in template.resources(ofType: "AWS::ApiGateway::Method") {
            guard RouteText.method(method.properties["HttpMethod"]) == "OPTIONS", let key = Self.key(of: method) else { continue }
            answers[key] = RESTAnswers.cors(answeredBy: method)
        }
    }

    /// The origins that the preflight on a method's path allows.
    func cors(before method: Resource) -> CORS? { Self.key(of: method).flatMap { answers[$0] } }

    private static func key(of method: Resource) -> Key? {
        guard let api = method.properties["RestApiId"]?.identityText, let id = method.properties["ResourceId"]?.identityText
        else { return nil }
        return Key(api: api, resource: id)
    }
}
