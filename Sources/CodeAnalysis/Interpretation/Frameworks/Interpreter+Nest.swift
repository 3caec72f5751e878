import CodeSyntax
import SourceText

/// Controllers of NestJS: classes that a module lists, whose methods' decorators say which requests they take.
///
/// Source: https://docs.nestjs.com/controllers
extension Interpreter {
    /// Lets requests come to all controllers of a module and of those that it imports.
    mutating func runNestModules(_ arguments: [Argument], at site: CodeExpression.ID) {
        var seen: Set<ClassValue.ID> = []
        for argument in arguments.prefix(1) { runNestModule(argument.value, at: site, &seen) }
    }

    private mutating func runNestModule(_ value: AbstractValue, at site: CodeExpression.ID, _ seen: inout Set<ClassValue.ID>) {
        for case .classValue(let module) in value.references where seen.count < 64 && seen.insert(module).inserted {
            let settings = decorators(of: module).first { $0.name == "Module" }?.arguments.first ?? .none
            for imported in listed("imports", in: settings) { runNestModule(imported, at: site, &seen) }
            for controller in listed("controllers", in: settings) {
                for case .classValue(let type) in controller.references { runNestController(type, at: site) }
            }
        }
    }

    private func listed(_ name: String, in settings: AbstractValue) -> [AbstractValue] {
        settings.references.flatMap { reference -> [AbstractValue] in
            guard case .object(let id) = reference, let list = heap[id].fields[name] else { return [] }
            return list.references.flatMap { reference -> [AbstractValue] in
                guard case .object(let list) = reference else { return [] }
                return heap[list].fieldOrder.compactMap { heap[list].fields[$0] } + [heap[list].rest]
            }
        }
    }

    private mutating func runNestController(_ type: ClassValue.ID, at site: CodeExpression.ID) {
        let instance = injected(type, at: site, depth: 0)
        let owner = classes[type.index]
        for member in modules[owner.module.index].classes[owner.code.index].members.prefix(128) {
            guard case .method(let function) = member.kind, decorators(member.decorators, in: owner).contains(where: { Self.routes.contains($0.name) })
            else { continue }
            for case .closure(let closure) in instanceMember(member.name, of: type, on: instance).references {
                enter(closure, at: site) { interpreter, _, _ in
                    interpreter.nestArguments(interpreter.modules[owner.module.index].functions[function.index], in: owner)
                }
            }
        }
    }

    private static let routes: Set<String> = ["Get", "Post", "Put", "Patch", "Delete", "All", "Options", "Head", "Sse"]

    /// An instance that is given instances of what its constructor asks for.
    private mutating func injected(_ type: ClassValue.ID, at site: CodeExpression.ID, depth: Int) -> AbstractValue {
        let owner = classes[type.index]
        var arguments: [Argument] = []
        for member in modules[owner.module.index].classes[owner.code.index].members {
            guard case .constructor(let function) = member.kind else { continue }
            for parameter in modules[owner.module.index].functions[function.index].parameters {
                var asked = AbstractValue.none
                inFrame(of: owner, receiver: .none) { interpreter in asked = parameter.type.map { interpreter.evaluate($0) } ?? .none }
                var value = AbstractValue.none
                for reference in asked.references {
                    switch reference {
                    case .classValue(let part) where depth < 6 && part != type: value = value.joined(injected(part, at: site, depth: depth + 1))
                    case .api(let api) where api.contains(".") || api.contains("/"): value.insert(.api(APIPath.instance(of: api)))
                    default: continue
                    }
                }
                arguments.append(Argument(name: nil, value: value.isEmpty ? .unknown : value, place: SourcePlace(path: paths[owner.module.index], span: parameter.span)))
            }
        }
        return construct(type, arguments, at: site)
    }

    // MARK: What routes are given

    private mutating func nestArguments(_ code: CodeFunction, in owner: ClassValue) -> [Argument] {
        code.parameters.map { parameter in
            let place = SourcePlace(path: paths[owner.module.index], span: parameter.span)
            var value = AbstractValue.unknown
            for decorator in decorators(parameter.decorators, in: owner) {
                guard let part = nestPart(decorator, at: place) else { continue }
                value = part
                inFrame(of: owner, receiver: .none) { interpreter in value = interpreter.piped(part, as: parameter.type) }
            }
            return Argument(name: nil, value: value, place: place)
        }
    }

    private static let parts = [
        "Body": "body", "Param": "params", "Query": "query", "Headers": "headers", "UploadedFile": "file", "UploadedFiles": "files", "RawBody": "rawBody",
        "Ip": "ip", "HostParam": "hostname",
    ]

    private func nestPart(_ decorator: Decorator, at place: SourcePlace) -> AbstractValue? {
        if decorator.name == "Res" || decorator.name == "Response" { return AbstractValue(.api("express.Response#")) }
        var components: [AccessPath.Component] = []
        if let field = Self.parts[decorator.name] {
            components = [.field(field)] + (decorator.arguments.first?.string.map { [.field($0)] } ?? [])
        } else if decorator.name != "Req", decorator.name != "Request" {
            return nil
        }
        var checked: Guarantees = []
        for case .api(let api) in decorator.arguments.flatMap(\.references) { checked.formUnion(Self.pipes[String(APIPath.name(api))] ?? []) }
        for case .object(let id) in decorator.arguments.flatMap(\.references) {
            if case .external(let api) = heap.kind(of: id) { checked.formUnion(Self.pipes[String(APIPath.name(api).prefix { $0 != "#" })] ?? []) }
        }
        return AbstractValue([Origin(path: AccessPath(.request("express"), components), guarantees: checked, trail: FlowTrail(.source, at: place, after: nil))])
    }

    private static let pipes: [String: Guarantees] = [
        "ParseIntPipe": .number, "ParseFloatPipe": .number, "ParseBoolPipe": .boolean, "ParseUUIDPipe": .word, "ParseEnumPipe": .listed,
    ]

    /// What the pipe that validates makes of a part whose type is a class.
    private mutating func piped(_ value: AbstractValue, as type: CodeExpression.ID?) -> AbstractValue {
        guard let type else { return value }
        guard usesValidationPipe else { return typed(value, as: type) }
        for case .classValue(let model) in evaluate(type).references { return validated(value, by: model, through: "ValidationPipe", at: type) }
        return value
    }

    /// Whether any file that is read names the pipe: it is set for all routes at once.
    private var usesValidationPipe: Bool {
        modules.contains { module in module.imports.contains { $0.names.contains("ValidationPipe") } }
    }

    // MARK: Decorators

    private struct Decorator {
        let name: String
        let arguments: [AbstractValue]
    }

    private mutating func decorators(of type: ClassValue.ID) -> [Decorator] {
        let owner = classes[type.index]
        return decorators(modules[owner.module.index].classes[owner.code.index].decorators, in: owner)
    }

    private mutating func decorators(_ ids: [CodeExpression.ID], in owner: ClassValue) -> [Decorator] {
        var found: [Decorator] = []
        inFrame(of: owner, receiver: .none) { interpreter in
            for id in ids {
                for case .object(let object) in interpreter.evaluate(id).references {
                    guard case .external(let api) = interpreter.heap.kind(of: object), api.hasPrefix("@nestjs/") else { continue }
                    found.append(Decorator(name: String(APIPath.name(api).prefix { $0 != "(" }), arguments: interpreter.heap[object].arguments))
                }
            }
        }
        return found
    }
}
