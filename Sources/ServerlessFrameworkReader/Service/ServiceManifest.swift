import ApplicationModel
import CloudFormationReader
import ManifestReading
import SourceText

/// One service's resolved manifest with what every other part of the reader asks of it.
struct ServiceManifest {
    /// The whole manifest, intrinsic functions symbolic.
    let document: Value
    /// The file it was read from.
    let path: RelativePath
    /// The provider's name in lower case; `aws` when it is not said, as the framework's own documents assume.
    let providerName: String
    /// The `provider` section; null when it is missing or only a name.
    let provider: Value
    /// The place of the `provider` key; the whole file when it is missing.
    let providerPlace: SourcePlace
    /// The functions by name, lists already merged, null entries gone; those of constructs last.
    let functions: [Value.Member]
    /// What the plugin `serverless-lift` makes.
    let lift: LiftConstructs
    /// The functions that the author writes as resources.
    let declaredFunctions: [Resource]
    /// The plugins, and what holds for them.
    let plugins: [Plugin]
    /// The framework's major version, and what it rests on.
    let framework: Application.FrameworkMajor
    /// The stage; `nil` when it is not known.
    let stage: String?
    /// Whether a handler's file is TypeScript, by the files beside the manifest.
    let isTypeScript: (_ handler: String) -> Bool
    /// The resources of the template: the author's own, and the framework's that `extensions` changes.
    let template: Template
    /// The cross-origin settings of the HTTP API.
    let httpCORS: CORS?
    /// The package patterns of the whole service.
    let sharedPatterns: [Value]
    /// The plugin that bundles JavaScript, if there is one.
    let bundler: Plugin?
    /// Whether what the provider section says for all functions is laid into each of them.
    let inherits: Bool
    private let pluginNames: Set<String>
    private let functionKeys: Set<String>
    /// What could not be read so far.
    private(set) var issues: [SourceIssue]

    /// Reads the sections that the rest stands on.
    init(
        document: Value, path: RelativePath, stage: String?, frameworkMajor: Int?,
        isTypeScript: @escaping (_ handler: String) -> Bool = { _ in false }
    ) {
        self.isTypeScript = isTypeScript
        let section = SectionMerge(document["resources"])
        let (scope, scopeIssues) = TemplateScope.reading(section.value)
        let plugins = PluginList.plugins(in: document["plugins"])
        var document = document
        if plugins.contains(where: { $0.name == "serverless-pseudo-parameters" }) {
            document = HashReferences().resolve(document)
        }
        document = IntrinsicFunctions(scope: scope).resolve(document)
        self.document = document
        self.path = path
        self.plugins = plugins
        self.stage = stage ?? document[path: "provider", "stage"]?.string
        let providerMember = document.member("provider")
        provider = providerMember?.value ?? Value(.null, place: SourcePlace(wholeOf: path))
        providerPlace = providerMember?.keyPlace ?? SourcePlace(wholeOf: path)
        providerName = Self.providerName(in: providerMember?.value)

        let written = FunctionList(section: document.member("functions"))
        lift = LiftConstructs(document: document, isActive: PluginList.names(of: plugins).contains(LiftConstructs.plugin))
        functions = written.members + lift.functions
        framework = FrameworkVersion.decided(document: document, installed: frameworkMajor, functions: functions)
        let resources = TemplateSection(section: document["resources"])
        let generated = functions.map { (FunctionNaming.logicalID(of: $0.key), $0.key) }
        let taken = Set(generated.map(\.0) + functions.map(\.key))
        declaredFunctions = resources.resources.filter {
            $0.type == "AWS::Lambda::Function" && !taken.contains($0.logicalID) && $0.definition["Type"] != nil
        }
        template = Template(
            resources: resources.resources,
            functionNames: Dictionary(
                generated + declaredFunctions.map { ($0.logicalID, $0.logicalID) },
                uniquingKeysWith: { first, _ in first }),
            functionsByName: Self.names(of: functions, document: document, stage: self.stage),
            apiIDs: Self.apiIDs)
        pluginNames = PluginList.names(of: plugins)
        bundler = plugins.first { PackageReader.isBundler($0) }
        let changedCORS = (template.index.byType["AWS::ApiGatewayV2::Api"] ?? []).first { $0.logicalID == "HttpApi" }?
            .properties.member("CorsConfiguration")
        httpCORS = changedCORS.map(ResourceDoors.cors) ?? CORSReader.http(provider["httpApi"]?.member("cors"))
        sharedPatterns = PackageReader.patterns(of: document["package"])
        issues = written.issues + lift.issues + lift.unheard(by: functions) + scopeIssues + resources.issues
        functionKeys = Set(functions.map(\.key))
        inherits = Inheritance.isBounded(document: document, patterns: sharedPatterns.count, functions: functions)
        if !inherits { issues.append(Inheritance.issue(at: providerPlace)) }
        for key in ["provider", "plugins"] { issues += Self.unknownParts(of: document.member(key)) }
    }

    /// Whether facts about AWS hold.
    var isAWS: Bool { providerName == "aws" }

    /// The framework's major version as far as it is known; `nil` when it is assumed.
    var frameworkMajor: Int? { framework.basis == .assumed ? nil : framework.number }

    /// The service's name as written: a string, or an object's `name`.
    var nameValue: Value? { Self.nameValue(in: document) }

    /// The `custom` section's part for a plugin.
    func custom(_ key: String) -> Value? { document[path: "custom", key] }

    /// Whether a plugin is present, by name or by the last part of a local path.
    func hasPlugin(_ name: String) -> Bool {
        pluginNames.contains(name)
    }

    /// The resources of the template in order.
    var resources: [Resource] { template.resources }

    /// The functions' names by the logical ids of their resources.
    var functionNames: [String: String] { template.functionNames }

    /// The resources by what they belong to.
    var index: ResourceIndex { template.index }

    /// The resource with a logical id; of several the one that the author declares in full.
    func resource(_ logicalID: String) -> Resource? { template.resource(logicalID) }

    /// The resources of a type, in the manifest's order.
    func resources(ofType type: String) -> [Resource] { template.resources(ofType: type) }

    /// The function that a value names: its logical id's `Ref` or `Fn::GetAtt`, its name, or an ARN that ends in it.
    func function(namedBy value: Value?) -> String? { template.function(namedBy: value) }

    /// What the application calls the APIs that the framework makes, by their logical ids.
    private static let apiIDs = [
        "ApiGatewayRestApi": RESTEvent.apiID, "HttpApi": HTTPAPIEvent.apiID, "WebsocketsApi": WebSocketEvent.apiID,
    ]

    /// A function that guards a door, as the author names it: the framework refuses a name that it does not find.
    func authorizer(named name: Value) -> HTTPRoute.Authorization {
        guard let text = name.string, !text.contains(":"), !functionKeys.contains(text) else { return .function(name) }
        return .unknown(reason: "no function is named `\(text)`")
    }

    private static func unknownParts(of section: Value.Member?) -> [SourceIssue] {
        guard let section else { return [] }
        return ([section.value] + section.value.elements).filter(\.isUndetermined).map {
            SourceIssue(
                .unresolved, "a part of `\(section.key)` is not known: \($0.undeterminedReason ?? "")", at: $0.usePlace)
        }
    }

    private static func nameValue(in document: Value) -> Value? {
        document[path: "service", "name"] ?? document["service"].flatMap { $0.isMap ? nil : $0 }
    }

    private static func names(of functions: [Value.Member], document: Value, stage: String?) -> [String: String] {
        var names: [String: String] = [:]
        let prefix = nameValue(in: document)?.knownText.map { "\($0)-\(stage ?? "?")-" }
        for function in functions {
            names[function.key] = function.key
            if let prefix { names[prefix + function.key] = function.key }
        }
        for function in functions {
            if let name = function.value["name"]?.knownText, names[name] == nil { names[name] = function.key }
        }
        return names
    }

    private static func providerName(in provider: Value?) -> String {
        (provider?["name"]?.string ?? provider?.string ?? "aws").lowercased()
    }
}
