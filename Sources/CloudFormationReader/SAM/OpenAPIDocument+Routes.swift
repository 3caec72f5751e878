internal import ApplicationModel
internal import ManifestReading
internal import SourceText

/// What events write into a method of a REST API.
extension OpenAPIDocument {
    mutating func setTimeout(_ timeout: Value, _ path: String, _ method: String) {
        edit(method, of: path) { definition in
            var integration = MemberMap(definition[Self.integration])
            integration.set("timeoutInMillis", timeout)
            definition.set(
                Self.integration, integration.value(at: definition[Self.integration]?.place ?? timeout.place))
        }
    }

    /// The authorizer, API key and resource policy of one method.
    mutating func addAuth(_ auth: Value, _ route: RestRoute, _ api: RestAPIAuth, stage: String) {
        guard auth.isMap, auth["Authorizer"].map({ $0.string != nil || $0.isAbsent }) ?? true else {
            return edit(route.method, of: route.path) {
                $0.set("security", (auth["Authorizer"] ?? auth).unknownSecurity)
            }
        }
        if let authorizer = auth["Authorizer"], authorizer.isTruthy, let name = authorizer.string {
            let scopes = auth["AuthorizationScopes"] ?? api.authorizers[name]?["AuthorizationScopes"]
            let new = ValueMaker(authorizer.usePlace)
            let isKnown = name != "NONE" && api.authorizers[name] != nil
            addSecurity(new.map([name: isKnown ? scopes ?? new.list([]) : new.list([])]), route)
        }
        if let key = auth["ApiKeyRequired"] {
            let new = ValueMaker(key.usePlace)
            if key.isTruthy { addKeyScheme(at: key.usePlace) }
            addSecurity(new.map([key.isTruthy ? "api_key" : "api_key_false": new.list([])]), route)
        }
        if let policy = auth["ResourcePolicy"], policy.isMap {
            addPolicy(ResourcePolicyClauses(policy), path: route.path, stage: ValueMaker(policy.place).text(stage))
        }
    }

    private mutating func addSecurity(_ requirement: Value, _ route: RestRoute) {
        var isSigned = false
        edit(route.method, of: route.path) { definition in
            let all = (definition["security"]?.elements ?? []) + [requirement]
            definition.set("security", ValueMaker(requirement.place).list(all))
            isSigned = isSigned || all.first?.member("AWS_IAM") != nil
        }
        if isSigned { addSignatureScheme(at: requirement.place) }
    }

    /// The model a body must match, and whether API Gateway checks it.
    mutating func addModel(_ name: String, _ property: Value, _ route: RestRoute) {
        let new = ValueMaker(property.usePlace)
        let key = name.lowercased()
        let required = property["Required"]
        let (isSwagger, isOpenAPI3) = (isSwagger, isOpenAPI3)
        edit(route.method, of: route.path) { definition in
            if isSwagger {
                let reference = new.map(["$ref": new.text("#/definitions/\(key)")])
                let parameter = new.map([
                    "in": new.text("body"), "name": new.text(key), "schema": reference, "required": required,
                ])
                definition.set("parameters", new.list((definition["parameters"]?.elements ?? []) + [parameter]))
            } else if isOpenAPI3 {
                let reference = new.map(["$ref": new.text("#/components/schemas/\(key)")])
                let content = new.map(["application/json": new.map(["schema": reference])])
                definition.set("requestBody", new.map(["content": content, "required": required]))
            }
        }
        let checks = (property["ValidateBody"], property["ValidateParameters"])
        if checks.0 != nil || checks.1 != nil {
            addValidator(body: checks.0?.isTruthy ?? false, parameters: checks.1?.isTruthy ?? false, route, new)
        }
    }

    private mutating func addValidator(body: Bool, parameters: Bool, _ route: RestRoute, _ new: ValueMaker) {
        let key = "x-amazon-apigateway-request-validators"
        let name =
            body ? (parameters ? "body-and-params" : "body-only") : parameters ? "params-only" : "no-validation"
        var validators = MemberMap(root[key])
        if validators[name] == nil {
            validators.set(
                name,
                new.map(["validateRequestBody": new.bool(body), "validateRequestParameters": new.bool(parameters)]))
        }
        root.set(key, validators.value(at: new.place))
        edit(route.method, of: route.path) { $0.set("x-amazon-apigateway-request-validator", new.text(name)) }
    }

    /// `RequestParameters`: what the request must or may carry.
    mutating func addParameters(_ parameters: [Value], _ route: RestRoute) {
        let parsed = parameters.compactMap(RequestParameter.init)
        edit(route.method, of: route.path) { definition in
            let place = parameters.first?.place ?? route.event.place
            let all = (definition["parameters"]?.elements ?? []) + parsed.map(\.definition)
            definition.set("parameters", ValueMaker(place).list(all))
            let cached = parsed.filter(\.isCached).map { ValueMaker($0.definition.place).text($0.name) }
            guard !cached.isEmpty else { return }
            var integration = MemberMap(definition[Self.integration])
            let keys = (integration["cacheKeyParameters"]?.elements ?? []) + cached
            integration.set("cacheKeyParameters", ValueMaker(place).list(keys))
            definition.set(Self.integration, integration.value(at: place))
        }
    }

    /// Takes over one method of a definition that SAM made; where both say something, SAM's word counts.
    mutating func merge(_ own: OpenAPIDocument, _ route: RestRoute) {
        guard let made = own.paths[route.path]?[route.method] else { return }
        changeItems(route.path, at: route.event.place) { methods in
            var merged = MemberMap(methods[route.method])
            guard made.isMap else { return methods.set(route.method, made, at: route.event.place) }
            for member in made.members { merged.set(member) }
            methods.set(route.method, merged.value(at: made.place), at: route.event.place)
        }
    }

    mutating func addSignatureScheme(at place: SourcePlace) {
        guard securitySchemes["AWS_IAM"] == nil else { return }
        securitySchemes.set("AWS_IAM", ValueMaker(place).signatureScheme)
    }

    mutating func addKeyScheme(at place: SourcePlace) {
        guard securitySchemes["api_key"] == nil else { return }
        let new = ValueMaker(place)
        securitySchemes.set(
            "api_key", new.map(["type": new.text("apiKey"), "name": new.text("x-api-key"), "in": new.text("header")]))
    }
}

extension Value {
    /// What guards a route when this, which says so, is not known.
    var unknownSecurity: Value {
        Value(.unknown(reason: "the authorizer is not known before the deployment"), place: usePlace)
    }
}

extension OpenAPIDocument {
    /// Leaves open what guards the methods that say nothing of it themselves.
    mutating func leaveSecurityOpen(_ value: Value) {
        editAll { method, definition in
            guard method != "options", definition["security"] == nil else { return }
            definition.set("security", value.unknownSecurity)
        }
    }
}

extension ValueMaker {
    /// The security scheme for requests that AWS credentials sign.
    var signatureScheme: Value {
        map([
            "type": text("apiKey"), "name": text("Authorization"), "in": text("header"),
            "x-amazon-apigateway-authtype": text("awsSigv4"),
        ])
    }
}

/// An entry of `RequestParameters`: `method.request.header.Name`, by itself or as the key of its settings.
private struct RequestParameter {
    let name: String
    let definition: Value
    let isCached: Bool

    init?(_ entry: Value) {
        let settings = entry.members.first?.value
        guard let name = entry.string ?? entry.members.first?.key, name.hasPrefix("method.request.") else { return nil }
        let parts = name.dropFirst("method.request.".count).split(separator: ".", maxSplits: 1)
        guard parts.count == 2 else { return nil }
        let new = ValueMaker(entry.members.first?.keyPlace ?? entry.usePlace)
        self.name = name
        isCached = settings?["Caching"]?.isTruthy ?? false
        definition = new.map([
            "in": new.text(parts[0] == "querystring" ? "query" : String(parts[0])), "name": new.text(String(parts[1])),
            "required": settings?["Required"] ?? new.bool(false), "type": new.text("string"),
        ])
    }
}
