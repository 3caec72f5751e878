import ApplicationModel
package import ManifestReading
package import ManifestSyntax
package import SourceText

/// Resolves the variables of a Serverless Framework manifest from the tree and the options alone: lazily, each value
/// once, never from the host's environment and never by running code.
///
/// https://www.serverless.com/framework/docs/guides/variables
package struct VariableResolver {
    let options: VariableOptions
    let limits: VariableLimits
    let manifest: RelativePath
    var loader: ManifestLoader
    var syntax = VariableSyntax.standard
    var tree: ValueTree
    var root: ValueTree.ID
    var fileRoots: [RelativePath: ValueTree.ID] = [:]

    var templates: [ValueTree.ID: VariableTemplate?] = [:]
    var followed: [ValueTree.ID: Evaluation] = [:]
    var following: Set<ValueTree.ID> = []
    var resolved: [ValueTree.ID: Resolved] = [:]
    var resolving: Set<ValueTree.ID> = []
    var depth = 0
    var chain = 0
    var composedBytes = 0
    var issues: Set<SourceIssue> = []
    var saidOnce: Set<String> = []

    /// A value and how many values it is made of, every use of a shared one counted.
    struct Resolved {
        var value: Value
        var weight: Int
    }

    /// What a variable came to, and the steps that led there.
    struct Evaluation {
        enum Target {
            /// A value of the tree that is not itself one variable.
            case node(ValueTree.ID)
            case value(Resolved)
        }

        var target: Target
        var steps: [TraceStep]
    }

    /// Resolves a manifest's tree; the loader reads the files that variables name, relative to the manifest's
    /// directory, and keeps them.
    package static func resolve(
        _ manifest: ManifestNode, in path: RelativePath, options: VariableOptions = VariableOptions(),
        loader: inout ManifestLoader, limits: VariableLimits = .standard
    ) -> VariableResolution {
        var resolver = VariableResolver(manifest, in: path, options: options, loader: loader, limits: limits)
        let document = resolver.resolve(resolver.root, askedAt: manifest.place).value
        let stage = resolver.stage().value.assumedText
        let region = resolver.region(askedAt: manifest.place).value.assumedText
        resolver.reportFullTree()
        loader = resolver.loader
        let others = resolver.fileRoots.keys.filter { $0 != path }.sorted()
        return VariableResolution(
            document: document, stage: stage, region: region, issues: resolver.sortedIssues, files: [path] + others)
    }

    private init(
        _ node: ManifestNode, in path: RelativePath, options: VariableOptions, loader: ManifestLoader,
        limits: VariableLimits
    ) {
        self.options = options
        self.limits = limits
        self.loader = loader
        manifest = path
        var tree = ValueTree(maxNodes: limits.sourceValues)
        root = tree.add(node)
        self.tree = tree
        fileRoots[path] = root
        readCustomSyntax(node)
    }

    private mutating func readCustomSyntax(_ node: ManifestNode) {
        guard let pattern = node["provider"]?["variableSyntax"], let text = pattern.string else { return }
        if let custom = VariableSyntax(pattern: text) {
            syntax = custom
        } else {
            report(
                SourceIssue(
                    .notEvaluated, "`variableSyntax` is not understood; variables are read as `${…}`",
                    at: pattern.place, isPartial: false))
        }
    }
}
