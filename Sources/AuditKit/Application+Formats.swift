package import ApplicationModel
package import Findings

extension Application {
    /// What fits the manifest's format; `nil` for the framework's own, which the rule's metadata speak of.
    package func remedy(sam: String, cloudFormation: String) -> String? {
        switch format {
        case .sam: sam
        case .cloudFormation: cloudFormation
        case .serverlessFramework, .terraform: nil
        }
    }
}

extension Resource {
    /// The name its author knows it by: that of what a transform made it of, where one did.
    package var authorsName: String { generator?.logicalID ?? logicalID }

    /// A repair that sets a property that is missing; `nil` where the author did not write the resource itself.
    package func repair(
        _ title: String, safety: Fix.Safety = .safe, setting path: [String], to literal: Repair.Literal
    ) -> Repair? {
        guard generator == nil, definition.isMap, !properties.isUndetermined else { return nil }
        return Repair(
            title, safety: safety, [.insert(literal, at: ["Properties"] + path, into: definition.place)])
    }

    /// A repair that writes another value in the place of one that is set.
    package func repair(
        _ title: String, safety: Fix.Safety = .safe, replacing value: Value, with literal: Repair.Literal
    ) -> Repair? {
        guard generator == nil else { return nil }
        return Repair(title, safety: safety, [.replace(value.place, with: literal)])
    }
}
