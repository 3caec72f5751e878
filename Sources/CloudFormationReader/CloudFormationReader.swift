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
            guard canRead(root) else { return Self.notATemplate(manifest, root, result) }
            let given = options.params.mapValues { Value(.string($0), place: SourcePlace(wholeOf: manifest)) }
            var reader = TemplateLoader(options: options)
            let contents = reader.read(root, at: manifest, given: given, loader: &loader)
            result.applications = [TemplateApplication(contents: contents).application(at: manifest, options: options)]
            result.files += contents.files.filter { !result.files.contains($0) }
            result.issues = contents.issues
        }
        result.issues = Set(result.issues + loader.issues.dropFirst(known)).sorted {
            ($0.place, $0.message) < ($1.place, $1.message)
        }
        return result
    }

    private static func notATemplate(
        _ manifest: RelativePath, _ root: ManifestNode, _ result: ReadingResult
    ) -> ReadingResult {
        var result = result
        result.issues = [
            SourceIssue(
                .unexpectedShape, "`\(manifest)` is not a CloudFormation template",
                help: "a template is a map with `Resources`", at: root.place)
        ]
        return result
    }
}
