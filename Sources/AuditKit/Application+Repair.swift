package import ApplicationModel
package import Findings
import SourceText

extension Application {
    /// Adds a setting that holds for every function; `nil` where the manifest has no section for such settings.
    package func settingForAll(_ literal: Repair.Literal, at keys: String...) -> Repair.Change? {
        guard format == .serverlessFramework, let provider = document["provider"], provider.isMap else { return nil }
        return .insert(literal, at: keys, into: provider.place)
    }

    /// Adds a setting to the manifest itself; `nil` in templates, which have no such settings.
    package func settingOfService(_ literal: Repair.Literal, at keys: String...) -> Repair.Change? {
        guard format == .serverlessFramework, document.isMap else { return nil }
        return .insert(literal, at: keys, into: document.place)
    }

    /// Whether the framework makes the role of every function and adds to it what its own settings need.
    package var hasFrameworkRolesOnly: Bool {
        let made = Set(roles.filter { $0.kind == .sharedByFramework || $0.kind == .perFunction }.map(\.id))
        return functions.allSatisfy { function in function.roleID.map(made.contains) == true }
    }
}

extension Value {
    /// Whether the value stands where it is used, so that a change of its text changes no other use.
    package var isWrittenWhereUsed: Bool { trace.isEmpty && place == usePlace }
}

extension Repair {
    /// Makes a repair of one change; `nil` when there is none.
    package init?(_ title: String, safety: Fix.Safety = .safe, _ change: Change?) {
        guard let change else { return nil }
        self.init(title, safety: safety, [change])
    }
}
