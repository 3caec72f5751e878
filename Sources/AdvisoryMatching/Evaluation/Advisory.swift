/// What one advisory says of one package.
///
/// Where OSV lists a package several times, its ranges and versions stand here one behind the other, which means the
/// same.
package struct Advisory: Hashable, Sendable {
    /// What an advisory warns of.
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case vulnerability
        /// The package was made to do harm.
        case malware
        /// Nobody repairs it any more; it is no flaw by itself.
        case unmaintained
        /// Its interface allows undefined behaviour, which is no flaw by itself.
        case unsound
        /// Anything else that people should know.
        case notice
    }

    /// The advisory's id, such as `GHSA-29mw-wpgm-hmr9`.
    package let id: String
    /// The ids that other databases give the same flaw, in the advisory's order.
    package let aliases: [String]
    /// What it warns of.
    package let kind: Kind
    /// One line of text; empty when the advisory has none.
    package let summary: String
    /// How bad it is, as the advisory says; `nil` when it does not.
    package let severity: AdvisorySeverity?
    /// An address where people read on; empty when none is known.
    package let link: String
    /// The ranges of versions it concerns.
    package let ranges: [AffectedRange]
    /// Single versions it concerns besides, compared as text.
    package let versions: [String]
    /// The functions, types or methods in which the flaw lies; empty when the advisory names none.
    package let symbols: [AdvisorySymbol]

    /// Makes an advisory.
    package init(
        id: String, aliases: [String] = [], kind: Kind = .vulnerability, summary: String = "",
        severity: AdvisorySeverity? = nil, link: String = "", ranges: [AffectedRange] = [], versions: [String] = [],
        symbols: [AdvisorySymbol] = []
    ) {
        self.id = id
        self.aliases = aliases
        self.kind = kind
        self.summary = summary
        self.severity = severity
        self.link = link
        self.ranges = ranges
        self.versions = versions
        self.symbols = symbols
    }
}

/// A part of a package that an advisory names.
package struct AdvisorySymbol: Hashable, Sendable {
    /// The path of the module, crate or package that holds it; empty when it is the package itself.
    package let module: String
    /// The name, such as `Auth.ListenAndServe`; empty when the whole module is meant.
    package let name: String

    /// Makes a symbol.
    package init(module: String, name: String) {
        self.module = module
        self.name = name
    }
}

extension Advisory {
    /// By what an advisory concerns a version.
    package enum Evidence: String, Hashable, Sendable {
        case ranges, versions
        case versionsAndRanges = "versions+ranges"
    }

    /// The versions at which something was repaired, as written, without order.
    package var fixes: [String] { ranges.flatMap(\.fixes) }
}
