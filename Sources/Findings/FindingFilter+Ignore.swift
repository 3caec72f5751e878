package import SourceText

extension FindingFilter {
    /// An `ignore` entry of the configuration.
    package struct Ignore: Sendable, Hashable {
        /// The rule, or a glob of rules.
        package let rule: GlobPattern
        /// The files; `nil` for all.
        package let path: GlobPattern?
        /// The function; `nil` for all.
        package let function: GlobPattern?
        /// The published flaw, by any of its ids; `nil` for all, and for what is none.
        package let advisory: String?
        /// The packages; `nil` for all, and for findings about none.
        package let package: PackagePattern?
        /// The last day it holds; `nil` for no end.
        package let until: CalendarDate?
        /// Why.
        package let reason: String
        /// The entry; `nil` for one that stands in no file.
        package let place: SourcePlace?

        /// Makes an entry.
        package init(
            rule: GlobPattern, path: GlobPattern? = nil, function: GlobPattern? = nil, advisory: String? = nil,
            package: PackagePattern? = nil, until: CalendarDate? = nil, reason: String, place: SourcePlace? = nil
        ) {
            self.rule = rule
            self.path = path
            self.function = function
            self.advisory = advisory
            self.package = package
            self.until = until
            self.reason = reason
            self.place = place
        }

        /// Whether it still holds on a day.
        package func holds(on today: CalendarDate) -> Bool { until.map { today <= $0 } ?? true }

        /// What it names: the flaw, else the package, else the rule.
        package var names: String { advisory ?? package?.text ?? rule.text }

        /// Whether it means what a finding says of a package.
        func means(_ concern: PackageConcern) -> Bool {
            if let package, !package.means(concern) { return false }
            return advisory.map(concern.isFlaw) ?? true
        }

        /// Whether it speaks of packages or their flaws.
        package var isAboutPackages: Bool { advisory != nil || package != nil }
    }
}
