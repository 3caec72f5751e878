import CodeSyntax
import SourceText

/// What stands before a function holds its event against.
struct EventCheck: Hashable, Sendable {
    let schema: EventSchema
    /// The way from the event to what is held against it.
    let path: [AccessPath.Component]
    /// Whether the function gets what passed instead of the event.
    let replacesEvent: Bool
    let api: String
}

extension Interpreter {
    // MARK: Decorators

    /// Keeps what a decorator holds the event of the functions against that it stands before.
    mutating func noteEventCheck(_ api: String, _ arguments: [Argument], callee: AbstractValue) {
        guard let check = SchemaCheck.decorators[api] else { return }
        for case .closure(let id) in arguments.first?.value.references ?? [] {
            let closure = closures[id.index]
            guard let found = eventCheck(check, api, made: callee, for: closure) else { continue }
            eventChecks[CodeSite(path: paths[closure.module.index], function: closure.function)] = found
        }
    }

    private mutating func eventCheck(_ check: SchemaCheck, _ api: String, made callee: AbstractValue, for closure: Closure) -> EventCheck? {
        let settings = settings(of: callee)
        let named = { (part: SchemaCheck.Part) -> AbstractValue? in
            switch part {
            case .maker(_, let name?), .option(let name, _): settings[name]
            default: nil
            }
        }
        var schema = check.schema.lazy.compactMap(named).first.flatMap { value in
            self.schema(of: value) ?? JSONSchemaReader.schema(SchemaDocument(value, in: heap.contents))
        }
        // Without a model the type of the event is meant.
        if schema == nil, case .value = check.answer { schema = schemaOfEvent(closure) }
        let envelope = check.envelope.flatMap(named).flatMap { $0.constant == .null ? nil : $0 }
        let path = envelope.map { Envelope($0)?.components }
        if case .some(nil) = path { return nil }
        let replaces = if case .value = check.answer { true } else { false }
        return schema.map { EventCheck(schema: $0, path: (path ?? nil) ?? [], replacesEvent: replaces, api: api) }
    }

    /// What a decorator or middleware was made with: its named arguments, or the fields of its options object.
    private func settings(of made: AbstractValue) -> [String: AbstractValue] {
        var settings: [String: AbstractValue] = [:]
        for case .object(let id) in made.references {
            let object = heap[id]
            for (position, argument) in object.arguments.enumerated() {
                if position < object.argumentNames.count, let name = object.argumentNames[position] { settings[name] = argument }
                for case .object(let options) in argument.references where heap.kind(of: options) == .record {
                    settings.merge(heap[options].fields) { first, _ in first }
                }
            }
        }
        return settings
    }

    private mutating func schemaOfEvent(_ closure: Closure) -> EventSchema? {
        let code = modules[closure.module.index].functions[closure.function.index]
        guard let type = code.parameters.first(where: { $0.name != "self" && $0.name != "cls" })?.type else { return nil }
        return schema(ofType: type)
    }

    /// The arguments of a function whose event was held against a schema before it runs.
    mutating func checkedEvent(_ arguments: [Argument], of closure: Closure, at site: CodeExpression.ID?) -> [Argument] {
        guard !eventChecks.isEmpty, let first = arguments.first,
            let check = eventChecks[CodeSite(path: paths[closure.module.index], function: closure.function)]
        else { return arguments }
        var checked = arguments
        checked[0].value = apply(check, to: first.value, at: site ?? CodeExpression.ID(0))
        return checked
    }

    private mutating func apply(_ check: EventCheck, to event: AbstractValue, at id: CodeExpression.ID) -> AbstractValue {
        guard !modules[current].expressions.isEmpty else { return event }
        let part = check.path.reduce(event) { value, component in
            switch component {
            case .field(let name): quietField(name, of: value)
            case .element, .key: quietElements(of: value)
            case .decoded(let coding): decoded(value, as: coding, at: id)
            }
        }
        note(check.schema, of: part, at: place(id))
        flow.guards.formUnion(proving(check.schema, of: part))
        guard check.replacesEvent else { return event }
        let result = passed(part, check.schema, through: check.api, at: id)
        return check.path.contains(.element) ? list(of: result, at: id) : result
    }

    // MARK: Middlewares

    /// What the middlewares of `middy` around a handler hold its event against, outermost first.
    mutating func middlewareChecks(in entry: AbstractValue, depth: Int = 0) -> [EventCheck] {
        guard depth < 24 else { return [] }
        var found: [EventCheck] = []
        for case .object(let id) in entry.references {
            let object = heap[id]
            guard case .external(let api) = object.kind else { continue }
            found += middlewareChecks(in: object.receiver, depth: depth + 1)
            for argument in object.arguments {
                if api.hasSuffix("use()") { found += checks(ofMiddleware: argument) } else { found += middlewareChecks(in: argument, depth: depth + 1) }
            }
        }
        return found
    }

    private mutating func checks(ofMiddleware argument: AbstractValue) -> [EventCheck] {
        var found: [EventCheck] = []
        for case .object(let id) in argument.references {
            switch heap.kind(of: id) {
            case .external(let api):
                guard let check = SchemaCheck.middlewares[api] else { continue }
                let closure = Closure(module: ModuleIndex(index: current), function: currentFunction, environment: EnvironmentID(index: 0))
                found += [eventCheck(check, api, made: AbstractValue(.object(id)), for: closure)].compactMap { $0 }
            case .list:
                for name in heap[id].fieldOrder { found += checks(ofMiddleware: heap[id].fields[name] ?? .none) }
            case .record, .instance: continue
            }
        }
        return found
    }

    // MARK: What is certain before the handler runs

    /// The event as the handler gets it, once whoever starts it and the middlewares have looked.
    mutating func accepted(_ event: AbstractValue, by closure: Closure, at site: CodeExpression.ID?) -> AbstractValue {
        if let premise { flow.guards.formUnion(proving(premise, of: event)) }
        noteHandlerType(of: closure, event)
        return middlewares.reduce(event) { apply($1, to: $0, at: site ?? CodeExpression.ID(0)) }
    }

    /// What is certain of a web framework's request: it has read the body already.
    func requestGuards(_ framework: String) -> Guards {
        guard var body = premise?.field("body"), framework != "python" else { return Guards() }
        body.coding = nil
        let origin = Origin(
            path: AccessPath(.request(framework), [.field("body")]), guarantees: [],
            trail: FlowTrail(.source, at: SourcePlace(wholeOf: paths[current]), after: nil))
        return proving(body, of: AbstractValue([origin]))
    }

    // MARK: Declared types

    /// Keeps what a declared type says of a part of the event.
    mutating func noteType(_ type: CodeExpression.ID, of value: AbstractValue) {
        guard !isLoading, value.origins.contains(where: { $0.path.root.isEvent }) else { return }
        let schema = schema(ofType: type)
        guard !schema.asksNothing, !schema.describesObject || !schema.fields.isEmpty || schema.others != .kept else { return }
        note(schema, of: value, at: place(type), isChecked: false)
    }

    /// Keeps what stands for a part of the event that is missing, since that is of its kind.
    mutating func noteDefault(_ standIn: AbstractValue, of value: AbstractValue, at id: CodeExpression.ID) {
        guard !isLoading, !value.origins.isEmpty, value.origins.allSatisfy({ $0.path.root.isEvent }) else { return }
        let kind: EventSchema.Kinds
        switch standIn.constant {
        case .number?: kind = .number
        case .boolean?: kind = .boolean
        case .string?: kind = .text
        default: return
        }
        note(EventSchema(kind).optional, of: value, at: place(id), isChecked: false)
    }

    /// `const handler: Handler<Order> = …`
    private mutating func noteHandlerType(of closure: Closure, _ event: AbstractValue) {
        guard let type = handlerTypes[CodeSite(path: paths[closure.module.index], function: closure.function)] else { return }
        frames.append(
            Frame(
                module: closure.module, function: CodeID(0), environment: moduleStates[closure.module.index].environment, context: 0,
                receiver: .none, name: "module"))
        let wasLoading = loadDepth
        loadDepth = 0
        noteType(type, of: event)
        loadDepth = wasLoading
        frames.removeLast()
    }

    /// Keeps the type of the event that the declared type of a handler names.
    mutating func noteHandlerType(_ type: CodeExpression.ID?, of value: AbstractValue) {
        guard isLoading, let type, case .generic(let head, let arguments) = modules[current].expressions[type.index].kind,
            let first = arguments.first, typeName(head, in: ModuleIndex(index: current))?.hasSuffix("Handler") == true
        else { return }
        for case .closure(let id) in value.references {
            handlerTypes[CodeSite(path: paths[closures[id.index].module.index], function: closures[id.index].function)] = first
        }
    }
}

extension AccessPath.Root {
    /// Whether it is what the handler was invoked with, or a framework's request.
    package var isEvent: Bool {
        switch self {
        case .event, .request: true
        case .context, .error, .answer: false
        }
    }
}
