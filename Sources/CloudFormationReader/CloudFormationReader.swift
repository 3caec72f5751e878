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

    /// No name alone says that a file is a template: `template.yaml` has other meanings, and templates other names.
    package func isManifest(_ path: RelativePath) -> Bool { false }

    package func canRead(_ path: RelativePath) -> Bool { false }

    /// Whether the file is YAML or JSON, and no package's or assembly's own description.
    package func mayBeManifest(_ path: RelativePath) -> Bool {
        Self.extensions.contains(path.fileExtension) && !Self.otherFiles.contains(path.name)
            && !path.name.hasSuffix(".assets.json")
    }

    private static let otherFiles: Set<String> = [
        "package.json", "package-lock.json", "tsconfig.json", "composer.lock", "tree.json", "manifest.json",
        "pnpm-lock.yaml", "pnpm-workspace.yaml", "docker-compose.yml", "docker-compose.yaml", "cdk.json",
    ]

    /// Whether the text names resources and a type of AWS.
    package func mayBeManifest(_ contents: [UInt8]) -> Bool {
        contents.contains("Resources".utf8) && contents.contains("AWS::".utf8)
    }

    /// Whether the tree has resources of which one has a type, or a loop that makes them.
    package func canRead(_ root: ManifestNode) -> Bool {
        (root["Resources"]?.members ?? []).contains { member in
            member.key.hasPrefix("Fn::") || member.value["Type"]?.string?.contains("::") == true
        }
    }

    package func read(
        _ manifest: RelativePath, loader: inout ManifestLoader, options: ReadingOptions
    ) -> ReadingResult {
        var result = ReadingResult(files: [manifest])
        let known = loader.issues.count
        if let root = loader.load(manifest, askedAt: SourcePlace(wholeOf: manifest))?.root {
            guard root["Resources"] != nil else { return Self.notATemplate(manifest, root, result) }
            let given = options.params.mapValues { Value(.string($0), place: SourcePlace(wholeOf: manifest)) }
            var reader = TemplateLoader(options: options)
            let contents = reader.read(root, at: manifest, given: given, loader: &loader)
            var application = TemplateApplication(contents: contents).application(at: manifest, options: options)
            DependencyListReader.fill(&application, loader: &loader)
            result.applications = [application]
            result.files += contents.files.filter { !result.files.contains($0) }
            result.issues = contents.issues + MissingCode.issues(of: application, loader)
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

extension [UInt8] {
    /// Whether a text occurs, byte for byte.
    fileprivate func contains(_ text: String.UTF8View) -> Bool {
        let wanted = Array(text)
        guard let first = wanted.first, count >= wanted.count else { return false }
        return withUnsafeBufferPointer { bytes in
            var index = 0
            let last = bytes.count - wanted.count
            while index <= last {
                if bytes[index] == first, bytes[index..<index + wanted.count].elementsEqual(wanted) { return true }
                index += 1
            }
            return false
        }
    }
}
