import Foundation

/// What AWS's SDKs call and what that needs, as lines of key, tab, content, sorted by the key's bytes.
enum SDKTables {
    /// The ARNs of each service's types of resources, and of which types each action takes one: those that it needs have a
    /// `!`. Key: the prefix of actions.
    static func resourceTypes(_ data: Data) throws -> String {
        let services = try object(data)["iam"] as? [String: [String: Any]] ?? [:]
        return lines(
            services.compactMapValues { service -> String? in
                let types = (service["r"] as? [[String]] ?? []).filter { $0.count == 2 }.map { type in
                    "\(type[0].replacingOccurrences(of: " ", with: "-"))=\(type[1].replacingOccurrences(of: " ", with: ""))"
                }
                guard !types.isEmpty else { return nil }
                let actions = (service["a"] as? [String: Any] ?? [:]).compactMap { name, entry -> String? in
                    guard let list = entry as? [Any], list.count > 1, let found = list[1] as? [Int], !found.isEmpty else { return nil }
                    return name + "=" + found.map { $0 < 0 ? "\(-$0 - 1)!" : "\($0)" }.joined(separator: ",")
                }
                return types.joined(separator: " ") + "\t" + actions.sorted(by: bytewise).joined(separator: " ")
            })
    }

    /// The operations of each client. Key: the client's name in boto3. Content, separated by tabs: the prefix of its actions;
    /// its service ids, separated by `|`; its classes in version 2 of the SDK for JavaScript, separated by `|`; its operations,
    /// `Name=needs`; the names in Python that do not follow from them, `Name=name`; its waiters, `Name=Operation`.
    ///
    /// Needs are the number of a template of parameters where the action has the operation's name, `-` for none, `?` for not
    /// known, else `action,template,when` separated by `;`, an action of the client's own prefix starting with `:`.
    static func operations(_ data: Data) throws -> String {
        let clients = try object(data)["sdk"] as? [String: [String: Any]] ?? [:]
        return try lines(
            clients.mapValues { client in
                let id = client["d"] as? String ?? ""
                let ids = [id] + (client["d2"] as? [String] ?? [])
                let classes = client["j"] as? [String] ?? [id.replacingOccurrences(of: " ", with: "")]
                let operations = try (client["o"] as? [String: Any] ?? [:]).map { name, needs in "\(name)=\(try text(of: needs))" }
                let fields = [
                    client["i"] as? String ?? "", ids.joined(separator: "|"), classes.joined(separator: "|"),
                    operations.sorted(by: bytewise).joined(separator: " "), pairs(client["s"]), pairs(client["w"]),
                ]
                return fields.joined(separator: "\t")
            })
    }

    private static func text(of needs: Any) throws -> String {
        if let template = needs as? Int { return template < 0 ? "?" : "\(template)" }
        guard let list = needs as? [[Any]] else { throw TableError(what: "needs of an operation") }
        let texts = try list.map { need -> String in
            guard let action = need.first as? String else { throw TableError(what: "an action of an operation") }
            let template = need.count > 1 ? (need[1] as? Int).map(String.init) ?? "" : ""
            let condition = need.count > 2 ? need[2] as? String ?? "" : ""
            return [action, template, condition].joined(separator: ",")
        }
        return texts.isEmpty ? "-" : texts.joined(separator: ";")
    }

    /// The templates of parameters by their numbers, one on each line: `Variable=path` separated by spaces.
    static func parameters(_ data: Data) throws -> String {
        let templates = try object(data)["t"] as? [[String: String]] ?? []
        return templates.map { pairs($0) + "\n" }.joined()
    }

    /// Methods that call operations under other names, and libraries that do so for their users. Key: the language, a space
    /// and what the method is of. Content: `method=operation,operation`, actions with a colon in them, separated by spaces.
    static func helpers(_ data: Data) throws -> String {
        let root = try object(data)
        let methods = (root["virtual"] as? [[String: Any]] ?? []) + (root["libraries"] as? [[String: Any]] ?? [])
        var found: [String: [String]] = [:]
        for method in methods {
            guard let language = method["lang"] as? String, let owner = method["on"] as? String ?? method["module"] as? String,
                let name = method["m"] as? String ?? method["fn"] as? String, !name.contains(" ")
            else { continue }
            let needs = (method["ops"] as? [String] ?? []) + (method["actions"] as? [String] ?? [])
            for owner in owner.split(separator: "|") { found["\(language) \(owner)", default: []].append("\(name)=\(needs.joined(separator: ","))") }
        }
        return lines(found.mapValues { $0.joined(separator: " ") })
    }

    /// The resources of boto3. Key: the client, a dot and the class, which is empty for the resource that is asked for by
    /// the client's name. Content, separated by tabs: `identifier=parameter`; `method=Operation`; `method=Class` for what makes
    /// another resource; `collection=Operation,Class`; `method=Waiter`.
    static func resources(_ data: Data) throws -> String {
        let clients = try object(data)["boto3res"] as? [String: [String: [String: Any]]] ?? [:]
        var found: [String: String] = [:]
        for (client, classes) in clients {
            for (name, entry) in classes {
                let parameters = entry["idp"] as? [String: String] ?? [:]
                let identifiers = (entry["id"] as? [String] ?? []).map { "\($0)=\(parameters[$0] ?? "")" }
                let collections = (entry["c"] as? [String: [String]] ?? [:]).map { "\($0)=\($1.joined(separator: ","))" }
                let fields = [
                    identifiers.joined(separator: " "), pairs(entry["m"]), pairs(entry["h"]),
                    collections.sorted(by: bytewise).joined(separator: " "), pairs(entry["w"]),
                ]
                found["\(client).\(name)"] = fields.joined(separator: "\t")
            }
        }
        return lines(found)
    }

    /// What operations need of the customer's own key that encrypts what they work on, by client and operation.
    static func customerKeys(_ data: Data) throws -> String {
        lines((try object(data)["kms"] as? [String: [String]] ?? [:]).mapValues { $0.joined(separator: " ") })
    }

    /// The statements of the policies that AWS manages, by the policy's name: `Allow` or `Deny`, the actions, the resources,
    /// and `c` where a condition narrows them, separated by `|`; statements by tabs. What uses `NotAction` is left out.
    static func managedStatements(_ data: Data) throws -> String {
        let policies = try object(data)["policies"] as? [String: [String: Any]] ?? [:]
        return lines(
            policies.compactMapValues { policy -> String? in
                let statements = (policy["s"] as? [[String: Any]] ?? []).compactMap { statement -> String? in
                    guard let effect = statement["Effect"] as? String, let actions = texts(statement["Action"]) else { return nil }
                    let resources = texts(statement["Resource"]) ?? ["*"]
                    let condition = statement["Condition"] == nil ? "" : "c"
                    return [effect, actions.joined(separator: " "), resources.joined(separator: " "), condition].joined(separator: "|")
                }
                return statements.isEmpty ? nil : statements.joined(separator: "\t")
            })
    }

    private static func texts(_ value: Any?) -> [String]? { (value as? String).map { [$0] } ?? value as? [String] }

    private static func pairs(_ value: Any?) -> String {
        (value as? [String: String] ?? [:]).map { "\($0)=\($1)" }.sorted(by: bytewise).joined(separator: " ")
    }

    static func object(_ data: Data) throws -> [String: Any] {
        guard let object = try JSONSerialization.jsonObject(with: data) as? [String: Any] else { throw TableError(what: "the file") }
        return object
    }

    static func lines(_ entries: [String: String]) -> String {
        entries.sorted { bytewise($0.key, $1.key) }.map { "\($0.key)\t\($0.value)\n" }.joined()
    }

    static func bytewise(_ left: String, _ right: String) -> Bool { left.utf8.lexicographicallyPrecedes(right.utf8) }

    private struct TableError: Error, CustomStringConvertible {
        let what: String
        var description: String { "\(what) is not of the shape that its README describes" }
    }
}
