import PackageInventory
import SourceText

/// Reads a list from text, with files beside it.
func read(_ text: String, _ kind: PackageListKind, beside files: [String: String] = [:]) -> PackageList {
    let file = SourceFile(path: RelativePath(kind.rawValue) ?? .root, text: text)
    return PackageList.read(ListInput(file, kind: kind, files: InMemoryFileSource(files)))
}

extension PackageList {
    /// `name@version` of every package in order.
    var names: [String] { packages.map { "\($0.name)@\($0.version)" } }

    /// The first package of a name.
    func first(_ name: String) -> Package? { packages.first { $0.name == name } }

    /// What the package of a name requires, as `name@version` of what meets it.
    func dependencies(of name: String) -> [String] {
        (first(name)?.requirements ?? []).map { requirement in
            requirement.target.map { "\(packages[$0].name)@\(packages[$0].version)" } ?? "\(requirement.name) missing"
        }
    }

    /// What the importer in a folder requires, likewise.
    func direct(_ folder: String = "") -> [String] {
        (importers.first { $0.folder == folder }?.requirements ?? []).map { requirement in
            requirement.target.map { "\(packages[$0].name)@\(packages[$0].version)" } ?? "\(requirement.name) missing"
        }
    }
}
