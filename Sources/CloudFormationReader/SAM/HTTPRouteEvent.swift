internal import ApplicationModel
internal import ManifestReading
internal import SourceText

/// `HttpApi` events: a route of an HTTP API.
/// Source: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-httpapi.html
extension SAMExpansion {
    /// Adds the route to its API, and makes the permission that lets the API invoke the function.
    mutating func httpRoute(_ event: SAMEvent, _ target: EventTarget, _ origin: Origin) -> [ResourceDraft] {
        let route = HTTPEventRoute(event.properties)
        guard let path = route.path, let word = route.method, OpenAPIDocument.isMethod(word) else {
            report("the event `\(event.key)` is not known: expected `Path` and `Method`, or neither", at: event.place)
            return []
        }
        let method = OpenAPIDocument.key(ofMethod: word)
        let id = event["ApiId"].map { $0.referencedLogicalID ?? $0.string } ?? "ServerlessHttpApi"
        let isCovered = path != "$default" && coversEverything(id, target)
        if let id, apis[id]?.document != nil {
            addHTTPRoute(event, path, method, to: id, target, origin)
        } else if id.map({ drafts[$0] == nil }) ?? true {
            report("the API of the event `\(event.key)` is not in this template", at: event.place)
        }
        if isCovered { return [] }
        let scope = path == "$default" ? "" : path.withoutTrailingSlash.maskingParameters(greedy: false)
        // A literal `/$default` has no method in ARNs.
        let verb = scope == "/$default" ? "" : method == OpenAPIDocument.anyMethod ? "/*" : "/" + method.uppercased()
        let arn = event.new.substitution(
            "arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${__ApiId__}/*" + verb + scope,
            ["__ApiId__": event["ApiId"] ?? event.new.reference("ServerlessHttpApi")])
        return [event.permission(target, principal: "apigateway.amazonaws.com", sourceARN: arn)]
    }

    /// Whether the API's catch-all route runs the same function, so that one permission is for everything.
    private func coversEverything(_ id: String?, _ target: EventTarget) -> Bool {
        guard let document = id.flatMap({ apis[$0]?.document }), target.shorthand.hasSuffix(".Arn}") else {
            return false
        }
        let definitions = (document.paths["$default"]?.contents ?? []).flatMap {
            $0[OpenAPIDocument.anyMethod]?.contents ?? []
        }
        return !definitions.isEmpty
            && definitions.allSatisfy { definition in
                let uris = definition[OpenAPIDocument.integration]?["uri"]?.contents ?? []
                return !uris.isEmpty
                    && uris.allSatisfy { uri in
                        uri.symbols.contains(.resource(logicalID: target.logicalID, attribute: "Arn"))
                    }
            }
    }

    private mutating func addHTTPRoute(
        _ event: SAMEvent, _ path: String, _ method: String, to id: String, _ target: EventTarget, _ origin: Origin
    ) {
        guard var document = apis[id]?.document, document.isOpenAPI3 else { return }
        // Taken out while it changes, so that it is not copied for every event.
        apis[id]?.document = nil
        defer { apis[id]?.document = document }
        let auth = apis[id]?.httpAuth ?? HTTPAPIAuth(nil)
        if !document.hasIntegration(path, method) {
            document.define(method, of: path, under: origin.attributes["Condition"], at: event.place) { definition in
                event.fill(&definition, target, condition: origin.attributes["Condition"])
                let isDefault = path == "$default" && method == OpenAPIDocument.anyMethod
                if isDefault { definition.set("isDefaultRoute", event.new.bool(true)) }
            }
        } else if apis[id]?.isManaged == true {
            report("the method `\(method)` of `\(path)` is defined more than once", at: event.place)
            return
        }
        document.edit(method, of: path) { definition in
            event.guardRoute(&definition, auth)
            event.shape(&definition, path)
        }
    }
}

extension SAMEvent {
    fileprivate func fill(_ definition: inout MemberMap, _ target: EventTarget, condition: Value?) {
        let uri = new.lambdaURI(target.shorthand, partition: "${AWS::Partition}")
        definition.set(
            OpenAPIDocument.integration,
            new.map([
                "type": new.text("aws_proxy"), "httpMethod": new.text("POST"), "payloadFormatVersion": new.text("2.0"),
                "uri": condition.map { new.conditional($0, uri) } ?? uri,
            ]))
        if definition["responses"] == nil { definition.set("responses", new.map([:])) }
    }

    /// `Auth` of the event; without an authorizer of its own the default one is named.
    fileprivate func guardRoute(_ definition: inout MemberMap, _ api: HTTPAPIAuth) {
        guard let auth = self["Auth"], auth.isTruthy else { return }
        guard let name = (auth["Authorizer"] ?? api.defaultAuthorizer)?.string else {
            return definition.set("security", (auth["Authorizer"] ?? auth).unknownSecurity)
        }
        let place = auth["Authorizer"]?.usePlace ?? auth.usePlace
        let own = auth["AuthorizationScopes"].flatMap { $0.isTruthy ? $0 : nil }
        let scopes = ["NONE", "AWS_IAM"].contains(name) ? nil : own ?? api.scopes(name)
        let requirement = ValueMaker(place).map([name: scopes ?? ValueMaker(place).list([])])
        definition.set("security", ValueMaker(place).list((definition["security"]?.elements ?? []) + [requirement]))
    }

    /// Time limit, payload format and path parameters.
    fileprivate func shape(_ definition: inout MemberMap, _ path: String) {
        var integration = MemberMap(definition[OpenAPIDocument.integration])
        integration.set("timeoutInMillis", self["TimeoutInMillis"])
        integration.set("payloadFormatVersion", self["PayloadFormatVersion"])
        definition.set(OpenAPIDocument.integration, integration.value(at: place))
        let names = path.parameterNames
        guard !names.isEmpty else { return }
        let existing = definition["parameters"]?.elements ?? []
        let known = Set(existing.compactMap { $0["name"]?.string })
        let corrected = existing.map { entry in
            guard let name = entry["name"]?.string, names.contains(name) else { return entry }
            var members = MemberMap(entry)
            members.set("in", new.text("path"))
            members.set("required", new.bool(true))
            return entry.replacing(.map(members.members))
        }
        let added = names.filter { !known.contains($0) }.map { name in
            new.map(["name": new.text(name), "in": new.text("path"), "required": new.bool(true)])
        }
        definition.set("parameters", new.list(corrected + added))
    }
}

extension String {
    /// What stands in braces, in order.
    fileprivate var parameterNames: [String] {
        var names: [String] = []
        var rest = self[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            names.append(String(rest[rest.index(after: open)..<close]))
            rest = rest[rest.index(after: close)...]
        }
        return names
    }
}
