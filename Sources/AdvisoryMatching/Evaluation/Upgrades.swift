/// The versions at which something was repaired, from the oldest that is not older than the current one.
struct Upgrades {
    private let candidates: [PackageVersion]
    private let advisories: [PreparedAdvisory]

    init(from version: PackageVersion, _ advisories: [PreparedAdvisory]) {
        self.advisories = advisories
        let fixes = advisories.flatMap(\.fixes).filter { $0 >= version }
        // Of several spellings of one version always the same, whatever the order of the advisories.
        let sorted = fixes.sorted { $0 < $1 || ($0 == $1 && $0.text.utf8.lexicographicallyPrecedes($1.text.utf8)) }
        var distinct: [PackageVersion] = []
        for fix in sorted where distinct.last.map({ $0 != fix }) ?? true { distinct.append(fix) }
        candidates = distinct
    }

    /// The first that fulfils a condition and that no advisory concerns, but for those with the given ids.
    func first(ignoring ids: Set<String> = [], where isWanted: (PackageVersion) -> Bool = { _ in true }) -> String? {
        let asked = advisories.filter { !ids.contains($0.advisory.id) }
        return candidates.first { candidate in
            isWanted(candidate) && asked.allSatisfy { $0.evidence(on: candidate.text, candidate) == nil }
        }?.text
    }
}
