import CodeSyntax
import SourceText

extension Interpreter {
    /// The member of a value.
    mutating func member(_ name: String, of value: AbstractValue, at span: ByteSpan) -> AbstractValue {
        var result = AbstractValue.none
        for reference in value.references where !isEventStruct(reference, value) && !isRequestPart(name, reference) { result = result.joined(member(name, of: reference, at: span)) }
        if !value.origins.isEmpty {
            let field = language == .go ? goField(name, of: value, at: span) : nil
            result = result.joined(field ?? part(.field(name), of: value, at: span))
        }
        if name == "length", !result.origins.isEmpty { return result.guaranteeing(.number) }
        // Of an object in a bucket the platform says the size; any other field of the name is what its sender says.
        if name == "size" { result = result.mappingOrigins { $0.path.fields.dropLast().last == "object" ? $0.guaranteed(.number) : $0 } }
        if result.isEmpty || (value.isOpen && value.origins.isEmpty) { result = result.joined(.unknown) }
        return result
    }

    /// Koa's object for both: all but what sends an answer are parts of the request.
    private static let koaAnswers: Set<String> = ["redirect", "throw", "set", "append", "attachment"]

    private func isRequestPart(_ name: String, _ reference: Reference) -> Bool {
        reference == .api("koa.Context#") && !Self.koaAnswers.contains(name)
    }

    /// Whether it is the type of an event in Go, whose fields are the event's.
    private func isEventStruct(_ reference: Reference, _ value: AbstractValue) -> Bool {
        guard language == .go, !value.origins.isEmpty, case .api(let api) = reference else { return false }
        return api.hasPrefix("github.com/aws/aws-lambda-go/events.")
    }

    /// The part of what came from outside.
    mutating func part(_ component: AccessPath.Component, of value: AbstractValue, at span: ByteSpan) -> AbstractValue {
        let place = place(span)
        let component =
            language == .go ? GoEventFields.component(component, of: value)
            : language == .python ? PythonEventFields.component(component, of: value) : component
        var parts: [Origin] = []
        for origin in value.origins {
            // `ctx.request` is what `ctx` is already.
            if component == .field("request"), origin.path == AccessPath(.request("koa")) {
                parts.append(origin)
                continue
            }
            // A digest, a number and a listed text have no parts that could hold anything else.
            var part = origin
            part.path = origin.path.appending(component)
            part.guarantees = origin.guarantees.inherited
            if case .field = component, part.trail.count < AbstractValue.trailLimit, part.trail.place != place {
                part.trail = FlowTrail(.read, at: place, after: origin.trail)
            }
            recorder.read(part.path, at: place, guarantees: part.guarantees.union(flow.guards.certain(of: part.path)))
            parts.append(part)
        }
        var result = AbstractValue.none
        result.insert(parts)
        result.isOpen = true
        return result
    }

    private mutating func member(_ name: String, of reference: Reference, at span: ByteSpan) -> AbstractValue {
        switch reference {
        case .object(let id): member(name, of: id, at: span)
        case .closure(let id): properties[id]?[name] ?? .none
        case .classValue(let id): staticMember(name, of: id)
        case .module(let index): export(name, of: index)
        case .api(let api): member(name, ofAPI: api, at: span)
        }
    }

    private mutating func member(_ name: String, of id: HeapObject.ID, at span: ByteSpan) -> AbstractValue {
        if Self.adding.contains(name), case .list = heap.kind(of: id) { return heap.field(name, ofUnread: id) ?? .unknown }
        let object = heap[id]
        var result = object.fields[name] ?? .none
        if language == .java {
            if name == JavaLowering.outerField { return outers[id] ?? .none }
            noteRead(result, at: span)
            if case .instance = object.kind, !result.isEmpty { return result }
        }
        switch object.kind {
        case .record, .list:
            if object.fields[name] == nil { result = result.joined(object.rest) }
            // The default import of a JSON file is what it holds.
            if name == "default", object.fields[name] == nil, object.place.path.fileExtension == "json" { return AbstractValue(.object(id)) }
        case .instance(let of):
            if object.fields[name] == nil { result = result.joined(object.rest) }
            result = result.joined(instanceMember(name, of: of, on: AbstractValue(.object(id))))
        case .external(let api):
            if object.fields[name] == nil {
                result = result.joined(member(name, ofAPI: api, at: span))
                // What a library made of something from outside still holds it.
                result.insert(object.rest.origins)
            }
        }
        return result
    }

    /// Methods that only add to a list.
    private static let adding: Set<String> = ["push", "append", "add", "unshift", "extend", "insert", "addAll", "offer"]

    private mutating func member(_ name: String, ofAPI api: String, at span: ByteSpan) -> AbstractValue {
        if let value = environmentVariable(name, in: api) { return value }
        let path = APIPath.member(name, of: api)
        if language == .go, let alias = GoLibrary.aliases[path] { return AbstractValue(.api(alias)) }
        if let source = APISource.of(path) {
            return AbstractValue([
                Origin(path: source, guarantees: [], trail: FlowTrail(.source, at: place(span), after: nil))
            ])
        }
        return AbstractValue(.api(path))
    }

    /// What the manifest puts into a variable of the environment, where `api` is the environment's object.
    func environmentVariable(_ name: String, in api: String) -> AbstractValue? {
        guard api == "process.env" || api == "os.environ" else { return nil }
        if api == "os.environ", ["get", "copy", "items", "keys", "setdefault", "pop", "update"].contains(name) { return nil }
        return environmentVariable(name)
    }

    func environmentVariable(_ name: String) -> AbstractValue {
        environment[name] ?? AbstractValue(.environment(name))
    }

    // MARK: Elements

    /// The element at a position.
    mutating func element(_ position: Int, of value: AbstractValue) -> AbstractValue {
        // `os.LookupEnv` gives a text and whether it was there.
        if language == .go, position == 0, value.references.isEmpty, value.origins.isEmpty, !value.constants.isEmpty { return value }
        var result = AbstractValue.none
        for reference in value.references {
            switch reference {
            case .object(let id):
                let object = heap[id]
                if case .external(let api) = object.kind {
                    result = result.joined(multiple(position, of: api, value))
                } else {
                    result = result.joined(object.fields["\(position)"] ?? .none).joined(object.rest)
                }
            case .api(let api): result = result.joined(multiple(position, of: api, value))
            default: break
            }
        }
        if !value.origins.isEmpty {
            // Functions of Go give an error beside their result.
            result = result.joined(
                language == .go ? (position == 0 ? value.derived : .none) : part(.element, of: value, at: ByteSpan(0, 0)))
        }
        return result.isEmpty ? .unknown : result
    }

    private func multiple(_ position: Int, of api: String, _ value: AbstractValue) -> AbstractValue {
        guard language == .go else { return AbstractValue(.api(APIPath.element(of: api))) }
        if position == 0 { return value }
        var error = AbstractValue(.api("Error#"))
        // That there is no error says that what was tested passed; what it tells is about the input then.
        error.conditions = value.conditions?.negated
        if error.conditions == nil, !api.hasPrefix("encoding/"), case .object(let id)? = value.references.first { error = caughtError(at: heap[id].place) }
        return error
    }

    /// The element under a name or position that was computed.
    mutating func element(_ key: AbstractValue, of value: AbstractValue, at span: ByteSpan) -> AbstractValue {
        if let constant = key.constant, let text = constant.text {
            if case .number(let number) = constant, let position = Int(exactly: number) {
                return elementOrMember(position, of: value, at: span)
            }
            return member(text, of: value, at: span)
        }
        var result = elements(of: value, at: span)
        for name in key.strings { result = result.joined(member(name, of: value, at: span)) }
        if case .environment? = key.constants.first { result = result.joined(.unknown) }
        return result.isEmpty ? .unknown : result
    }

    private mutating func elementOrMember(_ position: Int, of value: AbstractValue, at span: ByteSpan) -> AbstractValue {
        var result = AbstractValue.none
        for reference in value.references {
            switch reference {
            case .object(let id):
                let object = heap[id]
                if case .external(let api) = object.kind {
                    result = result.joined(AbstractValue(.api(APIPath.element(of: api))))
                    result.insert(object.rest.origins)
                } else {
                    result = result.joined(object.fields["\(position)"] ?? .none).joined(object.rest)
                }
            case .api(let api): result = result.joined(AbstractValue(.api(APIPath.element(of: api))))
            default: break
            }
        }
        if !value.origins.isEmpty { result = result.joined(part(.element, of: value, at: span)) }
        return result.isEmpty ? .unknown : result
    }

    mutating func elements(of value: AbstractValue, at id: CodeExpression.ID) -> AbstractValue {
        elements(of: value, at: span(id))
    }

    /// Any element or field of a value.
    mutating func elements(of value: AbstractValue, at span: ByteSpan) -> AbstractValue {
        var result = AbstractValue.none
        for reference in value.references {
            switch reference {
            case .object(let id):
                let object = heap[id]
                if case .external(let api) = object.kind {
                    result = result.joined(AbstractValue(.api(APIPath.element(of: api))))
                }
                for name in object.fieldOrder.prefix(64) { result = result.joined(object.fields[name] ?? .none) }
                result = result.joined(object.rest)
            case .api(let api): result = result.joined(AbstractValue(.api(APIPath.element(of: api))))
            default: break
            }
        }
        if !value.origins.isEmpty { result = result.joined(part(.element, of: value, at: span)) }
        return result.isEmpty ? .unknown : result
    }

    /// The names of a value's fields.
    mutating func keys(of value: AbstractValue) -> AbstractValue {
        var result = AbstractValue.none
        for case .object(let id) in value.references {
            let object = heap[id]
            for name in object.fieldOrder.prefix(AbstractValue.constantLimit) { result.insert(.string(name)) }
            if !object.rest.isEmpty || object.fieldOrder.count > AbstractValue.constantLimit { result.isOpen = true }
        }
        if !value.origins.isEmpty { result = result.joined(part(.key, of: value, at: ByteSpan(0, 0))) }
        return result.isEmpty ? .unknown : result
    }
}

extension Origin {
    /// It with something more certain about it.
    fileprivate func guaranteed(_ guarantee: Guarantees) -> Origin {
        var origin = self
        origin.guarantees.formUnion(guarantee)
        return origin
    }
}

extension GoEventFields {
    /// A field of the event under its own name; what is below a topic's message keeps the names that it has.
    fileprivate static func component(_ component: AccessPath.Component, of value: AbstractValue) -> AccessPath.Component {
        guard case .field(let name) = component, let origin = value.origins.first, origin.path.root == .event else { return component }
        if kept.contains(name), origin.path.fields.contains("Sns") || name == "Records" { return component }
        return .field(GoEventFields.name(of: name))
    }
}

extension Guarantees {
    /// What of the certainty about a whole holds for its parts.
    var inherited: Guarantees { intersection([.validated, .bounded, .digest, .htmlEscaped]) }
}
