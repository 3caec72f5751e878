internal import ApplicationModel
internal import ManifestReading
internal import SourceText

/// The definition of an API while events and settings are written into it.
/// Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions.html
struct OpenAPIDocument {
    static let anyMethod = "x-amazon-apigateway-any-method"
    static let integration = "x-amazon-apigateway-integration"
    /// What API Gateway knows as methods; another key of a path is not one.
    static let methods: Set<String> = [
        "get", "put", "post", "delete", "options", "head", "patch", "trace", anyMethod,
    ]

    /// Everything but the paths and what has a property of its own.
    var root: MemberMap
    private(set) var paths: MemberMap
    /// Security definitions of Swagger 2; `components.securitySchemes` for HTTP APIs.
    var securitySchemes: MemberMap
    var policy: APIResourcePolicy
    let place: SourcePlace

    /// Reads a definition; `nil` for what is none.
    init?(_ value: Value) {
        let root = MemberMap(value)
        guard let paths = root["paths"], paths.isMap else { return nil }
        guard let version = root["swagger"] ?? root["openapi"], version.isTruthy else { return nil }
        self.root = root
        self.paths = MemberMap(paths)
        securitySchemes = MemberMap(root["securityDefinitions"] ?? root["components"]?["securitySchemes"])
        policy = APIResourcePolicy(root["x-amazon-apigateway-policy"])
        place = value.place
    }

    /// A definition without paths; `version` is that of OpenAPI, `nil` for Swagger 2.
    init(version: Value?, at place: SourcePlace) {
        let new = ValueMaker(place)
        root = new.members([
            "swagger": version == nil ? new.text("2.0") : nil, "openapi": version,
            "info": new.map(["version": new.text("1.0"), "title": new.pseudo("AWS::StackName")]),
            "paths": new.map([:]),
        ])
        paths = MemberMap()
        securitySchemes = MemberMap()
        policy = APIResourcePolicy(nil)
        self.place = place
    }

    var isSwagger: Bool { root["swagger"]?.isTruthy ?? false }
    var isOpenAPI3: Bool { root["openapi"]?.scalarText.map(Self.isVersion3) ?? false }

    /// Whether a version is of the form `3`, `3.0` or `3.0.1`, with one digit each.
    static func isVersion3(_ text: String) -> Bool {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        return parts.first == "3" && (2...3).contains(parts.count)
            && parts.dropFirst().allSatisfy { $0.count == 1 && $0.allSatisfy(\.isNumber) }
    }

    /// The key of a method: lower-case, with API Gateway's own word for any of them.
    static func key(ofMethod method: String) -> String {
        let method = method.lowercased()
        return method == "any" ? anyMethod : method
    }

    /// Whether API Gateway has a method of that name.
    static func isMethod(_ method: String) -> Bool { methods.contains(key(ofMethod: method)) }

    /// The keys of a path in all of its branches.
    func methodKeys(of path: String) -> [String] {
        (paths[path]?.contents ?? []).flatMap { MemberMap($0).members.map(\.key) }
    }

    /// Whether every branch of the path has the method with an integration in one of its branches.
    func hasIntegration(_ path: String, _ method: String) -> Bool {
        guard let items = paths[path]?.contents, !items.isEmpty else { return false }
        return items.allSatisfy { item in
            (item[method]?.contents ?? []).contains { $0[Self.integration]?.isTruthy ?? false }
        }
    }

    /// Adds a method without a definition unless the path has it.
    mutating func addMethod(_ method: String, to path: String, at place: SourcePlace) {
        changeItems(path, at: place) { methods in
            if methods.member(method) == nil { methods.set(method, ValueMaker(place).map([:]), at: place) }
        }
    }

    /// Defines a method in every branch of its path, under a condition when there is one.
    mutating func define(
        _ method: String, of path: String, under condition: Value?, at place: SourcePlace,
        _ change: (inout MemberMap) -> Void
    ) {
        changeItems(path, at: place) { methods in
            var definition = MemberMap(methods[method])
            change(&definition)
            let value = definition.value(at: place)
            methods.set(method, condition.map { ValueMaker(place).conditional($0, value) } ?? value, at: place)
        }
    }

    /// Changes every definition of a method that has an integration.
    mutating func edit(_ method: String, of path: String, _ change: (inout MemberMap) -> Void) {
        guard paths[path] != nil else { return }
        changeItems(path, at: place) { methods in
            guard let member = methods.member(method) else { return }
            methods.set(Self.edited(member, change))
        }
    }

    /// Changes every definition with an integration, given with the method's key.
    mutating func editAll(_ change: (_ method: String, _ definition: inout MemberMap) -> Void) {
        for path in paths.members.map(\.key) {
            changeItems(path, at: place) { methods in
                for member in methods.members where !["summary", "description", "parameters"].contains(member.key) {
                    methods.set(Self.edited(member) { change(Self.key(ofMethod: member.key), &$0) })
                }
            }
        }
    }

    /// Changes what stands below a path, in every branch.
    mutating func changeItems(_ path: String, at place: SourcePlace, _ change: (inout MemberMap) -> Void) {
        let member = paths.member(path)
        let item = paths[path] ?? ValueMaker(place).map([:])
        let changed = item.mappingContents { content in
            var methods = MemberMap(content)
            change(&methods)
            return content.replacing(.map(methods.members))
        }
        paths.set(path, changed, at: member?.keyPlace ?? place)
    }

    /// Puts a path under a condition.
    mutating func makeConditional(_ path: String, _ condition: Value) {
        guard let member = paths.member(path) else { return }
        paths.set(path, ValueMaker(member.keyPlace).conditional(condition, member.value), at: member.keyPlace)
    }

    mutating func rename(_ path: String, to name: String) {
        guard let member = paths.member(path) else { return }
        paths.remove(path)
        paths.set(name, member.value, at: member.keyPlace)
    }

    private static func edited(_ member: Value.Member, _ change: (inout MemberMap) -> Void) -> Value.Member {
        let value = member.value.mappingContents { content in
            guard content.isMap, content[integration]?.isTruthy ?? false else { return content }
            var definition = MemberMap(content)
            change(&definition)
            return content.replacing(.map(definition.members))
        }
        return Value.Member(key: member.key, keyPlace: member.keyPlace, value: value)
    }

    /// The definition with its paths and security schemes in place.
    var value: Value {
        var root = root
        root.set(
            "paths", paths.value(at: root.member("paths")?.value.place ?? place), at: root.member("paths")?.keyPlace)
        if !securitySchemes.isEmpty { setSecuritySchemes(&root) }
        if let policy = policy.value { root.set("x-amazon-apigateway-policy", policy) }
        return root.value(at: place)
    }

    private func setSecuritySchemes(_ root: inout MemberMap) {
        let schemes = securitySchemes.value(at: securitySchemes.members.first?.keyPlace ?? place)
        guard isOpenAPI3, !isSwagger else { return root.set("securityDefinitions", schemes) }
        var components = MemberMap(root["components"])
        components.set("securitySchemes", schemes)
        root.set("components", components.value(at: place), at: root.member("components")?.keyPlace ?? place)
    }
}
