import AdvisoryMatching
import DependencyReach
import PackageInventory

/// Which version to take, and the command of the package manager that does so.
struct UpgradeAdvice {
    private let package: AffectedPackage
    private let list: PackageList

    init(_ package: AffectedPackage, _ list: PackageList) { (self.package, self.list) = (package, list) }

    /// The version to take; `nil` when none is known that is better.
    var version: String? { package.verdict.stableSafeVersion ?? package.verdict.safeVersion ?? package.verdict.versionClearingFixable }

    /// What to do about a flaw.
    func text(repairing flaw: Flaw) -> String {
        guard flaw.hasFix, let version else {
            return "No repaired version is known: replace `\(package.package.name)`, or accept it with a reason and a date."
        }
        let jump = isMajor(version) ? ", a new major version" : ""
        return "Take `\(package.package.name)` \(version)\(jump): `\(command(version))`\(through)."
    }

    /// Dependencies of dependencies are raised by what brings them, or overridden.
    private var through: String {
        guard package.path.count > 1, let direct = package.path.first else { return "" }
        return ", or a version of `\(direct)` that brings it"
    }

    private func isMajor(_ version: String) -> Bool { Self.major(version) != Self.major(package.package.version) }

    private static func major(_ version: String) -> Substring {
        version.drop { $0 == "v" }.prefix { $0 != "." && $0 != "-" && $0 != "+" }
    }

    private func command(_ version: String) -> String {
        let name = package.package.name
        let isDirect = package.path.count <= 1
        switch list.kind {
        case .npmLock, .npmShrinkwrap, .packageJSON:
            return isDirect ? "npm install \(name)@\(version)" : "npm update \(name)"
        case .yarnLock: return isDirect ? "yarn add \(name)@\(version)" : "yarn upgrade \(name)"
        case .pnpmLock: return isDirect ? "pnpm add \(name)@\(version)" : "pnpm update \(name) --depth Infinity"
        case .bunLock, .bunBinaryLock: return isDirect ? "bun add \(name)@\(version)" : "bun update \(name)"
        case .poetryLock: return isDirect ? "poetry add \(name)@^\(version)" : "poetry update \(name)"
        case .uvLock, .pyproject: return "uv lock --upgrade-package \(name)==\(version)"
        case .pdmLock: return "pdm update \(name)"
        case .pipfileLock, .pipfile: return "pipenv upgrade \(name)==\(version)"
        case .requirements, .pylock: return "pip install \(name)==\(version)"
        case .goMod, .goSum: return "go get \(name)@\(version.hasPrefix("v") ? version : "v" + version)"
        case .pom, .gradleLock: return "\(name):\(version)"
        case .gemfileLock: return "bundle update \(name) --conservative"
        case .composerLock, .composerJSON: return "composer update \(name)"
        case .cargoLock, .cargoToml: return "cargo update -p \(name) --precise \(version)"
        case .nuGetLock, .nuGetProject: return "dotnet add package \(name) --version \(version)"
        case .packageResolved: return "swift package update"
        case .mixLock: return "mix deps.update \(name)"
        case .pubspecLock, .pubspec: return "dart pub upgrade \(name)"
        }
    }
}
