internal import ApplicationModel
internal import ManifestReading
internal import SourceText

/// What the settings of a REST API write into its definition.
extension OpenAPIDocument {
    mutating func add(_ auth: RestAPIAuth, stage: Value) {
        if let unknown = auth.unknown { leaveSecurityOpen(unknown) }
        let schemes = auth.schemes
        for scheme in schemes { securitySchemes.set(scheme) }
        if !schemes.isEmpty, let name = auth.defaultAuthorizer, let place = auth.defaultPlace {
            setDefault(name, auth, names: Set(schemes.map(\.key) + ["AWS_IAM"]), at: place)
        }
        if let key = auth.requiresKey {
            addKeyScheme(at: key.usePlace)
            requireKey(auth, at: key.usePlace)
        }
        guard let property = auth.resourcePolicy, property.isMap else { return }
        let clauses = ResourcePolicyClauses(property)
        for path in paths.members.map(\.key) { addPolicy(clauses, path: path, stage: stage) }
        policy.add(clauses.custom)
    }

    /// Guards every method that has no authorizer of its own; `NONE` was the event's word for none at all.
    private mutating func setDefault(_ name: String, _ auth: RestAPIAuth, names: Set<String>, at place: SourcePlace) {
        var isSigned = false
        editAll { method, definition in
            guard method != "options" || auth.guardsPreflight else { return }
            guard definition["security"]?.isUndetermined != true else { return }
            let security = definition["security"]?.elements ?? []
            let isOpen = security.contains { $0.member("NONE") != nil }
            var kept = security.filter { entry in !entry.members.contains { names.contains($0.key) } }
            let own = security.filter { entry in entry.members.contains { names.contains($0.key) } }
            if let open = kept.firstIndex(where: { $0.member("NONE") != nil }) { kept.remove(at: open) }
            if !isOpen { kept += own.isEmpty ? [ValueMaker(place).map([name: auth.scopes(name, at: place)])] : own }
            guard !kept.isEmpty else { return }
            definition.set("security", ValueMaker(place).list(kept))
            isSigned = isSigned || kept.first?.member("AWS_IAM") != nil
        }
        if isSigned { addSignatureScheme(at: place) }
    }

    private mutating func requireKey(_ auth: RestAPIAuth, at place: SourcePlace) {
        editAll { method, definition in
            guard definition["security"]?.isUndetermined != true else { return }
            let security = definition["security"]?.elements ?? []
            let isFree = security.contains { $0.member("api_key_false") != nil }
            var kept = security.filter { $0.member("api_key") == nil && $0.member("api_key_false") == nil }
            if !isFree && (method != "options" || auth.needsKeyForPreflight) {
                kept.append(ValueMaker(place).map(["api_key": ValueMaker(place).list([])]))
            }
            if kept.map(\.fingerprint) != security.map(\.fingerprint) {
                definition.set("security", ValueMaker(place).list(kept))
            }
        }
    }

    /// `Cors`: an `OPTIONS` method that answers by itself, for every path without one.
    mutating func addCORS(_ property: Value) {
        var done: Set<String> = []
        for path in paths.members.map(\.key) where done.insert(path.withoutTrailingSlash).inserted {
            changeItems(path, at: property.usePlace) { methods in
                guard methods.member("options") == nil else { return }
                methods.set("options", Preflight(property, methods).definition, at: property.usePlace)
            }
        }
    }

    /// Where OpenAPI 3 keeps things that Swagger 2 keeps elsewhere.
    ///
    /// SAM does this after each of its steps, and so puts the schema of a preflight header into a schema every time.
    mutating func finish(version: Value?) {
        let version = version ?? root["openapi"]
        guard !isSwagger, let text = version?.scalarText, Self.isVersion3(text) else { return }
        if let models = root["definitions"], models.isTruthy {
            var components = MemberMap(root["components"])
            components.set("schemas", models)
            root.remove("definitions")
            root.set("components", components.value(at: models.place))
        }
        root.remove("securityDefinitions")
        for path in paths.members.map(\.key) where paths[path]?.isMap == true {
            changeItems(path, at: place) { methods in
                guard let options = methods.member("options"), options.value.isMap else { return }
                methods.set(Self.preflightOfOpenAPI3(options))
            }
        }
    }

    private static func preflightOfOpenAPI3(_ member: Value.Member) -> Value.Member {
        var definition = MemberMap(member.value)
        definition.remove("produces")
        definition.remove("consumes")
        var responses = MemberMap(definition["responses"])
        var success = MemberMap(responses["200"])
        if let headers = success["headers"], headers.isMap {
            let typed = headers.members.map { header in
                let new = ValueMaker(header.keyPlace)
                return Value.Member(
                    key: header.key, keyPlace: header.keyPlace, value: new.map(["schema": header.value]))
            }
            success.set("headers", headers.replacing(.map(typed)))
            responses.set("200", success.value(at: headers.place))
            definition.set("responses", responses.value(at: headers.place))
        }
        return Value.Member(
            key: member.key, keyPlace: member.keyPlace, value: member.value.replacing(.map(definition.members)))
    }
}

/// The answer to a browser that asks before it sends.
/// Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-cors.html
private struct Preflight {
    let definition: Value

    init(_ property: Value, _ methods: MemberMap) {
        let new = ValueMaker(property.usePlace)
        let settings = MemberMap(property)
        let isMap = property.isMap
        let allowed = settings["AllowMethods"].flatMap { $0.isTruthy ? $0 : nil } ?? new.text(Self.methods(methods))
        var parameters = MemberMap()
        var headers = MemberMap()
        func add(_ name: String, _ value: Value?, _ type: String = "string") {
            guard let value, value.isTruthy || type == "integer" else { return }
            parameters.set("method.response.header.Access-Control-" + name, value)
            headers.set("Access-Control-" + name, new.map(["type": new.text(type)]))
        }
        add("Allow-Origin", isMap ? settings["AllowOrigin"] ?? new.text("'*'") : property)
        add("Allow-Headers", settings["AllowHeaders"])
        add("Allow-Methods", allowed)
        add("Max-Age", settings["MaxAge"], "integer")
        add("Allow-Credentials", settings["AllowCredentials"]?.bool == true ? new.text("'true'") : nil)
        let success = new.map([
            "statusCode": new.text("200"), "responseParameters": parameters.value(at: new.place),
            "responseTemplates": new.map(["application/json": new.text("{}\n")]),
        ])
        let integration = new.map([
            "type": new.text("mock"),
            "requestTemplates": new.map(["application/json": new.text("{\n  \"statusCode\" : 200\n}\n")]),
            "responses": new.map(["default": success]),
        ])
        let response = new.map([
            "description": new.text("Default response for CORS method"), "headers": headers.value(at: new.place),
        ])
        definition = new.map([
            "summary": new.text("CORS support"), "consumes": new.texts(["application/json"]),
            "produces": new.texts(["application/json"]), OpenAPIDocument.integration: integration,
            "responses": new.map(["200": response]),
        ])
    }

    private static func methods(_ methods: MemberMap) -> String {
        let keys = methods.members.map(\.key)
        let all = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"]
        let named =
            keys.contains(OpenAPIDocument.anyMethod) ? all : Set(keys.map { $0.uppercased() } + ["OPTIONS"]).sorted()
        return "'" + named.joined(separator: ",") + "'"
    }
}
