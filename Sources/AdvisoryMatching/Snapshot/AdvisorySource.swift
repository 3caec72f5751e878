/// Where advisories are looked up: the snapshot in the binary, or a store on the disk.
package protocol AdvisorySource: Sendable {
    /// What is known of a package, sorted by id; empty when nothing is.
    /// - Throws: when the source cannot be read.
    func advisories(on package: PackageName) throws -> [Advisory]

    /// What is known of several packages, in their order.
    /// - Throws: when the source cannot be read.
    func advisories(on packages: [PackageName]) throws -> [[Advisory]]

    /// How old the source is and what it holds.
    /// - Throws: when the source cannot be read.
    func inventory() throws -> AdvisoryInventory
}

extension AdvisorySource {
    /// What is known of several packages, in their order.
    /// - Throws: when the source cannot be read.
    package func advisories(on packages: [PackageName]) throws -> [[Advisory]] { try packages.map { try advisories(on: $0) } }
}

/// How old a source of advisories is, and what it holds.
package struct AdvisoryInventory: Hashable, Sendable {
    /// How many advisories concern an ecosystem.
    package struct Count: Hashable, Sendable {
        /// The ecosystem as OSV writes it, without a repository.
        package let ecosystem: String
        /// The number of advisories.
        package let advisories: Int

        /// Makes a count.
        package init(ecosystem: String, advisories: Int) {
            self.ecosystem = ecosystem
            self.advisories = advisories
        }
    }

    /// The day on which the newest of its advisories was changed, as `2026-08-21`; empty when there is none.
    package let newest: String
    /// The number of advisories of each ecosystem, sorted by its name.
    package let counts: [Count]

    /// Makes an inventory.
    package init(newest: String, counts: [Count]) {
        self.newest = newest
        self.counts = counts
    }
}
