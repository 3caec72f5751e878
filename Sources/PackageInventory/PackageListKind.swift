package import ApplicationModel
package import SourceText

/// The kinds of files that list packages.
package enum PackageListKind: String, Sendable, Hashable, CaseIterable {
    case npmLock = "package-lock.json"
    case npmShrinkwrap = "npm-shrinkwrap.json"
    case yarnLock = "yarn.lock"
    case pnpmLock = "pnpm-lock.yaml"
    case bunLock = "bun.lock"
    case bunBinaryLock = "bun.lockb"
    case packageJSON = "package.json"
    case requirements = "requirements.txt"
    case pipfileLock = "Pipfile.lock"
    case pipfile = "Pipfile"
    case poetryLock = "poetry.lock"
    case uvLock = "uv.lock"
    case pdmLock = "pdm.lock"
    case pylock = "pylock.toml"
    case pyproject = "pyproject.toml"
    case goMod = "go.mod"
    case goSum = "go.sum"
    case pom = "pom.xml"
    case gradleLock = "gradle.lockfile"
    case gemfileLock = "Gemfile.lock"
    case composerLock = "composer.lock"
    case composerJSON = "composer.json"
    case cargoLock = "Cargo.lock"
    case cargoToml = "Cargo.toml"
    case nuGetLock = "packages.lock.json"
    case nuGetProject = "*.csproj"
    case packageResolved = "Package.resolved"
    case mixLock = "mix.lock"
    case pubspecLock = "pubspec.lock"
    case pubspec = "pubspec.yaml"

    /// The kind that a file's name says; `nil` when it lists no packages.
    package init?(path: RelativePath) {
        let name = path.name
        if let kind = Self.byName[name] {
            self = kind
        } else if path.fileExtension == "csproj" || path.fileExtension == "fsproj" || path.fileExtension == "vbproj" {
            self = .nuGetProject
        } else if Self.isRequirements(name, in: path.directory.name) {
            self = .requirements
        } else if name.hasPrefix("pylock."), name.hasSuffix(".toml") {
            self = .pylock
        } else {
            return nil
        }
    }

    private static let byName = Dictionary(
        allCases.map { ($0.rawValue, $0) }
            + [("gems.locked", .gemfileLock), ("buildscript-gradle.lockfile", .gradleLock)],
        uniquingKeysWith: { first, _ in first })

    /// `requirements.txt`, `requirements-dev.txt`, `dev-requirements.txt`, `requirements/base.txt`.
    private static func isRequirements(_ name: String, in folder: String) -> Bool {
        name.hasSuffix(".txt") && (name.contains("requirements") || folder == "requirements")
    }

    /// The registry whose packages such a file lists.
    package var ecosystem: Ecosystem {
        switch self {
        case .npmLock, .npmShrinkwrap, .yarnLock, .pnpmLock, .bunLock, .bunBinaryLock, .packageJSON: .npm
        case .requirements, .pipfileLock, .pipfile, .poetryLock, .uvLock, .pdmLock, .pylock, .pyproject: .pypi
        case .goMod, .goSum: .go
        case .pom, .gradleLock: .maven
        case .gemfileLock: .rubyGems
        case .composerLock, .composerJSON: .packagist
        case .cargoLock, .cargoToml: .cratesIO
        case .nuGetLock, .nuGetProject: .nuGet
        case .packageResolved: .swiftURL
        case .mixLock: .hex
        case .pubspecLock, .pubspec: .pub
        }
    }

    /// Whether such a file is written by a package manager that has settled every version.
    package var isLockfile: Bool {
        switch self {
        case .packageJSON, .requirements, .pipfile, .pyproject, .pom, .composerJSON, .cargoToml, .nuGetProject,
            .pubspec:
            false
        default: true
        }
    }

    /// Whether such a file says what each package requires; in the others only the importers' own are known.
    var saysRequirements: Bool {
        switch self {
        case .packageJSON, .requirements, .pipfileLock, .pipfile, .pyproject, .goMod, .goSum, .pom, .gradleLock,
            .composerJSON, .cargoToml, .nuGetProject, .packageResolved, .pubspecLock, .pubspec:
            false
        case .npmLock, .npmShrinkwrap, .yarnLock, .pnpmLock, .bunLock, .bunBinaryLock, .poetryLock, .uvLock, .pdmLock,
            .pylock, .gemfileLock, .composerLock, .cargoLock, .nuGetLock, .mixLock:
            true
        }
    }
}
