import ApplicationModel
import SourceText

/// Reads `pom.xml` with the parents that stand in the tree: what it depends on directly, at versions that it or they
/// say. Versions from imported bills of materials and from parents in a repository are not known.
///
/// Source: <https://maven.apache.org/pom.html>
struct POMReader: ListReader {
    private var draft: ListDraft
    /// The project and its parents, nearest first.
    private var lineage: [MavenProject] = []
    private var properties = MavenProperties()

    private init(_ input: ListInput) { draft = ListDraft(input) }

    static func read(_ input: ListInput) -> PackageList {
        var reader = POMReader(input)
        guard let project = MavenProject(input.file) else {
            reader.draft.report(
                .syntax, "the file holds no `project` element", at: SourcePlace(wholeOf: input.file.path))
            return reader.draft.finished()
        }
        reader.draft.adopt(project.issues)
        reader.lineage = [project] + reader.parents(of: project)
        reader.setProperties()
        reader.addDependencies()
        return reader.draft.finished()
    }

    private func parents(of project: MavenProject) -> [MavenProject] {
        var parents: [MavenProject] = []
        var seen: Set<RelativePath> = [project.path]
        var current = project
        while let reference = current.parent, parents.count < InventoryLimits.includes {
            guard let next = load(reference, from: current.path), seen.insert(next.path).inserted else { break }
            parents.append(next)
            current = next
        }
        return parents
    }

    /// The parent at its relative path, if it is the one that is meant.
    private func load(_ parent: MavenProject.Parent, from path: RelativePath) -> MavenProject? {
        guard !parent.relativePath.isEmpty, var file = path.directory.appending(parent.relativePath) else { return nil }
        if draft.input.files.kind(of: file) == .directory { file = file.appending("pom.xml") ?? file }
        guard let bytes = try? draft.input.files.contents(of: file, limit: InventoryLimits.includedBytes),
            let project = MavenProject(SourceFile(path: file, bytes: bytes))
        else { return nil }
        let groupId = project.groupId ?? project.parent?.groupId
        return groupId == parent.groupId && project.artifactId == parent.artifactId ? project : nil
    }

    /// Those of the nearest project win; what it is called itself is a property too.
    private mutating func setProperties() {
        for project in lineage.reversed() {
            for property in project.properties { properties.set(property.name, property.value) }
        }
        guard let project = lineage.first else { return }
        let own: [(String, String?)] = [
            ("groupId", project.groupId ?? project.parent?.groupId), ("artifactId", project.artifactId),
            ("version", project.version ?? project.parent?.version), ("parent.groupId", project.parent?.groupId),
            ("parent.artifactId", project.parent?.artifactId), ("parent.version", project.parent?.version),
        ]
        for (name, value) in own {
            guard let value else { continue }
            properties.set("project." + name, value)
            properties.set("pom." + name, value)
        }
    }
}

extension POMReader {
    /// What tells dependencies apart for their management.
    private struct Key: Hashable {
        let groupId: String?
        let artifactId: String?
        let type: String
        let classifier: String
    }

    private func key(_ dependency: MavenDependency) -> Key {
        Key(
            groupId: properties.expand(dependency.groupId), artifactId: properties.expand(dependency.artifactId),
            type: dependency.type, classifier: dependency.classifier)
    }

    private mutating func addDependencies() {
        var managed: [Key: MavenDependency] = [:]
        for dependency in lineage.flatMap(\.managed) where dependency.scope != "import" {
            let key = key(dependency)
            if managed[key] == nil { managed[key] = dependency }
        }
        var importer = Importer(name: lineage.first.flatMap(\.artifactId))
        var taken: Set<Key> = []
        for dependency in lineage.flatMap(\.dependencies) {
            let key = key(dependency)
            guard taken.insert(key).inserted else { continue }
            importer.requirements.append(add(dependency, managed[key]))
        }
        draft.importers = [importer]
    }

    private mutating func add(_ dependency: MavenDependency, _ managed: MavenDependency?) -> Requirement {
        let groupId = properties.expand(dependency.groupId)
        let artifactId = properties.expand(dependency.artifactId)
        let name = "\(groupId ?? dependency.groupId):\(artifactId ?? dependency.artifactId)"
        let scope = dependency.scope ?? managed?.scope ?? "compile"
        let written = dependency.version ?? managed?.version
        let version = written.flatMap { properties.expand($0) }
        let isOptional = dependency.isOptional || managed?.isOptional == true
        var requirement = Requirement(
            name, range: version ?? written, scope: scope == "test" ? .dev : isOptional ? .optional : .runtime,
            place: dependency.place)
        guard let version, let pinned = Self.pinned(version), groupId != nil, artifactId != nil else {
            return requirement
        }
        var package = Package(.maven, name: name, version: pinned, place: dependency.place, source: .registry(nil))
        package.groups = [scope]
        package.versionPlace = versionPlace(pinned, dependency, managed)
        package.scopes = requirement.scope.scopes
        if scope == "system" { package.source = .path("") }
        requirement.target = draft.add(package)
        return requirement
    }

    /// Where a version stands: with the dependency, with what manages it, or in a property of its own. Of a property that
    /// others share nobody knows whether they have the same versions.
    private func versionPlace(_ version: String, _ dependency: MavenDependency, _ managed: MavenDependency?) -> SourcePlace? {
        let written = dependency.version != nil ? dependency : managed
        guard let written, let text = written.version else { return nil }
        if text == version { return written.versionPlace }
        guard text.hasPrefix("${"), text.hasSuffix("}") else { return nil }
        let uses = lineage.flatMap { $0.dependencies + $0.managed }.filter { $0.version == text && $0.place != written.place }
        guard uses.isEmpty else { return nil }
        let name = text.dropFirst(2).dropLast()
        let property = lineage.lazy.flatMap(\.properties).first { $0.name == name }
        return property?.value == version ? property?.place : nil
    }

    /// A version that is no range; `[1.0]` is that one alone.
    private static func pinned(_ version: String) -> String? {
        guard let first = version.first, !version.contains(" "), version != "LATEST", version != "RELEASE" else {
            return nil
        }
        guard first == "[" || first == "(" else { return version }
        let inner = version.dropFirst().dropLast()
        return first == "[" && version.hasSuffix("]") && !inner.contains(",") && !inner.isEmpty ? String(inner) : nil
    }
}
