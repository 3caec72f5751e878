package import SourceText

/// One deployable service as its manifest describes it: the model that every practice questions.
package struct Application: Sendable {
    /// The format a manifest is written in.
    package enum Format: String, Sendable, Hashable { case serverlessFramework, cloudFormation, sam, terraform }

    /// The cloud that runs the functions.
    package struct Provider: Sendable, Hashable {
        /// The name as the manifest has it, lower-case: `aws`, `azure`, `google`, `cloudflare`, `openwhisk`, …
        package let name: String
        /// Whether facts about AWS (IAM, Lambda, API Gateway) hold.
        package var isAWS: Bool { name == "aws" }

        /// Makes a provider.
        package init(name: String) { self.name = name.lowercased() }
    }

    /// A framework's major version, and what it rests on.
    package struct FrameworkMajor: Sendable, Hashable {
        /// What a version rests on, the firmest first.
        package enum Basis: String, Sendable, Hashable {
            /// The manifest names it.
            case stated
            /// The project's `package.json` installs it.
            case installed
            /// The manifest uses what only this version reads.
            case implied
            /// Nothing says it: what follows from it may be otherwise.
            case assumed
        }

        /// The major version, such as 3.
        package let number: Int
        /// What it rests on.
        package let basis: Basis

        /// Makes a version.
        package init(_ number: Int, basis: Basis) {
            self.number = number
            self.basis = basis
        }
    }

    /// The service's name; the manifest's directory when it has none that is known.
    package var name: String
    /// The manifest that roots the application.
    package var manifest: RelativePath
    /// The manifest's format.
    package var format: Format
    /// The framework's major version; `nil` for formats that no framework reads.
    package var frameworkMajor: FrameworkMajor?
    /// The cloud.
    package var provider: Provider
    /// The stage the model was resolved for; `nil` when it is not known.
    package var stage: String?
    /// The region; `nil` when it is not known.
    package var region: String?
    /// The functions in the manifest's order.
    package var functions: [Function]
    /// The roles that functions run under, each once; `Function.roleID` names one.
    package var roles: [Role]
    /// The roles of the manifest that no function runs under, in its order.
    package var otherRoles: [Role]
    /// The resources that the manifest declares, in order; for a template also those that its transforms make.
    package var resources: [Resource]
    /// The template's parameters, in order.
    package var parameters: [TemplateParameter]
    /// The template's outputs, in order.
    package var outputs: [TemplateOutput]
    /// The HTTP interfaces in front of the functions, with the settings that hold for all of their routes.
    package var apis: [API]
    /// The tags that every function carries.
    package var tags: [Tag]
    /// Every relation between functions, triggers and resources that was followed.
    package var relations: [Relation]
    /// The framework's plugins as the manifest names them.
    package var plugins: [Plugin]
    /// The whole manifest after resolution, for look-ups by path.
    package var document: Value
    /// Every file that took part in the model, the manifest first.
    package var files: [RelativePath]

    /// Makes an application with nothing in it but its identity and document.
    package init(
        name: String, manifest: RelativePath, format: Format, provider: Provider, document: Value
    ) {
        self.name = name
        self.manifest = manifest
        self.format = format
        self.provider = provider
        self.document = document
        functions = []
        roles = []
        otherRoles = []
        resources = []
        parameters = []
        outputs = []
        apis = []
        tags = []
        relations = []
        plugins = []
        files = [manifest]
    }
}

/// A plugin of the framework.
package struct Plugin: Sendable, Hashable {
    /// The package name, or the relative path of a local plugin.
    package let name: String
    /// Where it is named.
    package let place: SourcePlace

    /// Makes a plugin.
    package init(name: String, place: SourcePlace) {
        self.name = name
        self.place = place
    }
}

/// A tag as a deployed resource carries it.
package struct Tag: Sendable, Hashable {
    /// The key.
    package let key: String
    /// The value.
    package let value: Value

    /// Makes a tag.
    package init(key: String, value: Value) {
        self.key = key
        self.value = value
    }
}

extension Application {
    /// The role with an id.
    package func role(_ id: Role.ID) -> Role? { roles.first { $0.id == id } }

    /// The role a function runs under; `nil` when the provider has none or it is not known.
    package func role(of function: Function) -> Role? { function.roleID.flatMap(role) }

    /// The function with a name of the manifest.
    package func function(named name: String) -> Function? { functions.first { $0.name == name } }

    /// The functions that run under a role, in the manifest's order.
    package func functions(under role: Role) -> [Function] { functions.filter { $0.roleID == role.id } }

    /// The API with an id.
    package func api(_ id: API.ID) -> API? { apis.first { $0.id == id } }

    /// The resource with a logical id.
    package func resource(_ logicalID: String) -> Resource? { resources.first { $0.logicalID == logicalID } }

    /// The resources of a type, in the manifest's order.
    package func resources(ofType type: String) -> [Resource] { resources.filter { $0.type == type } }

    /// Whether a plugin is present, by the last component of its name (scopes and local paths do not count).
    package func hasPlugin(_ name: String) -> Bool {
        plugins.contains { $0.name == name || $0.name.hasSuffix("/" + name) }
    }
}
