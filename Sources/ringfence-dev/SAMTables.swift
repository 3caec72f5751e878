import Foundation

/// What SAM knows by heart, as lines of key, tab, content, sorted by the key's bytes.
///
/// `Ref`, `Fn::GetAtt` and `Fn::Sub` become templates in which `${Name}` stands for a parameter or a resource.
enum SAMTables {
    /// The statements of each policy template as JSON, by name.
    static func policyTemplates(_ data: Data) throws -> String {
        let templates = try object(data)["templates"] as? [String: [String: Any]] ?? [:]
        return try lines(templates.mapValues { try json(template($0["statements"] ?? [])) })
    }

    /// What connects two types, by both of their names, and what is known of one type, by its name.
    static func connectors(_ data: Data) throws -> String {
        let root = try object(data)
        var found: [String: String] = [:]
        for (source, destinations) in root["Permissions"] as? [String: [String: [String: Any]]] ?? [:] {
            for (destination, profile) in destinations {
                let properties = profile["Properties"] as? [String: Any] ?? [:]
                found[source + " " + destination] = try json([
                    "Type": profile["Type"] ?? "", "SourcePolicy": properties["SourcePolicy"] ?? false,
                    "AccessCategories": template(properties["AccessCategories"] ?? [:]),
                ])
            }
        }
        for (type, entry) in root["CfnResourceProperties"] as? [String: [String: Any]] ?? [:] {
            found[type] = try json(known(entry))
        }
        return lines(found)
    }

    /// The path of each of AWS's managed policies by its name.
    static func managedPolicies(_ data: Data) throws -> String {
        let arns = try object(data)["aws"] as? [String: String] ?? [:]
        var paths: [String: String] = [:]
        for (name, arn) in arns {
            guard let path = arn.split(separator: "/", maxSplits: 1).last, path.hasSuffix(name) else { continue }
            paths[name] = String(path.dropLast(name.count))
        }
        return lines(paths)
    }

    /// The attributes of a type under the names that connectors have for them, and the property with its role.
    private static func known(_ entry: [String: Any]) -> [String: Any] {
        let names = ["Id": "ResourceId", "Url": "QueueUrl"]
        var outputs: [String: Any] = [:]
        for (key, value) in entry["Outputs"] as? [String: Any] ?? [:] { outputs[names[key] ?? key] = template(value) }
        var known: [String: Any] = ["Outputs": outputs]
        if let role = (entry["Inputs"] as? [String: Any])?["Role"] { known["Role"] = role as? String ?? "Targets" }
        return known
    }

    private static func template(_ value: Any) -> Any {
        switch value {
        case let list as [Any]: return list.map(template)
        case let map as [String: Any]:
            if map.count == 1, let text = intrinsic(map) { return text }
            return map.mapValues(template)
        case let text as String: return text.replacingOccurrences(of: "%{", with: "${")
        default: return value
        }
    }

    private static func intrinsic(_ map: [String: Any]) -> String? {
        if let name = map["Ref"] as? String { return variable(name) }
        if let names = map["Fn::GetAtt"] as? [String] { return variable(names.joined(separator: ".")) }
        if let text = map["Fn::Sub"] as? String { return text }
        guard let arguments = map["Fn::Sub"] as? [Any], let text = arguments.first as? String else { return nil }
        let variables = arguments.last as? [String: Any] ?? [:]
        return variables.keys.sorted().reduce(text) { text, name in
            guard let value = variables[name].map(template) as? String else { return text }
            return text.replacingOccurrences(of: "${\(name)}", with: value)
        }
    }

    private static func variable(_ name: String) -> String {
        "${" + name.replacingOccurrences(of: "%{logicalId}", with: "Id") + "}"
    }

    private static func object(_ data: Data) throws -> [String: Any] {
        try JSONSerialization.jsonObject(with: data) as? [String: Any] ?? [:]
    }

    private static func json(_ value: Any) throws -> String {
        let data = try JSONSerialization.data(withJSONObject: value, options: [.sortedKeys, .withoutEscapingSlashes])
        return String(decoding: data, as: UTF8.self)
    }

    private static func lines(_ entries: [String: String]) -> String {
        entries.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }.map { "\($0)\t\($1)\n" }.joined()
    }
}
