package import ApplicationModel

/// Which resources and functions name a resource, by `Ref`, `Fn::GetAtt` or within a text.
package struct ResourceReferences: Sendable {
    /// How deep values are looked into.
    private static let depthLimit = 64

    private var types: [String: Set<String>] = [:]

    /// Nothing names anything, as before an application was looked at.
    package static let none = ResourceReferences()

    private init() {}

    /// Looks through every resource and every function's network once.
    package init(_ application: Application) {
        for resource in application.resources {
            Self.visit(resource.properties, depth: 0) { id in
                if id != resource.logicalID { types[id, default: []].insert(resource.type) }
            }
        }
        for function in application.functions {
            guard let network = function.vpc else { continue }
            Self.visit(network, depth: 0) { types[$0, default: []].insert("AWS::Lambda::Function") }
        }
    }

    /// The types of all that name a resource, a function's included; empty when nothing does.
    package func types(naming logicalID: String) -> Set<String> { types[logicalID] ?? [] }

    /// Calls `found` with the logical id of every reference within a value.
    package static func visit(_ value: Value, depth: Int = 0, found: (String) -> Void) {
        guard depth < depthLimit else { return }
        for element in value.elements { visit(element, depth: depth + 1, found: found) }
        for member in value.members { visit(member.value, depth: depth + 1, found: found) }
        for symbol in value.symbols {
            switch symbol {
            case .resource(let id, _): found(id)
            case .intrinsic(_, let argument): visit(argument, depth: depth + 1, found: found)
            default: break
            }
        }
    }
}
