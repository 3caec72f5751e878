import ApplicationModel
import Permissions

/// Turns values of a manifest into the names and ARNs that they will be once deployed.
struct ManifestNames: Sendable {
    private let application: Application

    init(_ application: Application) { self.application = application }

    /// How deep names may refer to each other.
    private static let depthLimit = 8

    /// The texts that a value may become, `*` for parts that cannot be told; empty for values that are no text.
    func texts(of value: Value) -> [String] { texts(of: value, depth: 0) }

    /// The ARNs that a resource of a policy may become; `nil` for what cannot be told.
    func resources(of value: Value) -> [ARNPattern?] {
        texts(of: value).map { text in value.string == nil && text == "*" ? nil : ARNPattern(text) }
    }

    private func texts(of value: Value, depth: Int) -> [String] {
        guard depth < Self.depthLimit else { return ["*"] }
        let own: [String]
        switch value.content {
        case .string(let text): own = [text]
        case .number(_, let text): own = [text]
        case .composed(let parts):
            own = [parts.map { part in
                switch part {
                case .literal(let text): text
                case .symbol(let symbol): texts(of: symbol, depth: depth).first ?? "*"
                case .unknown: "*"
                }
            }.joined()]
        case .symbolic(let symbol): own = texts(of: symbol, depth: depth)
        case .unknown: own = value.alternatives.isEmpty ? ["*"] : []
        case .null, .bool, .list, .map: own = []
        }
        return own + value.alternatives.flatMap { texts(of: $0, depth: depth + 1) }
    }

    private func texts(of symbol: Symbol, depth: Int) -> [String] {
        switch symbol {
        case .resource(let id, let attribute): return [text(of: id, attribute, depth: depth)]
        case .parameter(let name), .environment(let name), .imported(let name): return [DeployedName.text(name)]
        case .pseudoParameter("AWS::Partition"): return ["aws"]
        case .pseudoParameter(let name): return [DeployedName.text(name)]
        case .variable(let text, _): return [DeployedName.text(text)]
        case .secret(let secret): return [DeployedName.text(secret.name)]
        case .intrinsic("Fn::If", let argument):
            return argument.elements.dropFirst().flatMap { texts(of: $0, depth: depth + 1) }
        case .intrinsic: return ["*"]
        }
    }

    /// What `Ref` or `Fn::GetAtt` of a resource gives.
    private func text(of id: String, _ attribute: String?, depth: Int) -> String {
        guard let resource = application.resource(id), let identity = ResourceIdentity.known(resource.type) else {
            return "*"
        }
        let name = name(of: resource, identity, depth: depth)
        guard let attribute else {
            return identity.reference == .arn ? arn(identity, named: name) : name
        }
        switch attribute {
        case "StreamArn", "LatestStreamArn": return arn(identity, named: name) + "/stream/*"
        // The ARN of a log group ends with all that is in it.
        case let attribute where attribute.hasSuffix("Arn") || attribute.hasSuffix("ARN"): return arn(identity, named: name) + (identity.prefix == "logs" ? ":*" : "")
        case "QueueUrl", "Id", "Name", "UserPoolId", identity.property: return name
        case let attribute where attribute.hasSuffix("Name"): return name
        default: return DeployedName.text("\(id).\(attribute)")
        }
    }

    /// The ARN of a resource; `nil` for types that calls of functions do not name.
    func arn(of resource: Resource) -> String? {
        ResourceIdentity.known(resource.type).map { arn($0, named: name(of: resource, $0, depth: 0)) }
    }

    private func name(of resource: Resource, _ identity: ResourceIdentity, depth: Int) -> String {
        guard !identity.property.isEmpty, let value = resource.properties[identity.property] else {
            return DeployedName.generated(identity.nameAttribute.map { "\(resource.logicalID).\($0)" } ?? resource.logicalID)
        }
        let text = texts(of: value, depth: depth + 1).first ?? "*"
        // A parameter's name starts with a slash that its ARN has already.
        return identity.type == "parameter" && text.hasPrefix("/") ? String(text.dropFirst()) : text
    }

    /// The ARN of a resource by its name.
    private func arn(_ identity: ResourceIdentity, named name: String) -> String {
        guard let type = ResourceTypes.bundled.types(of: identity.prefix).first(where: { $0.name == identity.type }) else {
            return "arn:aws:\(identity.prefix):*:*:*\(name)"
        }
        let isBare = type.name == "Secret" && !name.hasSuffix(String(DeployedName.end))
        return ARNTemplate.filled(type.arn) { $0 == identity.variable ? name + (isBare ? SecretName.suffix : "") : "*" }
    }

    /// The names of the buckets whose events a trigger brings, straight or over a bus whose pattern names them.
    func buckets(of trigger: Trigger) -> [String] {
        switch trigger.kind {
        case .objectStorage:
            if let id = trigger.sourceLogicalID { return [text(of: id, nil, depth: 0)] }
            if trigger.source == nil, let name = trigger.definition.string { return [name] }
            return trigger.source.map { texts(of: $0) }?.map { ARNPattern($0)?.resource ?? $0 } ?? []
        case .eventBus:
            let pattern = ["pattern", "Pattern", "EventPattern"].lazy.compactMap { trigger.definition[$0] }.first
            return pattern?["detail"]?["bucket"]?["name"]?.elements.flatMap { texts(of: $0) } ?? []
        default: return []
        }
    }

    /// The function's deployed name, for its own log group and for those that call it.
    func deployedName(of function: Function) -> String {
        if let name = function.deployedName.flatMap({ texts(of: $0).first }) { return name }
        let id = function.logicalID ?? function.name
        return application.format == .sam || application.format == .cloudFormation ? DeployedName.generated(id) : DeployedName.text(id)
    }

    /// The function's deployed name as its own code knows it.
    func ownName(of function: Function) -> String {
        guard application.format == .serverlessFramework, function.deployedName == nil, let stage = application.stage else {
            return deployedName(of: function)
        }
        return "\(application.name)-\(stage)-\(function.name)"
    }
}

/// The names of secrets in ARNs.
/// Source: https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_iam-policies.html
enum SecretName {
    /// What stands for the characters that the service puts behind a name.
    static let suffix = "-??????"
}

/// ARNs with variables.
enum ARNTemplate {
    /// The ARN with its variables replaced; of the partition nothing is said, of region and account `*`.
    static func filled(_ template: String, with value: (String) -> String) -> String {
        var text = ""
        var rest = template[...]
        while let start = rest.firstRange(of: "${"), let end = rest[start.upperBound...].firstIndex(of: "}") {
            let name = String(rest[start.upperBound..<end])
            text += rest[..<start.lowerBound]
            switch name {
            case "Partition": text += "aws"
            case "Region", "Account": text += "*"
            default: text += value(name)
            }
            rest = rest[end...].dropFirst()
        }
        return text + rest
    }
}
