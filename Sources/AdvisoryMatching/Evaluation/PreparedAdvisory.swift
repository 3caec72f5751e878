import ApplicationModel

/// An advisory with the versions of its ranges read once, to be held against many versions.
struct PreparedAdvisory: Sendable {
    let advisory: Advisory
    private let timelines: [Timeline]
    private let ecosystem: Ecosystem

    init(_ advisory: Advisory, in ecosystem: Ecosystem) {
        self.advisory = advisory
        timelines = advisory.ranges.compactMap { Timeline($0.events, in: ecosystem) }
        self.ecosystem = ecosystem
    }

    /// The repaired versions that can be read.
    var fixes: [PackageVersion] { advisory.fixes.compactMap { PackageVersion($0, in: ecosystem) } }

    /// By what the advisory concerns a version; `nil` when it does not.
    ///
    /// `text` is compared with the list of versions, `version` with the ranges; it is `nil` when the text is no version of
    /// the ecosystem.
    func evidence(on text: String, _ version: PackageVersion?) -> Advisory.Evidence? {
        let isListed = !advisory.versions.isEmpty && advisory.versions.contains(text)
        let isInRange = version.map { version in timelines.contains { $0.contains(version) } } ?? false
        switch (isListed, isInRange) {
        case (true, true): return .versionsAndRanges
        case (true, false): return .versions
        case (false, true): return .ranges
        case (false, false): return nil
        }
    }
}
