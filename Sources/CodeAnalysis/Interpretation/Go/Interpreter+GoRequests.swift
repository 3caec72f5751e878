import CodeSyntax
import SourceText

extension Interpreter {
    /// Whether a function takes a web framework's request, so that whoever is handed it calls it with one.
    mutating func takesRequest(_ id: Closure.ID) -> Bool {
        let closure = closures[id.index]
        let code = modules[closure.module.index].functions[closure.function.index]
        return code.parameters.prefix(4).contains { requestType($0, of: closure) != nil }
    }

    private mutating func requestType(_ parameter: CodeParameter, of closure: Closure) -> String? {
        guard let type = parameter.type else { return nil }
        var found: String?
        let owner = ClassValue(module: closure.module, code: CodeID(0), environment: closure.environment)
        inFrame(of: owner, receiver: .none) { interpreter in
            for case .api(let api) in interpreter.evaluate(type).references where GoLibrary.requestTypes[api] == true { found = api }
        }
        return found
    }

    /// Calls a function with a request: its parameters' types say what they are.
    mutating func goRequest(to id: Closure.ID, at site: CodeExpression.ID) {
        enter(id, at: site, isHandler: false) { interpreter, code, closure in
            // A method's receiver is known.
            let isBound = code.receiver == .firstParameter && closure.receiver != nil
            return code.parameters.dropFirst(isBound ? 1 : 0).map { parameter in
                let type = interpreter.requestType(parameter, of: closure)
                let place = SourcePlace(path: interpreter.paths[closure.module.index], span: parameter.span)
                return Argument(name: nil, value: type.map { AbstractValue(.api(APIPath.instance(of: $0))) } ?? .unknown, place: place)
            }
        }
    }

    // MARK: Answers

    /// What a handler writes to its caller.
    mutating func noteGoResponse(_ api: String, _ arguments: [Argument], on receiver: AbstractValue, at id: CodeExpression.ID) {
        if let response = GoLibrary.responses[api], response.position < arguments.count {
            var value = arguments[response.position].value
            if response.isFormat { value = goFormatted(value, arguments.dropFirst(response.position + 1).map(\.value)) }
            noteReturn(response.isJSON ? value.guaranteeing([.jsonEncoded, .singleLine]) : value, at: span(id), isError: false)
        } else if let target = target(of: api, arguments, receiver), isResponse(target), let value = written(by: api, arguments, on: receiver) {
            noteReturn(value, at: span(id), isError: false)
        }
    }

    /// What functions write to buffers can be read from them.
    mutating func keepWritten(_ api: String, _ arguments: [Argument], on receiver: AbstractValue, at id: CodeExpression.ID) {
        guard let target = target(of: api, arguments, receiver), isBuffer(target), let value = written(by: api, arguments, on: receiver) else { return }
        let origins = AbstractValue(contents(of: guarded(value)))
        guard !origins.origins.isEmpty else { return }
        for case .object(let object) in target.references { heap.writeRest(origins, of: object) }
    }

    /// What a call writes to; `nil` for a call that writes nothing.
    private func target(of api: String, _ arguments: [Argument], _ receiver: AbstractValue) -> AbstractValue? {
        if GoLibrary.writers.contains(String(APIPath.name(api))) { return receiver }
        if api == "encoding/json.NewEncoder().Encode" { return maker(of: receiver) }
        let writesToFirst = ["fmt.Fprintf", "fmt.Fprint", "fmt.Fprintln", "io.WriteString", "io.Copy"].contains(api)
        return writesToFirst || api.hasSuffix("Execute") || api.hasSuffix("ExecuteTemplate") ? arguments.first?.value : nil
    }

    /// What a call writes.
    private mutating func written(by api: String, _ arguments: [Argument], on receiver: AbstractValue) -> AbstractValue? {
        let first = arguments.first?.value ?? .none
        switch api {
        case "fmt.Fprintf": return arguments.count > 1 ? goFormatted(arguments[1].value, arguments.dropFirst(2).map(\.value)) : nil
        case "fmt.Fprint", "fmt.Fprintln", "io.WriteString", "io.Copy": return arguments.dropFirst().reduce(AbstractValue.none) { $0.joined($1.value) }
        case "encoding/json.NewEncoder().Encode": return AbstractValue(contents(of: first)).guaranteeing([.jsonEncoded, .singleLine])
        case _ where GoLibrary.writers.contains(String(APIPath.name(api))): return first
        default:
            guard let data = arguments.last?.value else { return nil }
            return api.hasPrefix("html/template.") ? AbstractValue(contents(of: data)).guaranteeing(.htmlEscaped) : filledTemplate(of: receiver, with: data)
        }
    }

    /// The text that `text/template` makes: the template's own with the data in it.
    private mutating func filledTemplate(of receiver: AbstractValue, with data: AbstractValue) -> AbstractValue {
        let template = maker(of: receiver)
        return concatenated(template, AbstractValue(contents(of: data)))
    }

    /// The first argument of the call that made something.
    private func maker(of value: AbstractValue) -> AbstractValue {
        for case .object(let id) in value.references {
            if case .external = heap.kind(of: id), let first = heap[id].arguments.first { return first }
        }
        return .none
    }

    private func isResponse(_ value: AbstractValue) -> Bool {
        value.references.contains { if case .api(let api) = $0 { GoLibrary.responseTypes[api] == true } else { false } }
    }

    private func isBuffer(_ value: AbstractValue) -> Bool {
        value.references.contains { reference in
            guard case .object(let id) = reference, case .external(let api) = heap.kind(of: id) else { return false }
            return GoLibrary.buffers.contains(api)
        }
    }

    /// A variable of a library's type that is declared without a value has one all the same, which takes what is written to it.
    mutating func goZeroValue(_ type: CodeExpression.ID) -> AbstractValue {
        let value = typed(.none, as: type)
        for case .api(let api) in value.references where GoLibrary.buffers.contains(api) { return allocate(.external(api: api), at: type, salt: 5) }
        return value
    }
}
