import ApplicationModel
import Findings

extension FunctionPortrait {
    /// Whose role it is.
    var roleTitle: CardLine {
        guard let role = model.role(of: function) else { return CardLine("role") }
        let others = model.functions(under: role).count - 1
        let sharing = others > 0 ? ", shared with \(others) other function\(others == 1 ? "" : "s")" : ""
        let title =
            switch role.kind {
            case .sharedByFramework: "role made by the framework for the service"
            case .perFunction: "role of its own"
            case .declared: "role \(role.id.name) of the manifest"
            case .external: "role from elsewhere, \(externalName(role))"
            }
        return CardLine(title + sharing, at: positions[role.place])
    }

    /// The role's id has no words for what is not known; the value that names the role has.
    private func externalName(_ role: Role) -> String {
        let provider = application.document["provider"]
        let candidates = [
            function.definition["role"], provider?["role"], provider?[path: "iam", "role"],
        ]
        return candidates.compactMap(\.self).first { $0.usePlace == role.place }.map { line($0) }
            ?? role.id.name
    }

    /// What the role allows, the author's own statements first.
    var permissions: [CardLine] {
        guard let role = model.role(of: function) else { return [] }
        let policies = role.managedPolicies.map { attachment in
            CardLine("managed policy \(line(attachment.policy))\(origin(attachment.origin))")
        }
        let gap = role.incompleteness.map { [CardLine("not complete: \($0)")] } ?? []
        let own = role.statements.filter { $0.origin == .author }
        let added = role.statements.filter { $0.origin != .author }
        let lines = own.map(entry) + policies + added.map(entry) + gap
        return lines.isEmpty ? [CardLine("allows nothing")] : lines.map(masked)
    }

    private func entry(_ statement: PolicyStatement) -> CardLine {
        let actions = list(statement.actions, allBut: statement.notActions, "every action")
        let resources = list(statement.resources, allBut: statement.notResources, "every resource")
        let condition = statement.condition == nil ? "" : " under a condition"
        let text =
            "\(statement.effect.rawValue) \(actions) on \(resources)\(condition)\(origin(statement.origin))"
        return CardLine(text, at: statement.origin == .author ? positions[statement.place] : nil)
    }

    private func list(_ values: [Value], allBut others: [Value], _ all: String) -> String {
        let texts = (others.isEmpty ? values : others).map { line($0) }.joined(separator: ", ")
        return others.isEmpty ? texts : "\(all) but \(texts)"
    }

    private func origin(_ origin: GrantOrigin) -> String {
        switch origin {
        case .author: ""
        case .framework(let reason): " (added by the framework for \(reason))"
        case .plugin(let name): " (added by \(name))"
        case .policyTemplate: " (by a policy template)"
        }
    }
}
