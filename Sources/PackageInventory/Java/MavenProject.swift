import ManifestSyntax
import SourceText

/// One `pom.xml` as written.
struct MavenProject {
    let path: RelativePath
    let groupId: String?
    let artifactId: String?
    let version: String?
    let parent: Parent?
    /// The properties in order, with the places of their values.
    let properties: [(name: String, value: String, place: SourcePlace)]
    let dependencies: [MavenDependency]
    /// What `dependencyManagement` says about versions and scopes.
    let managed: [MavenDependency]
    let issues: [SourceIssue]

    /// The project that this one inherits from.
    struct Parent {
        let groupId: String
        let artifactId: String
        let version: String
        /// Where it is, as written; empty when only a repository has it.
        let relativePath: String
    }

    init?(_ file: SourceFile) {
        let document = ManifestDocument.parse(xml: file)
        guard let root = document.root, root.name == "project" else { return nil }
        path = file.path
        issues = document.issues
        groupId = root["groupId"]?.text
        artifactId = root["artifactId"]?.text
        version = root["version"]?.text
        parent = root["parent"].map { parent in
            Parent(
                groupId: parent["groupId"]?.text ?? "", artifactId: parent["artifactId"]?.text ?? "",
                version: parent["version"]?.text ?? "", relativePath: parent["relativePath"]?.text ?? "../pom.xml")
        }
        properties = root["properties"]?.children.map { ($0.name, $0.text, $0.contentPlace) } ?? []
        dependencies = root["dependencies"]?.all("dependency").map(MavenDependency.init) ?? []
        managed = root["dependencyManagement"]?["dependencies"]?.all("dependency").map(MavenDependency.init) ?? []
    }
}

/// A `dependency` of a `pom.xml` as written.
struct MavenDependency {
    let groupId: String
    let artifactId: String
    let version: String?
    let scope: String?
    let type: String
    let classifier: String
    let isOptional: Bool
    let place: SourcePlace
    /// Where the version is written, a property's name too.
    let versionPlace: SourcePlace?

    init(_ element: XMLElement) {
        groupId = element["groupId"]?.text ?? ""
        artifactId = element["artifactId"]?.text ?? ""
        version = element["version"]?.text
        scope = element["scope"]?.text
        type = element["type"]?.text ?? "jar"
        classifier = element["classifier"]?.text ?? ""
        isOptional = element["optional"]?.text == "true"
        place = element.place
        versionPlace = element["version"]?.contentPlace
    }
}
