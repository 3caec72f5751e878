import AdvisoryMatching
import DependencyReach
import PackageInventory
import SourceText

/// A package in artefacts, in words.
struct Packing {
    private static let limit = 8

    private let package: PackedPackage
    private let artefacts: [ShippedArtefact]

    init(_ package: PackedPackage, in dependencies: ApplicationDependencies) {
        self.package = package
        artefacts = package.uses.compactMap { dependencies.artefacts.indices.contains($0.artefact) ? dependencies.artefacts[$0.artefact] : nil }
    }

    /// Where the manifest names the first artefact.
    var place: SourcePlace { artefacts.first?.reference.place ?? package.package.place }

    /// `lodash` 4.17.20 in `build/api.zip`.
    var words: String {
        var paths: [String] = []
        for path in artefacts.map(\.artefact.path.shortName) where !paths.contains(path) { paths.append(path) }
        return "`\(package.package.name)` \(package.package.version) in \(NameList.text(paths, showing: 2))"
    }

    /// Where it lies in each artefact, and where the others are named.
    var related: [(place: SourcePlace, note: String)] {
        var related: [(place: SourcePlace, note: String)] = []
        for (use, shipped) in zip(package.uses, artefacts) where related.count < Self.limit {
            let inner = use.package.location ?? ""
            let name = shipped.artefact.path.shortName
            let note = inner.isEmpty || shipped.artefact.path.name == inner ? "it is part of `\(name)`" : "it is `\(inner)` in `\(name)`"
            related.append((use.package.place, note))
            if shipped.reference.place != place { related.append((shipped.reference.place, "`\(name)` is named here")) }
        }
        return related
    }

    /// What to do about a flaw.
    func remedy(repairing flaw: Flaw) -> String {
        let verdict = package.verdict
        guard flaw.hasFix, let version = verdict.stableSafeVersion ?? verdict.safeVersion ?? verdict.versionClearingFixable else {
            return "No repaired version is known: replace `\(package.package.name)`, or accept it with a reason and a date."
        }
        let name = artefacts.first.map { "`\($0.artefact.path.shortName)`" } ?? "the artefact"
        guard package.package.source == .toolchain else {
            return "Take `\(package.package.name)` \(version) where \(name) is built, build it anew and deploy it."
        }
        return "Build \(name) with Go \(version) or later and deploy it."
    }
}

extension RelativePath {
    /// The path as people can read it: of the hash that the CDK names an asset after, the start.
    var shortName: String { assetHash.map { description.replacing($0, with: $0.prefix(8) + "…") } ?? description }
}
