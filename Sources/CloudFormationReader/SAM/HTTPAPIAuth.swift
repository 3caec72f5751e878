internal import ApplicationModel
internal import ManifestReading
internal import SourceText

/// The `Auth` of an HTTP API.
/// Source: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-httpapi-httpapiauth.html
struct HTTPAPIAuth {
    private let settings: MemberMap
    let authorizers: MemberMap
    /// What should say who is let in by default, where that is not known.
    let unknown: Value?

    init(_ property: Value?) {
        settings = MemberMap(property)
        let name = settings["DefaultAuthorizer"]
        unknown = property.map { !$0.isMap && !$0.isAbsent } == true ? property : name?.string == nil ? name : nil
        authorizers = MemberMap(settings["Authorizers"])
    }

    var defaultAuthorizer: Value? { settings["DefaultAuthorizer"] }

    func scopes(_ authorizer: String) -> Value? {
        authorizers[authorizer]?["AuthorizationScopes"].flatMap { $0.isTruthy ? $0 : nil }
    }

    /// Every authorizer with its security scheme.
    var schemes: [Value.Member] {
        var schemes: [Value.Member] = []
        if let iam = settings.member("EnableIamAuthorizer"), iam.value.bool == true {
            let scheme = ValueMaker(iam.keyPlace).signatureScheme
            schemes.append(Value.Member(key: "AWS_IAM", keyPlace: iam.keyPlace, value: scheme))
        }
        return schemes
            + authorizers.members.map { member in
                Value.Member(key: member.key, keyPlace: member.keyPlace, value: Self.scheme(member))
            }
    }

    private static func scheme(_ member: Value.Member) -> Value {
        let new = ValueMaker(member.keyPlace)
        let settings = MemberMap(member.value)
        guard let token = settings["JwtConfiguration"], token.isTruthy else { return functionScheme(settings, new) }
        return new.map([
            "type": new.text("oauth2"),
            "x-amazon-apigateway-authorizer": new.map([
                "jwtConfiguration": lowerCased(token), "identitySource": settings["IdentitySource"],
                "type": new.text("jwt"),
            ]),
        ])
    }

    private static func functionScheme(_ settings: MemberMap, _ new: ValueMaker) -> Value {
        let identity = settings["Identity"]
        let sources = [
            ("Headers", "$request.header."), ("QueryStrings", "$request.querystring."),
            ("StageVariables", "$stageVariables."), ("Context", "$context."),
        ].flatMap { key, prefix in (identity?[key]?.elements ?? []).compactMap(\.string).map { prefix + $0 } }
        let simple = settings["EnableSimpleResponses"].flatMap { $0.isTruthy ? $0 : nil }
        let authorizer = new.map([
            "type": new.text("request"), "authorizerUri": new.authorizerURI(settings["FunctionArn"]),
            "authorizerCredentials": settings["FunctionInvokeRole"].flatMap { $0.string == "NONE" ? nil : $0 },
            "authorizerResultTtlInSeconds": identity?["ReauthorizeEvery"],
            "identitySource": identity == nil ? nil : new.texts(sources),
            "authorizerPayloadFormatVersion": settings["AuthorizerPayloadFormatVersion"],
            "enableSimpleResponses": simple,
        ])
        return new.map([
            "type": new.text("apiKey"), "name": new.text("Unused"), "in": new.text("header"),
            "x-amazon-apigateway-authorizer": authorizer,
        ])
    }

    /// The settings of tokens under the names that OpenAPI has for them.
    private static func lowerCased(_ settings: Value) -> Value {
        guard settings.isMap else { return settings }
        return settings.replacing(
            .map(
                settings.members.map { member in
                    Value.Member(key: member.key.lowercased(), keyPlace: member.keyPlace, value: member.value)
                }))
    }
}

/// What the settings of an HTTP API write into its definition.
extension OpenAPIDocument {
    mutating func add(_ auth: HTTPAPIAuth) {
        if let unknown = auth.unknown { leaveSecurityOpen(unknown) }
        for scheme in auth.schemes { securitySchemes.set(scheme) }
        guard let standard = auth.defaultAuthorizer, let name = standard.string else { return }
        let new = ValueMaker(standard.usePlace)
        let requirement = new.list([new.map([name: auth.scopes(name) ?? new.list([])])])
        editAll { method, definition in
            guard method != "options", definition["security"]?.isTruthy != true else { return }
            definition.set("security", requirement)
        }
    }

    mutating func addTags(_ tags: Value) {
        let key = "x-amazon-apigateway-tag-value"
        var all = MemberMap()
        for entry in root["tags"]?.elements ?? [] { all.set(entry["name"]?.string ?? "", entry) }
        for tag in tags.members {
            var entry = MemberMap(all[tag.key])
            entry.set("name", entry["name"] ?? ValueMaker(tag.keyPlace).text(tag.key))
            entry.set(key, tag.value, at: tag.keyPlace)
            all.set(tag.key, entry.value(at: tag.keyPlace))
        }
        root.set("tags", ValueMaker(tags.place).list(all.members.map(\.value)))
    }

    /// `CorsConfiguration`: `true` is any origin, and a choice between settings is kept as one.
    mutating func addHTTPCORS(_ property: Value) {
        let key = "x-amazon-apigateway-cors"
        let new = ValueMaker(property.usePlace)
        let written = MemberMap(root[key])
        guard !property.isMap else { return root.set(key, cors(property, written).value(at: property.place)) }
        if property.bool == true {
            var settings = written
            settings.set("allowOrigins", new.texts(["*"]))
            return root.set(key, settings.value(at: property.place))
        }
        root.set(key, property.mappingContents { $0.isMap ? cors($0, MemberMap()).value(at: $0.place) : $0 })
    }

    private func cors(_ property: Value, _ written: MemberMap) -> MemberMap {
        var settings = written
        for member in MemberMap(property).members where !member.value.isAbsent {
            let name = member.key.prefix(1).lowercased() + member.key.dropFirst()
            let isOn =
                name == "maxAge" || (name == "allowCredentials" ? member.value.bool == true : member.value.isTruthy)
            if isOn { settings.set(name, member.value, at: member.keyPlace) }
        }
        return settings
    }
}
