import ApplicationModel
import AuditKit
import Findings

/// Puts the one authorizer that an application has before a route that has none.
struct AuthorizerWiring {
    private let application: Application

    /// Looks at an application.
    init(_ application: Application) { self.application = application }

    /// The repair of a route; `nil` where there is no authorizer, or more than one to choose from.
    func repair(of trigger: Trigger, _ route: HTTPRoute) -> Repair? {
        guard application.format == .serverlessFramework, let name = authorizer(for: trigger.kind),
            let change = change(of: trigger, route, to: name)
        else { return nil }
        return Repair("put the authorizer `\(name)` before `\(route.summary)`", safety: .unsafe, [change])
    }

    private func authorizer(for kind: Trigger.Kind) -> String? {
        switch kind {
        case .httpAPI:
            let declared = application.document[path: "provider", "httpApi", "authorizers"]?.members ?? []
            return declared.count == 1 ? declared.first?.key : nil
        case .restAPI:
            let used = application.functions.flatMap(\.triggers).filter { $0.kind == .restAPI }
                .compactMap { $0.definition["authorizer"] }
            let names = Set(used.compactMap(\.string))
            guard names.count == 1, used.allSatisfy({ $0.string != nil || $0.isNull }) else { return nil }
            return names.first
        default: return nil
        }
    }

    /// An event in short form is written out.
    private func change(of trigger: Trigger, _ route: HTTPRoute, to name: String) -> Repair.Change? {
        let event = trigger.definition
        if event.isMap {
            guard event["authorizer"] == nil else { return nil }
            return .insert(.string(name), at: ["authorizer"], into: event.place)
        }
        guard event.string != nil, event.isWrittenWhereUsed, let settings = route.settings else { return nil }
        return .replace(event.place, with: .map(settings + [.init("authorizer", .string(name))]))
    }
}

extension HTTPRoute {
    /// The method and path as an event in long form has them; `nil` when one of them is not known.
    var settings: [Repair.Literal.Member]? {
        guard let method, let path else { return nil }
        if path == "$default" { return [.init("path", .string("*"))] }
        return [.init("method", .string(method == "ANY" ? "*" : method.lowercased())), .init("path", .string(path))]
    }
}
