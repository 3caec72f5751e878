import ApplicationModel
import CloudFormationReader
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
    /// The functions by name, lists already merged, null entries gone.
    let functions: [Value.Member]
    /// The plugins, and what holds for them.
    let plugins: [Plugin]
    /// The framework's major version as far as the manifest tells; `nil` when it does not.
    let frameworkMajor: Int?
    /// The stage; `nil` when it is not known.
    let stage: String?
    /// The resources of the template: the author's own, and the framework's that `extensions` changes.
    let resources: [Resource]
    /// The logical ids of the functions' resources, with the functions' names.
    let functionNames: [String: String]
    /// What could not be read so far.
    private(set) var issues: [SourceIssue]

    /// Reads the sections that the rest stands on.
    init(document: Value, path: RelativePath, stage: String?, frameworkMajor: Int?) {
        let template = SectionMerge(document["resources"])
        let parameters = Set((template.value["Parameters"]?.members ?? []).map(\.key))
        let plugins = PluginList.plugins(in: document["plugins"])
        var document = document
        if plugins.contains(where: { $0.name == "serverless-pseudo-parameters" }) {
            document = HashReferences().resolve(document)
        }
        document = IntrinsicFunctions(parameters: parameters).resolve(document)
        self.document = document
        self.path = path
        self.plugins = plugins
        self.stage = stage ?? document[path: "provider", "stage"]?.string
        self.frameworkMajor = frameworkMajor ?? FrameworkVersion.major(of: document["frameworkVersion"])
        let section = document.member("provider")
        provider = section?.value ?? Value(.null, place: SourcePlace(wholeOf: path))
        providerPlace = section?.keyPlace ?? SourcePlace(wholeOf: path)
        providerName = Self.providerName(in: section?.value)

        let functions = FunctionList(section: document.member("functions"))
        self.functions = functions.members
        let resources = TemplateSection(section: document["resources"])
        self.resources = resources.resources
        issues = functions.issues + resources.issues
        var names: [String: String] = [:]
        for function in functions.members { names[FunctionNaming.logicalID(of: function.key)] = function.key }
        functionNames = names
    }

    /// Whether facts about AWS hold.
    var isAWS: Bool { providerName == "aws" }

    /// The service's name as written: a string, or an object's `name`.
    var nameValue: Value? {
        document[path: "service", "name"] ?? document["service"].flatMap { $0.isMap ? nil : $0 }
    }

    /// The `custom` section's part for a plugin.
    func custom(_ key: String) -> Value? { document[path: "custom", key] }

    /// Whether a plugin is present, by name or by the last part of a local path.
    func hasPlugin(_ name: String) -> Bool {
        plugins.contains { $0.name == name || $0.name.hasSuffix("/" + name) }
    }

    /// The resource with a logical id; of several the one that the author declares in full.
    func resource(_ logicalID: String) -> Resource? {
        resources.first { $0.logicalID == logicalID && !$0.type.isEmpty }
            ?? resources.first { $0.logicalID == logicalID }
    }

    /// The resources of a type, in the manifest's order.
    func resources(ofType type: String) -> [Resource] { resources.filter { $0.type == type } }

    /// The function that a value names: its logical id's `Ref` or `Fn::GetAtt`, its name, or an ARN that ends in it.
    func function(namedBy value: Value?) -> String? {
        guard let value else { return nil }
        for symbol in value.symbols {
            if case .resource(let logicalID, _) = symbol, let name = functionNames[logicalID] { return name }
        }
        guard let text = value.string else { return nil }
        return functions.first { $0.key == text }?.key ?? functionDeployed(as: text)
    }

    private func functionDeployed(as text: String) -> String? {
        let last = text.split(separator: ":").last.map(String.init) ?? text
        let byName = functions.first { $0.value["name"]?.string == last }
        if let byName { return byName.key }
        guard let service = nameValue?.string, let stage else { return nil }
        return functions.first { "\(service)-\(stage)-\($0.key)" == last }?.key
    }

    private static func providerName(in provider: Value?) -> String {
        (provider?["name"]?.string ?? provider?.string ?? "aws").lowercased()
    }
}
