internal import ApplicationModel
internal import ManifestReading
internal import SourceText

/// Turns a template's contents into an application.
struct TemplateApplication {
    private let contents: TemplateContents
    private let template: Template

    /// Collects the functions of a template by their names.
    init(contents: TemplateContents) {
        self.contents = contents
        let functions = contents.resources.filter { $0.type == Self.functionType }
        let named = functions.flatMap { resource in
            let deployed = resource.properties["FunctionName"]?.knownText
            return [resource.logicalID, deployed].compactMap { name in name.map { ($0, resource.logicalID) } }
        }
        template = Template(
            resources: contents.resources,
            functionNames: Dictionary(
                functions.map { ($0.logicalID, $0.logicalID) }, uniquingKeysWith: { first, _ in first }),
            functionsByName: Dictionary(named, uniquingKeysWith: { first, _ in first }))
    }

    private static let functionType = "AWS::Lambda::Function"

    /// The application; `manifest` roots it.
    func application(at manifest: RelativePath, options: ReadingOptions) -> Application {
        var application = Application(
            name: Self.name(of: manifest), manifest: manifest, format: contents.isSAM ? .sam : .cloudFormation,
            provider: Application.Provider(name: "aws"), document: contents.document)
        application.stage = options.stage
        application.region = options.region
        application.resources = contents.resources
        application.parameters = contents.parameters
        application.outputs = contents.outputs
        application.files = contents.files
        readFunctions(into: &application)
        return application
    }

    private func readFunctions(into application: inout Application) {
        let reader = FunctionResourceReader(template: template, globals: contents.document["Globals"]?.place)
        var functions = template.resources(ofType: Self.functionType).map { reader.function($0, named: $0.logicalID) }
        let routes = ServiceRoutes(template: template)
        TriggerJoin(template: template, serviceRoutes: routes).join(&functions)
        application.apis = APIResourceReader(template: template).apis(of: functions, besides: routes)
        var roles = RoleList(template: template)
        for index in functions.indices {
            let role = functions[index].logicalID.flatMap(template.resource)?.properties["Role"]
            functions[index].roleID = role.map { roles.use($0) }
        }
        application.roles = OtherRoles.sharing(roles.roles, in: template)
        application.otherRoles = OtherRoles.all(in: template, besides: roles.roles)
        var relations = RelationReader(template: template)
        relations.follow(&functions)
        let destinations = routes.entries.map { ($0.route.exposure, routes.destinations(of: $0)) }
        for (entry, (_, ids)) in zip(routes.entries, destinations) { relations.add(entry.route, leadingTo: ids) }
        ExposureFlow(routes: destinations, relations: relations.relations).apply(to: &functions)
        application.relations = relations.relations
        application.functions = functions
    }

    /// The manifest's directory, with the file's own name where that says more than `template`.
    private static func name(of manifest: RelativePath) -> String {
        let stem = manifest.name.split(separator: ".").first.map(String.init) ?? manifest.name
        let plain: Set<String> = ["template", "sam", "cloudformation", "cfn", "main", "stack", "app"]
        let directory = manifest.directory.name
        guard plain.contains(stem.lowercased()), !directory.isEmpty else { return stem }
        return directory
    }
}
