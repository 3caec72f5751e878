import AdvisoryMatching
import ApplicationModel
import PackageInventory

/// The packages in the code of one function, where its artefact says all of them.
struct PackedContents {
    private var versions: [PackageName: Set<String>] = [:]

    /// `nil` when something in the artefacts was not read.
    init?(_ artefacts: [Artefact]) {
        guard !artefacts.isEmpty, artefacts.allSatisfy(\.isWhole) else { return nil }
        for package in artefacts.flatMap(\.packages) {
            versions[PackageName(package.name, in: package.ecosystem), default: []].insert(package.version)
        }
    }

    /// The packages of a list that are in the code, by index; `nil` when the code cannot be held against the list.
    ///
    /// Java's and Python's packages can be taken apart until nothing names them, so that having none of the list says nothing.
    func indices(in list: PackageList) -> Set<Int>? {
        let held = Set(list.packages.indices.filter { holds(list.packages[$0]) })
        let mayHideAll = [.maven, .pypi].contains(list.kind.ecosystem)
        return held.isEmpty && mayHideAll ? nil : held
    }

    /// Bundles name packages without their versions.
    private func holds(_ package: Package) -> Bool {
        let known = versions[PackageName(package.name, in: package.ecosystem)] ?? []
        return known.contains(package.version) || known.contains("")
    }
}
