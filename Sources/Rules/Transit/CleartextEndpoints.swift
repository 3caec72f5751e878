import ApplicationModel

/// The addresses that resources are told to send to: integrations, subscriptions, destinations.
struct CleartextEndpoints {
    /// An address, with what it is told to.
    struct Endpoint {
        /// The resource that sends there.
        let resource: Resource
        /// The address.
        let address: Value
        /// What names it, as the subject of a sentence.
        let subject: String
        /// Whether the way there leads through a private network.
        let isPrivate: Bool
    }

    /// The addresses in the manifest's order.
    private(set) var all: [Endpoint] = []

    /// Collects an application's.
    init(of application: Application) {
        for resource in application.resources {
            for (noun, path) in Self.paths[resource.type] ?? [] {
                let subject = "\(noun) `\(resource.logicalID)`"
                for address in Self.values(at: path[...], in: resource.properties) {
                    all.append(
                        Endpoint(resource: resource, address: address, subject: subject, isPrivate: resource.properties.isByPrivateLink))
                }
            }
            if resource.type == "AWS::ApiGateway::RestApi" || resource.type == "AWS::ApiGatewayV2::Api" { addBody(of: resource) }
        }
    }

    private static let paths: [String: [(noun: String, path: [String])]] = [
        "AWS::ApiGateway::Method": [("the integration of", ["Integration", "Uri"])],
        "AWS::ApiGatewayV2::Integration": [("the integration", ["IntegrationUri"])],
        "AWS::SNS::Subscription": [("the subscription", ["Endpoint"])],
        "AWS::SNS::Topic": [("a subscription of", ["Subscription", "*", "Endpoint"])],
        "AWS::Events::ApiDestination": [("the destination", ["InvocationEndpoint"])],
        "AWS::Events::Connection": [("the connection", ["AuthParameters", "OAuthParameters", "AuthorizationEndpoint"])],
        "AWS::AppSync::DataSource": [("the data source", ["HttpConfig", "Endpoint"])],
        "AWS::KinesisFirehose::DeliveryStream": [
            ("the destination of", ["HttpEndpointDestinationConfiguration", "EndpointConfiguration", "Url"]),
        ],
        "AWS::IoT::TopicRule": [("an action of", ["TopicRulePayload", "Actions", "*", "Http", "Url"])],
    ]

    private static func values(at path: ArraySlice<String>, in value: Value) -> [Value] {
        guard let key = path.first else { return [value] }
        if key == "*" { return value.elements.flatMap { values(at: path.dropFirst(), in: $0) } }
        return value[key].map { values(at: path.dropFirst(), in: $0) } ?? []
    }

    /// Integrations within an OpenAPI document.
    private mutating func addBody(of api: Resource) {
        let key = "x-amazon-apigateway-integration"
        for path in api.properties[path: "Body", "paths"]?.members ?? [] {
            for operation in path.value.members {
                guard let address = operation.value[path: key, "uri"] else { continue }
                let subject = "the integration of `\(operation.key.uppercased()) \(path.key)`"
                let isPrivate = operation.value[path: key, "connectionType"]?.string == "VPC_LINK"
                all.append(Endpoint(resource: api, address: address, subject: subject, isPrivate: isPrivate))
            }
        }
    }
}

extension Value {
    /// Whether an integration goes through a link into a private network.
    fileprivate var isByPrivateLink: Bool { (self["Integration"] ?? self)["ConnectionType"]?.string == "VPC_LINK" }
}
