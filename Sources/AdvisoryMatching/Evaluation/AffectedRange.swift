package import ApplicationModel

/// One of OSV's ranges: what happened at which version.
///
/// Source: <https://ossf.github.io/osv-schema/#affectedranges-field>
package struct AffectedRange: Hashable, Sendable {
    /// Something that happened at a version.
    package struct Event: Hashable, Sendable {
        /// What happened.
        package enum Kind: Hashable, Sendable { case introduced, fixed, lastAffected, limit }

        /// What happened.
        package let kind: Kind
        /// The version as written; `0` comes before all others, and `*`, as a limit, is none.
        package let version: String

        /// Makes an event.
        package init(_ kind: Kind, _ version: String) {
            self.kind = kind
            self.version = version
        }
    }

    /// The events in the order in which they are written.
    package let events: [Event]

    /// Makes a range.
    package init(_ events: [Event]) { self.events = events }

    /// The versions at which something was repaired, as written and in that order.
    package var fixes: [String] { events.filter { $0.kind == .fixed }.map(\.version) }

    /// Whether the range holds a version, by OSV's algorithm.
    ///
    /// A range with an event that is no version of the ecosystem holds none: where it begins or ends is not known, and
    /// the advisory's list of versions decides alone.
    ///
    /// Source: <https://ossf.github.io/osv-schema/#evaluation>
    package func contains(_ version: PackageVersion, in ecosystem: Ecosystem) -> Bool {
        Timeline(events, in: ecosystem)?.contains(version) ?? false
    }
}
