package import SourceText

/// One function as the manifest describes it.
package struct Function: Sendable {
    /// The name in the manifest: the key under `functions`, or the logical id.
    package var name: String
    /// Where the name is written.
    package var namePlace: SourcePlace
    /// The logical id of the function's resource in the deployed template; `nil` outside CloudFormation.
    package var logicalID: String?
    /// The name it is deployed under, when the manifest sets one.
    package var deployedName: Value?
    /// The handler string; `nil` for container images and providers without one.
    package var handler: Value?
    /// The runtime identifier, own or inherited, such as `nodejs20.x`; `nil` when it is not said.
    package var runtime: Value?
    /// What reaches the function.
    package var triggers: [Trigger]
    /// The role it runs under.
    package var roleID: Role.ID?
    /// The environment it gets, inherited variables included; own ones win.
    package var environment: [EnvironmentVariable]
    /// What is shipped for it.
    package var package: FunctionPackage
    /// The layers it loads, own or inherited.
    package var layers: [Value]
    /// The tags it carries, inherited ones included; own ones win.
    package var tags: [Tag]
    /// Tracing, own or inherited; `nil` when it is not said.
    package var tracing: Value?
    /// How long its logs are kept, in days, own or inherited; `nil` when it is not said (kept for ever).
    package var logRetention: Value?
    /// Whether its log group is switched off (`disableLogs`).
    package var hasLogsDisabled: Bool
    /// Where failed asynchronous events go: a dead-letter queue or an on-failure destination, each as written.
    package var failureDestinations: [Value]
    /// Where results of asynchronous invocations go on success.
    package var successDestinations: [Value]
    /// The time limit in seconds, own or inherited.
    package var timeout: Value?
    /// The memory in MB, own or inherited.
    package var memory: Value?
    /// The reserved concurrency.
    package var reservedConcurrency: Value?
    /// The VPC settings, own or inherited.
    package var vpc: Value?
    /// The container image, when it has one instead of a package.
    package var image: Value?
    /// Function-level policy statements that the framework ignores: the plugin they belong to is absent, or a role is named.
    package var ignoredStatements: Value.Member?
    /// The function's own part of the resolved manifest.
    package var definition: Value

    /// Makes a function with nothing in it but its name and definition.
    package init(name: String, namePlace: SourcePlace, definition: Value) {
        self.name = name
        self.namePlace = namePlace
        self.definition = definition
        triggers = []
        environment = []
        package = FunctionPackage()
        layers = []
        tags = []
        hasLogsDisabled = false
        failureDestinations = []
        successDestinations = []
    }
}

/// A variable of a function's environment.
package struct EnvironmentVariable: Sendable, Hashable {
    /// The name.
    package let name: String
    /// Where the name is written.
    package let namePlace: SourcePlace
    /// The value.
    package let value: Value
    /// Whether it is set for every function rather than for this one.
    package let isInherited: Bool

    /// Makes a variable.
    package init(name: String, namePlace: SourcePlace, value: Value, isInherited: Bool) {
        self.name = name
        self.namePlace = namePlace
        self.value = value
        self.isInherited = isInherited
    }
}

/// What is packed for a function.
package struct FunctionPackage: Sendable, Hashable {
    /// Who decides what goes in.
    package enum Method: String, Sendable, Hashable {
        /// One package with the whole service, shared by all functions.
        case sharedService
        /// A package of the function's own.
        case individual
        /// A package that the author built.
        case artifact
        /// A container image.
        case image
        /// A bundler traces imports and packs only these (esbuild, webpack and their plugins); whether into one
        /// package for all functions or into one each, `individually` says.
        case bundler
        /// The function has no code of its own, such as a sequence of others.
        case nothing
    }

    /// Who decides what goes in.
    package var method: Method
    /// Glob patterns in order; a leading `!` excludes.
    package var patterns: [Value]
    /// The prebuilt artefact's path.
    package var artifact: Value?
    /// The file or directory of the tree that holds the function's own code, relative to the manifest, where the
    /// manifest names one (`CodeUri`, an asset of the CDK).
    package var source: Value?
    /// Where the setting that decides is written; `nil` when the framework's default decides.
    package var place: SourcePlace?
    /// The plugin or built-in bundler that packs, as the manifest names it.
    package var bundler: String?
    /// Whether the function gets a package of its own, own setting or inherited, as written; `nil` when it is not said
    /// (one package for all functions).
    package var individually: Value?
    /// What lists the packages that are installed for the code, nearest to it; `nil` when there is none or nobody
    /// looked.
    package var dependencyList: DependencyList?

    /// Makes a description.
    package init(
        method: Method = .sharedService, patterns: [Value] = [], artifact: Value? = nil, place: SourcePlace? = nil,
        bundler: String? = nil
    ) {
        self.method = method
        self.patterns = patterns
        self.artifact = artifact
        self.place = place
        self.bundler = bundler
    }
}
