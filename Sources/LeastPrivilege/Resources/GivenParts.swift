import Permissions

/// The variables of ARNs that a call's parameters give.
struct GivenParts {
    /// Texts by the names of variables.
    private(set) var variables: [String: [String]] = [:]
    /// ARNs that are given whole, or names where the API takes either, with the type of resource that a name is of.
    private(set) var arns: [(text: String, type: String)] = []
    /// The variables that a call may give where it cannot be seen.
    private var hidden: Set<String> = []

    /// How many resources of one call are kept apart.
    private static let limit = 16

    init(_ wanted: [SDKParameter], _ parameters: CallParameters, _ names: CodeNames) {
        for (name, value) in parameters.variables { variables[name] = names.texts(of: value).map { Self.name($0, isDerived: false, of: name) } }
        if let (variable, object) = parameters.keys { variables[variable] = names.keys(of: object).map { Self.name($0, isDerived: false, of: variable) } }
        if let path = parameters.objectPath {
            let parts = names.parts(ofObjectPath: path)
            (variables["BucketName"], variables["ObjectName"]) = (parts.map(\.bucket), parts.map(\.key))
        }
        for parameter in wanted { add(parameter, parameters, names) }
    }

    private mutating func add(_ parameter: SDKParameter, _ parameters: CallParameters, _ names: CodeNames) {
        if parameter.copies, let source = names.source(of: parameters) {
            if case .variable(let name) = parameter.target { variables[name] = name == "BucketName" ? source.bucket : source.key }
            return
        }
        guard let texts = parameter.paths.lazy.compactMap({ names.texts(at: $0, in: parameters) }).first else {
            if case .variable(let name) = parameter.target, parameter.paths.contains(where: { names.values(at: $0, in: parameters).isHidden }) { hidden.insert(name) }
            return
        }
        switch parameter.target {
        case .variable(let name): variables[name] = texts.map { Self.name($0, isDerived: parameter.isDerived, of: name) }
        case .arn(let type): if !parameter.isDerived || parameter.namesSecret || texts.contains(where: { $0.hasPrefix("arn:") }) { arns += texts.map { ($0, type) } }
        }
    }

    /// What the variable's value is in the ARN: the last part of an address, the name within an ARN, no leading slash.
    private static func name(_ text: String, isDerived: Bool, of variable: String) -> String {
        if DeployedName.mayBeARN(text) { return "*" }
        if text.hasPrefix("arn:"), let pattern = ARNPattern(text) { return name(in: pattern.resource, of: variable) }
        if isDerived || text.hasPrefix("http") { return text.split(separator: "/").last.map(String.init) ?? text }
        return variable.hasSuffix("WithoutLeadingSlash") && text.hasPrefix("/") ? String(text.dropFirst()) : text
    }

    /// The part of an ARN's resource that names it: of what belongs to a table the table, of an access point itself, of a version
    /// of a function both, as that is what is checked when it is called.
    private static func name(in resource: String, of variable: String) -> String {
        let parts = resource.split(whereSeparator: { $0 == "/" || $0 == ":" }).map(String.init)
        if variable == "TableName", parts.count > 1, parts.first == "table" { return parts[1] }
        if variable == "FunctionName", parts.first == "function" { return parts.dropFirst().joined(separator: ":") }
        return parts.last ?? resource
    }

    /// The ARNs of a type with every variable filled in; what is not given is `*`.
    func filled(_ type: ResourceType) -> [String] {
        guard let name = type.variables.first(where: { variables[$0] != nil }) else { return [ARNTemplate.filled(type.arn) { _ in "*" }] }
        return (variables[name] ?? []).prefix(Self.limit).map { text in
            ARNTemplate.filled(type.arn) { $0 == name ? text : variables[$0]?.first ?? "*" }
        }
    }

    /// Whether any part of a type's ARN is given.
    func hasPart(of type: ResourceType) -> Bool { type.variables.contains { variables[$0] != nil } }

    /// Whether a call may name a resource of a type by what cannot be seen, such as the index of a table.
    func mayName(_ type: ResourceType) -> Bool {
        type.variables.contains { hidden.contains($0) && variables[$0] == nil }
            && type.variables.allSatisfy { hidden.contains($0) || variables[$0] != nil }
    }

    /// Whether nothing is given.
    var isEmpty: Bool { variables.isEmpty && arns.isEmpty }

    /// Gives what a call means where it leaves a part out, and says so where it may hold others than are seen.
    mutating func fill(_ variable: String, _ text: String, where found: ParameterValues) {
        var texts = variables[variable] ?? []
        if found.isMissing || found.seen.isEmpty && !found.isHidden { texts.append(text) }
        if found.isHidden, !texts.contains("*") { texts.append("*") }
        variables[variable] = texts
    }

    /// Names what a call asks for by a qualifier as well, which is part of the ARN then.
    mutating func qualify(_ variable: String, by qualifiers: [String]) {
        let names = (variables[variable] ?? []).filter { $0 != "*" }
        variables[variable]? += qualifiers.flatMap { qualifier in names.map { "\($0):\(qualifier)" } }
    }

    /// Gives the ARNs that a call names under whatever name, where they are of one of the types that an action takes.
    mutating func addARNs(of types: [ResourceType], _ parameters: CallParameters, _ names: CodeNames) {
        let wanted = types.compactMap { type in ARNPattern(ARNTemplate.filled(type.arn) { _ in "*" }).map { (type.name, $0) } }
        for name in names.names(in: parameters) where name.lowercased().hasSuffix("arn") {
            for text in names.texts(at: SDKParameterPath(steps: [.member(name)]), in: parameters) ?? [] {
                guard let arn = ARNPattern(text), arn != .everything, let type = wanted.first(where: { $0.1.overlaps(arn) })?.0 else { continue }
                arns.append((text, type))
            }
        }
    }

    /// Whether what names the resource, which is its first variable, is known.
    func names(_ type: ResourceType) -> Bool {
        guard let first = type.variables.first, let texts = variables[first] else { return false }
        return !texts.contains { $0 == "*" }
    }
}

extension SDKParameter {
    /// Whether it names what is copied from: a bucket and a key in one text.
    fileprivate var copies: Bool { paths.contains { $0.steps == [.member("CopySource")] } }

    /// Whether it takes a secret's name as well as its ARN, which the table knows of some operations only.
    fileprivate var namesSecret: Bool { paths.contains { $0.steps == [.member("SecretId")] } }
}
