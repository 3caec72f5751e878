package import ApplicationModel
import SourceText

/// One function on a page: what reaches it, what it may do, what it holds, what it ships.
package struct FunctionCard: Sendable {
    private let function: Function
    private let application: Application
    private let places: PlaceNames

    /// Makes the card of a function.
    package init(function: Function, application: Application, places: PlaceNames) {
        self.function = function
        self.application = application
        self.places = places
    }

    /// The card, ending with a line break.
    package var text: String {
        var lines = ["function \(function.name) of \(application.name) (\(places.name(of: function.namePlace)))"]
        lines += basics
        lines += section("reached by (\(function.exposure.rawValue))", triggers)
        lines += section("called by", callers)
        lines += section("reaches", reached)
        lines += section("role", role)
        lines += section("environment", environment)
        lines += section("layers", function.layers.map { ValueText($0).line })
        lines += section("tags", function.tags.map { "\($0.key) = \(ValueText($0.value).line)" })
        return lines.map(\.visible).joined(separator: "\n") + "\n"
    }

    private var basics: [String] {
        let package = function.package
        let rows: [(String, String?)] = [
            ("handler", function.handler.map { ValueText($0).line }),
            ("image", function.image.map { ValueText($0).line }),
            ("runtime", function.runtime.map { ValueText($0).line }),
            ("timeout", function.timeout.map { ValueText($0).line + " s" }),
            ("memory", function.memory.map { ValueText($0).line + " MB" }),
            ("tracing", function.tracing.map { ValueText($0).line }),
            ("logs", function.hasLogsDisabled ? "off" : function.logRetention.map { ValueText($0).line + " days" } ?? "kept for ever"),
            ("package", package.bundler.map { "\(package.method.rawValue) (\($0))" } ?? package.method.rawValue),
            ("failures", function.failureDestinations.isEmpty ? nil : function.failureDestinations.map { ValueText($0).line }.joined(separator: ", ")),
        ]
        return rows.compactMap { name, value in value.map { "  \(padded(name)) \($0)" } }
    }

    private var triggers: [String] {
        function.triggers.map { trigger in
            var words = [trigger.summary, trigger.invocation.rawValue]
            if let route = trigger.route { words.append(guarding(route)) }
            if let source = trigger.source { words.append("from \(ValueText(source).line)") }
            return words.joined(separator: ", ") + " (\(places.name(of: trigger.place)))"
        }
    }

    private func guarding(_ route: HTTPRoute) -> String {
        let authorization =
            switch route.authorization {
            case .none: "no authorization"
            case .iam: "IAM authorization"
            case .cognito: "Cognito user pool"
            case .function(let value): "authorizer \(value.map { ValueText($0).line } ?? "function")"
            case .jwt: "JWT"
            case .other(let name): name
            case .unknown(let reason): "authorization unknown: \(reason)"
            }
        return route.requiresAPIKey ? authorization + " and API key" : authorization
    }

    private var callers: [String] {
        relations { $0.to == .function(function.name) && $0.kind != .configures }.map { relation in
            "\(name(relation.from)) \(relation.kind.rawValue)\(note(relation))"
        }
    }

    private var reached: [String] {
        relations { $0.from == .function(function.name) }.map { relation in
            "\(name(relation.to)) (\(relation.kind.rawValue)\(note(relation)))"
        }
            + relations { $0.to == .function(function.name) && $0.kind == .configures }.map { relation in
                "\(name(relation.from)) named by\(note(relation))"
            }
    }

    private func relations(where isWanted: (Relation) -> Bool) -> [Relation] {
        application.relations.filter(isWanted)
    }

    private func note(_ relation: Relation) -> String { relation.note.isEmpty ? "" : " \(relation.note)" }

    private func name(_ party: Relation.Party) -> String {
        switch party {
        case .function(let name): "function \(name)"
        case .resource(let id): application.resource(id).map { "\(id) (\($0.type))" } ?? id
        case .external(let text): text
        }
    }

    private var role: [String] {
        guard let role = application.role(of: function) else { return [] }
        var lines = ["\(role.id.name) (\(role.kind.rawValue), \(places.name(of: role.place)))"]
        for statement in role.statements { lines.append(summary(statement)) }
        for attachment in role.managedPolicies { lines.append("managed \(ValueText(attachment.policy).line)\(origin(attachment.origin))") }
        if let gap = role.incompleteness { lines.append("not complete: \(gap)") }
        return lines
    }

    private func summary(_ statement: PolicyStatement) -> String {
        let actions = list(statement.actions, "not", statement.notActions)
        let resources = list(statement.resources, "all but", statement.notResources)
        let condition = statement.condition == nil ? "" : " under a condition"
        return "\(statement.effect.rawValue) \(actions) on \(resources)\(condition)\(origin(statement.origin))"
    }

    private func list(_ values: [Value], _ word: String, _ others: [Value]) -> String {
        let texts = values.map { ValueText($0).line }
        return others.isEmpty
            ? texts.joined(separator: ", ") : "\(word) " + others.map { ValueText($0).line }.joined(separator: ", ")
    }

    private func origin(_ origin: GrantOrigin) -> String {
        switch origin {
        case .author: ""
        case .framework(let reason): " [framework: \(reason)]"
        case .plugin(let name): " [plugin \(name)]"
        }
    }

    /// Only references are shown: a literal may be a secret that no rule has recognised.
    private var environment: [String] {
        function.environment.map { variable in
            let value = variable.value.isUndetermined ? ValueText(variable.value).line : "literal"
            return "\(variable.name) = \(value)\(variable.isInherited ? " (for every function)" : "")"
        }
    }

    private func section(_ title: String, _ lines: [String]) -> [String] {
        lines.isEmpty ? [] : ["  \(title)"] + lines.map { "    \($0)" }
    }

    private func padded(_ text: String) -> String {
        text + String(repeating: " ", count: max(0, 9 - text.count))
    }
}
