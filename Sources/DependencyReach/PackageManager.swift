import Findings
import PackageInventory
import SourceText

/// The commands of package managers, for lists that they alone can write.
struct PackageManager {
    private let list: PackageList

    init(_ list: PackageList) { self.list = list }

    /// The command that takes a version of a package; `nil` where there is none, and the file is edited by hand.
    func command(_ package: AffectedPackage, _ version: String) -> FollowUp? {
        let name = package.package.name
        let isDirect = package.path.count <= 1
        guard let (verb, words) = words(name, version, isDirect) else { return nil }
        return FollowUp(in: list.path.directory, verb, words)
    }

    private func words(_ name: String, _ version: String, _ isDirect: Bool) -> (String, [String])? {
        switch list.kind {
        case .npmLock, .npmShrinkwrap, .packageJSON: isDirect ? ("npm install", ["\(name)@\(version)"]) : ("npm update", [name])
        case .yarnLock: isDirect ? ("yarn add", ["\(name)@\(version)"]) : ("yarn up -R", [name])
        case .pnpmLock: isDirect ? ("pnpm add", ["\(name)@\(version)"]) : ("pnpm update --depth Infinity", [name])
        case .bunLock, .bunBinaryLock: isDirect ? ("bun add", ["\(name)@\(version)"]) : ("bun update", [name])
        case .poetryLock: isDirect ? ("poetry add", ["\(name)@^\(version)"]) : ("poetry update", [name])
        case .uvLock: ("uv lock --upgrade-package", ["\(name)==\(version)"])
        case .pdmLock: ("pdm update", [name])
        case .pipfileLock, .pipfile: ("pipenv upgrade", ["\(name)==\(version)"])
        case .requirements: ("pip-compile --upgrade-package", ["\(name)==\(version)"])
        case .goMod where name == "stdlib", .goSum where name == "stdlib": ("go get", ["toolchain@go\(version.drop { $0 == "v" })"])
        case .goMod, .goSum: ("go get", ["\(name)@\(version.hasPrefix("v") ? version : "v" + version)"])
        case .gemfileLock: ("bundle update --conservative", [name])
        case .composerLock, .composerJSON: ("composer update --with-dependencies", [name])
        case .cargoLock, .cargoToml: ("cargo update --precise \(version) -p", [name])
        case .nuGetLock, .nuGetProject: ("dotnet add package --version \(version)", [name])
        case .packageResolved: ("swift package update", [])
        case .mixLock: ("mix deps.update", [name])
        case .pubspecLock, .pubspec: ("dart pub upgrade", [name])
        case .pom, .gradleLock, .pylock, .pyproject: nil
        }
    }
}
