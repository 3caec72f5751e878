package import AdvisoryMatching

/// Whether what a feed holds can be what took the place of what a store holds.
///
/// A mirror that lost its files, or was left behind, answers without an error. Advisories are added and hardly ever taken
/// back, so far fewer of them, or much older ones, are a fault before they are news.
package enum FeedPlausibility {
    /// The most that an ecosystem may shrink by: one advisory in ten.
    private static let leastShare = 9
    /// Below this number of advisories a few more or less say nothing, as long as there are any.
    private static let smallest = 20
    /// How many days the newest advisory may lie before the one that is known, since it may have been withdrawn.
    private static let slack = 7

    /// What speaks against the new set, a line each; empty when nothing does. The old one is called by its name.
    ///
    /// `daysBetween` counts the days from one day to a later one, `nil` when one of them is none.
    package static func doubts(
        about new: AdvisoryInventory, after old: AdvisoryInventory, _ name: String, daysBetween: (String, String) -> Int?
    ) -> [String] {
        let counts = Dictionary(new.counts.map { ($0.ecosystem, $0.advisories) }, uniquingKeysWith: max)
        var doubts = old.counts.compactMap { count -> String? in
            let now = counts[count.ecosystem] ?? 0
            let isLost = now == 0 && count.advisories > 0
            guard isLost || count.advisories >= smallest && now < count.advisories / 10 * leastShare else { return nil }
            return "it has \(now) on \(count.ecosystem), \(name) \(count.advisories)"
        }
        if let days = daysBetween(new.newest, old.newest), days > slack {
            doubts.append("its newest is of \(new.newest), that of \(name) of \(old.newest)")
        }
        return doubts
    }
}
