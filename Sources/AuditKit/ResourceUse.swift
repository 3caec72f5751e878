package import ApplicationModel

/// Who of an application uses a resource, as far as triggers and relations show.
package struct ResourceUse: Sendable {
    private var fed: [String: [String]] = [:]
    private var configured: [String: [String]] = [:]
    /// Who can set each function off.
    private var exposures: [String: Exposure] = [:]

    /// Nothing uses anything, as before an application was looked at.
    package static let none = ResourceUse()

    private init() {}

    /// Looks at every trigger and relation once.
    package init(_ application: Application) {
        for function in application.functions {
            for id in function.triggers.compactMap(\.sourceLogicalID) { fed[id, default: []].append(function.name) }
            exposures[function.name] = function.exposure
        }
        for relation in application.relations where relation.kind == .configures {
            if case .resource(let id) = relation.from, case .function(let name) = relation.to {
                configured[id, default: []].append(name)
            }
        }
    }

    /// The functions that events of a resource reach, each once, in the manifest's order.
    package func functions(fedBy logicalID: String) -> [String] { OrderedNames(fed[logicalID] ?? []).names }

    /// The functions that are fed by a resource or are told its name, each once.
    package func functions(using logicalID: String) -> [String] {
        OrderedNames((fed[logicalID] ?? []) + (configured[logicalID] ?? [])).names
    }

    /// Of the functions that events of a resource reach the one that lets the most people in; the first of several.
    package func mostExposed(fedBy logicalID: String) -> String? { mostExposed(of: functions(fedBy: logicalID)) }

    /// Of the functions that are fed by a resource or are told its name the one that lets the most people in.
    package func mostExposed(using logicalID: String) -> String? { mostExposed(of: functions(using: logicalID)) }

    private func mostExposed(of names: [String]) -> String? {
        names.reduce(nil) { worst, name in
            guard let worst else { return name }
            return (exposures[name] ?? .internal) > (exposures[worst] ?? .internal) ? name : worst
        }
    }

    /// Names without repetition.
    private struct OrderedNames {
        let names: [String]

        init(_ all: [String]) {
            var seen: Set<String> = []
            names = all.filter { seen.insert($0).inserted }
        }
    }
}
