import AdvisoryMatching
import PackageInventory

/// The versions of packages in artefacts, each with where it lies, without what a list of the same functions has too.
struct PackedVersions {
    private struct Version: Hashable {
        let name: PackageName
        let text: String
    }

    private let artefacts: [ShippedArtefact]
    private var order: [Version] = []
    private var uses: [Version: [ArtefactUse]] = [:]

    init(_ artefacts: [ShippedArtefact], lists: [ShippedList]) {
        self.artefacts = artefacts
        let listed = Self.listed(lists)
        for (index, shipped) in artefacts.enumerated() {
            for package in shipped.artefact.packages where !package.version.isEmpty && package.isFromRegistry {
                let version = Version(name: PackageName(package.name, in: package.ecosystem), text: package.version)
                let functions = shipped.reference.functions.filter { listed[$0]?.contains(version) != true }
                guard !functions.isEmpty else { continue }
                if uses[version] == nil { order.append(version) }
                uses[version, default: []].append(ArtefactUse(artefact: index, package: package, functions: functions))
            }
        }
    }

    /// What the lists say of functions whose artefact was held against them: there the list speaks, since it is what is
    /// repaired.
    private static func listed(_ lists: [ShippedList]) -> [String: Set<Version>] {
        var listed: [String: Set<Version>] = [:]
        for shipped in lists {
            for user in shipped.users {
                for index in user.packed ?? [] where shipped.list.packages.indices.contains(index) {
                    let package = shipped.list.packages[index]
                    let version = Version(name: PackageName(package.name, in: package.ecosystem), text: package.version)
                    listed[user.function, default: []].insert(version)
                }
            }
        }
        return listed
    }

    /// Those that advisories concern; `functions` are all in the manifest's order.
    func affected(_ advisories: any AdvisorySource, order functions: [String]) throws -> [PackedPackage] {
        guard !order.isEmpty else { return [] }
        let all = try advisories.advisories(on: order.map(\.name))
        return zip(order, all).compactMap { version, known in
            guard !known.isEmpty, let uses = uses[version], let first = uses.first?.package else { return nil }
            let verdict = VersionVerdict(version.text, in: version.name.ecosystem, advisories: known)
            return verdict.matches.isEmpty ? nil : PackedPackage(uses, first, verdict, functions, in: artefacts)
        }
    }
}
