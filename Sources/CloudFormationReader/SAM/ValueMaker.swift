internal import ApplicationModel
internal import ManifestReading
internal import SourceText

/// Makes values that stand where the author's text asks for them.
struct ValueMaker {
    let place: SourcePlace

    init(_ place: SourcePlace) { self.place = place }

    func text(_ text: String) -> Value { Value(.string(text), place: place) }
    func bool(_ value: Bool) -> Value { Value(.bool(value), place: place) }
    func number(_ value: Int) -> Value { Value(.number(Double(value), text: String(value)), place: place) }
    func list(_ elements: [Value]) -> Value { Value(.list(elements), place: place) }
    func texts(_ texts: [String]) -> Value { list(texts.map(text)) }
    func symbol(_ symbol: Symbol) -> Value { Value(.symbolic(symbol), place: place) }
    func reference(_ logicalID: String) -> Value { symbol(.resource(logicalID: logicalID, attribute: nil)) }
    func pseudo(_ name: String) -> Value { symbol(.pseudoParameter(name)) }

    func attribute(_ name: String, of logicalID: String) -> Value {
        symbol(.resource(logicalID: logicalID, attribute: name))
    }

    /// A map of the members that have a value.
    func map(_ members: KeyValuePairs<String, Value?>) -> Value {
        Value(.map(self.members(members).members), place: place)
    }

    func members(_ members: KeyValuePairs<String, Value?>) -> MemberMap {
        var map = MemberMap()
        for (key, value) in members { map.set(key, value, at: place) }
        return map
    }

    /// `Fn::If` with both of its branches; without an else branch `AWS::NoValue` stands there.
    func conditional(_ condition: Value, _ then: Value, _ otherwise: Value? = nil) -> Value {
        symbol(.intrinsic(name: "Fn::If", argument: list([condition, then, otherwise ?? pseudo("AWS::NoValue")])))
    }

    /// `{Key, Value}` for every member of a map of tags.
    func tags(_ map: Value?) -> [Value] {
        (map?.members ?? []).map { member in
            let value = member.value.isNull ? text("") : member.value
            return ValueMaker(member.keyPlace).map([
                "Key": ValueMaker(member.keyPlace).text(member.key), "Value": value,
            ])
        }
    }

    func tag(_ key: String, _ value: String) -> Value { map(["Key": text(key), "Value": text(value)]) }

    /// What `Fn::Sub` makes of a template: `${name}` is a variable, a pseudo parameter, or a resource with or without
    /// an attribute. A template that is one variable is that variable's value, whatever its type.
    func substitution(_ template: String, _ variables: [String: Value] = [:]) -> Value {
        if template.hasPrefix("${"), template.hasSuffix("}"),
            let value = variables[String(template.dropFirst(2).dropLast())]
        {
            return value
        }
        var parts: [Value.Part] = []
        var rest = template[...]
        while let open = rest.firstRange(of: "${"), let close = rest[open.upperBound...].firstIndex(of: "}") {
            parts.append(.literal(String(rest[..<open.lowerBound])))
            parts += Self.parts(named: String(rest[open.upperBound..<close]), variables)
            rest = rest[rest.index(after: close)...]
        }
        return Value(PartList(parts + [.literal(String(rest))]).content, place: place)
    }

    private static func parts(named name: String, _ variables: [String: Value]) -> [Value.Part] {
        if let value = variables[name] { return value.parts }
        if name.hasPrefix("AWS::") { return [.symbol(.pseudoParameter(name))] }
        guard let dot = name.firstIndex(of: ".") else { return [.symbol(.resource(logicalID: name, attribute: nil))] }
        let attribute = String(name[name.index(after: dot)...])
        return [.symbol(.resource(logicalID: String(name[..<dot]), attribute: attribute))]
    }
}
