import ApplicationModel
import SourceText

extension ArtefactWalk {
    /// Adds the package that Maven wrote into the jar it was built into; a jar of several packages has several.
    ///
    /// Source: <https://maven.apache.org/shared/maven-archiver/#pom-properties-content>
    mutating func addMaven(_ path: RelativePath, in folder: PackedFolder) {
        guard let file = text(of: path, in: folder) else { return }
        var values: [String: TextLine] = [:]
        for line in TextLines(file) {
            let line = line.trimmed
            guard !line.hasPrefix("#"), let equals = line.bytes.firstIndex(where: { $0 == UInt8(ascii: "=") || $0 == UInt8(ascii: ":") })
            else { continue }
            values[line.part(line.span.lowerBound, equals).trimmed.text] = line.part(equals + 1, line.span.upperBound).trimmed
        }
        guard let group = values["groupId"], let artifact = values["artifactId"], let version = values["version"] else { return }
        addJar(
            MavenName(group: group.text, artifact: artifact.text, version: version.text),
            folder.place(SourcePlace(path: path, span: version.span)), path, in: folder)
    }

    /// Adds a jar in which no package is named, as far as its manifest and its own name tell which it is.
    mutating func addJar(_ jar: PackedFolder, named name: String) {
        let manifest = RelativePath("META-INF/MANIFEST.MF").flatMap { text(of: $0, in: jar) }
        guard let found = MavenName(jar: name, manifest.map(JarManifest.init) ?? JarManifest()) else {
            return tell(.root, .unmarked, "the jar does not say which package it is", in: jar)
        }
        addJar(found, jar.place(SourcePlace(wholeOf: .root)), .root, in: jar)
    }

    private mutating func addJar(_ name: MavenName, _ place: SourcePlace, _ path: RelativePath, in folder: PackedFolder) {
        var package = Package(
            .maven, name: "\(name.group):\(name.artifact)", version: name.version, place: place, source: .registry(nil))
        package.location = folder.name(of: path)
        add(package)
    }
}

/// The first section of a jar's manifest.
///
/// Source: <https://docs.oracle.com/en/java/javase/21/docs/specs/jar/jar.html#jar-manifest>
struct JarManifest {
    private var values: [String: String] = [:]

    init() {}

    init(_ file: SourceFile) {
        var last: String?
        for line in TextLines(file) {
            guard !line.isEmpty else { break }
            let text = line.text
            if text.hasPrefix(" "), let last {
                values[last]? += text.dropFirst()
                continue
            }
            guard let colon = text.firstIndex(of: ":") else { continue }
            let name = text[..<colon].lowercased()
            values[name] = String(text[text.index(after: colon)...].drop { $0 == " " })
            last = name
        }
    }

    /// The value of an attribute, whose names are the same in any case.
    subscript(name: String) -> String? { values[name.lowercased()].flatMap { $0.isEmpty ? nil : $0 } }
}

/// A package of Maven's with its version.
struct MavenName: Hashable {
    let group: String
    let artifact: String
    let version: String

    init(group: String, artifact: String, version: String) {
        self.group = group
        self.artifact = artifact
        self.version = version
    }

    /// What a jar's file name and manifest say together; `nil` when they leave the group open.
    init?(jar name: String, _ manifest: JarManifest) {
        let (title, numbers) = Self.split(String(name.dropLast(4)))
        guard let version = numbers ?? manifest["Implementation-Version"] ?? manifest["Bundle-Version"],
            let group = Self.group(of: title, manifest)
        else { return nil }
        self.init(group: group, artifact: title, version: version)
    }

    /// `jackson-databind-2.9.8` is an artefact and a version, which starts at the first number behind a `-`.
    private static func split(_ name: String) -> (artifact: String, version: String?) {
        let parts = name.split(separator: "-", omittingEmptySubsequences: false)
        guard let index = parts.indices.dropFirst().first(where: { parts[$0].utf8.first?.isDigit == true }) else { return (name, nil) }
        return (parts[..<index].joined(separator: "-"), parts[index...].joined(separator: "-"))
    }

    private static func group(of artifact: String, _ manifest: JarManifest) -> String? {
        let symbolic = manifest["Bundle-SymbolicName"].map { String($0.prefix { $0 != ";" }) }
        if let vendor = manifest["Implementation-Vendor-Id"], isGroup(vendor, of: artifact, symbolic) { return vendor }
        // Only a name that ends in the whole of a title of several words leaves no doubt where the group ends.
        if artifact.contains("-"), let symbolic, symbolic.hasSuffix("." + artifact) {
            return String(symbolic.dropLast(artifact.utf8.count + 1))
        }
        let isSpring = manifest["Automatic-Module-Name"]?.hasPrefix("spring.") == true || manifest["Implementation-Title"] == artifact
        return isSpring && artifact.hasPrefix("spring-") ? springGroup(of: artifact) : nil
    }

    /// Some write their organisation where others write the group: another name in the manifest must confirm it, or it is
    /// too long to be an organisation's.
    private static func isGroup(_ vendor: String, of artifact: String, _ symbolic: String?) -> Bool {
        let dots = vendor.utf8.count { $0 == UInt8(ascii: ".") }
        guard dots > 0, !vendor.utf8.contains(where: \.isBlank) else { return false }
        return symbolic.map { $0 == vendor || $0 == "\(vendor).\(artifact)" } ?? (dots > 1)
    }

    /// Spring's jars are built with Gradle, which writes no group into them.
    ///
    /// Source: the pages of the projects on <https://central.sonatype.com>
    private static func springGroup(of artifact: String) -> String? {
        let families = ["boot", "security", "data", "cloud", "integration", "session", "batch", "kafka", "ws"]
        if let family = families.first(where: { artifact == "spring-\($0)" || artifact.hasPrefix("spring-\($0)-") }) {
            return "org.springframework.\(family)"
        }
        return frameworkModules.contains(artifact.dropFirst("spring-".count)) ? "org.springframework" : nil
    }

    private static let frameworkModules: Set<Substring> = [
        "aop", "aspects", "beans", "context", "context-indexer", "context-support", "core", "core-test", "expression", "instrument",
        "jcl", "jdbc", "jms", "messaging", "orm", "oxm", "r2dbc", "test", "tx", "web", "webflux", "webmvc", "websocket",
    ]
}
