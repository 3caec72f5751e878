/// Where the part of an event lies that a schema is about, as Powertools for AWS Lambda names it.
///
/// Source: https://docs.aws.amazon.com/powertools/python/latest/utilities/parser/#built-in-envelopes
struct Envelope {
    /// The steps from the event to it.
    let components: [AccessPath.Component]

    /// Whether there are several of them.
    var isMany: Bool { components.contains(.element) }

    /// What a value names: an envelope of the library, or an expression that leads into the event; `nil` when it is not known.
    init?(_ value: AbstractValue) {
        if let expression = value.string {
            self.init(expression: expression)
            return
        }
        for case .api(let api) in value.references {
            guard let path = Envelope.paths[Envelope.key(api)] else { continue }
            self.init(path)
            return
        }
        return nil
    }

    /// `ApiGatewayEnvelope`, `API_GATEWAY_REST`: letters alone, small, without what both spellings end with.
    private static func key(_ api: String) -> String {
        var name = APIPath.name(api).lowercased().filter { $0 != "_" }
        for ending in ["safeparse", "envelope"] where name.hasSuffix(ending) { name.removeLast(ending.count) }
        return name
    }

    private static let body: [AccessPath.Component] = [.field("body"), .decoded("json")]
    private static let messages: [AccessPath.Component] = [.field("Records"), .element, .field("body"), .decoded("json")]
    private static let notices: [AccessPath.Component] = [.field("Records"), .element, .field("Sns"), .field("Message"), .decoded("json")]
    private static let records: [AccessPath.Component] = [
        .field("Records"), .element, .field("kinesis"), .field("data"), .decoded("base64"), .decoded("json"),
    ]
    private static let paths: [String: [AccessPath.Component]] = [
        "apigateway": body, "apigatewayv2": body, "apigatewayrest": body, "apigatewayhttp": body, "lambdafunctionurl": body, "alb": body,
        "vpclattice": body, "vpclatticev2": body, "sqs": messages, "sns": notices,
        "snssqs": messages + [.field("Message"), .decoded("json")], "eventbridge": [.field("detail")],
        "cloudwatcheventsscheduled": [.field("detail")], "kinesis": records, "kinesisdatastream": records,
        "dynamodbstream": [.field("Records"), .element, .field("dynamodb"), .field("NewImage")],
        "kafka": [.field("records"), .element, .element, .field("value"), .decoded("base64"), .decoded("json")],
    ]

    /// The expressions that people write: `detail`, `powertools_json(body)`, `Records[*].powertools_json(body)`.
    private init?(expression: String) {
        var steps: [AccessPath.Component] = []
        for part in expression.split(separator: ".").prefix(8) {
            var name = part
            var coding: String?
            for (function, decoded) in [("powertools_json(", "json"), ("powertools_base64(", "base64")] where name.hasPrefix(function) {
                guard name.hasSuffix(")") else { return nil }
                name = name.dropFirst(function.count).dropLast()
                coding = decoded
            }
            let isMany = name.hasSuffix("[*]") || name.hasSuffix("[]")
            if isMany { name = name.prefix { $0 != "[" } }
            guard !name.isEmpty, name.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" }) else { return nil }
            steps.append(.field(String(name)))
            if isMany { steps.append(.element) }
            if let coding { steps.append(.decoded(coding)) }
        }
        guard !steps.isEmpty else { return nil }
        self.init(steps)
    }

    private init(_ components: [AccessPath.Component]) { self.components = components }
}
