import CodeSyntax
import SourceText

/// Controllers of Spring MVC: classes whose methods' annotations say which requests they take.
///
/// Source: https://docs.spring.io/spring-framework/reference/web/webmvc/mvc-controller.html
extension Interpreter {
    /// Makers of handlers that hand requests to an application of Spring's.
    static let springHandlers = APITable<Bool>(
        ["getAwsProxyHandler", "getHttpApiV2ProxyHandler"].map { (APIPattern("com.amazonaws.serverless.proxy.spring.*.\($0)"), true) })

    private static let controllers: Set<String> = ["RestController", "Controller"]
    private static let routes: Set<String> = ["RequestMapping", "GetMapping", "PostMapping", "PutMapping", "PatchMapping", "DeleteMapping"]

    /// Lets requests come to all controllers of the program.
    mutating func runSpringControllers(at site: CodeExpression.ID) {
        for index in modules.indices where modules[index].language == .java {
            let module = ModuleIndex(index: index)
            for (position, declaration) in modules[index].classes.enumerated() {
                guard declaration.decorators.contains(where: { Self.controllers.contains(annotation($0, in: module).name ?? "") }) else { continue }
                load(module)
                let code = CodeClass.ID(position)
                guard let made = classes.firstIndex(where: { $0.module == module && $0.code == code }) else { continue }
                runSpringController(ClassValue.ID(index: made), at: site)
            }
        }
    }

    private mutating func runSpringController(_ type: ClassValue.ID, at site: CodeExpression.ID) {
        let owner = classes[type.index]
        let instance = construct(type, [], at: site)
        for member in modules[owner.module.index].classes[owner.code.index].members.prefix(128) {
            guard case .method(let function) = member.kind,
                member.decorators.contains(where: { Self.routes.contains(annotation($0, in: owner.module).name ?? "") })
            else { continue }
            for case .closure(let closure) in instanceMember(member.name, of: type, on: instance).references
            where closures[closure.index].function == function {
                enter(closure, at: site) { interpreter, code, _ in
                    code.parameters.map { parameter in
                        let place = SourcePlace(path: interpreter.paths[owner.module.index], span: parameter.span)
                        return Argument(name: nil, value: interpreter.requestPart(parameter, in: owner.module, at: place), place: place)
                    }
                }
            }
        }
    }

    private static let parts = [
        "PathVariable": "params", "RequestParam": "query", "RequestBody": "body", "RequestHeader": "headers", "CookieValue": "cookies",
        "ModelAttribute": "body", "RequestPart": "files",
    ]

    private func requestPart(_ parameter: CodeParameter, in module: ModuleIndex, at place: SourcePlace) -> AbstractValue {
        for decorator in parameter.decorators {
            let annotation = annotation(decorator, in: module)
            guard let name = annotation.name, let field = Self.parts[name] else { continue }
            let isWhole = field == "body"
            let key = isWhole ? nil : annotation.text ?? parameter.name
            let path = AccessPath(.request("call"), [.field(field)] + (key.map { [.field($0)] } ?? []))
            return AbstractValue([Origin(path: path, guarantees: [], trail: FlowTrail(.source, at: place, after: nil))])
        }
        return .none
    }

    /// An annotation's name, and its text where it has one alone.
    private func annotation(_ id: CodeExpression.ID, in module: ModuleIndex) -> (name: String?, text: String?) {
        guard case .call(let callee, let arguments) = modules[module.index].expressions[id.index].kind else { return (typeName(id, in: module), nil) }
        let named = arguments.first { $0.name == nil || $0.name == "value" || $0.name == "name" }
        guard let named, case .string(let text) = modules[module.index].expressions[named.value.index].kind else { return (typeName(callee, in: module), nil) }
        return (typeName(callee, in: module), text)
    }
}
