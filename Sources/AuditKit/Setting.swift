package import ApplicationModel

/// What a setting comes to under one outcome of the template's conditions.
package enum Setting: Sendable {
    /// It is not there; with the innermost value that could have held it.
    case missing(from: Value)
    /// It is written.
    case set(Value)
    /// The tree does not tell; with the value that keeps it open.
    case unknown(Value)

    /// The value that is written.
    package var value: Value? {
        if case .set(let value) = self { value } else { nil }
    }

    /// Whether it is surely not there.
    package var isMissing: Bool {
        if case .missing = self { true } else { false }
    }
}

extension Application {
    /// What a path of keys below a value leads to, once for every outcome of the conditions on the way; the key `*` stands
    /// for every element of a list. Never empty, but for the elements of an empty list.
    package func settings(_ path: [String], of value: Value) -> [Setting] {
        var settings = outcomes(of: value, absentFrom: value)
        for key in path { settings = settings.flatMap { step($0, to: key) } }
        return Array(settings.prefix(Self.outcomeLimit))
    }

    /// The same, of a resource's properties.
    package func settings(_ path: String..., of resource: Resource) -> [Setting] {
        settings(path, of: resource.properties)
    }

    /// How many outcomes of one setting are looked at.
    private static var outcomeLimit: Int { 256 }
    /// How deep conditions within conditions are followed.
    private static var conditionLimit: Int { 8 }

    private func step(_ setting: Setting, to key: String) -> [Setting] {
        guard case .set(let value) = setting else { return [setting] }
        if key == "*" {
            return value.oneOrMany.prefix(Self.outcomeLimit).flatMap { outcomes(of: $0, absentFrom: value) }
        }
        guard let next = value[key] else { return [.missing(from: value)] }
        return outcomes(of: next, absentFrom: value)
    }

    private func outcomes(of value: Value, absentFrom holder: Value, depth: Int = 0) -> [Setting] {
        switch value.content {
        case .null: return [.missing(from: holder)]
        case .symbolic(.pseudoParameter("AWS::NoValue")): return [.missing(from: holder)]
        case .symbolic(.intrinsic("Fn::If", let argument))
        where argument.elements.count == 3 && depth < Self.conditionLimit:
            return argument.elements.dropFirst().flatMap { outcomes(of: $0, absentFrom: holder, depth: depth + 1) }
        case .symbolic(.parameter(let name)):
            guard let value = parameter(name)?.literalDefault else { return [.unknown(value)] }
            return [.set(value)]
        case .symbolic, .unknown, .composed: return [.unknown(value)]
        case .bool, .number, .string, .list, .map: return [.set(value)]
        }
    }
}

extension TemplateParameter {
    /// The default where it is the parameter's value itself, not the name of one in a store.
    package var literalDefault: Value? {
        guard type?.hasPrefix("AWS::SSM::Parameter::") != true, let value = defaultValue, !value.isUndetermined else { return nil }
        return value
    }
}

extension Sequence where Element == Verdict {
    /// The violations, or when there is none the first answer that was left open.
    package var decisive: [Verdict] {
        let violations = filter { if case .violation = $0 { true } else { false } }
        return violations.isEmpty ? Array(prefix(1)) : violations
    }
}
