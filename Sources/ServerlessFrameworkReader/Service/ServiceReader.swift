import ApplicationModel
import CloudFormationReader
import ManifestReading
import SourceText

/// Turns one resolved manifest into an application.
struct ServiceReader {
    private(set) var application: Application
    private(set) var issues: [SourceIssue]

    /// Reads a manifest whose variables are resolved and whose intrinsic functions are in their long form.
    ///
    /// The framework's major version is the caller's guess for a manifest that does not say it.
    init(
        document: Value, path: RelativePath, stage: String?, region: String?, frameworkMajor: Int? = nil,
        isTypeScript: @escaping (_ handler: String) -> Bool = { _ in false }
    ) {
        let service = ServiceManifest(
            document: document, path: path, stage: stage, frameworkMajor: frameworkMajor, isTypeScript: isTypeScript)
        application = Application(
            name: service.nameValue?.knownText ?? path.directory.name, manifest: path, format: .serverlessFramework,
            provider: Application.Provider(name: service.providerName), document: service.document)
        application.frameworkMajor = service.framework
        application.stage = service.stage
        application.region = region ?? service.provider["region"]?.string
        application.plugins = service.plugins
        application.resources = service.resources
        let section = SectionMerge(service.document["resources"]).value
        application.parameters = TemplateParameter.all(in: section)
        application.outputs = TemplateOutput.all(in: section)
        application.tags = TagReader.tags(service.provider["stackTags"], service.provider["tags"])
        issues = service.issues
        readFunctions(of: service)
        if service.isAWS { issues += unjudgedFunctions(of: service) }
    }

    /// Functions of SAM below `resources` get no verdicts, which nobody may take for a clean bill.
    private func unjudgedFunctions(of service: ServiceManifest) -> [SourceIssue] {
        service.resources(ofType: "AWS::Serverless::Function").map { resource in
            SourceIssue(
                .notEvaluated, "the function `\(resource.logicalID)` under `resources` is not judged",
                help: "declare it under `functions` to have it judged", at: resource.logicalIDPlace, isPartial: false)
        }
    }

    private mutating func readFunctions(of service: ServiceManifest) {
        var functions: [Function] = []
        for member in service.functions {
            var reader = FunctionReader(service: service, member: member)
            functions.append(reader.read())
            issues += reader.issues
        }
        if service.isAWS {
            let declared = FunctionResourceReader(template: service.template)
            functions += service.declaredFunctions.map { declared.function($0, named: $0.logicalID) }
        }
        if service.isAWS { joinTriggers(to: &functions, service: service) }
        application.apis = APIReader(service: service).apis(of: functions)
        if service.isAWS {
            var roles = RoleReader(service: service)
            roles.assign(to: &functions)
            application.roles = roles.roles
            application.otherRoles = roles.others
        }
        application.relations = FrameworkRelations(service: service).follow(&functions)
        application.functions = functions
    }

    private func joinTriggers(to functions: inout [Function], service: ServiceManifest) {
        let positions = Dictionary(
            functions.indices.map { (functions[$0].name, $0) }, uniquingKeysWith: { first, _ in first })
        let resources = ResourceTriggers(template: service.template)
        let plugins = PluginTriggers(service: service).triggers + service.lift.triggers(functions: service.functions)
        let bodies = BodyTriggers(template: service.template).triggers
        for (name, trigger) in resources.triggers + bodies + plugins {
            if let index = positions[name] { functions[index].triggers.append(trigger) }
        }
        for (name, trigger) in resources.permitted(for: functions) {
            if let index = positions[name] { functions[index].triggers.append(trigger) }
        }
        WebSocketEvent(service: service).spreadConnectAuthorization(over: &functions)
        let routes = functions.flatMap(\.triggers).compactMap(guardedRoute) + service.lift.webhooks.map(\.route)
        for (name, trigger) in AuthorizerTriggers(template: service.template).triggers(guarding: routes) {
            if let index = positions[name] { functions[index].triggers.append(trigger) }
        }
    }

    /// The route at which a caller is asked; of a WebSocket API that is the connection's alone.
    private func guardedRoute(_ trigger: Trigger) -> HTTPRoute? {
        guard let route = trigger.route else { return nil }
        // A webhook's own route stands among the constructs'.
        if trigger.name == LiftConstructs.door || (trigger.kind == .webSocket && route.path != "$connect") { return nil }
        return route
    }
}
