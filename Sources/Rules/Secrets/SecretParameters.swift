import ApplicationModel
import AuditKit
import SourceText

/// The parameters of a template that hold secrets: by their names, by what they are used for, or because they are hidden.
struct SecretParameters: Sendable {
    /// Why a parameter counts as a secret.
    enum Reason: Sendable {
        /// Its own name says so.
        case name
        /// A property or variable with the name of a secret is set to it.
        case use(String, SourcePlace)
    }

    /// Parameters that hold secrets, with the reason, in order.
    let all: [(parameter: TemplateParameter, reason: Reason)]
    private let names: Set<String>
    private let defaults: [SourcePlace: String]

    /// How many values of the resources are looked at.
    private static let valueLimit = 500_000

    /// Collects an application's.
    init(of application: Application) {
        let candidates = application.parameters.filter(Self.mayHoldSecret)
        let defaults = Dictionary(
            candidates.compactMap { parameter in parameter.defaultValue.map { ($0.place, parameter.name) } },
            uniquingKeysWith: { first, _ in first })
        let (uses, published) = candidates.isEmpty ? ([:], []) : Self.uses(in: application, defaults: defaults)
        all = candidates.compactMap { parameter in
            if published.contains(parameter.name) { return nil }
            if let kind = SecretName(parameter.name).kind, kind != .vague { return (parameter, .name) }
            if parameter.isHidden { return (parameter, .name) }
            return uses[parameter.name].map { (parameter, .use($0.name, $0.place)) }
        }
        names = Set(all.map(\.parameter.name))
        self.defaults = defaults.filter { [names] in names.contains($0.value) }
    }

    /// The secret parameter that a value is, or holds a part of.
    func name(in value: Value) -> String? {
        if let name = defaults[value.place] { return name }
        for symbol in value.symbols {
            if case .parameter(let name) = symbol, names.contains(name) { return name }
        }
        return nil
    }

    /// A parameter that names something in a store, chooses among known values, or holds what is no text is none.
    private static func mayHoldSecret(_ parameter: TemplateParameter) -> Bool {
        guard parameter.type == "String" || parameter.type == nil, parameter.definition["AllowedValues"] == nil else {
            return false
        }
        guard let text = parameter.defaultValue?.string, !text.isEmpty else { return true }
        if SecretName(parameter.name).kind == .password || parameter.isHidden { return !text.hasPrefix("/") && !text.hasPrefix("arn:") }
        return Placeholder.isPlaceholder(text) || !SecretReferenceText.isReference(text)
    }

    /// What parameters are used for under the names of secrets, and those that are used as something public.
    private static func uses(
        in application: Application, defaults: [SourcePlace: String]
    ) -> (secret: [String: (name: String, place: SourcePlace)], published: Set<String>) {
        var uses: [String: (name: String, place: SourcePlace)] = [:]
        var published: Set<String> = []
        let note = { (key: String, value: Value) in
            let mentioned = value.oneOrMany.flatMap { names(in: $0, defaults) }
            guard !mentioned.isEmpty else { return }
            if SecretName.words(of: key).contains("public") { published.formUnion(mentioned) }
            guard let kind = SecretName(key).kind, kind == .password || kind == .token else { return }
            for name in names(in: value, defaults) where uses[name] == nil { uses[name] = (key, value.usePlace) }
        }
        var pending = Array(application.resources.reversed().map(\.properties))
        var seen = 0
        while let value = pending.popLast(), seen < valueLimit {
            seen += 1
            for member in value.members { note(member.key, member.value) }
            pending += value.members.reversed().map(\.value) + value.elements.reversed()
        }
        for binding in application.environmentBindings { note(binding.variable.name, binding.variable.value) }
        return (uses, published)
    }

    /// The parameters that a whole value is; of a text around one, who knows.
    private static func names(in value: Value, _ defaults: [SourcePlace: String]) -> [String] {
        if let name = defaults[value.place] { return [name] }
        switch value.content {
        case .symbolic(.parameter(let name)): return [name]
        case .symbolic(.intrinsic("Fn::If", let argument)):
            return argument.elements.dropFirst().flatMap { names(in: $0, defaults) }
        default: return []
        }
    }
}

extension TemplateParameter {
    /// Whether CloudFormation hides the value.
    var isHidden: Bool { noEcho?.bool == true || noEcho?.string?.lowercased() == "true" }
}
