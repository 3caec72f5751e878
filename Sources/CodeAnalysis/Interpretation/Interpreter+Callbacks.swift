import CodeSyntax
import SourceText

/// Functions that are handed over to libraries.
extension Interpreter {
    /// Calls the functions that are handed over to a call of a library.
    mutating func runCallbacks(_ callbacks: APIEffect.Callbacks, _ arguments: [Argument], _ result: AbstractValue, at id: CodeExpression.ID) {
        if case .request("python") = callbacks {
            for case .classValue(let type) in arguments.flatMap(\.value.references) { runVerbs(of: type, at: id) }
        }
        if case .request = callbacks, language.isECMAScript { runRoutes(in: arguments, callbacks, result, at: id) }
        if case .resolvers = callbacks {
            for argument in arguments { runResolvers(member("resolvers", of: argument.value.onlyReferences, at: span(id)), at: id) }
            return
        }
        for argument in arguments {
            for case .closure(let closure) in argument.value.references { runCallback(closure, callbacks, result, at: id) }
            if language == .java { runMethods(of: argument.value, callbacks, result, at: id) }
            guard case .result = callbacks else { continue }
            var handed = Handed()
            collect(argument.value, into: &handed)
            for closure in handed.closures { runCallback(closure, callbacks, result, at: id) }
            for site in handed.methods { recorder.handOver(site) }
        }
    }

    /// `route({ method, url, handler })`: functions in the fields of a route.
    private mutating func runRoutes(in arguments: [Argument], _ callbacks: APIEffect.Callbacks, _ result: AbstractValue, at id: CodeExpression.ID) {
        for case .object(let route) in arguments.flatMap(\.value.references) where heap.kind(of: route) == .record {
            for name in ["handler", "preHandler", "onRequest", "preValidation"] {
                for case .closure(let closure) in (heap[route].fields[name] ?? .none).references { runCallback(closure, callbacks, result, at: id) }
            }
        }
    }

    /// What a value holds that a library may call.
    private struct Handed {
        var closures: [Closure.ID] = []
        var methods: [CodeSite] = []
        var seen: Set<HeapObject.ID> = []
    }

    /// How deep functions lie in settings, such as the resolvers in the fields of a schema, and how many are called.
    private static let handedDepth = 6
    private static let handedLimit = 48

    /// Functions in records and lists; of instances and classes only the sites of their methods, since most libraries keep them
    /// or call a few that are named elsewhere.
    private func collect(_ value: AbstractValue, into handed: inout Handed, depth: Int = 0) {
        guard depth < Self.handedDepth, handed.seen.count < Self.handedLimit else { return }
        for reference in value.references {
            switch reference {
            case .closure(let closure):
                if depth > 0, handed.closures.count < Self.handedLimit { handed.closures.append(closure) }
            case .classValue(let type): handed.methods += methods(of: type)
            case .object(let object):
                guard handed.seen.insert(object).inserted else { continue }
                let kind = heap.kind(of: object)
                if case .instance(let type) = kind { handed.methods += methods(of: type) }
                guard kind == .record || kind == .list else { continue }
                for name in heap[object].fieldOrder.prefix(32) { collect(heap[object].fields[name] ?? .none, into: &handed, depth: depth + 1) }
                collect(heap[object].rest, into: &handed, depth: depth + 1)
            case .api, .module: continue
            }
        }
    }

    private func methods(of type: ClassValue.ID) -> [CodeSite] {
        let owner = classes[type.index]
        return modules[owner.module.index].classes[owner.code.index].members.prefix(64).compactMap { member in
            guard case .method(let function) = member.kind else { return nil }
            return CodeSite(path: paths[owner.module.index], function: function)
        }
    }

    private mutating func runCallback(_ id: Closure.ID, _ callbacks: APIEffect.Callbacks, _ result: AbstractValue, at site: CodeExpression.ID) {
        let saved = flow
        // What a callback made sure of holds for its own call only.
        defer { flow = saved }
        switch callbacks {
        case .none, .resolvers: return
        case .nothing: _ = invoke(id, [], on: .none, at: site)
        case .records: eachRecord(id, at: site)
        case .failure: fail(into: id, at: site)
        case .plugin: _ = invoke(id, [Argument(name: nil, value: result, place: place(site))], on: .none, at: site)
        case .event:
            flow.guards = Guards()
            handle(with: id, at: site)
        case .request(let framework): request(framework, to: id, at: site)
        case .result where language == .go && takesRequest(id): goRequest(to: id, at: site)
        case .result:
            let code = modules[closures[id.index].module.index].functions[closures[id.index].function.index]
            let values = code.parameters.map { parameter in
                Argument(name: nil, value: isErrorName(parameter.name) ? caughtError(at: place(parameter.span)) : result, place: place(site))
            }
            _ = invoke(id, values, on: .none, at: site)
        }
    }

    /// A class without a name is written where it is handed over, to be called back.
    private mutating func runMethods(of value: AbstractValue, _ callbacks: APIEffect.Callbacks, _ result: AbstractValue, at site: CodeExpression.ID) {
        for case .object(let object) in value.references {
            guard case .instance(let type) = heap.kind(of: object) else { continue }
            let owner = classes[type.index]
            let declaration = modules[owner.module.index].classes[owner.code.index]
            guard declaration.name == nil else { continue }
            for member in declaration.members.prefix(16) {
                guard case .method = member.kind else { continue }
                for case .closure(let closure) in instanceMember(member.name, of: type, on: AbstractValue(.object(object))).references {
                    runCallback(closure, callbacks, result, at: site)
                }
            }
        }
    }

    /// Calls the functions that answer the fields of a GraphQL schema, by the names of types and fields.
    private mutating func runResolvers(_ value: AbstractValue, at id: CodeExpression.ID, depth: Int = 0) {
        guard depth < 4 else { return }
        for reference in value.references {
            switch reference {
            case .closure(let closure):
                let saved = flow
                resolve(with: closure, at: id)
                flow = saved
            case .object(let object):
                for name in heap[object].fieldOrder { runResolvers(heap[object].fields[name] ?? .none, at: id, depth: depth + 1) }
            case .module(let index):
                for name in modules[index.index].exports.keys.sorted() { runResolvers(export(name, of: index), at: id, depth: depth + 1) }
            case .classValue, .api: continue
            }
        }
    }

    /// An error that comes from what the program called.
    func caughtError(at place: SourcePlace) -> AbstractValue {
        var error = AbstractValue(.api(APIPath.instance(of: "Error")))
        error.insert([Origin(path: AccessPath(.error), guarantees: [], trail: FlowTrail(.source, at: place, after: nil))])
        return error
    }

    private func isErrorName(_ name: String?) -> Bool {
        guard let name else { return false }
        if language == .java { return ["err", "error", "ex", "exception", "throwable"].contains(name) }
        return ["err", "error", "e", "ex", "reject", "exception"].contains(name) || name.hasSuffix("Error") || name.hasSuffix("Err")
    }
}
