import ArgumentParser
import Foundation

/// Rebuilds the tables of IAM actions, of what SDKs call, of ways to escalate, of AWS's managed policies and of what SAM knows by heart.
struct PermissionsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "permissions", abstract: "Rebuilds the tables of actions, operations of SDKs, escalations, managed policies and SAM's own.")

    @Option(help: "The catalogue of actions, as its README describes it; left alone when not given.")
    var from: String?

    @Option(help: "AWS's managed policies with their statements; left alone when not given.")
    var managedPolicies: String?

    @Option(help: "The sets of actions that lead to more permissions; left alone when not given.")
    var escalations: String?

    @Option(help: "SAM's policy templates with their statements; left alone when not given.")
    var samTemplates: String?

    @Option(help: "SAM's profiles of connectors; left alone when not given.")
    var samConnectors: String?

    @Option(help: "The ARNs of AWS's managed policies as SAM has them; left alone when not given.")
    var samManagedPolicies: String?

    @Option(help: "The types of CloudFormation with their handlers' permissions; left alone when not given.")
    var handlers: String?

    @Option(help: "The package's root.")
    var root = "."

    func run() throws {
        try rebuild("actions.txt", from: from) { data in
            try ActionTable(JSONDecoder().decode(Catalogue.self, from: data)).text
        }
        try rebuild("resource-types.txt", from: from, SDKTables.resourceTypes)
        try rebuild("sdk-operations.txt", from: from, SDKTables.operations)
        try rebuild("sdk-parameters.txt", from: from, SDKTables.parameters)
        try rebuild("sdk-helpers.txt", from: from, SDKTables.helpers)
        try rebuild("sdk-resources.txt", from: from, SDKTables.resources)
        try rebuild("sdk-customer-keys.txt", from: from, SDKTables.customerKeys)
        try rebuild("condition-keys.txt", from: from, ActionTables.conditionKeys)
        try rebuild("action-dependents.txt", from: from, ActionTables.dependents)
        try rebuild("deployed-types.txt", from: handlers, ActionTables.deployedTypes)
        try rebuild("managed-statements.txt", from: managedPolicies, SDKTables.managedStatements)
        try rebuild("escalations.txt", from: escalations) { try EscalationTable($0).text }
        try rebuild("managed-escalations.txt", from: managedPolicies) { data in
            guard let escalations else { return nil }
            let table = try EscalationTable(Data(contentsOf: URL(filePath: escalations)))
            return try table.grants(by: JSONDecoder().decode(PolicyList.self, from: data))
        }
        try rebuild("sam-policy-templates.txt", from: samTemplates, SAMTables.policyTemplates)
        try rebuild("sam-connectors.txt", from: samConnectors, SAMTables.connectors)
        try rebuild("sam-managed-policies.txt", from: samManagedPolicies, SAMTables.managedPolicies)
    }

    private func rebuild(_ table: String, from path: String?, _ text: (Data) throws -> String?) throws {
        guard let path, let text = try text(Data(contentsOf: URL(filePath: path))) else { return }
        try SourceTree(root: root).write(text, to: "Sources/CPermissionTables/" + table)
    }
}

/// The part of the catalogue that the table needs.
struct Catalogue: Decodable {
    struct Service: Decodable {
        let a: [String: Entry]
    }

    /// A level, or a list of level, resources, condition keys and dependent actions.
    struct Entry: Decodable {
        let level: String
        let supportsResources: Bool

        init(from decoder: any Decoder) throws {
            if let level = try? decoder.singleValueContainer().decode(String.self) {
                self.level = level
                supportsResources = false
                return
            }
            var list = try decoder.unkeyedContainer()
            level = try list.decode(String.self)
            supportsResources = list.isAtEnd ? false : try !list.decode([Int].self).isEmpty
        }
    }

    let iam: [String: Service]
    let retired: [String]
}

/// One line per service: prefix, tab, and per action its level, whether it takes resources, and its name.
struct ActionTable {
    let text: String

    init(_ catalogue: Catalogue) {
        var entries = catalogue.iam.mapValues { service in
            service.a.mapValues { $0.level + ($0.supportsResources ? "+" : "-") }
        }
        for action in catalogue.retired {
            let parts = action.split(separator: ":", maxSplits: 1).map(String.init)
            guard parts.count == 2, entries[parts[0]]?[parts[1]] == nil else { continue }
            entries[parts[0], default: [:]][parts[1]] = "x-"
        }
        text = entries.keys.sorted(by: Self.bytewise).map { prefix in
            let names = (entries[prefix] ?? [:]).sorted { left, right in
                let folded = (left.key.lowercased(), right.key.lowercased())
                return folded.0 == folded.1
                    ? Self.bytewise(left.key, right.key) : Self.bytewise(folded.0, folded.1)
            }
            return prefix + "\t" + names.map { $0.value + $0.key }.joined(separator: " ") + "\n"
        }.joined()
    }

    private static func bytewise(_ left: String, _ right: String) -> Bool {
        left.utf8.lexicographicallyPrecedes(right.utf8)
    }
}

/// AWS's managed policies with their statements.
struct PolicyList: Decodable {
    struct Policy: Decodable {
        let s: [Statement]
    }

    struct Statement: Decodable {
        let Effect: String
        let Action: OneOrMany?
        let Resource: OneOrMany?
        let hasCondition: Bool

        private enum CodingKeys: String, CodingKey { case Effect, Action, Resource, Condition }

        /// Whether it allows its actions on every resource, whatever the circumstances.
        var isUnlimited: Bool { Effect == "Allow" && !hasCondition && (Resource?.texts.contains("*") ?? false) }

        init(from decoder: any Decoder) throws {
            let values = try decoder.container(keyedBy: CodingKeys.self)
            Effect = try values.decode(String.self, forKey: .Effect)
            Action = try values.decodeIfPresent(OneOrMany.self, forKey: .Action)
            Resource = try values.decodeIfPresent(OneOrMany.self, forKey: .Resource)
            hasCondition = values.contains(.Condition)
        }
    }

    struct OneOrMany: Decodable {
        let texts: [String]

        init(from decoder: any Decoder) throws {
            let value = try decoder.singleValueContainer()
            texts = try (try? value.decode(String.self)).map { [$0] } ?? value.decode([String].self)
        }
    }

    let policies: [String: Policy]
}
