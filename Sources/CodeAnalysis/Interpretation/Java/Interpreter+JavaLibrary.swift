import CodeSyntax
import SourceText

extension Interpreter {
    /// What a call of Java's library or of a builder gives; `nil` when nothing but its effect is known.
    mutating func javaExternal(
        _ api: String, _ arguments: [Argument], on receiver: AbstractValue, at id: CodeExpression.ID, isConstruction: Bool
    ) -> AbstractValue? {
        if isConstruction {
            return JavaLibrary.container(api, hasArguments: !arguments.isEmpty).map { container($0, arguments, id) }
        }
        if APIPath.name(api) == "printStackTrace", let writer = arguments.first?.value { return traced(receiver, into: writer) }
        if let value = collection(api, arguments, id) { return value }
        if let value = text(api, arguments) { return value }
        if let value = extractedBody(api, arguments, on: receiver, id) ?? decodedObject(api, arguments, id) { return value }
        return setting(api, arguments, on: receiver, id)
    }

    /// `error.printStackTrace(writer)`: what the writer was made of has the error's text from then on.
    private mutating func traced(_ error: AbstractValue, into writer: AbstractValue) -> AbstractValue {
        for case .object(let id) in writer.references {
            heap.writeRest(AbstractValue(error.origins), of: id)
            for case .object(let inner) in heap[id].arguments.flatMap(\.references) { heap.writeRest(AbstractValue(error.origins), of: inner) }
        }
        return .none
    }

    // MARK: Collections

    private mutating func container(_ kind: JavaLibrary.Container, _ arguments: [Argument], _ id: CodeExpression.ID) -> AbstractValue {
        let made = allocate(kind == .list ? .list : .record, at: id, salt: 6)
        guard let first = arguments.first?.value, !first.isNumeric, !first.references.isEmpty || !first.origins.isEmpty else { return made }
        if kind == .record {
            copy(first, into: made)
        } else if case .object(let object)? = made.references.first {
            heap.writeRest(elements(of: first, at: id), of: object)
        }
        return made
    }

    private mutating func collection(_ api: String, _ arguments: [Argument], _ id: CodeExpression.ID) -> AbstractValue? {
        switch api {
        case "java.util.Optional.of", "java.util.Optional.ofNullable": return optional(arguments.first?.value ?? .unknown, at: id)
        case "java.util.Optional.empty": return optional(.none, at: id)
        case "java.util.Objects.requireNonNullElse": return arguments.reduce(.none) { $0.joined($1.value) }
        case "java.util.Map.entry": return list(arguments, id)
        default: break
        }
        if JavaLibrary.givers.contains(api) { return arguments.first?.value ?? .unknown }
        if JavaLibrary.listMakers.contains(api) {
            // An array that is handed over holds the elements itself.
            if arguments.count == 1, case .list? = kind(of: arguments[0].value) { return arguments[0].value }
            return list(arguments, id)
        }
        return JavaLibrary.recordMakers.contains(api) ? record(arguments, id) : nil
    }

    private mutating func list(_ arguments: [Argument], _ id: CodeExpression.ID) -> AbstractValue {
        let made = allocate(.list, at: id, salt: 6)
        guard case .object(let object)? = made.references.first else { return made }
        for (position, argument) in arguments.enumerated() { heap.write(argument.value, to: "\(position)", of: object) }
        return made
    }

    private mutating func record(_ arguments: [Argument], _ id: CodeExpression.ID) -> AbstractValue {
        let made = allocate(.record, at: id, salt: 6)
        guard case .object(let object)? = made.references.first else { return made }
        for position in stride(from: 0, to: arguments.count - 1, by: 2) {
            let value = arguments[position + 1].value
            if let key = arguments[position].value.constant?.text { heap.write(value, to: key, of: object) } else { heap.writeRest(value, of: object) }
        }
        return made
    }

    // MARK: Texts

    private mutating func text(_ api: String, _ arguments: [Argument]) -> AbstractValue? {
        if JavaLibrary.makesText(api) { return AbstractValue(arguments.flatMap { contents(of: guarded($0.value)) }) }
        switch api {
        case "java.lang.String.format":
            // A locale may stand before the format.
            guard let index = arguments.prefix(2).firstIndex(where: { $0.value.string != nil }), let format = arguments[index].value.string
            else { return nil }
            return formatted(format, arguments.dropFirst(index + 1).map(\.value))
        case "java.lang.String.valueOf", "java.util.Objects.toString": return arguments.first.map { sameText($0.value) }
        case "java.lang.String.join":
            guard let separator = arguments.first?.value else { return nil }
            var parts: [AbstractValue] = []
            for argument in arguments.dropFirst() {
                let isList = kind(of: argument.value) == .list
                parts.append(isList ? AbstractValue(contents(of: argument.value)) : argument.value)
            }
            return parts.dropFirst().reduce(parts.first ?? .unknown) { concatenated(concatenated($0, separator), $1) }
        default: return nil
        }
    }

    private func sameText(_ value: AbstractValue) -> AbstractValue {
        if value.constant != nil || !value.text.isEmpty { return value }
        return AbstractValue(contents(of: value))
    }

    /// `"%s".formatted(values)`.
    mutating func formatted(_ format: String, _ values: [AbstractValue]) -> AbstractValue {
        let texts = values.map { value in guarded(value.origins.isEmpty && value.constant == nil ? AbstractValue(contents(of: value)) : value) }
        return filled(format, with: texts) { text in text.utf8.first == UInt8(ascii: "%") ? percentLength(text) : 0 }
    }

    // MARK: Objects from text

    private static let objectReaders: Set<String> = ["readValue", "fromJson", "convertValue", "treeToValue", "readObject", "parseObject"]

    /// `mapper.readValue(text, Order.class)`: an order whose fields are what the text says.
    private mutating func decodedObject(_ api: String, _ arguments: [Argument], _ id: CodeExpression.ID) -> AbstractValue? {
        guard Interpreter.objectReaders.contains(String(APIPath.name(api))), let text = arguments.first?.value, arguments.count > 1 else { return nil }
        let decoded = decoded(text, as: "json", at: id)
        var value = AbstractValue(decoded.origins)
        for argument in arguments.dropFirst() {
            for case .classValue(let type) in argument.value.references { value = instance(of: type, from: value, at: id) }
        }
        return value
    }

    /// `extractDataFrom(event).as(Order.class)` of Powertools: what the body of the event holds.
    private mutating func extractedBody(
        _ api: String, _ arguments: [Argument], on receiver: AbstractValue, _ id: CodeExpression.ID
    ) -> AbstractValue? {
        guard api.hasPrefix("software.amazon.lambda.powertools."), api.hasSuffix("extractDataFrom().as"),
            case .object(let made)? = receiver.references.first, let event = heap[made].arguments.first
        else { return nil }
        var value = AbstractValue(decoded(part(.field("body"), of: event, at: span(id)), as: "json", at: id).origins)
        for argument in arguments {
            for case .classValue(let type) in argument.value.references { value = instance(of: type, from: value, at: id) }
        }
        return value
    }

    // MARK: Builders and settings

    /// `X.builder().name(value).build()`, `new X().withName(value)`, `x.setName(value)`: objects with fields.
    private mutating func setting(
        _ api: String, _ arguments: [Argument], on receiver: AbstractValue, _ id: CodeExpression.ID
    ) -> AbstractValue? {
        let name = String(APIPath.name(api))
        let owner = String(api.dropLast(name.count))
        if JavaLibrary.isBuilder(owner) {
            if JavaLibrary.buildMethods.contains(name) { return built(JavaLibrary.built(byBuilder: owner), by: receiver, id) }
            keep(arguments, as: name, of: owner, in: receiver)
            return receiver
        }
        if !owner.hasSuffix("#"), let path = Self.builder(owner, name) { return made(path, arguments, id) }
        guard owner.hasSuffix("#"), arguments.count == 1 else { return nil }
        if JavaLibrary.property(name, ["with"]) != nil {
            keep(arguments, as: name, of: owner, in: receiver)
            return receiver
        }
        if JavaLibrary.property(name, ["set"]) != nil {
            keep(arguments, as: name, of: owner, in: receiver)
            return AbstractValue.unknown
        }
        return nil
    }

    /// What a static method makes that gives a builder or a client.
    private static func builder(_ owner: String, _ name: String) -> String? {
        let type = owner.hasSuffix(".") ? String(owner.dropLast()) : owner
        switch name {
        case "builder", "newBuilder": return type + ".Builder#"
        case "standard" where type.hasSuffix("Builder"): return type + "#"
        case "defaultClient" where type.hasSuffix("ClientBuilder"): return String(type.dropLast("ClientBuilder".count)) + "#"
        case "create" where type.hasPrefix("software.amazon.awssdk."): return type + "#"
        case _ where type.hasSuffix("Builder") && name.hasPrefix("from"): return type + "#"
        default: return nil
        }
    }

    private mutating func made(_ path: String, _ arguments: [Argument], _ id: CodeExpression.ID) -> AbstractValue {
        let value = allocate(.external(api: path), at: id, salt: 4)
        guard case .object(let object)? = value.references.first else { return value }
        heap.note(arguments: arguments.map(\.value), receiver: .none, of: object)
        for argument in arguments { heap.writeRest(AbstractValue(contents(of: argument.value)), of: object) }
        return value
    }

    private mutating func built(_ path: String, by builder: AbstractValue, _ id: CodeExpression.ID) -> AbstractValue {
        let value = allocate(.external(api: path), at: id, salt: 4)
        guard case .object(let object)? = value.references.first else { return value }
        for case .object(let source) in builder.references where source != object {
            let copied = heap[source]
            heap.note(arguments: copied.arguments, receiver: .none, of: object)
            for name in copied.fieldOrder { heap.write(copied.fields[name] ?? .none, to: name, of: object) }
            heap.writeRest(copied.rest, of: object)
        }
        return value
    }

    private mutating func keep(_ arguments: [Argument], as method: String, of owner: String, in receiver: AbstractValue) {
        guard let first = arguments.first else { return }
        let name = JavaLibrary.settingName(method, of: owner)
        write(first.value, toField: name, of: receiver)
        for argument in arguments.dropFirst() {
            // `header(name, value)`: what stands behind the name counts as much.
            write(argument.value, toField: first.value.string ?? name, of: receiver)
        }
    }

    /// Arguments with what a function that fills a builder makes of it: `s3.getObject(b -> b.key(name))`.
    mutating func builtArguments(_ api: String, _ arguments: [Argument], _ id: CodeExpression.ID) -> [Argument] {
        guard api.hasPrefix("software.amazon.awssdk.") else { return arguments }
        var changed = arguments
        for (index, argument) in arguments.enumerated() {
            guard argument.value.references.contains(where: { if case .closure = $0 { true } else { false } }) else { continue }
            let name = String(APIPath.name(api))
            let type = api.prefix { $0 != "#" }.split(separator: ".").dropLast().joined(separator: ".")
            let path = "\(type).model.\(name.prefix(1).uppercased() + name.dropFirst())Request.Builder#"
            let builder = allocate(.external(api: path), at: id, salt: 3)
            let given = Argument(name: nil, value: builder, place: argument.place)
            for case .closure(let closure) in argument.value.references { _ = invoke(closure, [given], on: .none, at: id) }
            changed[index].value = builder
        }
        return changed
    }
}
