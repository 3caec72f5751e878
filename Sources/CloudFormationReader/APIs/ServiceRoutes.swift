internal import ApplicationModel
internal import ManifestReading
internal import SourceText

/// The routes of a template's APIs that lead to a service or an address rather than to a function.
struct ServiceRoutes {
    /// A route and what it leads to.
    struct Entry {
        let route: HTTPRoute
        /// The integration as written: its address, its role, its mapping.
        let integration: Value
        /// The kind of interface.
        let kind: API.Kind
    }

    private static let depthLimit = 60
    /// Resources that an integration names without sending anything there.
    private static let means: Set<String> = ["AWS::IAM::Role", "AWS::ApiGateway::VpcLink", "AWS::ApiGatewayV2::VpcLink"]

    private let template: Template
    /// The routes in the order of the resources.
    private(set) var entries: [Entry] = []

    /// Collects the routes of a template.
    init(template: Template) {
        self.template = template
        for resource in template.resources { read(resource) }
    }

    private mutating func read(_ resource: Resource) {
        let doors = ResourceDoors(template: template)
        switch resource.type {
        case "AWS::ApiGateway::RestApi", "AWS::ApiGatewayV2::Api": readBody(of: resource)
        case "AWS::ApiGateway::Method":
            let integration = resource.properties["Integration"]
            add(doors.method(resource), integration, target: integration?["Uri"], kind: .rest)
        case "AWS::ApiGatewayV2::Route":
            let integration = doors.integrationResource(of: resource)?.properties
            add(
                doors.route(resource), integration, target: integration?["IntegrationUri"],
                kind: doors.isWebSocket(resource) ? .webSocket : .http)
        default: break
        }
    }

    private mutating func readBody(of api: Resource) {
        guard let document = api.properties["Body"], document.isMap else { return }
        let isREST = api.type == "AWS::ApiGateway::RestApi"
        let body = OpenAPIBody(document: document, isREST: isREST)
        for operation in body.operations {
            var route = body.route(operation)
            route.apiID = template.apiID(api.logicalID)
            route.isPrivateNetwork = ResourceDoors.isPrivate(api)
            route.cors = body.answeredCORS(operation)
            add(route, operation.integration, target: operation.integration?["uri"], kind: isREST ? .rest : .http)
        }
    }

    private mutating func add(_ route: HTTPRoute, _ integration: Value?, target: Value?, kind: API.Kind) {
        guard let integration else { return }
        let type = (integration["Type"] ?? integration["IntegrationType"] ?? integration["type"])?.string
        guard type?.uppercased() != "MOCK" else { return }
        if let target {
            guard template.function(namedBy: target) == nil,
                FunctionReferences(in: target, template: template).mentions.isEmpty
            else { return }
        }
        entries.append(Entry(route: route, integration: integration, kind: kind))
    }

    /// The resources of the template that a route leads to, by logical id, sorted.
    func destinations(of entry: Entry) -> [String] {
        var found: Set<String> = []
        Self.collect(entry.integration, depth: 0, into: &found)
        return found.filter { id in template.resource(id).map { !Self.means.contains($0.type) } ?? false }.sorted()
    }

    private static func collect(_ value: Value, depth: Int, into found: inout Set<String>) {
        guard depth < depthLimit else { return }
        switch value.content {
        case .list(let elements): for element in elements { collect(element, depth: depth + 1, into: &found) }
        case .map(let members): for member in members { collect(member.value, depth: depth + 1, into: &found) }
        case .symbolic(.intrinsic(_, let argument)): collect(argument, depth: depth + 1, into: &found)
        default:
            for case .resource(let id, _) in value.symbols { found.insert(id) }
        }
    }
}
