internal import ApplicationModel
internal import ManifestReading
internal import SourceText

/// The `Auth` of a REST API.
/// Source: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-api-apiauth.html
struct RestAPIAuth {
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

    var defaultAuthorizer: String? { settings["DefaultAuthorizer"]?.string }
    /// Null counts here: it says that no role is given.
    var invokeRole: Value? { settings.member("InvokeRole")?.value }
    var resourcePolicy: Value? { settings["ResourcePolicy"] }
    var usagePlan: Value.Member? { settings["UsagePlan"] == nil ? nil : settings.member("UsagePlan") }
    var requiresKey: Value? { settings["ApiKeyRequired"].flatMap { $0.isTruthy ? $0 : nil } }
    var guardsPreflight: Bool { settings["AddDefaultAuthorizerToCorsPreflight"]?.isTruthy ?? true }
    var needsKeyForPreflight: Bool { settings["AddApiKeyRequiredToCorsPreflight"]?.isTruthy ?? true }
    var defaultPlace: SourcePlace? { settings.member("DefaultAuthorizer")?.value.usePlace }

    /// Every authorizer with its security scheme.
    var schemes: [Value.Member] {
        var schemes: [Value.Member] = []
        if defaultAuthorizer == "AWS_IAM", let place = defaultPlace {
            let new = ValueMaker(place)
            schemes.append(Value.Member(key: "AWS_IAM", keyPlace: place, value: new.signatureScheme))
        }
        return schemes
            + authorizers.members.map { member in
                let scheme = RestAuthorizer(member).scheme
                return Value.Member(key: member.key, keyPlace: member.keyPlace, value: scheme)
            }
    }

    func scopes(_ authorizer: String, at place: SourcePlace) -> Value {
        authorizers[authorizer]?["AuthorizationScopes"] ?? ValueMaker(place).list([])
    }
}

/// An authorizer of a REST API: a user pool or a function.
struct RestAuthorizer {
    private let member: Value.Member
    private let settings: MemberMap
    private let identity: MemberMap

    init(_ member: Value.Member) {
        self.member = member
        settings = MemberMap(member.value)
        identity = MemberMap(settings["Identity"])
    }

    private var new: ValueMaker { ValueMaker(member.keyPlace) }
    private var isPool: Bool { settings["UserPoolArn"]?.isTruthy ?? false }
    private var isRequest: Bool { settings["FunctionPayloadType"]?.string == "REQUEST" }

    /// The function whose invocation SAM must permit.
    var permittedFunction: Value? {
        settings["DisableFunctionDefaultPermissions"]?.isTruthy == true ? nil : settings["FunctionArn"]
    }

    var scheme: Value {
        let isUnused = !isPool && isRequest
        return new.map([
            "type": new.text("apiKey"),
            "name": isUnused ? new.text("Unused") : identity["Header"] ?? new.text("Authorization"),
            "in": new.text("header"),
            "x-amazon-apigateway-authtype": new.text(isPool ? "cognito_user_pools" : "custom"),
            "x-amazon-apigateway-authorizer": isPool ? pool : function,
        ])
    }

    private var pool: Value {
        new.map([
            "type": new.text("cognito_user_pools"),
            "providerARNs": settings["UserPoolArn"].map { $0.isList ? $0 : new.list([$0]) },
            "identityValidationExpression": identity["ValidationExpression"],
        ])
    }

    private var function: Value {
        let role = settings["FunctionInvokeRole"].flatMap { $0.string == "NONE" ? nil : $0 }
        return new.map([
            "type": new.text(isRequest ? "request" : "token"),
            "authorizerUri": new.authorizerURI(settings["FunctionArn"]),
            "authorizerResultTtlInSeconds": identity["ReauthorizeEvery"], "authorizerCredentials": role,
            "identitySource": isRequest && !sources.isEmpty ? new.text(sources.joined(separator: ", ")) : nil,
            "identityValidationExpression": isRequest ? nil : identity["ValidationExpression"],
        ])
    }

    private var sources: [String] {
        let prefixes = [
            ("Headers", "method.request.header."), ("QueryStrings", "method.request.querystring."),
            ("StageVariables", "stageVariables."), ("Context", "context."),
        ]
        return prefixes.flatMap { key, prefix in
            (identity[key]?.elements ?? []).compactMap(\.string).map { prefix + $0 }
        }
    }
}

extension ValueMaker {
    /// The address under which API Gateway asks an authorizer's function.
    func authorizerURI(_ function: Value?) -> Value {
        substitution(
            "arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${__FunctionArn__}/invocations",
            ["__FunctionArn__": function ?? text("")])
    }
}
