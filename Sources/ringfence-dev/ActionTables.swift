import Foundation

/// What the reference of actions says beside their names, as lines of key, tab, content, sorted by the key's bytes.
enum ActionTables {
    /// The keys of conditions that belong to one service, and which of its actions' requests have them. Key: the prefix of
    /// actions. Content, separated by a tab: the keys, `*` standing for what their users choose; `Action=position,position`.
    static func conditionKeys(_ data: Data) throws -> String {
        let services = try SDKTables.object(data)["iam"] as? [String: [String: Any]] ?? [:]
        return SDKTables.lines(
            services.compactMapValues { service -> String? in
                let all = service["c"] as? [String] ?? []
                let own = all.indices.filter { !all[$0].hasPrefix("aws:") }
                guard !own.isEmpty else { return nil }
                let positions = Dictionary(uniqueKeysWithValues: own.enumerated().map { ($1, $0) })
                let types = (service["r"] as? [[String]] ?? []).map { $0.first ?? "" }
                let ofTypes = service["rc"] as? [String: [Int]] ?? [:]
                let actions = (service["a"] as? [String: Any] ?? [:]).compactMap { name, entry -> String? in
                    guard let list = entry as? [Any], list.count > 1 else { return nil }
                    let taken = (list[1] as? [Int] ?? []).map { $0 < 0 ? -$0 - 1 : $0 }.filter(types.indices.contains)
                    let keys = (list.count > 2 ? list[2] as? [Int] ?? [] : []) + taken.flatMap { ofTypes[types[$0]] ?? [] }
                    let found = Set(keys.compactMap { positions[$0] }).sorted()
                    return found.isEmpty ? nil : "\(name)=" + found.map(String.init).joined(separator: ",")
                }
                return own.map { pattern(all[$0]) }.joined(separator: " ") + "\t" + actions.sorted(by: SDKTables.bytewise).joined(separator: " ")
            })
    }

    /// `s3:ExistingObjectTag/<key>`, `kms:EncryptionContext:${Key}` and `secretsmanager:ResourceTag/tag-key` up to what their
    /// users choose.
    private static func pattern(_ key: String) -> String {
        if key.hasSuffix("/tag-key") { return key.dropLast("tag-key".count) + "*" }
        let fixed = key.prefix { $0 != "$" && $0 != "<" }.filter { $0 != " " }
        return fixed.count == key.count ? key : fixed + "*"
    }

    /// The actions that a call of another one may be asked for as well, by the action.
    static func dependents(_ data: Data) throws -> String {
        let services = try SDKTables.object(data)["iam"] as? [String: [String: Any]] ?? [:]
        var found: [String: String] = [:]
        for (prefix, service) in services {
            for (name, entry) in service["a"] as? [String: Any] ?? [:] {
                guard let list = entry as? [Any], list.count > 3, let actions = list[3] as? [String], !actions.isEmpty else { continue }
                found["\(prefix):\(name)"] = Set(actions).sorted(by: SDKTables.bytewise).joined(separator: " ")
            }
        }
        return SDKTables.lines(found)
    }

    /// What CloudFormation's own handlers call to make, change and remove each type of resource, by the type: actions, those of
    /// one service together, `service:Action,Action`. The file has the types with their handlers' permissions:
    /// `{"AWS::SQS::Queue": {"create": ["sqs:CreateQueue"]}}`.
    static func deployedTypes(_ data: Data) throws -> String {
        let types = try SDKTables.object(data) as? [String: [String: [String]]] ?? [:]
        return SDKTables.lines(
            types.compactMapValues { handlers -> String? in
                let actions = ["create", "read", "update", "delete"].flatMap { handlers[$0] ?? [] }.filter { $0.contains(":") && !$0.contains(" ") }
                let services = Dictionary(grouping: Set(actions)) { $0.prefix { $0 != ":" }.lowercased() }
                guard !services.isEmpty else { return nil }
                return services.keys.sorted(by: SDKTables.bytewise).map { service in
                    let names = (services[service] ?? []).map { String($0.drop { $0 != ":" }.dropFirst()) }
                    return "\(service):" + Set(names).sorted(by: SDKTables.bytewise).joined(separator: ",")
                }.joined(separator: " ")
            })
    }
}
