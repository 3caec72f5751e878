package import ApplicationModel

/// What the advisories on a package say of one version of it.
package struct VersionVerdict: Sendable {
    /// One advisory that concerns the version.
    package struct Match: Sendable {
        /// The advisory.
        package let advisory: Advisory
        /// By what it concerns the version.
        package let evidence: Advisory.Evidence
        /// Whether it names a version, not older than this one, at which something was repaired.
        package let hasFix: Bool
    }

    /// The advisories that concern the version, sorted by id.
    package let matches: [Match]
    /// The matches by flaw: each inner list holds the indices of those that describe the same one, ascending; the lists
    /// are sorted by their first.
    package let flaws: [[Int]]
    /// The oldest repaired version, not older than this one, that no advisory concerns, as written; `nil` when there is
    /// none.
    package let safeVersion: String?
    /// The same among versions that are no prereleases.
    package let stableSafeVersion: String?
    /// The same when the advisories on this version that name no fix are left aside.
    package let versionClearingFixable: String?

    /// Judges a version against every advisory on its package.
    package init(_ version: String, in ecosystem: Ecosystem, advisories: [Advisory]) {
        let read = PackageVersion(version, in: ecosystem)
        let text = Self.listed(version, in: ecosystem)
        let prepared = advisories.map { PreparedAdvisory($0, in: ecosystem) }
        matches = prepared.compactMap { Match($0, text, read) }
            .sorted { $0.advisory.id.utf8.lexicographicallyPrecedes($1.advisory.id.utf8) }
        flaws = AliasGroups(matches.map(\.advisory)).groups
        guard !matches.isEmpty, let read else {
            (safeVersion, stableSafeVersion, versionClearingFixable) = (nil, nil, nil)
            return
        }
        let upgrades = Upgrades(from: read, prepared)
        safeVersion = upgrades.first()
        stableSafeVersion = upgrades.first { !$0.isPrerelease }
        versionClearingFixable = upgrades.first(ignoring: Set(matches.filter { !$0.hasFix }.map(\.advisory.id)))
    }

    /// OSV lists the versions of Go without `v`.
    private static func listed(_ version: String, in ecosystem: Ecosystem) -> String {
        ecosystem == .go && version.hasPrefix("v") ? String(version.dropFirst()) : version
    }
}

extension VersionVerdict.Match {
    fileprivate init?(_ prepared: PreparedAdvisory, _ text: String, _ version: PackageVersion?) {
        guard let evidence = prepared.evidence(on: text, version) else { return nil }
        self.evidence = evidence
        advisory = prepared.advisory
        hasFix = prepared.fixes.contains { fix in version.map { fix >= $0 } ?? true }
    }
}
