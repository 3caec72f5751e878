import ApplicationModel
package import CodeAnalysis
import PackageInventory
import SourceText

/// The versions of the packages that functions' code imports, by the lists that hold for the functions.
package struct ImportedVersions: Sendable {
    private let lists: [String: [ShippedList]]

    /// Looks at the lists of an application's dependencies.
    package init(_ dependencies: ApplicationDependencies) {
        var lists: [String: [ShippedList]] = [:]
        for list in dependencies.lists {
            for user in list.users { lists[user.function, default: []].append(list) }
        }
        self.lists = lists
    }

    /// The code with the versions of what it imports.
    package func added(to code: ApplicationCode) -> ApplicationCode {
        code.pinned { function, external in external.isStandard ? nil : pin(of: external, in: function) }
    }

    private func pin(of external: CodeClosure.External, in code: FunctionCode) -> (distribution: String, pin: CodeClosure.Pin)? {
        // A lockfile says more than a manifest beside it.
        let lists = (lists[code.function] ?? []).sorted { $0.list.isLocked && !$1.list.isLocked }
        return lists.lazy.compactMap { pin(of: external, in: code.file.directory, $0) }.first
    }

    private func pin(
        of external: CodeClosure.External, in folder: RelativePath, _ shipped: ShippedList
    ) -> (distribution: String, pin: CodeClosure.Pin)? {
        let list = shipped.list
        switch list.kind.ecosystem {
        case .npm: return pin(ofAny: [external.package], in: folder, shipped)
        case .pypi: return pin(ofAny: PythonDistribution.names(providing: external.package), in: folder, shipped)
        case .go: return LoadedPackages.module(of: external.module, in: list).map { pin(list.packages[$0]) }
        case .maven: return Self.artifact(with: external.module, in: list).map { pin(list.packages[$0]) }
        default: return nil
        }
    }

    private func pin(
        ofAny names: [String], in folder: RelativePath, _ shipped: ShippedList
    ) -> (distribution: String, pin: CodeClosure.Pin)? {
        let importer = LoadedPackages.importer(of: folder, in: shipped.list)
        for name in names {
            guard let requirement = shipped.graph.requirement(named: name, of: importer) else { continue }
            if let target = requirement.target, shipped.list.packages.indices.contains(target) { return pin(shipped.list.packages[target]) }
            if let range = requirement.range { return (requirement.name, CodeClosure.Pin(version: nil, range: range)) }
        }
        return nil
    }

    private func pin(_ package: Package) -> (distribution: String, pin: CodeClosure.Pin) {
        (package.name, CodeClosure.Pin(version: package.version.isEmpty ? nil : package.version))
    }

    /// The artifact whose group the name of a class starts with and whose own name is in it.
    private static func artifact(with type: String, in list: PackageList) -> Int? {
        list.packages.indices.first { index in
            let parts = list.packages[index].name.split(separator: ":")
            guard parts.count == 2, type.hasPrefix(parts[0] + "."), let last = parts[1].split(separator: "-").last else { return false }
            return type.dropFirst(parts[0].count).lowercased().contains(last.lowercased())
        }
    }
}
