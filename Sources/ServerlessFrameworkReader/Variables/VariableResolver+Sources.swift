import ApplicationModel
import SourceText

extension VariableResolver {
    /// What one source of a variable comes to.
    mutating func outcome(
        of source: VariableSource, _ expression: VariableExpression, isLast: Bool, in holder: Holder
    ) -> SourceOutcome {
        let place = holder.place(of: expression.range)
        switch source {
        case .number(let value, let text): return literal(.number(value, text: text), at: place)
        case .bool(let value): return literal(.bool(value), at: place)
        case .null: return literal(.null, at: place)
        case .text(let template, let range): return quoted(template, at: holder.place(of: range), in: holder)
        case .invalid: return .absent("a source is not a variable, a quoted text, a number or a boolean")
        case .reference(let type, let arguments, let address):
            let call = SourceCall(
                type: type, arguments: arguments ?? [], address: address, written: expression.written, place: place,
                isLast: isLast)
            return reference(call, in: holder)
        }
    }

    /// A source as it is called, its address not yet filled in.
    struct SourceCall {
        let type: String
        let arguments: [VariableTemplate]
        let address: VariableTemplate?
        let written: String
        let place: SourcePlace
        /// Whether no fallback follows.
        let isLast: Bool
    }

    private func literal(_ content: Value.Content, at place: SourcePlace) -> SourceOutcome {
        SourceOutcome(kind: .value(leaf(content, at: place)), how: "fallback taken")
    }

    private mutating func quoted(
        _ template: VariableTemplate, at place: SourcePlace, in holder: Holder
    ) -> SourceOutcome {
        if let whole = template.whole {
            let evaluation = evaluate(whole, in: holder)
            let resolved = resolve(evaluation.target, askedAt: place)
            return SourceOutcome(kind: .value(resolved), how: "fallback taken", steps: evaluation.steps)
        }
        let text = compose(template, in: holder)
        let value = Value(text.content, place: place, alternatives: text.alternatives)
        let resolved = Resolved(value: value, weight: text.weight)
        return SourceOutcome(kind: .value(resolved), how: "fallback taken", steps: text.steps)
    }

    private mutating func reference(_ call: SourceCall, in holder: Holder) -> SourceOutcome {
        switch call.type {
        case "file": return file(call, in: holder)
        case "strToBool": return boolean(call, in: holder)
        default: break
        }
        let address = compose(call.address ?? VariableTemplate(parts: []), in: holder)
        guard let text = address.assumedText else {
            let reason = "its address depends on something unknown"
            let kind = SourceOutcome.Kind.undetermined(.symbolic(.variable(call.written, reason: reason)))
            let store = storeWithUnknownName(call)
            return SourceOutcome(kind: store ?? kind, how: reason, steps: address.steps)
        }
        var outcome = plainSource(call, address: Self.withoutResolver(text, of: call.type))
        outcome.steps = address.steps + outcome.steps
        return outcome
    }

    /// Version 4 lets the name of a source's one resolver stand before the address: `${env:variables:HOME}`.
    private static func withoutResolver(_ address: String, of type: String) -> String {
        guard let resolver = resolvers[type], address.hasPrefix(resolver + ":") else { return address }
        return String(address.dropFirst(resolver.count + 1))
    }

    private static let resolvers = [
        "self": "config", "opt": "options", "env": "variables", "sls": "framework", "param": "param", "git": "git",
        "terraform": "outputs", "vault": "vault", "doppler": "doppler",
    ]

    private mutating func plainSource(_ call: SourceCall, address: String) -> SourceOutcome {
        switch call.type {
        case "self": selfReference(address, at: call.place)
        case "opt": option(address, at: call.place)
        case "sls": framework(address, call)
        case "param": parameter(address, call)
        case "env": environment(address, call)
        case "aws": amazon(address, call)
        default: store(call, address: address)
        }
    }

    // MARK: the document

    private mutating func selfReference(_ address: String, at place: SourcePlace) -> SourceOutcome {
        let how = address.isEmpty ? "the whole of `\(manifest)`" : "taken from `\(address)` in `\(manifest)`"
        switch walk(Self.keys(address), from: root, askedAt: place) {
        case .node(let id): return SourceOutcome(kind: .node(id), how: how)
        case .value(let value): return SourceOutcome(kind: .value(value), how: how)
        case .absent: return .absent("`\(address)` is not in `\(manifest)`")
        }
    }

    /// The keys of a dotted address; `a[0]` is `a.0`.
    static func keys(_ address: String) -> [String] {
        address.split(whereSeparator: { $0 == "." || $0 == "[" || $0 == "]" }).map(String.init)
    }

    // MARK: the command line

    private mutating func option(_ name: String, at place: SourcePlace) -> SourceOutcome {
        if name.isEmpty { return wholeOptions(at: place) }
        guard let value = options.option(name) else { return .absent("option `\(name)` is not given") }
        return SourceOutcome(kind: .value(leaf(.string(value), at: place)), how: "option `\(name)` as given")
    }

    private func wholeOptions(at place: SourcePlace) -> SourceOutcome {
        var all = options.options
        all["stage"] = options.stage
        all["region"] = options.region
        let members = all.sorted { $0.key < $1.key }.map { key, value in
            Value.Member(key: key, keyPlace: place, value: Value(.string(value), place: place))
        }
        let resolved = Resolved(value: Value(.map(members), place: place), weight: members.count + 1)
        return SourceOutcome(kind: .value(resolved), how: "the options as given")
    }

    private mutating func parameter(_ name: String, _ call: SourceCall) -> SourceOutcome {
        if let value = options.parameters[name] {
            let value = leaf(.string(value), at: call.place)
            return SourceOutcome(kind: .value(value), how: "parameter `\(name)` as given")
        }
        let stage = stage().value.assumedText
        let blocks = [
            stage.map { ["stages", $0, "params"] }, stage.map { ["params", $0] }, ["stages", "default", "params"],
            ["params", "default"],
        ]
        for block in blocks.compactMap({ $0 }) {
            let path = block + [name]
            let how = "taken from `\(path.joined(separator: "."))` in `\(manifest)`"
            switch walk(path, from: root, askedAt: call.place) {
            case .node(let id): return SourceOutcome(kind: .node(id), how: how)
            case .value(let value): return SourceOutcome(kind: .value(value), how: how)
            case .absent: continue
            }
        }
        guard let inherited = options.inheritedParameters[name] else {
            return .absent("parameter `\(name)` is not given")
        }
        let resolved = Resolved(value: inherited, weight: inherited.weight)
        return SourceOutcome(kind: .value(resolved), how: "parameter `\(name)` of the compose file")
    }

    private func environment(_ name: String, _ call: SourceCall) -> SourceOutcome {
        if let value = options.environment[name] {
            let value = leaf(.string(value), at: call.place)
            return SourceOutcome(kind: .value(value), how: "environment variable `\(name)` as allowed")
        }
        return SourceOutcome(
            kind: .undetermined(.symbolic(.environment(name))),
            how: "environment variable `\(name)` is known only where the deployment runs")
    }

    // MARK: the framework

    private mutating func framework(_ address: String, _ call: SourceCall) -> SourceOutcome {
        guard address == "stage" else {
            let reason = address == "instanceId" ? "changes with every run" : "not known to be a framework value"
            return SourceOutcome(
                kind: .undetermined(.symbolic(.variable(call.written, reason: reason))), how: reason)
        }
        return SourceOutcome(kind: .value(stage()), how: "the stage")
    }

    /// The stage: the option, else the manifest's, else the framework's default.
    mutating func stage() -> Resolved {
        setting("stage", option: options.option("stage"), default: Self.defaultStage)
    }

    /// The region: the option, else the manifest's, else the framework's default.
    mutating func region(askedAt place: SourcePlace) -> Resolved {
        setting("region", option: options.option("region"), default: Self.defaultRegion)
    }

    private mutating func setting(_ key: String, option: String?, default standard: String) -> Resolved {
        let place = tree[root].place
        if let option { return leaf(.string(option), at: place) }
        guard let provider = tree.child("provider", of: root), !following.contains(provider),
            case .node(let id) = walk(["provider", key], from: root, askedAt: place),
            !following.contains(id), !resolving.contains(id)
        else { return leaf(.string(standard), at: place) }
        let resolved = resolve(id, askedAt: place)
        return resolved.value.isNull ? leaf(.string(standard), at: place) : resolved
    }

    private mutating func boolean(_ call: SourceCall, in holder: Holder) -> SourceOutcome {
        guard let template = call.arguments.first ?? call.address else { return .absent("nothing to convert") }
        let composition = compose(template, in: holder)
        if let value = Self.boolean(Value.scalarText(of: composition.content)) {
            let resolved = leaf(.bool(value), at: call.place)
            return SourceOutcome(kind: .value(resolved), how: "converted to a boolean", steps: composition.steps)
        }
        let alternatives = composition.alternatives.compactMap { alternative in
            Self.boolean(Value.scalarText(of: alternative.content)).map { Value(.bool($0), place: call.place) }
        }
        let reason = "what it converts is not known to be `true`, `false`, `1` or `0`"
        let value = Value(
            .symbolic(.variable(call.written, reason: reason)), place: call.place, alternatives: alternatives)
        return SourceOutcome(
            kind: .value(Resolved(value: value, weight: 2)), how: reason, steps: composition.steps)
    }

    private static func boolean(_ text: String?) -> Bool? {
        switch text?.lowercased() {
        case "true", "1": true
        case "false", "0": false
        default: nil
        }
    }
}

extension Value {
    /// How many values it is made of.
    fileprivate var weight: Int {
        elements.reduce(1) { $0 + $1.weight } + members.reduce(0) { $0 + $1.value.weight }
    }

    /// The scalar's text when it is known, else the text of its first stand-in.
    var assumedText: String? { scalarText ?? alternatives.first?.scalarText }
}
