package import AdvisoryMatching
package import PackageInventory
package import SourceText

/// One version of a package that advisories concern, with the functions that ship it.
package struct AffectedPackage: Sendable {
    /// The index of the list that has it.
    package let list: Int
    /// The package; of several instances the first.
    package let package: Package
    /// The indices in the list of every place in which the version is installed, ascending; never empty.
    let instances: [Int]
    /// What the advisories say.
    package let verdict: VersionVerdict
    /// The names of the packages from the direct dependency down to this one; empty when nothing leads to it.
    package let path: [String]
    /// Where the direct dependency is asked for, in the project's manifest where that was read; `nil` when nothing says it.
    package let requestPlace: SourcePlace?
    /// The functions whose packages hold it, in the manifest's order.
    package let shippedBy: [String]
    /// Those of them whose code loads it, as far as it can be told.
    package let loadedBy: [String]
    /// Those of which it cannot be told.
    package let perhapsLoadedBy: [String]
    /// Those that ship it and certainly never load it.
    package let neverLoadedBy: [String]
    /// Whether certainly no function's package holds it.
    package let isCertainlyAbsent: Bool
    /// Whether it is only there to build and test.
    package let isForDevelopment: Bool
    /// What lifts it to a version that is repaired; `nil` when none is known.
    package internal(set) var upgrade: Upgrade?

    init(_ shipped: ShippedList, at list: Int, _ instances: [Int], _ verdict: VersionVerdict) {
        self.list = list
        self.verdict = verdict
        self.instances = instances
        let packages = instances.map { shipped.list.packages[$0] }
        package = packages[0]
        isForDevelopment = shipped.isForDevelopment(instances)
        let way = instances.lazy.compactMap { shipped.graph.shortestPath(to: $0) }.first
        path = way?.packages.map { shipped.list.packages[$0].importName } ?? []
        requestPlace = way.flatMap { way in
            let request = shipped.list.importers[way.importer].requirements[way.request]
            return shipped.manifests[way.importer]?.entry(request.name)?.memberPlace ?? request.place
        }
        let users = shipped.users.filter { shipped.holds(instances, by: $0) == true }
        isCertainlyAbsent = shipped.users.allSatisfy { shipped.holds(instances, by: $0) == false }
        shippedBy = users.map(\.function)
        loadedBy = users.filter { $0.loads(instances) == true }.map(\.function)
        neverLoadedBy = users.filter { shipped.isNeverLoaded(instances, by: $0) }.map(\.function)
        perhapsLoadedBy = users.filter { $0.loads(instances) == nil }.map(\.function)
    }

    /// What the advisories that describe one flaw say together.
    package var flaws: [Flaw] { verdict.flaws.map { Flaw($0.map { verdict.matches[$0] }) } }
}

/// One flaw of a version, as one or several advisories describe it.
package struct Flaw: Sendable {
    /// The advisories, sorted by id.
    package let advisories: [Advisory]
    /// Whether a later version is named in which it is repaired.
    package let hasFix: Bool

    init(_ matches: [VersionVerdict.Match]) {
        advisories = matches.map(\.advisory)
        hasFix = matches.contains(where: \.hasFix)
    }

    /// The id people know it by: GitHub's, then any other that is not made up for a database, then the first.
    package var id: String {
        let ids = advisories.map(\.id)
        return ids.first { $0.hasPrefix("GHSA-") } ?? aliases.first { $0.hasPrefix("GHSA-") || $0.hasPrefix("CVE-") }
            ?? ids.first { !$0.hasPrefix("x_") } ?? ids.first ?? ""
    }

    /// Every other id that it has, sorted.
    package var aliases: [String] { Set(advisories.flatMap { [$0.id] + $0.aliases }).sorted() }

    /// The worst that an advisory says of it.
    package var level: AdvisorySeverity.Level? { advisories.compactMap { $0.severity?.level }.max() }

    /// One line about it; empty when no advisory has one.
    package var summary: String { advisories.lazy.map(\.summary).first { !$0.isEmpty } ?? "" }

    /// Where people read on; empty when nothing is known.
    package var link: String { advisories.lazy.map(\.link).first { !$0.isEmpty } ?? "" }

    /// What it warns of; a flaw of several kinds is what is worst.
    package var kind: Advisory.Kind {
        let kinds = Set(advisories.map(\.kind))
        return kinds.contains(.malware) ? .malware : kinds.contains(.vulnerability) ? .vulnerability : advisories.first?.kind ?? .notice
    }

    /// The parts of the package in which it lies; empty when no advisory names any.
    package var symbols: [AdvisorySymbol] { advisories.flatMap(\.symbols) }
}
