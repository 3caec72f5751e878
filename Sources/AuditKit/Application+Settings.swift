package import ApplicationModel
package import Findings
package import SourceText

extension Application {
    /// Where a setting that holds for every function is missing: the provider's key, that of `Globals`, or the function's
    /// own name where the manifest has no such section or it does not hold for the function.
    package func placeOfMissingSetting(for function: Function) -> SourcePlace {
        let section = document.member("provider") ?? (function.declaration == .serverless ? document.member("Globals") : nil)
        return section?.keyPlace ?? function.namePlace
    }

    /// A repair that gives a template's functions a setting: in `Globals` where there are any, else in the function's own
    /// properties; `nil` in other formats. Keys lead from the properties of a SAM function and of a plain one.
    package func repair(
        _ title: String, safety: Fix.Safety = .safe, of function: Function, sam: [String], cloudFormation: [String],
        to literal: Repair.Literal
    ) -> Repair? {
        guard isTemplate, let resource = function.logicalID.flatMap(resource), resource.definition.isMap else { return nil }
        if resource.generator == nil {
            return resource.repair(title, safety: safety, setting: cloudFormation, to: literal)
        }
        if let globals = document["Globals"], globals.isMap {
            return Repair(title, safety: safety, [.insert(literal, at: ["Function"] + sam, into: globals.place)])
        }
        return Repair(title, safety: safety, [.insert(literal, at: ["Properties"] + sam, into: resource.definition.place)])
    }

    /// Whether one of several plugins is present.
    package func hasAnyPlugin(_ names: [String]) -> Bool { names.contains(where: hasPlugin) }
}
