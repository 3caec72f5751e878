internal import ApplicationModel
package import ManifestReading
package import ManifestSyntax
package import SourceText

/// Reads CloudFormation templates in YAML and JSON, and SAM, the macro that expands to one.
/// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html
package struct CloudFormationReader: ManifestReader {
    private static let extensions: Set<String> = ["yml", "yaml", "json", "template"]

    /// Makes a reader.
    package init() {}

    /// Whether a file is named `template.yaml`, `shop.template.json`, `shop.template` or the like.
    package func isManifest(_ path: RelativePath) -> Bool {
        guard Self.extensions.contains(path.fileExtension) else { return false }
        let parts = path.name.split(separator: ".")
        return path.fileExtension == "template" || parts.dropLast().last == "template"
    }

    package func canRead(_ path: RelativePath) -> Bool { isManifest(path) }

    package func canRead(_ root: ManifestNode) -> Bool { root["Resources"] != nil }

    package func read(
        _ manifest: RelativePath, loader: inout ManifestLoader, options: ReadingOptions
    ) -> ReadingResult {
        var result = ReadingResult(files: [manifest])
        let known = loader.issues.count
        if let root = loader.load(manifest, askedAt: SourcePlace(wholeOf: manifest))?.root {
            let written = Value(root)
            let parameters = Set((written["Parameters"]?.members ?? []).map(\.key))
            let document = IntrinsicFunctions(parameters: parameters).resolve(written)
            let resources = ResourceReader(section: document["Resources"] ?? Value(.null, place: document.place))
            var application = Application(
                name: manifest.directory.name, manifest: manifest, format: .cloudFormation,
                provider: Application.Provider(name: "aws"), document: document)
            application.resources = resources.resources
            application.parameters = TemplateParameter.parameters(in: document["Parameters"])
            application.outputs = TemplateOutput.outputs(in: document["Outputs"])
            result.applications = [application]
            result.issues = resources.issues
        }
        result.issues += loader.issues.dropFirst(known)
        return result
    }
}
