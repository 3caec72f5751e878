internal import ApplicationModel
internal import SourceText

extension OpenAPIDocument {
    /// `GatewayResponses`: what API Gateway answers by itself.
    mutating func addGatewayResponses(_ property: Value) {
        var responses = MemberMap(root["x-amazon-apigateway-gateway-responses"])
        for member in property.members {
            let new = ValueMaker(member.keyPlace)
            let settings = MemberMap(member.value)
            let status = settings["StatusCode"]
            responses.set(
                member.key,
                new.map([
                    "responseParameters": Self.prefixed(settings["ResponseParameters"], new),
                    "responseTemplates": settings["ResponseTemplates"] ?? new.map([:]),
                    "statusCode": status.flatMap { value in value.scalarText.map { value.replacing(.string($0)) } }
                        ?? status,
                ]), at: member.keyPlace)
        }
        root.set("x-amazon-apigateway-gateway-responses", responses.value(at: property.place))
    }

    private static func prefixed(_ parameters: Value?, _ new: ValueMaker) -> Value {
        var all = MemberMap()
        for (key, prefix) in [("Headers", "header."), ("Paths", "path."), ("QueryStrings", "querystring.")] {
            for member in parameters?[key]?.members ?? [] {
                all.set("gatewayresponse." + prefix + member.key, member.value, at: member.keyPlace)
            }
        }
        return all.value(at: new.place)
    }

    /// `Models`: schemas under their names in lower case.
    mutating func addModels(_ property: Value) {
        var models = MemberMap(root["definitions"])
        for member in property.members { models.set(member.key.lowercased(), member.value, at: member.keyPlace) }
        root.set("definitions", models.value(at: property.place))
    }

    /// `DisableExecuteApiEndpoint`: whether the API answers under API Gateway's own address.
    mutating func disableEndpoint(_ value: Value) {
        let key = "x-amazon-apigateway-endpoint-configuration"
        let new = ValueMaker(value.usePlace)
        func setting(_ map: Value?) -> Value {
            var configuration = MemberMap(map?[key])
            configuration.set("disableExecuteApiEndpoint", value)
            return configuration.value(at: new.place)
        }
        guard isOpenAPI3 else { return root.set(key, setting(root.value(at: place))) }
        let servers = root["servers"]?.elements ?? [new.map([:])]
        root.set(
            "servers",
            new.list(
                servers.map { server in
                    var members = MemberMap(server)
                    members.set(key, setting(server))
                    return members.value(at: server.place)
                }))
    }
}
