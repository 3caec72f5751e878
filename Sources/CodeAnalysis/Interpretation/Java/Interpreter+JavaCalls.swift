import CodeSyntax
import SourceText

extension Interpreter {
    /// Calls a method of an object of Java: of the program's own classes, of functions, of the language, of libraries.
    mutating func callMethod(
        _ name: String, on object: CodeExpression.ID, _ written: [CodeExpression.Argument], _ id: CodeExpression.ID, nameSpan: ByteSpan
    ) -> AbstractValue {
        let isSuper = if case .superclass = modules[current].expressions[object.index].kind { true } else { false }
        let receiver = evaluate(object)
        let function = isSuper ? superValue(of: receiver, member: name) : method(name, of: receiver)
        let arguments = self.arguments(written)
        if function.references.contains(where: { if case .closure = $0 { true } else { false } }) {
            return call(function, arguments, on: receiver, at: id, nameSpan: nameSpan)
        }
        if let value = property(name, of: receiver, arguments, id) { return value }
        if let value = javaMethod(name, receiver, arguments, id) { return value }
        if let value = getter(name, of: receiver, arguments, id) { return value }
        return callMember(name, function, of: receiver, arguments, id, nameSpan: nameSpan, isConstruction: false)
    }

    /// What a method's name means for a value.
    private mutating func method(_ name: String, of value: AbstractValue) -> AbstractValue {
        var result = AbstractValue.none
        for reference in value.references {
            switch reference {
            case .object(let id): result = result.joined(method(name, of: id))
            case .closure:
                // Whatever the method of a functional interface is called, calling it calls the function.
                if !Interpreter.functionMethods.contains(name) { result.insert(reference) }
            case .classValue(let id): result = result.joined(staticMember(name, of: id).withoutInstanceMethods(in: self))
            case .module(let index): result = result.joined(export(name, of: index))
            case .api(let api): result.insert(.api(APIPath.member(name, of: api)))
            }
        }
        return result
    }

    private static let functionMethods: Set<String> = ["andThen", "compose", "negate", "equals", "hashCode", "toString", "getClass"]

    private mutating func method(_ name: String, of id: HeapObject.ID) -> AbstractValue {
        switch heap.kind(of: id) {
        case .instance(let type): instanceMember(name, of: type, on: AbstractValue(.object(id)))
        case .external(let api): AbstractValue(.api(APIPath.member(name, of: api)))
        case .record, .list: .none
        }
    }

    /// Of methods with one name those that take as many arguments; all when none does.
    func overloaded(_ value: AbstractValue, _ count: Int) -> AbstractValue {
        guard value.references.count > 1 else { return value }
        var result = value
        result.references = value.references.filter { takes($0, count) }
        return result.references.isEmpty ? value : result
    }

    private func takes(_ reference: Reference, _ count: Int) -> Bool {
        guard case .closure(let id) = reference else { return true }
        let closure = closures[id.index]
        let parameters = modules[closure.module.index].functions[closure.function.index].parameters
        let isOpen = parameters.last?.kind == .rest
        return isOpen ? count >= parameters.count - 1 : count == parameters.count
    }

    func isInstanceMethod(_ id: Closure.ID) -> Bool {
        let closure = closures[id.index]
        return modules[closure.module.index].functions[closure.function.index].receiver == .dynamic
    }

    // MARK: Properties

    /// Getters and setters that nobody wrote: those of data classes, and of the settings that a library's object was given.
    private mutating func property(
        _ name: String, of receiver: AbstractValue, _ arguments: [Argument], _ id: CodeExpression.ID
    ) -> AbstractValue? {
        var found: AbstractValue?
        for case .object(let object) in receiver.references {
            guard let value = property(name, of: object, arguments) else { continue }
            found = found.map { $0.joined(value) } ?? value
        }
        return found
    }

    /// Getters of the language's texts and objects, which read no part of what came in.
    private static let ownGetters: Set<String> = ["getBytes", "getClass", "getChars", "isEmpty", "isBlank"]

    private mutating func getter(
        _ name: String, of receiver: AbstractValue, _ arguments: [Argument], _ id: CodeExpression.ID
    ) -> AbstractValue? {
        guard arguments.isEmpty, !receiver.origins.isEmpty, !receiver.isMadeByLibrary(in: self), !Interpreter.ownGetters.contains(name),
            let field = JavaLibrary.property(name)
        else { return nil }
        return part(of: receiver, named: field, at: span(id))
    }

    private mutating func property(_ name: String, of id: HeapObject.ID, _ arguments: [Argument]) -> AbstractValue? {
        let object = heap[id]
        switch object.kind {
        case .instance:
            if arguments.count == 1, let field = JavaLibrary.property(name, ["set"]) {
                heap.write(arguments[0].value, to: field, of: id)
                return AbstractValue(.object(id))
            }
            guard arguments.isEmpty else { return nil }
            return object.fields[JavaLibrary.property(name) ?? name]
        case .external(let api):
            guard arguments.isEmpty, JavaLibrary.property(name) != nil else { return nil }
            return object.fields[JavaLibrary.settingName(String(name.dropFirst(3)), of: api)]
        case .record, .list: return nil
        }
    }

    /// A part of what came from outside by the name of its getter; the events of AWS write some of their fields otherwise.
    private mutating func part(of value: AbstractValue, named field: String, at span: ByteSpan) -> AbstractValue {
        var result = AbstractValue.none
        for origin in value.origins {
            let name = wireName(field, of: origin.path, value)
            result = result.joined(part(.field(name), of: AbstractValue([origin]), at: span))
        }
        return result
    }

    private func wireName(_ field: String, of path: AccessPath, _ value: AbstractValue) -> String {
        guard path.root == .event else { return field }
        switch (path.fields.last, field) {
        case (nil, "records"):
            let hasSmallName = value.references.contains { reference in
                guard case .api(let api) = reference else { return true }
                return ["Kafka", "Firehose", "KinesisAnalytics"].contains { api.contains($0) }
            }
            return hasSmallName ? field : "Records"
        case ("Records", "SNS"), ("Records", "sns"): return "Sns"
        case ("Sns", _), ("dynamodb", _): return field.prefix(1).uppercased() + field.dropFirst()
        case ("object", "urlDecodedKey"): return "key"
        // Values of items are named for their types: `getS()`.
        case _ where field.utf8.count < 3 && path.fields.contains("dynamodb"): return field.uppercased()
        default: return field
        }
    }
}

extension AbstractValue {
    fileprivate func withoutInstanceMethods(in interpreter: Interpreter) -> AbstractValue {
        var value = self
        value.references.removeAll { if case .closure(let id) = $0 { interpreter.isInstanceMethod(id) } else { false } }
        return value
    }

    /// Whether it is among others an object that a library made, whose methods are the library's.
    func isMadeByLibrary(in interpreter: Interpreter) -> Bool {
        references.contains { reference in
            guard case .object(let id) = reference, case .external = interpreter.heap.kind(of: id) else { return false }
            return true
        }
    }
}
