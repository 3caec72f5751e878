import AdvisoryMatching
import ApplicationModel
import Findings
import PackageInventory
import SourceText

/// How a package of npm's world gets to another version: what the project asks for itself is raised, and what its packages
/// ask for is overridden where they would not take the version by themselves.
///
/// Source: <https://docs.npmjs.com/cli/v11/configuring-npm/package-json#overrides>,
/// <https://yarnpkg.com/configuration/manifest#resolutions>, <https://pnpm.io/settings#overrides>
struct NodeUpgrade {
    private(set) var changes: [Upgrade.Change] = []

    private let name: String
    private let version: String
    private let list: PackageList
    private let manifests: [ProjectManifest?]
    private let direct: [PackageAskers.Asker]
    private let indirect: [PackageAskers.Asker]
    private let isAlone: Bool
    /// Whether a project asks for it in words that no version can be written into.
    private var isOpen = false

    /// `nil` where the list is no lockfile of npm's world, or the project's manifest cannot be read.
    init?(of package: AffectedPackage, to version: String, in shipped: ShippedList, _ askers: PackageAskers) {
        list = shipped.list
        guard list.kind.ecosystem == .npm, list.kind.isLockfile, shipped.manifests.contains(where: { $0 != nil }) else { return nil }
        manifests = shipped.manifests
        name = package.package.name
        self.version = version
        direct = askers.projects(askingFor: package.instances)
        indirect = askers.packages(askingFor: package.instances)
        isAlone = askers.isAlone(name)
        raiseDirect()
        overrideIndirect()
    }

    /// Whether the package manager takes a package anew, wherever it is installed, when it is named.
    private var updatesByName: Bool { [.npmLock, .npmShrinkwrap, .pnpmLock].contains(list.kind) }

    private mutating func raiseDirect() {
        for asker in direct {
            guard let manifest = manifests[asker.index], let entry = manifest.entry(asker.requirement.name) else { continue }
            guard let range = Self.raised(entry.range, to: version) else {
                isOpen = true
                continue
            }
            if range != entry.range { changes.append(.replace(entry.place, range)) }
        }
    }

    /// The same operator with the new version, or the range itself where it asks for no less; `nil` for what has no version
    /// to raise, such as tags and several ranges.
    static func raised(_ range: String, to version: String) -> String? {
        let alias = range.hasPrefix("npm:") ? range.lastIndex(of: "@").map { range[...$0] } ?? "" : ""
        let own = range.dropFirst(alias.count)
        let operation = own.prefix { "<>=~^ v".contains($0) }.filter { $0 != " " && $0 != "v" }
        guard ["", "^", "~", "=", ">="].contains(operation) else { return nil }
        let old = own.drop { "<>=~^ v".contains($0) }
        guard let floor = PackageVersion(String(old), in: .npm), let wanted = PackageVersion(version, in: .npm) else { return nil }
        return floor >= wanted ? range : alias + operation + version
    }

    private mutating func overrideIndirect() {
        guard let wanted = PackageVersion(version, in: .npm), let manifest = manifests.first ?? nil else { return }
        let unwilling = indirect.filter { !(updatesByName && NPMRange($0.requirement.range ?? "")?.admits(wanted) == true) }
        guard !unwilling.isEmpty else { return }
        // What the project asks for itself may only be overridden by the same.
        guard !isAlone || !direct.isEmpty else { return override(below: nil, in: manifest) }
        for parent in Set(unwilling.map { list.packages[$0.index].importName }).sorted() { override(below: parent, in: manifest) }
    }

    private mutating func override(below parent: String?, in manifest: ProjectManifest) {
        let path = path(ofOverrideBelow: parent)
        guard let present = manifest.setting(path) else { return changes.append(.insert(version, at: path, into: manifest.root)) }
        if let range = Self.raised(present.range, to: version), range != present.range { changes.append(.replace(present.place, range)) }
    }

    private func path(ofOverrideBelow parent: String?) -> [String] {
        switch list.kind {
        case .yarnLock: ["resolutions", parent.map { "\($0)/\(name)" } ?? name]
        case .pnpmLock: ["pnpm", "overrides", parent.map { "\($0)>\(name)" } ?? name]
        case .bunLock, .bunBinaryLock: ["overrides", name]
        default: ["overrides"] + (parent.map { [$0] } ?? []) + [name]
        }
    }

    /// What brings the lockfile after it: an install takes what the manifests ask for, what packages ask for is taken anew
    /// only when it is named.
    var followUp: FollowUp {
        let isNamed = !indirect.isEmpty || changes.isEmpty
        let added = isOpen ? ["\(name)@\(version)"] : []
        let (verb, words): (String, [String])
        switch list.kind {
        case .yarnLock: (verb, words) = (isOpen ? "yarn add" : "yarn install", added)
        case .bunLock, .bunBinaryLock: (verb, words) = (isOpen ? "bun add" : "bun install", added)
        case .pnpmLock: (verb, words) = isNamed ? ("pnpm update --depth Infinity", [name]) : ("pnpm install", [])
        default: (verb, words) = isNamed ? ("npm update", [name]) : ("npm install", [])
        }
        return FollowUp(in: list.path.directory, verb, words)
    }
}
