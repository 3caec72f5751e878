internal import SourceText

/// The versions of packages that a project pins, as far as a judgement depends on them.
package struct PackageVersions: Sendable {
    private var versions: [String: String] = [:]

    /// Reads what is written around a handler about the packages that its code loads.
    init(of closure: CodeClosure, _ files: CodeFiles) {
        let folder = closure.entry.directory
        if closure.externals.contains(where: { $0.package == "js-yaml" }) { versions["js-yaml"] = Self.npm("js-yaml", above: folder, files) }
        if closure.externals.contains(where: { $0.module.hasPrefix("org.yaml.snakeyaml") }) {
            versions["snakeyaml"] = Self.maven("snakeyaml", above: folder, files) ?? Self.gradle("org.yaml:snakeyaml:", above: folder, files)
        }
    }

    /// The first number of a package's version; `nil` where none is written.
    package func major(of package: String) -> Int? {
        versions[package].flatMap { version in Int(version.drop { !$0.isNumber }.prefix(while: \.isNumber)) }
    }

    /// Source: https://docs.npmjs.com/cli/v11/configuring-npm/package-lock-json
    private static func npm(_ name: String, above folder: RelativePath, _ files: CodeFiles) -> String? {
        if let text = text("package-lock.json", above: folder, files) {
            for key in ["\"node_modules/\(name)\": {", "\"\(name)\": {"] {
                guard let entry = text.firstRange(of: key), let found = value(behind: "\"version\": \"", in: text[entry.upperBound...].prefix(200), upTo: "\"") else {
                    continue
                }
                return found
            }
        }
        return text("package.json", above: folder, files).flatMap { value(behind: "\"\(name)\": \"", in: $0[...], upTo: "\"") }
    }

    /// Source: https://maven.apache.org/pom.html#Dependencies
    private static func maven(_ name: String, above folder: RelativePath, _ files: CodeFiles) -> String? {
        guard let text = text("pom.xml", above: folder, files), let entry = text.firstRange(of: "<artifactId>\(name)</artifactId>"),
            let written = value(behind: "<version>", in: text[entry.upperBound...].prefix(200), upTo: "<")
        else { return nil }
        guard written.hasPrefix("${") else { return written }
        return value(behind: "<\(written.dropFirst(2).dropLast())>", in: text[...], upTo: "<")
    }

    private static func gradle(_ coordinates: String, above folder: RelativePath, _ files: CodeFiles) -> String? {
        ["build.gradle", "build.gradle.kts"].lazy.compactMap { text($0, above: folder, files) }
            .compactMap { value(behind: coordinates, in: $0[...], upTo: "'\"@ \n") }.first
    }

    private static func text(_ name: String, above folder: RelativePath, _ files: CodeFiles) -> String? {
        files.nearest(name, above: folder).flatMap { files.file($0)?.text }
    }

    private static func value(behind mark: String, in text: Substring, upTo ends: String) -> String? {
        text.firstRange(of: mark).map { String(text[$0.upperBound...].prefix(60).prefix { !ends.contains($0) }) }
    }
}
