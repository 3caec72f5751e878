import AuditKit
import DependencyReach
import Findings
import PackageInventory

/// Which version to take, in words and as a repair.
struct UpgradeAdvice {
    private let package: AffectedPackage
    private let upgrade: Upgrade?
    /// How many functions have to be deployed again.
    private let functions: Int

    init(_ package: AffectedPackage) {
        self.package = package
        upgrade = package.upgrade
        functions = package.shippedBy.count
    }

    /// What to do about a flaw.
    func text(repairing flaw: Flaw) -> String {
        guard flaw.hasFix, let upgrade else {
            return "No repaired version is known: replace `\(package.package.name)`, or accept it with a reason and a date."
        }
        return "Take `\(package.package.name)` \(upgrade.version)\(upgrade.isBreaking ? ", which may break what uses it" : "")\(way(upgrade))\(through)."
    }

    /// The repair of a flaw; `nil` where no version is known that is without it.
    func repair(of flaw: Flaw) -> Repair? {
        guard flaw.hasFix, let upgrade, !upgrade.changes.isEmpty || upgrade.followUp != nil else { return nil }
        var repair = Repair(title(upgrade), safety: upgrade.isBreaking ? .unsafe : .safe, upgrade.changes.map(change))
        repair.followUp = upgrade.followUp
        // What nobody has repaired is found in the new version again.
        if package.flaws.contains(where: { !$0.hasFix }) { repair.reveals = [VulnerableDependencyRule.metadata.id] }
        return repair
    }

    private func title(_ upgrade: Upgrade) -> String {
        let deployed = functions == 1 ? "1 function" : "\(functions) functions"
        return "take `\(package.package.name)` \(upgrade.version) and deploy \(deployed) again"
    }

    private func change(_ change: Upgrade.Change) -> Repair.Change {
        switch change {
        case .rewrite(let place, let text): .rewrite(place, with: text)
        case .replace(let place, let text): .replace(place, with: .string(text))
        case .insert(let text, let path, let place): .insert(.string(text), at: path, into: place)
        }
    }

    private func way(_ upgrade: Upgrade) -> String {
        guard let command = upgrade.followUp else { return "" }
        let isOverride = upgrade.changes.contains { if case .insert = $0 { true } else { false } }
        return isOverride ? " with an override and `\(command.text)`" : ": `\(command.text)`"
    }

    /// Dependencies of dependencies are raised by what brings them as well.
    private var through: String {
        guard package.path.count > 1, let direct = package.path.first else { return "" }
        return ", or take a version of `\(direct)` that brings it"
    }
}
