internal import ApplicationModel
package import ManifestReading
package import ManifestSyntax
package import SourceText

/// Reads manifests of the Serverless Framework, versions 1 to 4, and of its Compose.
/// Source: https://www.serverless.com/framework/docs/providers/aws/guide/serverless.yml
package struct ServerlessFrameworkReader: ManifestReader {
    private static let dataExtensions: Set<String> = ["yml", "yaml", "json"]
    private static let programExtensions: Set<String> = ["js", "ts", "mjs", "cjs", "mts", "cts"]

    /// Makes a reader.
    package init() {}

    /// Whether a file is named `serverless.yml`, `serverless.prod.yml`, `serverless-compose.yml` or the like, in any
    /// of the framework's languages; a file of settings for a stage is one only when someone names it.
    package func canRead(_ path: RelativePath) -> Bool {
        let isNamed = path.name.hasPrefix("serverless.") || path.name.hasPrefix("serverless-compose.")
        return isManifest(path) || (isNamed && Self.dataExtensions.contains(path.fileExtension))
    }

    /// Whether a file found while walking a tree is a service's or Compose's own manifest.
    package func isManifest(_ path: RelativePath) -> Bool {
        guard path.name.hasPrefix("serverless") else { return false }
        let base = path.name.split(separator: ".").dropLast()
        guard base == ["serverless"] || base == ["serverless-compose"] else { return false }
        return Self.dataExtensions.contains(path.fileExtension) || Self.isProgram(path)
    }

    package func canRead(_ root: ManifestNode) -> Bool {
        guard root["service"] != nil else { return false }
        return root["provider"] != nil || root["functions"] != nil
    }

    package func read(
        _ manifest: RelativePath, loader: inout ManifestLoader, options: ReadingOptions
    ) -> ReadingResult {
        var result = ReadingResult(files: [manifest])
        if Self.isProgram(manifest) {
            result.issues = [Self.notEvaluated(manifest)]
            return result
        }
        let known = loader.issues.count
        if let root = root(of: manifest, loader: &loader, issues: &result.issues) {
            if root["services"] != nil, root["provider"] == nil {
                result = ComposeReader(manifest: manifest, options: options).read(root, loader: &loader)
            } else {
                readService(root, at: manifest, loader: &loader, options: options, into: &result)
            }
        }
        result.issues = Set(result.issues + loader.issues.dropFirst(known)).sorted {
            ($0.place, $0.message) < ($1.place, $1.message)
        }
        return result
    }

    /// Reads one service's tree; the issues of files stay with the loader.
    func readService(
        _ root: ManifestNode, at manifest: RelativePath, loader: inout ManifestLoader, options: ReadingOptions,
        inheritedParameters: [String: Value] = [:], into result: inout ReadingResult
    ) {
        var variableOptions = Self.variableOptions(options)
        variableOptions.inheritedParameters = inheritedParameters
        let resolution = VariableResolver.resolve(root, in: manifest, options: variableOptions, loader: &loader)
        let files = loader
        let directory = manifest.directory
        let reader = ServiceReader(
            document: resolution.document, path: manifest, stage: resolution.stage, region: resolution.region,
            frameworkMajor: installedMajor(for: root, in: directory, loader: &loader),
            isTypeScript: { Self.isTypeScript($0, in: directory, files: files) })
        var application = reader.application
        application.files = resolution.files
        DependencyListReader.fill(&application, loader: &loader)
        result.applications.append(application)
        result.issues += resolution.issues + reader.issues
        result.files += resolution.files.filter { !result.files.contains($0) }
    }

    /// The first tree of a manifest; an empty file, or one that is not a map, is an issue.
    private func root(
        of manifest: RelativePath, loader: inout ManifestLoader, issues: inout [SourceIssue]
    ) -> ManifestNode? {
        let place = SourcePlace(wholeOf: manifest)
        guard let file = loader.load(manifest, askedAt: place) else { return nil }
        guard let root = file.root, !root.members.isEmpty else {
            issues.append(
                SourceIssue(
                    .unexpectedShape, "`\(manifest)` is not a manifest of the Serverless Framework",
                    help: "a manifest is a map with `service`, `provider` and `functions`",
                    at: file.root?.place ?? place))
            return nil
        }
        if root["component"] != nil || root["components"] != nil, root["provider"] == nil {
            issues.append(
                SourceIssue(
                    .notEvaluated, "`\(manifest)` configures a component, which says nothing about its functions",
                    at: root.place))
            return nil
        }
        return root
    }

    /// The version that the project's `package.json` installs, for manifests that do not say it.
    private func installedMajor(
        for root: ManifestNode, in directory: RelativePath, loader: inout ManifestLoader
    ) -> Int? {
        guard root["frameworkVersion"] == nil else { return nil }
        var directory = directory
        while true {
            if let path = directory.appending("package.json"), loader.kind(of: path) == .file,
                case .success(let file) = loader.look(path), let package = file.root
            {
                for section in ["devDependencies", "dependencies"] {
                    // osls is the community's continuation of version 3.
                    if package[section]?["osls"] != nil { return 3 }
                    if let range = package[section]?["serverless"]?.string {
                        return FrameworkVersion.major(ofRange: range)
                    }
                }
            }
            if directory == .root { return nil }
            directory = directory.directory
        }
    }

    static func isProgram(_ path: RelativePath) -> Bool { programExtensions.contains(path.fileExtension) }

    static func notEvaluated(_ path: RelativePath) -> SourceIssue {
        SourceIssue(
            .notEvaluated, "`\(path)` is a program and was not run",
            help: "print it first: `serverless print --format yaml > serverless.printed.yml`, then scan that file",
            at: SourcePlace(wholeOf: path))
    }

    private static func variableOptions(_ options: ReadingOptions) -> VariableOptions {
        VariableOptions(
            stage: options.stage, region: options.region, options: options.opts, parameters: options.params,
            environment: options.allowedEnvironment)
    }

    private static func isTypeScript(_ handler: String, in directory: RelativePath, files: ManifestLoader) -> Bool {
        guard let dot = handler.lastIndex(of: ".") else { return false }
        return ["ts", "mts", "cts", "tsx"].contains { suffix in
            directory.appending(handler[..<dot] + "." + suffix).map { files.kind(of: $0) == .file } ?? false
        }
    }
}
