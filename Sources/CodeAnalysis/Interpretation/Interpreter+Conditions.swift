import SourceText

extension Interpreter {
    /// What an equality makes certain: who is equal to something of the program's own is one of its values.
    func equality(of left: AbstractValue, and right: AbstractValue) -> Conditions {
        var conditions = Conditions()
        for (tested, other) in [(left, right), (right, left)] where !tested.origins.isEmpty && other.origins.isEmpty {
            // `x === null` and `x === undefined` say nothing of what else it may be.
            guard other.constant != .null, !other.isEmpty else { continue }
            for origin in tested.origins { conditions.whenTrue.add(origin.path, .listed) }
        }
        return conditions
    }

    /// What `x in list` makes certain.
    func membership(of value: AbstractValue, in container: AbstractValue) -> Conditions {
        var conditions = Conditions()
        guard container.origins.isEmpty, !container.isEmpty else { return conditions }
        for case .object(let id) in container.references {
            let object = heap[id]
            if !object.rest.origins.isEmpty || object.fields.values.contains(where: { !$0.origins.isEmpty }) { return conditions }
        }
        // A part of a text may be any text, and the keys of a library's object are not the program's.
        guard container.strings.isEmpty || !container.references.isEmpty else { return conditions }
        for origin in value.origins { conditions.whenTrue.add(origin.path, .listed) }
        return conditions
    }

    /// `typeof x === 'number'`.
    mutating func typeTest(_ side: CodeExpression.ID, _ other: AbstractValue) -> Conditions? {
        guard case .unary(.typeName, let operand) = modules[current].expressions[side.index].kind, let name = other.string
        else { return nil }
        return typed(evaluate(operand), isA: name)
    }

    func typed(_ value: AbstractValue, isA name: String) -> Conditions {
        let guarantee: Guarantees =
            switch name {
            case "number", "bigint", "int", "float", "Number", "Integer", "Long": .number
            case "boolean", "bool", "Boolean": .boolean
            case "string", "str", "String": .scalar
            default: .tested
            }
        var conditions = Conditions()
        for origin in value.origins { conditions.whenTrue.add(origin.path, guarantee) }
        return conditions
    }

    /// `x instanceof Class`.
    func instanceTest(_ value: AbstractValue, _ type: AbstractValue) -> Conditions {
        for reference in type.references {
            switch reference {
            case .api(let api): return typed(value, isA: String(APIPath.name(api)))
            case .classValue: return proving(.tested, of: value)
            default: continue
            }
        }
        return Conditions()
    }

    /// `x < 100`: bounded from above when it holds.
    func bounding(_ sign: CodeExpression.BinaryOperator, _ left: AbstractValue, _ right: AbstractValue) -> AbstractValue {
        var result = AbstractValue.unknown
        var conditions = Conditions()
        for origin in left.origins where right.origins.isEmpty {
            if sign == .less { add(origin, to: &conditions.whenTrue) } else { add(origin, to: &conditions.whenFalse) }
        }
        for origin in right.origins where left.origins.isEmpty {
            if sign == .greater { add(origin, to: &conditions.whenTrue) } else { add(origin, to: &conditions.whenFalse) }
        }
        result.conditions = conditions
        return result
    }

    /// `errors.length > 0`, `errors.length === 0`: whether there are any, where it is known what that says.
    func countTest(_ count: AbstractValue, _ sign: CodeExpression.BinaryOperator, _ limit: AbstractValue) -> AbstractValue? {
        guard let conditions = count.conditions, case .number(let number)? = limit.constant, number == 0 || number == 1 else { return nil }
        var result = AbstractValue.unknown
        switch sign {
        case .greater, .notEqual: result.conditions = conditions
        case .less where number == 1, .equal where number == 0: result.conditions = conditions.negated
        default: return nil
        }
        return result
    }

    /// `error != nil`, `found === null`: whether there is something, where it is known what that says.
    func nullTest(_ value: AbstractValue, _ sign: CodeExpression.BinaryOperator, _ other: AbstractValue) -> AbstractValue? {
        guard let conditions = value.conditions, other.constant == .null else { return nil }
        var result = AbstractValue.unknown
        result.conditions = sign == .equal ? conditions.negated : conditions
        return result
    }

    /// The bound of a length bounds what has the length.
    private func add(_ origin: Origin, to guards: inout Guards) {
        guards.add(origin.path, .bounded)
        if case .field(let name)? = origin.path.components.last, name == "length" || name == "size" {
            guards.add(AccessPath(origin.path.root, origin.path.components.dropLast()), .bounded)
        }
    }

    /// What matching a pattern makes certain of a value.
    func matching(_ pattern: AbstractValue, _ value: AbstractValue, anchored: PatternSafety.Anchors) -> AbstractValue {
        var result = AbstractValue.unknown
        let guarantees: Guarantees
        switch pattern.constants.first {
        case .pattern(let text, let flags)? where pattern.constants.count == 1:
            guarantees = PatternSafety.guarantees(of: text, flags: flags, anchored: anchored)
        case .string(let text)? where pattern.constants.count == 1:
            guarantees = PatternSafety.guarantees(of: text, flags: "", anchored: anchored)
        default: return result
        }
        guard !guarantees.isEmpty else { return result }
        var conditions = Conditions()
        for origin in value.origins { conditions.whenTrue.add(origin.path, guarantees) }
        result.conditions = conditions
        return result
    }

    /// What a test that proves something makes certain of the value it was made with.
    func proving(_ guarantees: Guarantees, of value: AbstractValue) -> Conditions {
        var conditions = Conditions()
        for origin in value.origins { conditions.whenTrue.add(origin.path, guarantees) }
        return conditions
    }
}
