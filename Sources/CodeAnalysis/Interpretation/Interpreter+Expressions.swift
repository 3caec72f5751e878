import CodeSyntax
import SourceText

extension Interpreter {
    /// What an expression may evaluate to.
    mutating func evaluate(_ id: CodeExpression.ID) -> AbstractValue {
        guard step(), flow.isReachable else { return .none }
        guard expressionDepth < budget.expressionDepth else {
            cut = cut ?? "expressions nested deeper than \(budget.expressionDepth)"
            return .unknown
        }
        expressionDepth += 1
        defer { expressionDepth -= 1 }
        return value(of: modules[current].expressions[id.index].kind, id)
    }

    private mutating func value(of kind: CodeExpression.Kind, _ id: CodeExpression.ID) -> AbstractValue {
        switch kind {
        case .string(let text): AbstractValue(.string(text))
        case .number(let number): AbstractValue(.number(number))
        case .boolean(let value): AbstractValue(.boolean(value))
        case .null: AbstractValue(.null)
        case .regularExpression(let pattern, let flags): AbstractValue(.pattern(pattern, flags: flags))
        case .template(let parts): template(parts)
        case .variable(let variable): read(variable)
        case .global(let name): global(name)
        case .receiver: frames.last?.receiver ?? .unknown
        case .superclass: frames.last?.receiver ?? .unknown
        case .member(let object, let name, _): memberValue(name, of: object, id)
        case .element(let object, let index): elementValue(of: object, index, id)
        case .slice(let object, let bounds): slice(of: object, bounds)
        case .call(let callee, let arguments): call(callee, arguments, id, isConstruction: false)
        case .construct(let callee, let arguments): call(callee, arguments, id, isConstruction: true)
        case .unary(let sign, let operand): unary(sign, operand)
        case .binary(let sign, let left, let right): binary(sign, left, right, id)
        case .logical(let sign, let left, let right): logical(sign, left, right)
        case .conditional(let condition, let then, let otherwise): conditional(condition, then, otherwise)
        case .assign(let pattern, let right): assigned(pattern, right, id)
        case .function(let function): closure(function)
        case .classDefinition(let code): define(code)
        case .list(let elements): list(elements, id)
        case .record(let properties): record(properties, id)
        case .await(let operand): evaluate(operand)
        case .yield(let operand): yielding(operand)
        case .comprehension(let comprehension): comprehended(comprehension, id)
        case .importModule(let module): imported(module)
        case .importComputed(_, let specifier): computedImport(evaluate(specifier), id)
        case .cast(let operand, let type): typed(evaluate(operand), as: type)
        case .generic(let head, _): evaluate(head)
        case .sequence(let parts): parts.reduce(.none) { _, part in evaluate(part) }
        case .opaque(let parts): parts.reduce(AbstractValue.unknown) { $0.joined(evaluate($1).derived) }
        }
    }

    /// A module that is loaded under a computed name: who chooses the name chooses the code.
    private mutating func computedImport(_ specifier: AbstractValue, _ id: CodeExpression.ID) -> AbstractValue {
        let name = language.isECMAScript ? "require" : "importlib.import_module"
        return external(name, [Argument(name: nil, value: specifier, place: place(id))], on: .none, at: id)
    }

    private mutating func memberValue(_ name: String, of object: CodeExpression.ID, _ id: CodeExpression.ID) -> AbstractValue {
        if case .superclass = modules[current].expressions[object.index].kind {
            return superValue(of: frames.last?.receiver ?? .none, member: name)
        }
        return member(name, of: evaluate(object), at: span(id))
    }

    private mutating func elementValue(of object: CodeExpression.ID, _ index: CodeExpression.ID, _ id: CodeExpression.ID) -> AbstractValue {
        let value = evaluate(object)
        let key = evaluate(index)
        if value.references.contains(.api("os.environ")), let name = key.string { return environmentVariable(name) }
        if value.references.contains(.api("process.env")), let name = key.string { return environmentVariable(name) }
        return element(key, of: value, at: span(id))
    }

    private mutating func slice(of object: CodeExpression.ID, _ bounds: [CodeExpression.ID]) -> AbstractValue {
        let value = evaluate(object)
        for bound in bounds { _ = evaluate(bound) }
        var part = value
        part.constants = []
        part.text = []
        part.isOpen = true
        return bounds.isEmpty ? part : part.guaranteeing(.bounded)
    }

    mutating func closure(_ function: CodeFunction.ID) -> AbstractValue {
        guard let frame = frames.last else { return .unknown }
        let code = modules[current].functions[function.index]
        var closure = Closure(module: frame.module, function: function, environment: frame.environment)
        if code.receiver == .lexical { closure.receiver = frame.receiver }
        let value = reference(closure)
        return code.decorators.isEmpty ? value : decorated(value, by: code.decorators)
    }

    private mutating func assigned(_ pattern: CodePattern, _ right: CodeExpression.ID, _ id: CodeExpression.ID) -> AbstractValue {
        let value = evaluate(right)
        bind(pattern, to: value, at: span(id))
        return value
    }

    private mutating func yielding(_ operand: CodeExpression.ID?) -> AbstractValue {
        guard let operand else { return .unknown }
        let value = evaluate(operand)
        if let index = frames.indices.last { frames[index].yielded = frames[index].yielded.joined(value) }
        return .unknown
    }

    private mutating func conditional(_ condition: CodeExpression.ID, _ then: CodeExpression.ID, _ otherwise: CodeExpression.ID) -> AbstractValue {
        var result = AbstractValue.none
        branch(on: condition, { result = result.joined($0.guarded($0.evaluate(then))) }, { result = result.joined($0.guarded($0.evaluate(otherwise))) })
        return result
    }

    /// A value with what is certain here kept in it, because it goes where the conditions no longer hold.
    mutating func guarded(_ value: AbstractValue) -> AbstractValue {
        guard !flow.guards.isEmpty, !value.origins.isEmpty else { return value }
        let guards = flow.guards
        return value.mappingOrigins { origin in
            var origin = origin
            origin.guarantees.formUnion(guards.certain(of: origin.path))
            return origin
        }
    }

    // MARK: Operators

    private mutating func unary(_ sign: CodeExpression.UnaryOperator, _ operand: CodeExpression.ID) -> AbstractValue {
        let value = evaluate(operand)
        switch sign {
        case .not:
            var result = value.constant?.isTruthy.map { AbstractValue(.boolean(!$0)) } ?? .unknown
            result.conditions = value.conditions?.negated
            return result
        case .negate:
            if case .number(let number)? = value.constant { return AbstractValue(.number(-number)) }
            return value.derived.guaranteeing(.number)
        case .plus, .bitwiseNot: return value.derived.guaranteeing(.number)
        case .typeName, .void, .delete: return .unknown
        case .addressOf, .dereference: return value
        }
    }

    private mutating func logical(_ sign: CodeExpression.LogicalOperator, _ left: CodeExpression.ID, _ right: CodeExpression.ID) -> AbstractValue {
        let first = evaluate(left)
        let start = flow
        var second = AbstractValue.none
        switch sign {
        case .and: assume(first, isTrue: true)
        case .or: assume(first, isTrue: false)
        case .coalesce: break
        }
        if flow.isReachable { second = guarded(evaluate(right)) }
        if sign != .and { noteDefault(second, of: first, at: right) }
        flow = joined(start, flow)
        // Which side the value is decides what the other one says.
        var result: AbstractValue
        switch (sign, first.constant?.isTruthy) {
        case (.and, true?), (.or, false?): result = second
        case (.and, false?), (.or, true?): result = first
        case (.and, nil): result = first.falsy.joined(second)
        case (.or, nil), (.coalesce, _): result = first.withoutNull.joined(second)
        }
        result.conditions = Conditions(sign, first.conditions ?? Conditions(), second.conditions ?? Conditions())
        return result
    }

    private mutating func binary(
        _ sign: CodeExpression.BinaryOperator, _ left: CodeExpression.ID, _ right: CodeExpression.ID, _ id: CodeExpression.ID
    ) -> AbstractValue {
        let first = evaluate(left)
        let second = evaluate(right)
        switch sign {
        case .add: return sum(first, second, id)
        case .remainder where language == .python: return formatted(first, second)
        case .remainder, .subtract, .multiply, .divide, .power, .bitwise:
            if sign == .divide, case .external = kind(of: first) { return pathJoined(first, second, id) }
            return first.derived.joined(second.derived).guaranteeing(.number)
        case .equal, .notEqual:
            compare(sign, first, second, id)
            var result = AbstractValue.unknown
            if let counted = countTest(first, sign, second) ?? nullTest(first, sign, second) { return counted }
            let conditions = typeTest(left, second) ?? typeTest(right, first) ?? equality(of: first, and: second)
            result.conditions = sign == .equal ? conditions : conditions.negated
            return result
        case .less, .greater:
            compare(sign, first, second, id)
            return countTest(first, sign, second) ?? bounding(sign, first, second)
        case .contained, .notContained:
            compare(sign, first, second, id)
            var result = AbstractValue.unknown
            let conditions = membership(of: first, in: second)
            result.conditions = sign == .contained ? conditions : conditions.negated
            return result
        case .instance:
            var result = AbstractValue.unknown
            result.conditions = instanceTest(first, second)
            return result
        }
    }

    func kind(of value: AbstractValue) -> HeapObject.Kind? {
        for case .object(let id) in value.references { return heap.kind(of: id) }
        return nil
    }

    /// `folder / name` of Python's paths.
    private mutating func pathJoined(_ left: AbstractValue, _ right: AbstractValue, _ id: CodeExpression.ID) -> AbstractValue {
        let arguments = [left, right].map { Argument(name: nil, value: $0, place: place(id)) }
        return external("pathlib.Path.joinpath", arguments, on: left, at: id)
    }

    mutating func compare(_ sign: CodeExpression.BinaryOperator, _ left: AbstractValue, _ right: AbstractValue, _ id: CodeExpression.ID) {
        recorder.comparison(ComparisonFact(comparison: sign, left: guarded(left), right: guarded(right), place: place(id), site: site))
    }

    // MARK: Literals

    private mutating func list(_ elements: [CodeExpression.Element], _ id: CodeExpression.ID) -> AbstractValue {
        let result = allocate(.list, at: id)
        guard case .object(let object)? = result.references.first else { return result }
        var position: Int? = 0
        for element in elements {
            let value = guarded(evaluate(element.value))
            if element.isSpread {
                heap.writeRest(self.elements(of: value, at: element.value), of: object)
                position = nil
            } else if let known = position {
                heap.write(value, to: "\(known)", of: object)
                position = known + 1
            } else {
                heap.writeRest(value, of: object)
            }
        }
        return result
    }

    private mutating func record(_ properties: [CodeExpression.Property], _ id: CodeExpression.ID) -> AbstractValue {
        var result = allocate(.record, at: id)
        guard case .object(let object)? = result.references.first else { return result }
        for property in properties {
            switch property {
            case .named(let name, _, let value): heap.write(guarded(evaluate(value)), to: name, of: object)
            case .computed(let key, let value):
                let key = evaluate(key)
                let value = guarded(evaluate(value))
                if let name = key.constant?.text ?? markedKey(key) { heap.write(value, to: name, of: object) } else { heap.writeRest(value, of: object) }
            case .spread(let value): result = result.joined(spread(guarded(evaluate(value)), into: object))
            }
        }
        return result
    }

    /// `Required("name")`: the name of a field with a mark of the schema library's.
    private func markedKey(_ key: AbstractValue) -> String? {
        guard key.references.count == 1, case .object(let id)? = key.references.first, case .external(let api) = heap.kind(of: id),
            api == "voluptuous.Required()" || api == "voluptuous.Optional()"
        else { return nil }
        return heap[id].arguments.first?.string
    }

    /// Copies fields; what came from outside as a whole stays beside the object, so that any field may be its.
    mutating func spread(_ value: AbstractValue, into object: HeapObject.ID) -> AbstractValue {
        for case .object(let source) in value.references where source != object {
            let copied = heap[source]
            for name in copied.fieldOrder { heap.write(copied.fields[name] ?? .none, to: name, of: object) }
            heap.writeRest(copied.rest, of: object)
            // What a library made has fields that nobody wrote here.
            if case .external = copied.kind { heap.writeRest(.unknown, of: object) }
        }
        // Nor are the fields known of what is not known itself.
        let isForeign = value.references.contains { if case .api = $0 { true } else { false } }
        if isForeign || value.isOpen && value.references.isEmpty { heap.writeRest(.unknown, of: object) }
        return value.origins.isEmpty ? .none : value.derived
    }

    private mutating func comprehended(_ comprehension: CodeExpression.Comprehension, _ id: CodeExpression.ID) -> AbstractValue {
        let start = flow
        loopDepth += 1
        for clause in comprehension.clauses {
            bind(clause.pattern, to: elements(of: evaluate(clause.iterable), at: clause.iterable), at: span(id))
            for condition in clause.conditions { assume(evaluate(condition), isTrue: true) }
        }
        let key = comprehension.key.map { evaluate($0) }
        let value = guarded(evaluate(comprehension.value))
        loopDepth -= 1
        flow.guards = start.guards
        flow.isReachable = start.isReachable
        let result = allocate(key == nil ? .list : .record, at: id)
        if case .object(let object)? = result.references.first { heap.writeRest(value, of: object) }
        return result
    }
}

extension AbstractValue {
    /// What of it a condition takes for false.
    fileprivate var falsy: AbstractValue {
        var value = self
        value.references = []
        value.constants = constants.filter { $0.isTruthy != true }
        return value
    }

    /// It without `null`.
    fileprivate var withoutNull: AbstractValue {
        guard constants.contains(.null) else { return self }
        var value = self
        value.constants.removeAll { $0 == .null }
        return value
    }
}

extension Conditions {
    init(_ sign: CodeExpression.LogicalOperator, _ left: Conditions, _ right: Conditions) {
        self.init()
        switch sign {
        case .and:
            whenTrue = left.whenTrue
            whenTrue.formUnion(right.whenTrue)
            whenFalse = left.whenFalse.intersection(right.whenFalse)
        case .or, .coalesce:
            whenTrue = left.whenTrue.intersection(right.whenTrue)
            whenFalse = left.whenFalse
            whenFalse.formUnion(right.whenFalse)
        }
    }
}
