import CodeSyntax
import SourceText

extension Interpreter {
    // MARK: Calls as they are written

    mutating func call(
        _ callee: CodeExpression.ID, _ written: [CodeExpression.Argument], _ id: CodeExpression.ID, isConstruction: Bool
    ) -> AbstractValue {
        switch modules[current].expressions[callee.index].kind {
        case .superclass:
            let receiver = frames.last?.receiver ?? .none
            return call(inheritedConstructor(in: receiver), arguments(written), on: receiver, at: id)
        case .member(let object, let name, let nameSpan) where language == .java:
            return callMethod(name, on: object, written, id, nameSpan: nameSpan)
        case .member(let object, let name, let nameSpan):
            let isSuper = if case .superclass = modules[current].expressions[object.index].kind { true } else { false }
            let receiver = evaluate(object)
            let function = isSuper ? superValue(of: receiver, member: name) : member(name, of: receiver, at: span(callee))
            let arguments = arguments(written)
            if isSuper, name == "__init__", function.references.isEmpty {
                return call(inheritedConstructor(in: receiver), arguments, on: receiver, at: id)
            }
            return callMember(name, function, of: receiver, arguments, id, nameSpan: nameSpan, isConstruction: isConstruction)
        default:
            let function = evaluate(callee)
            return call(function, arguments(written), on: .none, at: id, isConstruction: isConstruction, nameSpan: span(callee))
        }
    }

    mutating func arguments(_ written: [CodeExpression.Argument]) -> [Argument] {
        var arguments: [Argument] = []
        for argument in written {
            let value = guarded(evaluate(argument.value))
            let place = place(argument.value)
            if argument.isSpread, argument.name == nil, case .list? = kind(of: value), value.origins.isEmpty,
                case .object(let id)? = value.references.first, heap[id].rest.isEmpty
            {
                for name in heap[id].fieldOrder { arguments.append(Argument(name: nil, value: heap[id].fields[name] ?? .none, place: place)) }
            } else {
                arguments.append(Argument(name: argument.name, value: value, place: place, isSpread: argument.isSpread))
            }
        }
        return arguments
    }

    mutating func callMember(
        _ name: String, _ function: AbstractValue, of receiver: AbstractValue, _ arguments: [Argument], _ id: CodeExpression.ID,
        nameSpan: ByteSpan, isConstruction: Bool
    ) -> AbstractValue {
        if let bound = rebinding(name, of: receiver, arguments, id) { return bound }
        let isOwn = function.references.contains { reference in
            switch reference {
            case .closure, .classValue: true
            default: false
            }
        }
        if isOwn {
            return call(function, arguments, on: receiver, at: id, isConstruction: isConstruction, nameSpan: nameSpan)
        }
        if let part = requestMethod(name, of: receiver, arguments, id) {
            record(["?." + name], arguments, on: receiver, id, nameSpan: nameSpan, isConstruction: false, result: part)
            return part
        }
        if let model = modelValidation(name, of: receiver, arguments, id) { return model }
        let built = builtin(name, receiver, arguments, id)
        let isNative = isNative(receiver)
        if let built, isNative, receiver.references.allSatisfy({ if case .api = $0 { false } else { true } }) {
            record(["?." + name], arguments, on: receiver, id, nameSpan: nameSpan, isConstruction: false, result: built)
            return built
        }
        var known = function
        if known.references.isEmpty { known.insert(.api("?." + name)) }
        let result = call(
            known, arguments, on: receiver, at: id, isConstruction: isConstruction, nameSpan: nameSpan,
            runsCallbacks: built == nil)
        if let model = found(by: function, of: receiver, at: id) { return model }
        guard let built else { return result }
        guard built.conditions != nil || isNative else { return result }
        var both = built.joined(result.onlyReferences)
        both.conditions = built.conditions
        return both
    }

    /// Whether a value is a text, list or record of the language rather than something of a library.
    private func isNative(_ value: AbstractValue) -> Bool {
        if !value.origins.isEmpty || !value.constants.isEmpty { return true }
        return value.references.contains { reference in
            guard case .object(let id) = reference else { return false }
            switch heap.kind(of: id) {
            case .record, .list: return true
            case .external(let api): return api == "Set#" || api == "Map#" || api == "Array#" || api == "URLSearchParams#"
            case .instance: return false
            }
        }
    }

    /// `bind`, `call` and `apply` of a function.
    private mutating func rebinding(_ name: String, of function: AbstractValue, _ arguments: [Argument], _ id: CodeExpression.ID) -> AbstractValue? {
        guard language.isECMAScript, ["bind", "call", "apply"].contains(name), function.isCallable else { return nil }
        let receiver = arguments.first?.value ?? .none
        let rest = Array(arguments.dropFirst())
        switch name {
        case "bind":
            var result = AbstractValue.none
            for reference in function.references {
                guard case .closure(let closure) = reference else {
                    result.insert(reference)
                    continue
                }
                var bound = closures[closure.index]
                bound.receiver = bound.receiver ?? receiver
                bound.bound += rest.map(\.value)
                result = result.joined(self.reference(bound))
            }
            return result
        case "apply":
            let list = rest.first?.value ?? .none
            var spread: [Argument] = []
            if case .object(let object)? = list.references.first, list.origins.isEmpty {
                spread = heap[object].fieldOrder.map { Argument(name: nil, value: heap[object].fields[$0] ?? .none, place: place(id)) }
            } else {
                spread = [Argument(name: nil, value: elements(of: list, at: id), place: place(id))]
            }
            return call(function, spread, on: receiver, at: id)
        default: return call(function, rest, on: receiver, at: id)
        }
    }

    /// `Model.parse_obj(x)` and its like: an instance whose fields were checked.
    private mutating func modelValidation(_ name: String, of receiver: AbstractValue, _ arguments: [Argument], _ id: CodeExpression.ID) -> AbstractValue? {
        guard language == .python, ["parse_obj", "model_validate", "parse_raw", "model_validate_json"].contains(name) else { return nil }
        for case .classValue(let model) in receiver.references where family(of: model) == .pydantic {
            var value = arguments.first?.value ?? .unknown
            if name.hasSuffix("raw") || name.hasSuffix("json") { value = decoded(value, as: "json", at: id) }
            return validated(value, by: model, through: name, at: id)
        }
        return nil
    }

    // MARK: Calls of values

    /// Calls whatever a value may be.
    mutating func call(
        _ function: AbstractValue, _ arguments: [Argument], on receiver: AbstractValue, at id: CodeExpression.ID?,
        isConstruction: Bool = false, nameSpan: ByteSpan? = nil, isDecorator: Bool = false, runsCallbacks: Bool = true
    ) -> AbstractValue {
        var result = AbstractValue.none
        var apis: [String] = []
        let start = flow
        var ends: [Flow] = []
        let function = language == .java ? overloaded(function, arguments.count) : function
        for reference in function.references {
            flow = start
            switch reference {
            case .closure(let closure):
                if isConstruction {
                    result = result.joined(constructWithFunction(closure, arguments, at: id))
                } else {
                    result = result.joined(invoke(closure, arguments, on: receiver, at: id))
                }
            case .classValue(let type):
                guard let id else { continue }
                result = result.joined(construct(type, arguments, at: id))
            case .api(let api): apis.append(api)
            case .object(let object):
                switch heap.kind(of: object) {
                case .external(let api): apis.append(api)
                case .instance(let type):
                    result = result.joined(call(instanceMember("__call__", of: type, on: function), arguments, on: function, at: id))
                case .record, .list: continue
                }
            case .module: continue
            }
            ends.append(flow)
        }
        flow = ends.dropFirst().reduce(ends.first ?? start) { joined($0, $1) }
        guard let id else { return result.isEmpty ? .unknown : result }
        if !apis.isEmpty {
            for api in apis {
                result = result.joined(
                    external(
                        api, arguments, on: receiver.isEmpty ? function : receiver, at: id, isConstruction: isConstruction,
                        nameSpan: nameSpan, isDecorator: isDecorator, runsCallbacks: runsCallbacks, callee: function))
            }
        } else if function.references.isEmpty {
            result = result.joined(external("?", arguments, on: function, at: id, nameSpan: nameSpan))
        }
        return result
    }

    /// `new f()` with a function: a constructor of old.
    private mutating func constructWithFunction(_ closure: Closure.ID, _ arguments: [Argument], at id: CodeExpression.ID?) -> AbstractValue {
        guard let id else { return .unknown }
        let instance = allocate(.record, at: id, salt: 3)
        let result = invoke(closure, arguments, on: instance, at: id)
        return instance.joined(result.onlyReferences)
    }

    /// Reads a function of the program with some values.
    mutating func invoke(_ id: Closure.ID, _ given: [Argument], on receiver: AbstractValue, at site: CodeExpression.ID?, isHandler: Bool = false) -> AbstractValue {
        let closure = closures[id.index]
        let code = modules[closure.module.index].functions[closure.function.index]
        let own = closure.receiver ?? receiver
        let given = checkedEvent(given, of: closure, at: site)
        var arguments = closure.bound.map { Argument(name: nil, value: $0, place: SourcePlace(wholeOf: paths[closure.module.index])) } + given
        if code.receiver == .firstParameter || code.receiver == .classAsFirstParameter, !own.isEmpty {
            arguments.insert(Argument(name: nil, value: own, place: SourcePlace(wholeOf: paths[closure.module.index])), at: 0)
        }
        let depth = frames.lazy.filter { $0.function == closure.function && $0.module == closure.module }.count
        let key = SummaryKey(closure: id, arguments: arguments, receiver: own, guards: flow.guards, isInLoop: loopDepth > 0)
        if let known = summaries[key] {
            flow.guards = known.guards
            flow.isReachable = flow.isReachable && known.returns
            return known.result
        }
        guard depth < 2, frames.count < budget.callDepth else { return arguments.reduce(.unknown) { $0.joined($1.value.derived) } }
        return read(code, closure, arguments, own, key, site, isHandler: isHandler)
    }

    private mutating func read(
        _ code: CodeFunction, _ closure: Closure, _ arguments: [Argument], _ receiver: AbstractValue, _ key: SummaryKey,
        _ site: CodeExpression.ID?, isHandler: Bool
    ) -> AbstractValue {
        var hasher = StableHash()
        hasher.combine(site?.index ?? -1)
        hasher.combine(current)
        hasher.combine(frames.last?.context ?? 0)
        let context = frames.count > 12 ? 0 : hasher.value
        let environment =
            capturing[closure.module.index].contains(closure.function)
            ? environmentID(EnvironmentKey(module: closure.module, function: closure.function, parent: closure.environment, context: context))
            : closure.environment
        let saved = flow
        flow = Flow(locals: [:], guards: saved.guards)
        let name = code.name ?? "a function"
        frames.append(
            Frame(module: closure.module, function: closure.function, environment: environment, context: context, receiver: receiver, name: name, isHandler: isHandler))
        recorder.reach(self.site)
        bindParameters(code, arguments, isHandler: isHandler)
        run(code.body)
        if flow.isReachable { leaveFunction(with: code.isGenerator ? .none : AbstractValue(.null), at: code.nameSpan) }
        let frame = frames.removeLast()
        flow = saved
        let summary = summary(of: frame, saved.guards)
        if cut == nil, summaries.count < 50_000 { summaries[key] = summary }
        flow.guards = summary.guards
        flow.isReachable = summary.returns
        return summary.result
    }

    private func summary(of frame: Frame, _ before: Guards) -> Summary {
        var result = frame.result
        if !frame.yielded.isEmpty { result = result.joined(frame.yielded) }
        result.conditions = Conditions(ofReturns: frame.conditionsAtReturn)
        return Summary(result: result, guards: frame.guardsAtReturn ?? before, returns: frame.guardsAtReturn != nil)
    }

    private mutating func bindParameters(_ code: CodeFunction, _ arguments: [Argument], isHandler: Bool) {
        let positional = arguments.filter { $0.name == nil && !$0.isSpread }
        let spread = arguments.filter { $0.isSpread }
        var next = 0
        for parameter in code.parameters {
            var value = AbstractValue.none
            switch parameter.kind {
            case .ordinary, .keywordOnly:
                if let named = arguments.first(where: { $0.name != nil && $0.name == parameter.name }) {
                    value = named.value
                } else if parameter.kind == .ordinary, next < positional.count {
                    value = positional[next].value
                    next += 1
                }
                for argument in spread where value.isEmpty || !argument.value.isEmpty {
                    value = value.joined(parameter.name.map { member($0, of: argument.value, at: parameter.span) } ?? elements(of: argument.value, at: parameter.span))
                }
            case .rest: value = remaining(Array(positional.dropFirst(next)) + spread, parameter)
            case .keywordRest: value = remaining(arguments.filter { $0.name != nil }, parameter)
            }
            if value.isEmpty, parameter.defaultValue == nil { value = arguments.count <= next ? AbstractValue.unknown : value }
            value = typed(defaulted(value, by: parameter.defaultValue), as: parameter.type)
            if !isHandler { value = value.stepping(.passed(frames.last?.name ?? ""), at: place(parameter.span)) }
            bind(parameter.pattern, to: value, at: parameter.span)
        }
        if language.isECMAScript, let index = frames.indices.last { frames[index].yielded = .none }
    }

    private mutating func remaining(_ arguments: [Argument], _ parameter: CodeParameter) -> AbstractValue {
        let key = Heap.Key(
            module: ModuleIndex(index: current), site: -2_000_000 - parameter.span.lowerBound, context: frames.last?.context ?? 0,
            kind: parameter.kind == .rest ? .list : .record)
        guard let object = heap.object(key, at: place(parameter.span)) else { return .unknown }
        for (position, argument) in arguments.enumerated() {
            heap.write(argument.value, to: argument.name ?? "\(position)", of: object)
        }
        return AbstractValue(.object(object))
    }
}

/// A hash that is the same in every process, so that what it decides is too.
struct StableHash {
    private var state: UInt64 = 0xcbf2_9ce4_8422_2325

    mutating func combine(_ number: Int) {
        state = (state ^ UInt64(bitPattern: Int64(number))) &* 0x0000_0100_0000_01b3
    }

    var value: Int { Int(truncatingIfNeeded: state >> 2) }
}

extension AbstractValue {
    /// Whether a function may be among what it is.
    var isCallable: Bool {
        references.contains { reference in
            switch reference {
            case .closure, .api: true
            default: false
            }
        }
    }

    /// It without what came from outside.
    var onlyReferences: AbstractValue {
        var value = self
        value.origins = []
        value.text = []
        value.constants = []
        value.conditions = nil
        value.isOpen = false
        return value
    }
}

extension Conditions {
    /// What a function's result says when it is tested: what all returns say that may give it.
    init(ofReturns returns: [(value: AbstractValue, guards: Guards)]) {
        self.init()
        var ifTrue: Guards?
        var ifFalse: Guards?
        for (value, guards) in returns {
            let truth = value.constant?.isTruthy
            if truth != false {
                var certain = guards
                certain.formUnion(value.conditions?.whenTrue ?? Guards())
                ifTrue = ifTrue.map { $0.intersection(certain) } ?? certain
            }
            if truth != true {
                var certain = guards
                certain.formUnion(value.conditions?.whenFalse ?? Guards())
                ifFalse = ifFalse.map { $0.intersection(certain) } ?? certain
            }
        }
        whenTrue = ifTrue ?? Guards()
        whenFalse = ifFalse ?? Guards()
    }
}
