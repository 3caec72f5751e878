import CodeSyntax
import SourceText

extension Interpreter {
    /// Calls something that is not of the program.
    mutating func external(
        _ api: String, _ arguments: [Argument], on receiver: AbstractValue, at id: CodeExpression.ID, isConstruction: Bool = false,
        nameSpan: ByteSpan? = nil, isDecorator: Bool = false, runsCallbacks: Bool = true, callee: AbstractValue = .none
    ) -> AbstractValue {
        if api == Interpreter.resolver { return settle(callee.isEmpty ? receiver : callee, with: arguments) }
        if isDecorator, let step = durableStep(api, arguments, at: id) { return step }
        if let result = durableResult(api, arguments, at: id) {
            record([api], arguments, on: receiver, id, nameSpan: nameSpan, isConstruction: false, result: result)
            return result
        }
        if api == "Promise", isConstruction, let settled = promise(arguments, at: id) { return settled }
        let effect = languageKnowledge.effect(of: isDecorator ? APIPath.result(of: api).droppingDoubleCall : api)
        let arguments = language == .java ? builtArguments(api, arguments, id) : arguments
        if isDecorator { noteEventCheck(api, arguments, callee: callee) }
        let result: AbstractValue
        if language == .java, let known = javaExternal(api, arguments, on: receiver, at: id, isConstruction: isConstruction) {
            result = known
        } else if language == .go, let known = goExternal(api, arguments, on: receiver, at: id, isConstruction: isConstruction) {
            result = known
        } else if let check = effect.check, !isDecorator, !isConstruction {
            result = checked(check, api, arguments, on: receiver, callee: callee, at: id)
        } else {
            result = self.result(of: effect, api, arguments, on: receiver, at: id, isConstruction: isConstruction)
        }
        record([api], arguments, on: receiver, id, nameSpan: nameSpan, isConstruction: isConstruction, result: result)
        noteAnswer(api, arguments, at: id)
        if language == .java { noteOutput(api, arguments, on: receiver, at: id) }
        if runsCallbacks { runCallbacks(effect.callbacks, arguments, result, at: id) }
        if api == "@nestjs/core.NestFactory.create" { runNestModules(arguments, at: id) }
        if language == .java, Self.springHandlers[api] == true { runSpringControllers(at: id) }
        if effect.isEnd { flow.isReachable = false }
        return result
    }

    mutating func record(
        _ apis: [String], _ arguments: [Argument], on receiver: AbstractValue, _ id: CodeExpression.ID, nameSpan: ByteSpan?,
        isConstruction: Bool, result: AbstractValue
    ) {
        recorder.call(
            CallFact(
                apis: apis, isConstruction: isConstruction, receiver: guarded(receiver),
                arguments: arguments.map {
                    CallFact.Argument(name: $0.name, value: $0.value, place: $0.place, isSpread: $0.isSpread)
                },
                place: place(id), namePlace: nameSpan.map { place($0) } ?? place(id), site: site, isAtLoad: isLoading,
                isInLoop: loopDepth > 0, result: result, guards: flow.guards))
    }

    /// What is handed to the platform's callback goes to the caller.
    private mutating func noteAnswer(_ api: String, _ arguments: [Argument], at id: CodeExpression.ID) {
        switch api {
        case "lambda.callback":
            if arguments.count > 1 { noteReturn(arguments[1].value, at: span(id), isError: false) }
            if let error = arguments.first?.value, error.constant != .null { noteReturn(error, at: span(id), isError: true) }
        case "lambda.context.succeed", "lambda.context.done":
            if let value = arguments.last?.value { noteReturn(value, at: span(id), isError: false) }
        case "lambda.context.fail":
            if let value = arguments.first?.value { noteReturn(value, at: span(id), isError: true) }
        default: break
        }
    }

    // MARK: What it gives

    private mutating func result(
        of effect: APIEffect, _ api: String, _ arguments: [Argument], on receiver: AbstractValue, at id: CodeExpression.ID,
        isConstruction: Bool
    ) -> AbstractValue {
        if api == "getattr", arguments.count > 1, language == .python {
            return element(arguments[1].value, of: arguments[0].value, at: span(id))
        }
        switch effect.result {
        case .derived, .nothing: break
        case .argument(let position): return (argument(position, arguments)).guaranteeing(effect.guarantees)
        case .receiver: return receiver
        case .decoded(let coding, let position):
            var value = decoded(argument(position, arguments), as: coding, at: id)
            // Bytes of a constant are one.
            if api == "Buffer.from", let text = argument(position, arguments).string { value.insert(.string(text)) }
            return value
        case .answer: return answer(api, arguments, on: receiver, at: id, isConstruction: isConstruction)
        case .source(let root, let components):
            return AbstractValue([Origin(path: AccessPath(root, components), guarantees: [], trail: FlowTrail(.source, at: place(id), after: nil))])
        case .parameter(let field, let position):
            return requested(field, named: position.flatMap { argument($0, arguments).string }, at: id)
        case .wrapped(let position):
            if position == 0, arguments.count > 1, language == .python { return partial(arguments) }
            return argument(position, arguments)
        case .environment: return environmentCall(arguments)
        case .elements(let position): return argument(position, arguments)
        case .merged: return merged(arguments, at: id)
        case .keys(let position): return list(of: keys(of: argument(position, arguments)), at: id)
        case .values(let position): return list(of: elements(of: argument(position, arguments), at: id), at: id)
        case .entries(let position): return pairs(of: argument(position, arguments), at: id)
        case .instance(let type, let position):
            let value = argument(position, arguments)
            return schema(of: argument(type, arguments)).map { shaped(value, as: $0, at: id) } ?? value
        }
        var value = made(api, effect, arguments, on: receiver, at: id, isConstruction: isConstruction)
        if case .derived = effect.result {
            let sources = arguments.map(\.value) + [receiver]
            var derived = AbstractValue.none
            for source in sources { derived.insert(contents(of: source)) }
            derived = derived.stepping(.through(api), at: place(id)).guaranteeing(effect.guarantees)
            value = value.joined(derived)
            if case .object(let object)? = value.references.first { heap.writeRest(derived, of: object) }
        }
        if !effect.proves.isEmpty {
            value.conditions = proving(effect.proves, of: argument(effect.tested, arguments))
        } else if let conditions = patternTest(api, arguments, receiver) {
            value.conditions = conditions
        }
        return value
    }

    private func argument(_ position: Int, _ arguments: [Argument]) -> AbstractValue {
        position < arguments.count ? arguments[position].value : .unknown
    }

    /// Everything from outside that is in a value or in what it holds.
    func contents(of value: AbstractValue, depth: Int = 0) -> [Origin] {
        var origins = value.origins
        guard depth < 3 else { return origins }
        for case .object(let id) in value.references {
            let object = heap[id]
            for name in object.fieldOrder.prefix(40) where origins.count < AbstractValue.originLimit {
                origins += contents(of: object.fields[name] ?? .none, depth: depth + 1)
            }
            origins += contents(of: object.rest, depth: depth + 1)
        }
        return Array(origins.prefix(AbstractValue.originLimit))
    }

    /// The object a library makes.
    private mutating func made(
        _ api: String, _ effect: APIEffect, _ arguments: [Argument], on receiver: AbstractValue, at id: CodeExpression.ID, isConstruction: Bool
    ) -> AbstractValue {
        var path = isConstruction ? APIPath.instance(of: api) : APIPath.result(of: api)
        if let name = effect.name {
            let service = arguments.first { $0.name == "service_name" } ?? arguments.first
            path = name.replacing("$1", with: service?.value.string ?? "?")
        }
        let value = allocate(.external(api: path), at: id, salt: 4)
        if case .object(let object)? = value.references.first {
            heap.note(arguments: arguments.map(\.value), named: arguments.map(\.name), receiver: receiver, of: object)
        }
        return value
    }

    /// The answer of a store or service: from outside itself, and not what was asked.
    private mutating func answer(
        _ api: String, _ arguments: [Argument], on receiver: AbstractValue, at id: CodeExpression.ID, isConstruction: Bool
    ) -> AbstractValue {
        // A class of Python is called to make an instance.
        let isClass = language == .python && APIPath.name(api).first?.isUppercase == true
        guard !isConstruction else { return made(api, APIEffect(), arguments, on: receiver, at: id, isConstruction: true) }
        var value = made(api, APIEffect(), arguments, on: receiver, at: id, isConstruction: false)
        guard !isClass else { return value }
        let read = readings(of: receiver, by: api)
        guard read.isEmpty else {
            value.insert(read)
            return value
        }
        value.insert([
            Origin(path: AccessPath(.answer(answerName(api, arguments))), guarantees: [], trail: FlowTrail(.source, at: place(id), after: nil))
        ])
        return value
    }

    /// Methods that give an answer itself, or what it holds, rather than ask for another.
    private static let readers: Set<Substring> = [
        "promise", "json", "text", "read", "readlines", "iter_lines", "iter_chunks", "transformToString", "transformToByteArray", "blob",
        "arrayBuffer", "buffer", "decode",
    ]

    /// The answer that a method of an answer gives.
    private func readings(of receiver: AbstractValue, by api: String) -> [Origin] {
        guard Self.readers.contains(APIPath.name(api)) else { return [] }
        return receiver.origins.filter { if case .answer = $0.path.root { true } else { false } }
    }

    /// Clients that send command objects answer for the command.
    private func answerName(_ api: String, _ arguments: [Argument]) -> String {
        guard api.hasSuffix(".send") || api.hasSuffix("#send"), case .object(let id)? = arguments.first?.value.references.first,
            case .external(let command) = heap.kind(of: id)
        else { return api }
        return command
    }

    mutating func decoded(_ value: AbstractValue, as coding: String, at id: CodeExpression.ID) -> AbstractValue {
        // What a text was declared as says nothing of what it holds.
        var result = language == .java ? AbstractValue.none : value.onlyReferences
        let parts = value.origins.map { origin in
            var part = origin
            part.path = origin.path.appending(.decoded(coding))
            part.guarantees = origin.guarantees.inherited
            return part
        }
        result.insert(parts)
        result.isOpen = true
        return result
    }

    mutating func partial(_ arguments: [Argument]) -> AbstractValue {
        var result = AbstractValue.none
        for reference in arguments[0].value.references {
            guard case .closure(let id) = reference else {
                result.insert(reference)
                continue
            }
            var bound = closures[id.index]
            bound.bound += arguments.dropFirst().filter { $0.name == nil }.map(\.value)
            result = result.joined(self.reference(bound))
        }
        return result
    }

    private func environmentCall(_ arguments: [Argument]) -> AbstractValue {
        guard let first = arguments.first else { return AbstractValue(.api("java.lang.System.getenv()")) }
        guard let name = first.value.string else { return .unknown }
        let value = environmentVariable(name)
        return arguments.count > 1 ? value.joined(arguments[1].value) : value
    }

    private mutating func merged(_ arguments: [Argument], at id: CodeExpression.ID) -> AbstractValue {
        let result = allocate(.record, at: id, salt: 5)
        guard case .object(let object)? = result.references.first else { return result }
        var value = result
        for argument in arguments {
            if let name = argument.name {
                heap.write(argument.value, to: name, of: object)
            } else {
                value = value.joined(spread(argument.value, into: object))
            }
        }
        // The first argument of `Object.assign` is changed itself.
        if language.isECMAScript, let target = arguments.first?.value {
            for case .object(let known) in target.references {
                for argument in arguments.dropFirst() { _ = spread(argument.value, into: known) }
            }
        }
        return value
    }

    mutating func list(of element: AbstractValue, at id: CodeExpression.ID, salt: Int = 6) -> AbstractValue {
        let result = allocate(.list, at: id, salt: salt)
        if case .object(let object)? = result.references.first { heap.writeRest(element, of: object) }
        return result
    }

    mutating func pairs(of value: AbstractValue, at id: CodeExpression.ID) -> AbstractValue {
        let pair = allocate(.list, at: id, salt: 7)
        guard case .object(let object)? = pair.references.first else { return pair }
        heap.write(keys(of: value), to: "0", of: object)
        heap.write(elements(of: value, at: id), to: "1", of: object)
        return list(of: pair, at: id)
    }
}

extension String {
    /// `x()` for a decorator `x` and for what `x()` gave: either way the path of what was called.
    fileprivate var droppingDoubleCall: String { hasSuffix("()()") ? String(dropLast(2)) : self }
}
