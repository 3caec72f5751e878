internal import ApplicationModel
internal import ManifestReading
internal import SourceText

/// An API whose definition events add to.
struct APIDraft {
    /// A route that an event asks for.
    struct Route {
        let path: String
        let method: String
        let place: SourcePlace
        /// The condition of the resource with the event.
        let condition: Value?
    }

    let isREST: Bool
    /// Whether SAM writes the definition, because the author wrote none.
    let isManaged: Bool
    var routes: [Route] = []
    /// Settings of single routes that events bring along, by the route.
    var routeSettings = MemberMap()
    /// The definition; `nil` before globals are known, and when there is none to add to.
    var document: OpenAPIDocument?
    /// What the API itself says of authorization, once globals are known.
    var restAuth = RestAPIAuth(nil)
    var httpAuth = HTTPAPIAuth(nil)
    /// The names of its models; `nil` when they are not known.
    var modelNames: Set<String>? = []
}

/// The two kinds of API that events speak to.
struct RouteKind {
    let event: String
    let property: String
    let implicitID: String
    let type: String
    let isREST: Bool

    static let all = [
        RouteKind(
            event: "Api", property: "RestApiId", implicitID: "ServerlessRestApi", type: "AWS::Serverless::Api",
            isREST: true),
        RouteKind(
            event: "HttpApi", property: "ApiId", implicitID: "ServerlessHttpApi", type: "AWS::Serverless::HttpApi",
            isREST: false),
    ]

    /// The logical id of the API an event speaks to; `nil` for one outside of the template.
    func apiID(_ event: MemberMap) -> String? {
        guard let value = event[property] else { return implicitID }
        return value.referencedLogicalID ?? value.string
    }
}

extension SAMExpansion {
    /// Finds the routes that events ask for, and makes the implicit APIs for those that name none.
    mutating func prepareAPIs() {
        for id in order {
            guard let draft = drafts[id], let kind = RouteKind.all.first(where: { $0.type == draft.type }) else {
                continue
            }
            let isManaged = draft.properties["DefinitionBody"] == nil && draft.properties["DefinitionUri"] == nil
            apis[id] = APIDraft(isREST: kind.isREST, isManaged: isManaged)
        }
        for kind in RouteKind.all {
            for id in order { prepareRoutes(of: id, kind) }
            for id in order { addRouteSettings(id) }
            finishImplicit(kind)
        }
    }

    private mutating func prepareRoutes(of id: String, _ kind: RouteKind) {
        guard let draft = drafts[id] else { return }
        guard ["AWS::Serverless::Function", "AWS::Serverless::StateMachine"].contains(draft.type) else { return }
        var isImplicit = false
        for member in MemberMap(draft.properties["Events"]).members where member.value["Type"]?.string == kind.event {
            let properties = MemberMap(member.value["Properties"])
            if kind.isREST && properties.isEmpty { continue }
            let route = HTTPEventRoute(properties)
            guard let api = kind.apiID(properties), let path = route.path, let method = route.method else { continue }
            if properties[kind.property] == nil, !isImplicit {
                isImplicit = true
                addImplicit(kind, for: draft, at: member.keyPlace)
            }
            let condition = draft.attribute("Condition")?.value
            apis[api]?.routes.append(
                APIDraft.Route(path: path, method: method, place: member.keyPlace, condition: condition))
            if !kind.isREST { collect(properties["RouteSettings"], route, api, condition) }
        }
    }

    /// Makes `ServerlessRestApi` or `ServerlessHttpApi` when the first event needs it.
    private mutating func addImplicit(_ kind: RouteKind, for draft: ResourceDraft, at place: SourcePlace) {
        if drafts[kind.implicitID]?.generator == nil {
            let generator = Resource.Generator(logicalID: draft.logicalID, word: kind.event)
            var implicit = ResourceDraft(
                logicalID: kind.implicitID, place: place, type: kind.type, properties: MemberMap(), generator: generator
            )
            if kind.isREST { implicit.properties.set("StageName", ValueMaker(place).text("Prod")) }
            add(implicit)
            apis[kind.implicitID] = APIDraft(isREST: kind.isREST, isManaged: true)
        }
        let own = withGlobals(draft)
        guard own["PropagateTags"]?.isTruthy ?? false, let tags = own["Tags"], tags.isMap else { return }
        var all = MemberMap(drafts[kind.implicitID]?.properties["Tags"])
        for tag in tags.members { all.set(tag) }
        drafts[kind.implicitID]?.properties.set("Tags", all.value(at: tags.place))
        drafts[kind.implicitID]?.properties.set("PropagateTags", ValueMaker(place).bool(true))
    }

    private mutating func collect(_ settings: Value?, _ route: HTTPEventRoute, _ api: String, _ condition: Value?) {
        guard let settings, let path = route.path, let method = route.method else { return }
        let key = method == OpenAPIDocument.anyMethod ? path : method.uppercased() + " " + path
        let entry = condition.map { ValueMaker(settings.place).conditional($0, settings) } ?? settings
        apis[api]?.routeSettings.set(key, entry)
    }

    /// Adds what events say of their routes to what the API says of them.
    private mutating func addRouteSettings(_ id: String) {
        guard let collected = apis[id]?.routeSettings, let place = collected.members.first?.value.place else { return }
        apis[id]?.routeSettings = MemberMap()
        var all = MemberMap(drafts[id]?.properties["RouteSettings"])
        for member in collected.members {
            var merged = MemberMap(all[member.key])
            for setting in member.value.members { merged.set(setting) }
            all.set(member.key, member.value.isMap ? merged.value(at: member.value.place) : member.value)
        }
        drafts[id]?.properties.set("RouteSettings", all.value(at: place))
    }

    /// An implicit API exists only while one of its routes does, and lives as long as they do.
    private mutating func finishImplicit(_ kind: RouteKind) {
        guard var draft = drafts[kind.implicitID], draft.generator != nil, let api = apis[kind.implicitID] else {
            return
        }
        if let condition = combined(api.routes.map(\.condition), name: kind.implicitID + "Condition", at: draft.place) {
            draft.attributes.set("Condition", condition)
        }
        for key in ["DeletionPolicy", "UpdateReplacePolicy"] { draft.attributes.set(key, strongest(key, kind)) }
        drafts[kind.implicitID] = draft
    }

    private func strongest(_ key: String, _ kind: RouteKind) -> Value? {
        let values = order.compactMap { drafts[$0] }.filter { draft in
            MemberMap(draft.properties["Events"]).members.contains { event in
                event.value["Type"]?.string == kind.event && event.value["Properties"]?[kind.property] == nil
            }
        }.compactMap { $0.attribute(key)?.value }
        for word in ["Retain", "Snapshot", "Delete"] {
            if let value = values.first(where: { $0.string == word }) { return value }
        }
        return nil
    }

    /// One condition for several: `nil` when one of them is none, the condition itself when they are all the same.
    private func combined(_ all: [Value?], name: String, at place: SourcePlace) -> Value? {
        let names = all.map { $0?.string }
        guard !names.isEmpty, !names.contains(nil) else { return nil }
        let unique = Set(names.compactMap(\.self)).sorted()
        guard unique.count > 1 else { return all.first ?? nil }
        return ValueMaker(place).text(name)
    }

    /// Reads or makes the definitions, once globals are known.
    mutating func openDocuments() {
        for id in order {
            guard let api = apis[id], let draft = drafts[id] else { continue }
            let models = draft.properties["Models"]
            apis[id]?.modelNames = models.map(\.isMap) ?? true ? Set((models?.members ?? []).map(\.key)) : nil
            apis[id]?.restAuth = RestAPIAuth(draft.properties["Auth"])
            apis[id]?.httpAuth = HTTPAPIAuth(draft.properties["Auth"])
            if let body = draft.properties["DefinitionBody"] {
                apis[id]?.document = OpenAPIDocument(body)
                if apis[id]?.document == nil { reportDefinition(body, of: id) }
            } else if api.isManaged {
                var document = OpenAPIDocument(version: version(draft, api), at: draft.place)
                for route in api.routes where OpenAPIDocument.isMethod(route.method) {
                    document.addMethod(OpenAPIDocument.key(ofMethod: route.method), to: route.path, at: route.place)
                }
                apis[id]?.document = document
            }
        }
    }

    private func version(_ draft: ResourceDraft, _ api: APIDraft) -> Value? {
        guard api.isREST else { return ValueMaker(draft.place).text("3.0.1") }
        guard let version = draft.properties["OpenApiVersion"], let text = version.scalarText else { return nil }
        return OpenAPIDocument.isVersion3(text) ? version.replacing(.string(text)) : nil
    }

    private mutating func reportDefinition(_ body: Value, of id: String) {
        report(
            "the definition of `\(id)` is not known: expected a map with `paths` and `openapi` or `swagger`",
            at: body.usePlace, kind: body.isUndetermined ? .unresolved : .unexpectedShape)
    }

    /// Puts the paths of a managed definition under the conditions that all of their methods have.
    mutating func makePathsConditional(_ id: String) {
        guard let api = apis[id], api.isManaged else { return }
        var byPath: [String: [Value?]] = [:]
        var order: [String] = []
        for route in api.routes {
            if byPath[route.path] == nil { order.append(route.path) }
            byPath[route.path, default: []].append(route.condition)
        }
        for path in order {
            let name = path.replacing("/", with: "SLASH").replacing("{", with: "OB").replacing("}", with: "CB")
            guard let place = api.document?.place,
                let condition = combined(byPath[path] ?? [], name: "\(id)\(name)PathCondition", at: place)
            else { continue }
            apis[id]?.document?.makeConditional(path, condition)
        }
    }
}

/// Path and method of an `HttpApi` or `Api` event; an event without both is for everything.
struct HTTPEventRoute {
    let path: String?
    let method: String?

    init(_ event: MemberMap) {
        let hasNeither = event["Path"]?.isTruthy != true && event["Method"]?.isTruthy != true
        path = hasNeither ? "$default" : event["Path"]?.scalarText
        method = hasNeither ? OpenAPIDocument.anyMethod : event["Method"]?.scalarText
    }
}
