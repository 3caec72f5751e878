import CodeSyntax
package import SourceText

extension HandlerAnalysis {
    /// Reads everything that a handler may do.
    ///
    /// `premise` is what whoever starts the handler has made sure of: its event fits it. `export` leads from the file's exports to the handler: one name, or several where a class or object holds it.
    package init(
        of file: RelativePath, export: [String], in program: Program, environment: [String: AbstractValue] = [:],
        premise: EventSchema? = nil, budget: AnalysisBudget = AnalysisBudget()
    ) {
        var interpreter = Interpreter(program, environment: environment, premise: premise, budget: budget)
        self = interpreter.analyse(file, export)
    }
}

extension Interpreter {
    fileprivate mutating func analyse(_ file: RelativePath, _ export: [String]) -> HandlerAnalysis {
        guard let index = indices[file] else { return HandlerAnalysis() }
        var entries: [CodeSite] = []
        var isExportFound = false
        for _ in 0..<budget.passes {
            let before = heap.version &+ changes
            start()
            recorder = FactRecorder()
            summaries = [:]
            // What a class inherits may be known only when the program is read again.
            filled = [:]
            implementers = [:]
            for module in moduleStates.indices { moduleStates[module].isStarted = false }
            let entry = entry(export, of: index)
            flow = Flow()
            entries = start(entry, in: index)
            isExportFound = !entry.isEmpty
            if heap.version &+ changes == before || cut != nil || !isReadAgain(index) { break }
        }
        var analysis = recorder.analysis()
        analysis.isExportFound = isExportFound
        analysis.entries = entries
        for (position, call) in analysis.calls.enumerated() {
            for api in call.apis { analysis.callsByAPI[api, default: []].append(position) }
        }
        analysis.cut = cut
        analysis.heap = heap.contents
        analysis.statics = staticObjects
        analysis.bases = bases
        return analysis
    }

    /// Whether reading the program again could tell more: nothing is learned where all that was read had its last value by then.
    /// What classes of Java inherit and are filled with is gathered beside the heap.
    private func isReadAgain(_ index: ModuleIndex) -> Bool {
        modules[index.index].language == .java || heap.lateChanges > 0 || lateChanges > 0
    }

    /// Forgets what was read.
    private mutating func start() {
        heap.start()
        lateChanges = 0
        for index in environments.indices where !environments[index].read.isEmpty { environments[index].read = [] }
    }

    /// The value that the manifest names.
    private mutating func entry(_ path: [String], of index: ModuleIndex) -> AbstractValue {
        load(index)
        guard let first = path.first else { return .none }
        var value = export(first, of: index)
        for name in path.dropFirst() {
            frames.append(moduleFrame(index))
            if name == HandlerSearch.resultStep {
                value = call(value, [], on: .none, at: CodeID(0))
                frames.removeLast()
                continue
            }
            value = member(name, of: instantiated(value, at: index), at: ByteSpan(0, 0))
            frames.removeLast()
        }
        return value
    }

    private func moduleFrame(_ index: ModuleIndex) -> Frame {
        Frame(module: index, function: CodeID(0), environment: moduleStates[index.index].environment, context: 0, receiver: .none, name: "module")
    }

    /// A class whose method is the handler is made by the platform.
    private mutating func instantiated(_ value: AbstractValue, at index: ModuleIndex) -> AbstractValue {
        guard modules[index.index].language == .java else { return value }
        // It is made once and then takes one event after another.
        loadDepth += 1
        defer { loadDepth -= 1 }
        var result = AbstractValue.none
        for case .classValue(let id) in value.references {
            let site = CodeExpression.ID(max(0, modules[index.index].expressions.count - 1))
            guard !modules[index.index].expressions.isEmpty else { continue }
            result = result.joined(construct(id, [], at: site))
        }
        return result.isEmpty ? value : result
    }

    /// Lets an event come to whatever the entry is; gives the functions that take it.
    private mutating func start(_ entry: AbstractValue, in index: ModuleIndex) -> [CodeSite] {
        frames.append(moduleFrame(index))
        defer { frames.removeLast() }
        var seen: Set<Closure.ID> = []
        let site = modules[index.index].expressions.isEmpty ? nil : CodeExpression.ID(0)
        // Main programs register their handler themselves.
        if modules[index.index].language == .go, modules[index.index].packageName == "main" {
            for case .closure(let id) in entry.references {
                let function = closures[id.index]
                if modules[index.index].functions[function.function.index].name == "main" {
                    _ = invoke(id, [], on: .none, at: site)
                    return registered
                }
            }
        }
        middlewares = middlewareChecks(in: entry)
        for id in handlers(in: entry) where seen.insert(id).inserted {
            flow = Flow()
            handle(with: id, at: site)
        }
        return seen.map { closures[$0.index] }.map { CodeSite(path: paths[$0.module.index], function: $0.function) }.sorted()
    }

    private var registered: [CodeSite] {
        entrySites.sorted()
    }

    /// The functions that an entry hands events to: itself, or those that a library wraps.
    mutating func handlers(in entry: AbstractValue, depth: Int = 0) -> [Closure.ID] {
        guard depth < 8 else { return [] }
        var found: [Closure.ID] = []
        for reference in entry.references {
            switch reference {
            case .closure(let id): found.append(id)
            case .object(let id):
                if case .instance(let type) = heap.kind(of: id) {
                    // An instance that can be called is a function.
                    found += handlers(in: instanceMember("__call__", of: type, on: AbstractValue(reference)), depth: depth + 1)
                }
                guard case .external = heap.kind(of: id) else { continue }
                for argument in heap[id].arguments { found += handlers(in: argument, depth: depth + 1) }
                found += handlers(in: heap[id].receiver, depth: depth + 1)
            default: continue
            }
        }
        return found
    }

    /// Calls a function with an event and a context.
    mutating func handle(with id: Closure.ID, at site: CodeExpression.ID?) {
        let closure = closures[id.index]
        let code = modules[closure.module.index].functions[closure.function.index]
        entrySites.insert(CodeSite(path: paths[closure.module.index], function: closure.function))
        let place = SourcePlace(path: paths[closure.module.index], span: code.parameters.first?.span ?? code.nameSpan)
        let origin = Origin(path: AccessPath(.event), guarantees: [], trail: FlowTrail(.source, at: place, after: nil))
        let event = accepted(AbstractValue([origin]), by: closure, at: site)
        let context = AbstractValue(.api("lambda.context"))
        var values = [event, context, AbstractValue(.api("lambda.callback"))]
        if modules[closure.module.index].language == .go, code.parameters.count > 1 { values = [context, event] }
        if modules[closure.module.index].language == .python { values = [event, context] }
        if modules[closure.module.index].language == .java { values = javaArguments(of: code, in: closure.module, event, context) }
        let arguments = values.map { Argument(name: nil, value: $0, place: place) }
        _ = invoke(id, arguments, on: .none, at: site, isHandler: true)
    }

    /// The event, where the answer is written for handlers of streams, and the context.
    private func javaArguments(of code: CodeFunction, in module: ModuleIndex, _ event: AbstractValue, _ context: AbstractValue) -> [AbstractValue] {
        let second = code.parameters.dropFirst().first?.type.flatMap { typeName($0, in: module) }
        let output = AbstractValue(.api("lambda.output"))
        return second == "OutputStream" ? [event, output, context] : [event, context]
    }

    /// Calls a function that is called once everything is loaded: what holds where it is handed over holds nothing in it.
    mutating func enter(
        _ id: Closure.ID, guards: Guards = Guards(), at site: CodeExpression.ID, isHandler: Bool = true,
        with arguments: (inout Interpreter, CodeFunction, Closure) -> [Argument]
    ) {
        let closure = closures[id.index]
        entrySites.insert(CodeSite(path: paths[closure.module.index], function: closure.function))
        let (savedGuards, wasLoading) = (flow.guards, loadDepth)
        defer { (flow.guards, loadDepth) = (savedGuards, wasLoading) }
        (flow.guards, loadDepth) = (guards, 0)
        let given = arguments(&self, modules[closure.module.index].functions[closure.function.index], closure)
        _ = invoke(id, given, on: .none, at: site, isHandler: isHandler)
    }

    /// Calls a function of a web framework with a request.
    mutating func request(_ framework: String, to id: Closure.ID, at site: CodeExpression.ID) {
        enter(id, guards: requestGuards(framework), at: site) { interpreter, code, closure in
            framework == "python"
                ? interpreter.requestParameters(code, closure, route: interpreter.route(at: site))
                : interpreter.requestArguments(framework, code, closure)
        }
    }

    /// Calls a function that answers a field of GraphQL with what the field is a part of and with its arguments.
    mutating func resolve(with id: Closure.ID, at site: CodeExpression.ID) {
        enter(id, at: site) { interpreter, code, closure in
            let span = code.parameters.dropFirst().first?.span ?? code.nameSpan
            let place = SourcePlace(path: interpreter.paths[closure.module.index], span: span)
            let given = Origin(
                path: AccessPath(.request("graphql"), [.field("arguments")]), guarantees: [], trail: FlowTrail(.source, at: place, after: nil))
            return [.unknown, AbstractValue([given]), .unknown, .unknown].map { Argument(name: nil, value: $0, place: place) }
        }
    }

    private func requestArguments(_ framework: String, _ code: CodeFunction, _ closure: Closure) -> [Argument] {
        let path = paths[closure.module.index]
        let place = SourcePlace(path: path, span: code.parameters.first?.span ?? code.nameSpan)
        let request = AbstractValue([
            Origin(path: AccessPath(.request(framework)), guarantees: [], trail: FlowTrail(.source, at: place, after: nil))
        ])
        let response = AbstractValue(.api("\(framework).Response#"))
        let next = AbstractValue(.api("\(framework).next"))
        if framework == "koa" {
            var both = request
            both.insert(.api("koa.Context#"))
            return [both, next].map { Argument(name: nil, value: $0, place: place) }
        }
        // Four parameters are an error handler's.
        if framework == "hono" {
            return [AbstractValue(.api("hono.Context#")), next].map { Argument(name: nil, value: $0, place: place) }
        }
        let values = code.parameters.count == 4 ? [caughtError(at: place), request, response, next] : [request, response, next]
        return values.map { Argument(name: nil, value: $0, place: place) }
    }
}
