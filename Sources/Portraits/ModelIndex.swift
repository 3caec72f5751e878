import ApplicationModel

/// An application with what portraits look up in it at hand, so that a thousand functions cost a thousand steps.
struct ModelIndex {
    let application: Application
    private let resources: [String: Resource]
    private let roles: [Role.ID: Role]
    private let functions: [Role.ID: [Function]]
    private let functionsByName: [String: Function]
    private let relations: [String: [Relation]]

    init(_ application: Application) {
        self.application = application
        resources = Dictionary(application.resources.map { ($0.logicalID, $0) }) { first, _ in first }
        roles = Dictionary(application.roles.map { ($0.id, $0) }) { first, _ in first }
        functions = application.functions.reduce(into: [:]) { all, function in
            if let id = function.roleID { all[id, default: []].append(function) }
        }
        functionsByName = Dictionary(application.functions.map { ($0.name, $0) }) { first, _ in first }
        relations = application.relations.reduce(into: [:]) { all, relation in
            for name in Set([relation.from, relation.to].compactMap(\.functionName)) {
                all[name, default: []].append(relation)
            }
        }
    }

    func resource(_ logicalID: String) -> Resource? { resources[logicalID] }

    func role(of function: Function) -> Role? { function.roleID.flatMap { roles[$0] } }

    func function(named name: String) -> Function? { functionsByName[name] }

    /// The functions that run under a role, in the manifest's order.
    func functions(under role: Role) -> [Function] { functions[role.id] ?? [] }

    /// The relations that start or end at a function, in the model's order.
    func relations(of function: Function) -> [Relation] { relations[function.name] ?? [] }
}

extension Relation.Party {
    fileprivate var functionName: String? {
        if case .function(let name) = self { name } else { nil }
    }
}
