import ManifestSyntax
import SourceText

/// What a `pyproject.toml` asks for, in each of the tables that tools keep it in.
///
/// Source: <https://packaging.python.org/en/latest/specifications/pyproject-toml/>,
/// <https://python-poetry.org/docs/pyproject/>, <https://packaging.python.org/en/latest/specifications/dependency-groups/>
struct PythonManifest {
    /// The project's name.
    let name: String?
    /// What it asks for; the place is that of the list's element or of the key.
    let requirements: [Requirement]

    /// Reads the manifest in a folder below that of the list; `nil` when there is none.
    init?(folder: String = "", of input: ListInput) {
        guard let file = input.neighbour(folder.isEmpty ? "pyproject.toml" : folder + "/pyproject.toml"),
            let root = ManifestDocument.parse(toml: file).roots.first
        else { return nil }
        self.init(root)
    }

    init(_ root: ManifestNode) {
        let project = root["project"]
        let poetry = root["tool"]?["poetry"]
        name = project?["name"]?.string ?? poetry?["name"]?.string
        var all = Self.list(project?["dependencies"], .runtime)
        for extra in project?["optional-dependencies"]?.members ?? [] { all += Self.list(extra.value, .optional) }
        let groups = [root["dependency-groups"], root["tool"]?["pdm"]?["dev-dependencies"]]
        for group in groups.flatMap({ $0?.members ?? [] }) { all += Self.list(group.value, .dev) }
        all += Self.list(root["tool"]?["uv"]?["dev-dependencies"], .dev)
        all += Self.table(poetry?["dependencies"], .runtime)
        all += Self.table(poetry?["dev-dependencies"], .dev)
        for group in poetry?["group"]?.members ?? [] {
            all += Self.table(group.value["dependencies"], group.key == "main" ? .runtime : .dev)
        }
        requirements = all
    }

    /// Requirements as PEP 508 writes them.
    private static func list(_ node: ManifestNode?, _ scope: Requirement.Scope) -> [Requirement] {
        (node?.elements ?? []).compactMap { element in
            guard let text = element.string else { return nil }
            let requirement = PythonRequirement(text)
            guard let name = requirement.name else { return nil }
            return Requirement(name, range: requirement.range, scope: scope, place: element.place)
        }
    }

    /// Requirements by name, as Poetry and Pipenv write them.
    static func table(_ node: ManifestNode?, _ scope: Requirement.Scope) -> [Requirement] {
        (node?.members ?? []).compactMap { member in
            guard member.key != "python" else { return nil }
            // Several for different platforms: the first stands for them.
            let value = member.value.elements.first ?? member.value
            let range = value.scalarText ?? value["version"]?.scalarText
            let isOptional = value["optional"]?.isTrue == true
            return Requirement(member.key, range: range, scope: isOptional ? .optional : scope, place: member.place)
        }
    }
}

/// Reads a `pyproject.toml` or a `Pipfile` that no lockfile settles.
struct PythonManifestReader: ListReader {
    static func read(_ input: ListInput) -> PackageList {
        var draft = ListDraft(input)
        let document = ManifestDocument.parse(toml: input.file)
        draft.adopt(document.issues)
        guard let root = document.roots.first else { return draft.finished() }
        let manifest = PythonManifest(root)
        let requirements = input.kind == .pipfile ? PipfileLockReader.requirements(root) : manifest.requirements
        draft.addPinned(requirements, name: manifest.name) { range in
            PythonRequirement.pinned(range) ?? (input.kind == .pyproject ? poetryPin(range) : nil)
        }
        return draft.finished()
    }

    /// In Poetry's tables a version without any sign is that version alone.
    private static func poetryPin(_ range: String) -> String? {
        PinnedVersion.numbers(range, atLeast: 1, prefixes: [])
    }
}
