import CodeSyntax
import SourceText

extension Interpreter {
    /// The field of a struct that a text or request was read into: `value` with what the field's type and tag say.
    mutating func goField(_ name: String, of value: AbstractValue, at span: ByteSpan) -> AbstractValue? {
        guard let (type, member) = goMember(name, of: value) else { return nil }
        let tag = goTag(of: member, in: type)
        let part = part(.field(tag?.name ?? name), of: value, at: span)
        return declared(part, by: member, of: type)
    }

    /// What a field holds by its type: a number, an instance of a class.
    private mutating func declared(_ part: AbstractValue, by member: CodeClass.Member, of type: ClassValue.ID) -> AbstractValue {
        var part = part
        inFrame(of: classes[type.index], receiver: .none) { interpreter in part = interpreter.goTyped(part, as: member.type) }
        return part
    }

    /// A value with what its type says of what can be in it.
    mutating func goTyped(_ value: AbstractValue, as type: CodeExpression.ID?) -> AbstractValue {
        guard let type else { return value }
        for case .api(let name) in evaluate(type).references {
            if let guarantee = GoLibrary.guarantee(ofType: name) { return value.guaranteeing(guarantee) }
        }
        return typed(value, as: type)
    }

    /// The declaration of a field among the classes that a value is an instance of, and those that they embed.
    private func goMember(_ name: String, of value: AbstractValue) -> (ClassValue.ID, CodeClass.Member)? {
        for case .object(let id) in value.references {
            guard case .instance(let type) = heap.kind(of: id), let found = goMember(name, of: type, depth: 0) else { continue }
            return found
        }
        return nil
    }

    private func goMember(_ name: String, of type: ClassValue.ID, depth: Int) -> (ClassValue.ID, CodeClass.Member)? {
        if let member = goMembers(of: type).first(where: { $0.name == name }) { return (type, member) }
        guard depth < 6 else { return nil }
        for case .classValue(let embedded) in bases[type]?.references ?? [] {
            if let found = goMember(name, of: embedded, depth: depth + 1) { return found }
        }
        return nil
    }

    private func goMembers(of type: ClassValue.ID) -> [CodeClass.Member] {
        let owner = classes[type.index]
        return modules[owner.module.index].classes[owner.code.index].members.filter { member in
            if case .field = member.kind { true } else { false }
        }
    }

    private func goTag(of member: CodeClass.Member, in type: ClassValue.ID) -> GoFieldTag? {
        let module = modules[classes[type.index].module.index]
        for decorator in member.decorators {
            if case .string(let text) = module.expressions[decorator.index].kind { return GoFieldTag(text) }
        }
        return nil
    }

    // MARK: Filling

    /// `json.Unmarshal(text, &value)`: the value has what the text says from then on.
    mutating func filled(
        by filling: GoLibrary.Filling, _ arguments: [Argument], on receiver: AbstractValue, at id: CodeExpression.ID
    ) -> AbstractValue {
        let error = AbstractValue(.api("Error#"))
        guard filling.target < arguments.count else { return error }
        var source = source(of: filling, arguments, receiver, at: id)
        if let coding = filling.coding { source = decoded(source, as: coding, at: id) }
        source = AbstractValue(source.origins)
        guard !source.origins.isEmpty else { return error }
        let target = arguments[filling.target].value
        var isInstance = false
        for case .object(let object) in target.references {
            switch heap.kind(of: object) {
            case .instance(let type):
                isInstance = true
                fill(object, as: type, from: source, isChecked: filling.isChecked, depth: 0)
            case .record, .list, .external: heap.writeRest(source, of: object)
            }
        }
        if !isInstance { assign(source.joined(target.onlyReferences), toWhatIsPointedAt: filling.target, of: id) }
        return error
    }

    private mutating func source(
        of filling: GoLibrary.Filling, _ arguments: [Argument], _ receiver: AbstractValue, at id: CodeExpression.ID
    ) -> AbstractValue {
        switch filling.source {
        case .argument(let position): position < arguments.count ? AbstractValue(contents(of: guarded(arguments[position].value))) : .none
        case .receiver: AbstractValue(contents(of: guarded(receiver)))
        case .request(let field): requested(field, named: nil, at: id)
        }
    }

    /// A part of a request of a web framework.
    func requested(_ field: String, named name: String?, at id: CodeExpression.ID) -> AbstractValue {
        let path = AccessPath(.request("call"), [.field(field)] + (name.map { [.field($0)] } ?? []))
        return AbstractValue([Origin(path: path, guarantees: [], trail: FlowTrail(.source, at: place(id), after: nil))])
    }

    private mutating func fill(
        _ object: HeapObject.ID, as type: ClassValue.ID, from source: AbstractValue, isChecked: Bool, depth: Int
    ) {
        guard depth < 4 else { return }
        for case .classValue(let embedded) in bases[type]?.references ?? [] { fill(object, as: embedded, from: source, isChecked: isChecked, depth: depth + 1) }
        for member in goMembers(of: type).prefix(EventSchema.fieldLimit) {
            let tag = goTag(of: member, in: type)
            guard tag?.isIgnored != true else { continue }
            var part = declared(quietField(tag?.name ?? member.name, of: source), by: member, of: type)
            if isChecked, let proven = tag?.binding { part = part.guaranteeing(proven) }
            heap.write(part, to: member.name, of: object)
        }
    }

    /// `&name` of a call: what is written through the pointer stands in the variable.
    private mutating func assign(_ value: AbstractValue, toWhatIsPointedAt position: Int, of id: CodeExpression.ID) {
        guard case .call(_, let written) = modules[current].expressions[id.index].kind, position < written.count,
            case .unary(.addressOf, let target) = modules[current].expressions[written[position].value.index].kind
        else { return }
        bind(.target(target), to: value, at: span(target))
    }

    /// `validator.New().Struct(value)`: what the fields' tags say is certain where no error comes back.
    mutating func validatedStruct(_ arguments: [Argument], _ id: CodeExpression.ID) -> AbstractValue {
        var guards = Guards()
        for argument in arguments {
            for case .object(let object) in argument.value.references {
                guard case .instance(let type) = heap.kind(of: object) else { continue }
                collect(from: object, as: type, into: &guards, depth: 0)
            }
        }
        var error = AbstractValue(.api("Error#"))
        error.conditions = Conditions(whenFalse: guards)
        return error
    }

    private func collect(from object: HeapObject.ID, as type: ClassValue.ID, into guards: inout Guards, depth: Int) {
        guard depth < 4 else { return }
        for case .classValue(let embedded) in bases[type]?.references ?? [] { collect(from: object, as: embedded, into: &guards, depth: depth + 1) }
        for member in goMembers(of: type).prefix(EventSchema.fieldLimit) {
            guard let value = heap[object].fields[member.name] else { continue }
            let proven = goTag(of: member, in: type)?.validation ?? []
            for origin in value.origins where !proven.isEmpty { guards.add(origin.path, proven) }
            for case .object(let inner) in value.references {
                if case .instance(let innerType) = heap.kind(of: inner) { collect(from: inner, as: innerType, into: &guards, depth: depth + 1) }
            }
        }
    }
}
