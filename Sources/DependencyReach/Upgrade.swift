import AdvisoryMatching
import ApplicationModel
package import Findings
import PackageInventory
package import SourceText

/// What lifts a package to a version that no advisory at hand concerns.
package struct Upgrade: Sendable {
    /// A change of a file that people edit.
    package enum Change: Sendable, Hashable {
        /// Writes text in the place of a version.
        case rewrite(SourcePlace, String)
        /// Writes a JSON string in the place of another.
        case replace(SourcePlace, String)
        /// Writes a JSON string under keys below an object.
        case insert(String, at: [String], into: SourcePlace)

        /// The place that it names.
        package var place: SourcePlace {
            switch self {
            case .rewrite(let place, _), .replace(let place, _), .insert(_, _, let place): place
            }
        }
    }

    /// The version.
    package let version: String
    /// Whether it may break what uses the package: another major version, or another minor one below 1.0.
    package let isBreaking: Bool
    /// The changes; none where a package manager does all of it.
    package let changes: [Change]
    /// What is still to be run after the changes; `nil` when nothing is.
    package let followUp: FollowUp?

    /// `nil` when no repaired version is known.
    init?(of package: AffectedPackage, in list: ShippedList, _ askers: PackageAskers) {
        guard let version = package.verdict.stableSafeVersion ?? package.verdict.safeVersion ?? package.verdict.versionClearingFixable else { return nil }
        self.version = version
        isBreaking = Self.isBreaking(from: package.package.version, to: version, of: package.package)
        if let place = package.package.versionPlace {
            changes = [.rewrite(place, Self.spelled(version, like: package.package.version))]
            followUp = list.list.kind == .goMod ? FollowUp(in: list.list.path.directory, "go mod tidy") : nil
        } else {
            let plan = NodeUpgrade(of: package, to: version, in: list, askers)
            changes = plan?.changes ?? []
            followUp = plan?.followUp ?? PackageManager(list.list).command(package, version)
        }
    }

    /// Versions of Go begin with `v`, in advisories without it.
    private static func spelled(_ version: String, like other: String) -> String {
        other.hasPrefix("v") && !version.hasPrefix("v") ? "v" + version : version
    }

    /// Go's own modules below 1.0 keep what they once offered (<https://go.dev/wiki/SubRepositories>).
    static func isBreaking(from old: String, to new: String, of package: Package) -> Bool {
        let (old, new) = (numbers(old), numbers(new))
        guard let major = old.first, let newMajor = new.first else { return true }
        if major != newMajor { return true }
        guard major == "0", !(package.ecosystem == .go && package.name.hasPrefix("golang.org/x/")) else { return false }
        return old.dropFirst().first != new.dropFirst().first
    }

    private static func numbers(_ version: String) -> [Substring] {
        version.drop { $0 == "v" }.prefix { $0.isNumber || $0 == "." }.split(separator: ".")
    }
}
