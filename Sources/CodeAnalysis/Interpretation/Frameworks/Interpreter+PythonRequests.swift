import CodeSyntax
import SourceText

extension Interpreter {
    /// What a framework of Python hands to a function that answers requests: the parts of the path and, by their types, of the
    /// query and body; the request itself, and what the function depends on.
    mutating func requestParameters(_ code: CodeFunction, _ closure: Closure, route: String? = nil, depth: Int = 0) -> [Argument] {
        var arguments: [Argument] = []
        for parameter in code.parameters where parameter.kind == .ordinary || parameter.kind == .keywordOnly {
            guard let name = parameter.name, name != "self", name != "cls" else { continue }
            let place = SourcePlace(path: paths[closure.module.index], span: parameter.span)
            var value = AbstractValue.unknown
            inModule(of: closure) { interpreter in
                value = interpreter.dependency(parameter, depth: depth) ?? interpreter.requestParameter(parameter, name, at: place)
                if let certain = route.flatMap({ Self.guarantee(of: name, in: $0) }) { value = value.guaranteeing(certain) }
            }
            arguments.append(Argument(name: name, value: value, place: place))
        }
        return arguments
    }

    /// The pattern of the route that a decorator or call names.
    func route(at site: CodeExpression.ID?) -> String? {
        guard let site, case .call(_, let arguments) = modules[current].expressions[site.index].kind, let first = arguments.first,
            case .string(let text) = modules[current].expressions[first.value.index].kind
        else { return nil }
        return text
    }

    /// What `<int:name>` says of a part of the path.
    private static func guarantee(of name: String, in route: String) -> Guarantees? {
        if route.contains("<int:\(name)>") || route.contains("<float:\(name)>") { return .number }
        return route.contains("<uuid:\(name)>") ? .word : nil
    }

    private mutating func inModule(of closure: Closure, _ body: (inout Interpreter) -> Void) {
        let owner = ClassValue(module: closure.module, code: CodeID(0), environment: moduleStates[closure.module.index].environment)
        inFrame(of: owner, receiver: .none, body)
    }

    private mutating func requestParameter(_ parameter: CodeParameter, _ name: String, at place: SourcePlace) -> AbstractValue {
        let trail = FlowTrail(.source, at: place, after: nil)
        guard let type = parameter.type else {
            return AbstractValue([Origin(path: AccessPath(.request("parameter"), [.field(name)]), guarantees: [], trail: trail)])
        }
        let named = typeName(type, in: ModuleIndex(index: current))
        if named == "Request" { return AbstractValue([Origin(path: AccessPath(.request("starlette")), guarantees: [], trail: trail)]) }
        let schema = schema(ofType: type)
        let path = schema.model == nil ? AccessPath(.request("parameter"), [.field(name)]) : AccessPath(.request("starlette"), [.field("body")])
        let checked: Guarantees = named == "int" || named == "float" ? .number : named == "UUID" ? .word : schema.guarantees
        let value = AbstractValue([Origin(path: path, guarantees: schema.model == nil ? checked : [], trail: trail)])
        guard let model = schema.model, family(of: model) == .pydantic else { return value }
        return validated(value, by: model, through: "pydantic", at: type)
    }

    /// What `Depends(function)` gives, as the default or within the type of a parameter.
    private mutating func dependency(_ parameter: CodeParameter, depth: Int) -> AbstractValue? {
        guard depth < 4 else { return nil }
        var candidates = parameter.defaultValue.map { [$0] } ?? []
        if let type = parameter.type, case .generic(_, let parts) = modules[current].expressions[type.index].kind { candidates += parts }
        for candidate in candidates {
            guard case .call = modules[current].expressions[candidate.index].kind else { continue }
            for case .object(let id) in evaluate(candidate).references {
                guard case .external(let api) = heap.kind(of: id), api.hasSuffix("Depends()") || api.hasSuffix("Security()") else { continue }
                return heap[id].arguments.first.map { depended(on: $0, at: candidate, depth: depth) } ?? .unknown
            }
        }
        return nil
    }

    private mutating func depended(on function: AbstractValue, at id: CodeExpression.ID, depth: Int) -> AbstractValue {
        var result = AbstractValue.none
        for case .closure(let closure) in function.references {
            let code = modules[closures[closure.index].module.index].functions[closures[closure.index].function.index]
            let arguments = requestParameters(code, closures[closure.index], depth: depth + 1)
            result = result.joined(invoke(closure, arguments, on: .none, at: id))
        }
        return result.isEmpty ? .unknown : result
    }

    // MARK: Parts of requests and events that methods give

    /// `request.json()`, `event.get_query_string_value("id")`: the part that a method of a request or event gives.
    mutating func requestMethod(_ name: String, of receiver: AbstractValue, _ arguments: [Argument], _ id: CodeExpression.ID) -> AbstractValue? {
        guard language == .python, !receiver.origins.isEmpty, receiver.origins.allSatisfy({ $0.path.root.isEvent }) else { return nil }
        let key = arguments.first { $0.name == nil || $0.name == "name" }?.value.string
        switch name {
        case "get_query_string_value": return named(key, in: "queryStringParameters", of: receiver, id)
        case "get_header_value": return named(key, in: "headers", of: receiver, id)
        case "get_json", "json", "body", "form", "get_data", "stream":
            guard receiver.origins.allSatisfy({ $0.path.components.isEmpty && $0.path.root != .event }) else { return nil }
            let body = part(.field("body"), of: receiver, at: span(id))
            return name.hasSuffix("json") ? decoded(body, as: "json", at: id) : body
        default: return nil
        }
    }

    private mutating func named(_ key: String?, in field: String, of receiver: AbstractValue, _ id: CodeExpression.ID) -> AbstractValue {
        let whole = part(.field(field), of: receiver, at: span(id))
        return key.map { part(.field($0), of: whole, at: span(id)) } ?? part(.element, of: whole, at: span(id))
    }

    // MARK: Other callbacks

    /// Calls a function with each record of the event.
    mutating func eachRecord(_ id: Closure.ID, at site: CodeExpression.ID) {
        let place = place(site)
        let path = AccessPath(.event, [.field("Records"), .element])
        let record = AbstractValue([Origin(path: path, guarantees: [], trail: FlowTrail(.source, at: place, after: nil))])
        _ = invoke(id, [Argument(name: nil, value: record, place: place)], on: .none, at: site)
    }

    /// Calls a function that answers when something failed.
    mutating func fail(into id: Closure.ID, at site: CodeExpression.ID) {
        let place = place(site)
        _ = invoke(id, [Argument(name: nil, value: caughtError(at: place), place: place)], on: .none, at: site, isHandler: true)
    }

    /// A class whose methods are named for the verbs of HTTP.
    mutating func runVerbs(of type: ClassValue.ID, at site: CodeExpression.ID) {
        let instance = construct(type, [], at: site)
        for verb in ["get", "post", "put", "patch", "delete"] {
            for case .closure(let closure) in instanceMember(verb, of: type, on: instance).references {
                let saved = flow
                request("python", to: closure, at: site)
                flow = saved
            }
        }
    }
}

/// The fields of events as Powertools' classes for Python name them, by what they are called in the event itself.
///
/// Source: https://docs.powertools.aws.dev/lambda/python/latest/utilities/data_classes/
enum PythonEventFields {
    static func component(_ component: AccessPath.Component, of value: AbstractValue) -> AccessPath.Component {
        guard case .field(let name) = component, let known = names[name], value.origins.allSatisfy({ $0.path.root == .event }) else { return component }
        return .field(known)
    }

    private static let names: [String: String] = [
        "json_body": "body", "decoded_body": "body", "raw_event": "body", "query_string_parameters": "queryStringParameters",
        "multi_value_query_string_parameters": "multiValueQueryStringParameters", "path_parameters": "pathParameters", "raw_path": "rawPath",
        "raw_query_string": "rawQueryString", "resolved_query_string_parameters": "queryStringParameters", "resolved_headers_field": "headers",
        "multi_value_headers": "multiValueHeaders", "message_attributes": "messageAttributes", "new_image": "NewImage", "old_image": "OldImage",
        "get_object": "object", "authorization_token": "authorizationToken", "identity_source": "identitySource", "partition_key": "partitionKey",
    ]
}
