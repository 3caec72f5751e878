import CodeSyntax
import SourceText

extension Interpreter {
    /// Binds a value to what a pattern names.
    mutating func bind(_ pattern: CodePattern, to value: AbstractValue, at span: ByteSpan) {
        switch pattern {
        case .variable(let id, let nameSpan): write(value, to: id, at: nameSpan)
        case .global(let name, _): declare(name, as: value)
        case .nothing: break
        case .target(let id): assign(value, to: id, at: span)
        case .record(let fields, let rest):
            for field in fields { bind(field, of: value, at: span) }
            if let rest { bind(rest, to: value, at: span) }
        case .list(let items, let rest):
            for (position, item) in items.enumerated() {
                guard let item else { continue }
                let part = element(position, of: value)
                bind(item.pattern, to: defaulted(part, by: item.defaultValue), at: span)
            }
            if let rest { bind(rest, to: value, at: span) }
        }
    }

    /// How many names that nobody declares are kept.
    private static let undeclaredLimit = 256

    /// Keeps what is assigned to a name that no file declares.
    private mutating func declare(_ name: String, as value: AbstractValue) {
        guard language.isECMAScript, undeclared[name] != nil || undeclared.count < Self.undeclaredLimit else { return }
        let joined = (undeclared[name] ?? .none).joined(value)
        guard joined != undeclared[name] else { return }
        undeclared[name] = joined
        changes += 1
    }

    private mutating func bind(_ field: CodePattern.Field, of value: AbstractValue, at span: ByteSpan) {
        let part: AbstractValue
        if let key = field.key {
            part = element(evaluate(key), of: value, at: span)
        } else {
            part = member(field.name, of: value, at: span)
        }
        bind(field.pattern, to: defaulted(part, by: field.defaultValue), at: span)
    }

    /// A value, or what stands for it when it is missing.
    mutating func defaulted(_ value: AbstractValue, by id: CodeExpression.ID?) -> AbstractValue {
        guard let id else { return value }
        let standIn = evaluate(id)
        noteDefault(standIn, of: value, at: id)
        if value.isEmpty || value == .unknown { return standIn }
        return value.joined(standIn)
    }

    /// Writes to a field, an element or what else may be assigned to.
    private mutating func assign(_ value: AbstractValue, to id: CodeExpression.ID, at span: ByteSpan) {
        switch modules[current].expressions[id.index].kind {
        case .member(let object, let name, _):
            let target = evaluate(object)
            if name == "body", target.references.contains(.api("koa.Context#")) { noteReturn(value, at: span, isError: false) }
            write(value, toField: name, of: target)
            noteFieldWrite(name, value, to: target, at: span)
            noteAssignment(name, value, to: target, at: span)
        case .element(let object, let index):
            let target = evaluate(object)
            let key = evaluate(index)
            if let name = key.constant?.text {
                write(value, toField: name, of: target)
                noteFieldWrite(name, value, to: target, at: span)
                noteAssignment(name, value, to: target, at: span)
            } else {
                writeRest(value, of: target)
                noteWrite(.computedField, value, at: span, key: key, object: target)
                noteFieldWrite(nil, value, to: target, at: span)
            }
        case .unary(.dereference, let pointer):
            if case .variable(let variable) = modules[current].expressions[pointer.index].kind { write(value, to: variable, at: span) }
        case .variable(let variable): write(value, to: variable, at: span)
        case .global(let name): declare(name, as: value)
        case .slice(let object, _): writeRest(value, of: evaluate(object))
        default: _ = evaluate(id)
        }
    }

    mutating func write(_ value: AbstractValue, toField name: String, of target: AbstractValue) {
        for reference in target.references {
            switch reference {
            case .object(let id): heap.write(value, to: name, of: id)
            case .classValue(let id): statics(of: id).map { heap.write(value, to: name, of: $0) }
            case .module(let index): exports(of: index).map { heap.write(value, to: name, of: $0) }
            case .closure(let id):
                let known = properties[id]?[name] ?? .none
                let joined = known.joined(value)
                if joined != known { lateChanges += 1 }
                properties[id, default: [:]][name] = joined
            case .api: break
            }
        }
    }

    mutating func writeRest(_ value: AbstractValue, of target: AbstractValue) {
        for case .object(let id) in target.references { heap.writeRest(value, of: id) }
    }

    /// Notes a write to an object that was made while its module was loaded: it is there for the next invocation.
    mutating func noteFieldWrite(_ name: String?, _ value: AbstractValue, to target: AbstractValue, at span: ByteSpan) {
        guard !isLoading, !value.origins.isEmpty else { return }
        let outlives = target.references.contains { reference in
            switch reference {
            case .object(let id): atLoad.contains(id)
            case .classValue: true
            default: false
            }
        }
        if outlives { noteWrite(.moduleObject(field: name), value, at: span, object: target) }
    }

    /// Notes an assignment to a field of something of a library.
    private mutating func noteAssignment(_ name: String, _ value: AbstractValue, to target: AbstractValue, at span: ByteSpan) {
        for reference in target.references {
            switch reference {
            case .api(let api): noteAssignment(APIPath.member(name, of: api), value, at: span)
            case .object(let id):
                guard case .external(let api) = heap.kind(of: id) else { continue }
                noteAssignment(APIPath.member(name, of: api), value, at: span)
            case .closure, .classValue, .module: continue
            }
        }
    }

    private mutating func noteAssignment(_ api: String, _ value: AbstractValue, at span: ByteSpan) {
        recorder.assignment(AssignmentFact(api: api, value: value, place: place(span), site: site))
    }
}
