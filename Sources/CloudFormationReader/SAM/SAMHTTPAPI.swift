internal import ApplicationModel
internal import ManifestReading
internal import SourceText

/// `AWS::Serverless::HttpApi` becomes an HTTP API with its stage, its domain and permissions.
/// Source: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-httpapi.html
extension SAMExpansion {
    private static let passedToStage = [
        "StageVariables", "AccessLogSettings", "DefaultRouteSettings", "RouteSettings",
    ]

    mutating func expandHTTPAPI(_ id: String) {
        guard let draft = drafts[id] else { return }
        makePathsConditional(id)
        let origin = origin(draft)
        var properties = draft.properties.passed(["FailOnWarnings"])
        addHTTPBody(draft, to: &properties)
        let stage = httpStage(draft, origin)
        let auth = HTTPAPIAuth(draft.properties["Auth"])
        let permissions = auth.authorizers.members.compactMap { member -> ResourceDraft? in
            guard member.value["EnableFunctionDefaultPermissions"]?.isTruthy == true,
                let function = member.value["FunctionArn"], function.isTruthy
            else { return nil }
            return origin.asked(by: "Auth", at: member.keyPlace).authorizerPermission(
                id + member.key + "AuthorizerPermission", function, api: id, partition: "${AWS::Partition}")
        }
        let domain = httpDomain(draft, origin, tag: "httpapi:createdBy")
        let made = permissions + domain + [stage]
        references[id + ".Stage"] = stage.logicalID
        let tags = apis[id]?.document == nil ? draft.properties["Tags"] : httpTags(draft)
        let isInline = apis[id]?.document != nil
        emit(propagating(tags, if: ValueMaker(draft.place).bool(isInline), to: made), for: id)
        become("AWS::ApiGatewayV2::Api", properties, id: id)
        for made in made where made.type == "AWS::ApiGatewayV2::DomainName" {
            references[id + ".DomainName"] = made.logicalID
        }
    }

    /// The author's tags with the one that SAM adds.
    private func httpTags(_ draft: ResourceDraft) -> Value {
        let tags = draft.properties["Tags"]
        var all = MemberMap(tags)
        let place = tags?.place ?? draft.place
        all.set("httpapi:createdBy", ValueMaker(place).text("SAM"))
        return all.value(at: place)
    }

    private mutating func addHTTPBody(_ draft: ResourceDraft, to properties: inout MemberMap) {
        guard var document = apis[draft.logicalID]?.document else { return addLocation(draft, to: &properties) }
        let own = draft.properties
        if let cors = own["CorsConfiguration"], cors.isTruthy { document.addHTTPCORS(cors) }
        if let auth = own["Auth"], auth.isTruthy { document.add(HTTPAPIAuth(auth)) }
        document.addTags(httpTags(draft))
        if let disabled = own["DisableExecuteApiEndpoint"] { document.disableEndpoint(disabled) }
        var info = MemberMap(document.root["info"])
        info.set("title", own["Name"], at: own.member("Name")?.keyPlace)
        info.set("description", own["Description"], at: own.member("Description")?.keyPlace)
        if !info.isEmpty { document.root.set("info", info.value(at: document.root["info"]?.place ?? draft.place)) }
        if own["FailOnWarnings"]?.isTruthy == true { document.rename("$default", to: "/$default") }
        properties.set("Body", document.value, at: own.member("DefinitionBody")?.keyPlace ?? draft.place)
    }

    private func httpStage(_ draft: ResourceDraft, _ origin: Origin) -> ResourceDraft {
        let member = draft.properties["StageName"] == nil ? nil : draft.properties.member("StageName")
        let name = member?.value ?? origin.new.text("$default")
        let prefix = name.literalString ?? ""
        let suffix = prefix == "$default" ? "ApiGatewayDefaultStage" : (prefix.isAlphanumeric ? prefix : "") + "Stage"
        var properties = draft.properties.passed(Self.passedToStage)
        properties.set("ApiId", origin.new.reference(draft.logicalID))
        properties.set("StageName", name, at: member?.keyPlace)
        properties.set("AutoDeploy", origin.new.bool(true))
        properties.set("Tags", draft.properties["Tags"])
        return origin.asked(by: origin.word, at: member?.keyPlace).draft(
            "AWS::ApiGatewayV2::Stage", draft.logicalID + suffix, properties)
    }

    /// The domain of an HTTP or WebSocket API.
    mutating func httpDomain(_ draft: ResourceDraft, _ origin: Origin, tag: String) -> [ResourceDraft] {
        guard let domain = SAMDomain(draft, origin) else { return [] }
        let new = domain.new
        let id = hashedIDs.id("ApiGatewayDomainNameV2", for: domain.name)
        var configuration = domain.settings.passed([
            "CertificateArn", "OwnershipVerificationCertificateArn", "SecurityPolicy",
        ])
        configuration.set("EndpointType", domain["EndpointConfiguration"] ?? new.text("REGIONAL"))
        var properties = domain.settings.passed(["DomainName"])
        properties.set("MutualTlsAuthentication", domain.mutualTLS)
        properties.set("DomainNameConfigurations", new.list([configuration.value(at: domain.member.keyPlace)]))
        properties.set("Tags", new.map([tag: new.text("SAM")]))
        let main = domain.origin.draft("AWS::ApiGatewayV2::DomainName", id, properties)
        return [main] + domain.httpMappings(id)
            + zone(domain) { zone in domain.target(zone, domain: id, endpoint: "REGIONAL") }
    }
}

extension SAMDomain {
    fileprivate func httpMappings(_ domain: String) -> [ResourceDraft] {
        let paths: [(id: String, path: String?)] =
            basePaths?.map { path in
                (api + path.filter { !"-_/".contains($0) } + "ApiMapping", path.trimmingSlashes)
            } ?? [(api + "ApiMapping", nil)]
        return paths.map { id, path in
            origin.draft(
                "AWS::ApiGatewayV2::ApiMapping", id,
                [
                    "DomainName": new.reference(domain), "ApiId": new.reference(api),
                    "Stage": new.attribute("Stage", of: api), "ApiMappingKey": path.map(new.text),
                ])
        }
    }
}

extension String {
    fileprivate var trimmingSlashes: String {
        var text = self[...]
        while text.hasPrefix("/") { text = text.dropFirst() }
        while text.hasSuffix("/") { text = text.dropLast() }
        return String(text)
    }
}
