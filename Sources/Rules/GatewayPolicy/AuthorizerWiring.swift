import ApplicationModel
import AuditKit
import Findings

/// Puts the one authorizer that an application has before a route that has none.
struct AuthorizerWiring {
    /// The authorizer by the kind of door it stands before.
    private let names: [Trigger.Kind: String]
    private let isTemplate: Bool

    /// Looks at an application once, however many routes it has.
    init(_ application: Application) {
        isTemplate = application.format != .serverlessFramework
        guard !isTemplate else {
            names = Self.templateAuthorizers(application.document)
            return
        }
        let kinds: [Trigger.Kind] = [.httpAPI, .restAPI]
        names = Dictionary(
            kinds.compactMap { kind in Self.authorizer(for: kind, in: application).map { (kind, $0) } },
            uniquingKeysWith: { first, _ in first })
    }

    /// The repair of a route; `nil` where there is no authorizer, or more than one to choose from.
    func repair(of trigger: Trigger, _ route: HTTPRoute, _ function: Function) -> Repair? {
        guard let name = names[trigger.kind], isTemplate == (function.declaration == .serverless),
            let change = change(of: trigger, route, to: name)
        else { return nil }
        return Repair("put the authorizer `\(name)` before `\(route.summary)`", safety: .unsafe, [change])
    }

    private static func authorizer(for kind: Trigger.Kind, in application: Application) -> String? {
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

    /// The one authorizer that a template's APIs of a kind declare between them.
    /// Source: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/serverless-controlling-access-to-apis.html
    private static func templateAuthorizers(_ document: Value) -> [Trigger.Kind: String] {
        let kinds: [(kind: Trigger.Kind, word: String)] = [(.restAPI, "Api"), (.httpAPI, "HttpApi")]
        var names: [Trigger.Kind: String] = [:]
        for (kind, word) in kinds {
            let resources = (document["Resources"]?.members ?? []).map(\.value)
                .filter { $0["Type"]?.string == "AWS::Serverless::" + word }
            let settings = resources.compactMap { $0[path: "Properties", "Auth"] }
                + [document[path: "Globals", word, "Auth"]].compactMap(\.self)
            let declared = Set(settings.flatMap { $0["Authorizers"]?.members ?? [] }.map(\.key))
            if declared.count == 1 { names[kind] = declared.first }
        }
        return names
    }

    /// An event in short form is written out.
    private func change(of trigger: Trigger, _ route: HTTPRoute, to name: String) -> Repair.Change? {
        let event = trigger.definition
        if isTemplate {
            return .insertBelowKey(.string(name), at: ["Properties", "Auth", "Authorizer"], keyPlace: trigger.place)
        }
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
