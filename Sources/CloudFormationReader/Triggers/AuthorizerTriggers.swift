package import ApplicationModel
internal import SourceText

/// The functions that guard doors: what a caller sends reaches them before anyone knows who that is.
package struct AuthorizerTriggers: Sendable {
    private let template: Template

    /// Looks for the functions of a template.
    package init(template: Template) { self.template = template }

    /// One trigger for each function that guards public routes, with the function's name.
    package func triggers(guarding routes: [HTTPRoute]) -> [(function: String, trigger: Trigger)] {
        var order: [String] = []
        var triggers: [String: Trigger] = [:]
        var known: [Value.Content: String?] = [:]
        for route in routes where !route.isPrivateNetwork {
            guard case .function(let target?) = route.authorization else { continue }
            let name = known[target.content] ?? function(behind: target)
            known[target.content] = .some(name)
            guard let name else { continue }
            if triggers[name] == nil {
                order.append(name)
                triggers[name] = Trigger(
                    kind: .authorizer, name: "authorizer", place: route.authorizationPlace, invocation: .synchronous,
                    definition: target)
            }
            triggers[name]?.guardedRoutes.append(route.summary)
        }
        return order.compactMap { name in triggers[name].map { (name, $0) } }
    }

    /// The function that a door's setting names, by itself or through a resource that is an authorizer.
    package func function(behind target: Value) -> String? {
        if let name = template.function(namedBy: target) { return name }
        let declared = target.referencedLogicalID.flatMap(template.resource)?.properties["AuthorizerUri"]
        let uri = target.isMap ? target["AuthorizerUri"] : declared
        let direct = target["functionName"] ?? target["function"] ?? target["functionArn"]
        return direct.flatMap { template.function(namedBy: $0) }
            ?? FunctionReferences(in: uri ?? target, template: template).mentions.first?.function
    }
}
