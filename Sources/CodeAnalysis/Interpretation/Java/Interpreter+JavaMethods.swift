import CodeSyntax
import SourceText

extension Interpreter {
    static let optional = "java.util.Optional#"

    /// What a method of Java's texts, collections, streams and trees of JSON gives; `nil` when the name is none of theirs.
    mutating func javaMethod(_ name: String, _ receiver: AbstractValue, _ arguments: [Argument], _ id: CodeExpression.ID) -> AbstractValue? {
        if isExternal(receiver, Interpreter.optional) { return optionalMethod(name, receiver, arguments, id) }
        if isTextBuilder(receiver), let value = builderMethod(name, receiver, arguments, id) { return value }
        if let value = treeMethod(name, receiver, arguments, id) { return value }
        if let value = javaText(name, receiver, arguments, id) { return value }
        return streamMethod(name, receiver, arguments, id)
    }

    func isExternal(_ value: AbstractValue, _ wanted: String) -> Bool {
        value.references.contains { reference in
            guard case .object(let id) = reference, case .external(let api) = heap.kind(of: id) else { return false }
            return api == wanted
        }
    }

    // MARK: Optional values

    /// A value that may be missing, as an object.
    mutating func optional(_ value: AbstractValue, at id: CodeExpression.ID) -> AbstractValue {
        let made = allocate(.external(api: Interpreter.optional), at: id, salt: 5)
        if case .object(let object)? = made.references.first { heap.note(arguments: [value], receiver: .none, of: object) }
        return made
    }

    private func contents(ofOptional value: AbstractValue) -> AbstractValue {
        var contents = AbstractValue.none
        for case .object(let id) in value.references { contents = contents.joined(heap[id].arguments.first ?? .none) }
        return contents
    }

    private mutating func optionalMethod(_ name: String, _ receiver: AbstractValue, _ arguments: [Argument], _ id: CodeExpression.ID) -> AbstractValue? {
        let contents = contents(ofOptional: receiver)
        switch name {
        case "get", "orElseThrow", "getAsInt", "getAsLong", "getAsDouble": return contents
        case "orElse": return contents.joined(arguments.first?.value ?? .none)
        case "orElseGet": return contents.joined(each(arguments.first, given: [], at: id))
        case "map": return optional(each(arguments.first, given: [contents], at: id), at: id)
        case "flatMap": return each(arguments.first, given: [contents], at: id)
        case "filter", "or":
            _ = each(arguments.first, given: [contents], at: id)
            return receiver
        case "ifPresent", "ifPresentOrElse":
            _ = each(arguments.first, given: [contents], at: id)
            if arguments.count > 1 { _ = each(arguments[1], given: [], at: id) }
            return .unknown
        case "isPresent", "isEmpty": return .unknown
        case "stream": return list(of: contents, at: id)
        default: return nil
        }
    }

    // MARK: Texts that are put together

    private static let textBuilders: Set<String> = [
        "java.lang.StringBuilder#", "java.lang.StringBuffer#", "java.util.StringJoiner#", "java.io.StringWriter#",
    ]

    private func isTextBuilder(_ value: AbstractValue) -> Bool {
        value.references.contains { reference in
            guard case .object(let id) = reference, case .external(let api) = heap.kind(of: id) else { return false }
            return Interpreter.textBuilders.contains(api)
        }
    }

    /// A text builder keeps what it was given; its text is that of one piece after another while nothing branches.
    private mutating func builderMethod(_ name: String, _ receiver: AbstractValue, _ arguments: [Argument], _ id: CodeExpression.ID) -> AbstractValue? {
        switch name {
        case "append", "insert", "add", "replace", "write":
            for argument in arguments { writeRest(AbstractValue(contents(of: argument.value)).orNone, of: receiver) }
            return receiver
        case "toString":
            var text = AbstractValue.unknown
            text.insert(contents(of: receiver))
            return text
        case "reverse", "deleteCharAt", "delete", "setLength": return receiver
        default: return nil
        }
    }

    // MARK: Trees

    private static let readers: Set<String> = [
        "get", "path", "at", "getString", "optString", "getAsJsonObject", "getAsJsonArray", "getAsJsonPrimitive", "getJSONObject",
        "getJSONArray", "optJSONObject", "optJSONArray", "findValue", "required", "withArray", "opt", "getOrDefault", "getObject",
        "getFirst", "getProperty", "getHeader", "getJsonObject", "getJsonArray", "read", "getMap", "getList",
    ]
    private static let numberReaders: Set<String> = [
        "getInt", "getLong", "getDouble", "getFloat", "optInt", "optLong", "optDouble", "getBigDecimal", "getInteger", "getNumber",
    ]
    private static let wholes: Set<String> = [
        "asText", "textValue", "asString", "getAsString", "getAsJsonObject", "getAsJsonArray", "toPrettyString", "deepCopy",
        "array", "asReadOnlyBuffer", "toURI", "strip", "stripLeading", "stripTrailing", "intern", "elements",
    ]
    private static let numbers: Set<String> = [
        "asInt", "asLong", "asDouble", "getAsInt", "getAsLong", "getAsDouble", "getAsNumber", "intValue", "longValue", "doubleValue",
        "shortValue", "floatValue", "compareTo", "codePointAt", "ordinal", "toEpochMilli",
    ]

    /// Parts of what came from outside that are asked for by name.
    private mutating func treeMethod(_ name: String, _ receiver: AbstractValue, _ arguments: [Argument], _ id: CodeExpression.ID) -> AbstractValue? {
        guard !receiver.origins.isEmpty, !receiver.isMadeByLibrary(in: self) else { return nil }
        if arguments.isEmpty {
            if name == "entrySet" || name == "fields" || name == "properties" { return pairs(of: receiver, at: id) }
            if name == "fieldNames" || name == "keys" { return list(of: keys(of: receiver), at: id) }
            if Interpreter.wholes.contains(name) { return receiver }
            if Interpreter.numbers.contains(name) { return receiver.derived.guaranteeing(.number) }
            if name == "asBoolean" || name == "booleanValue" || name == "getAsBoolean" { return receiver.derived.guaranteeing(.boolean) }
            return nil
        }
        guard let first = arguments.first?.value else { return nil }
        if Interpreter.numberReaders.contains(name) { return element(first, of: receiver, at: span(id)).guaranteeing(.number) }
        if name == "getBoolean" || name == "optBoolean" { return element(first, of: receiver, at: span(id)).guaranteeing(.boolean) }
        guard Interpreter.readers.contains(name) else { return nil }
        let value = element(first, of: receiver, at: span(id))
        return arguments.count > 1 ? value.joined(arguments[1].value) : value
    }

    // MARK: Texts

    private mutating func javaText(_ name: String, _ receiver: AbstractValue, _ arguments: [Argument], _ id: CodeExpression.ID) -> AbstractValue? {
        switch name {
        case "formatted": return receiver.string.map { formatted($0, arguments.map(\.value)) }
        case "isBlank", "contentEquals": return .unknown
        case "lines": return nil
        case "equals", "equalsIgnoreCase":
            guard let other = arguments.first?.value, !receiver.isMadeByLibrary(in: self) else { return nil }
            compare(.equal, receiver, other, id)
            var result = AbstractValue.unknown
            result.conditions = equality(of: receiver, and: other)
            return result
        default: return nil
        }
    }

    /// Whether a function that is handed over takes two values: of a map its key and what stands under it.
    private func takesPair(_ argument: Argument?) -> Bool {
        (argument?.value.references ?? []).contains { reference in
            guard case .closure(let id) = reference else { return false }
            let closure = closures[id.index]
            return modules[closure.module.index].functions[closure.function.index].parameters.count == 2
        }
    }

    // MARK: Streams and collections

    private static let sameStream: Set<String> = [
        "stream", "toList", "boxed", "distinct", "limit", "skip", "sorted", "parallel", "parallelStream", "sequential", "toArray",
        "subList", "reversed", "iterator", "listIterator", "asList", "toSet", "unordered", "descendingIterator", "chars",
    ]

    private mutating func streamMethod(_ name: String, _ receiver: AbstractValue, _ arguments: [Argument], _ id: CodeExpression.ID) -> AbstractValue? {
        let kind = kind(of: receiver)
        guard kind == .list || kind == .record || (!receiver.origins.isEmpty && !receiver.isMadeByLibrary(in: self)) else { return nil }
        switch name {
        case "forEach" where takesPair(arguments.first):
            _ = each(arguments.first, given: [keys(of: receiver), elements(of: receiver, at: id)], at: id)
            return .unknown
        case "forEachOrdered", "forEach":
            _ = each(arguments.first, given: [elements(of: receiver, at: id)], at: id)
            return .unknown
        case "mapToInt", "mapToLong", "mapToDouble", "mapToObj", "map":
            return list(of: each(arguments.first, given: [elements(of: receiver, at: id)], at: id), at: id)
        case "flatMap":
            return list(of: elements(of: each(arguments.first, given: [elements(of: receiver, at: id)], at: id), at: id), at: id)
        case "peek" where arguments.count == 1, "filter", "takeWhile", "dropWhile", "anyMatch", "allMatch", "noneMatch", "removeIf":
            _ = each(arguments.first, given: [elements(of: receiver, at: id)], at: id)
            return name.hasSuffix("Match") || name == "removeIf" ? .unknown : receiver
        case "findFirst", "findAny": return optional(elements(of: receiver, at: id), at: id)
        case "min" where arguments.count == 1, "max" where arguments.count == 1: return optional(elements(of: receiver, at: id), at: id)
        case "collect": return collected(receiver, arguments.first?.value ?? .none, id)
        case "getKey" where kind == .list: return element(0, of: receiver)
        case "getValue" where kind == .list: return element(1, of: receiver)
        case "poll", "element", "getFirst", "getLast", "removeFirst", "removeLast", "next": return elements(of: receiver, at: id)
        case "add" where kind == .record, "putIfAbsent", "addProperty", "accumulate": return recordChange(receiver, arguments)
        case "computeIfAbsent":
            let made = each(arguments.count > 1 ? arguments[1] : nil, given: [arguments.first?.value ?? .unknown], at: id)
            writeRest(made, of: receiver)
            return made.joined(elements(of: receiver, at: id))
        case "putAll":
            for argument in arguments { copy(argument.value, into: receiver) }
            return .unknown
        case "hasNext", "isEmpty": return .unknown
        case _ where Interpreter.sameStream.contains(name): return receiver
        default: return nil
        }
    }

    private mutating func recordChange(_ receiver: AbstractValue, _ arguments: [Argument]) -> AbstractValue {
        guard arguments.count > 1 else { return .unknown }
        if let key = arguments[0].value.constant?.text { write(arguments[1].value, toField: key, of: receiver) } else {
            writeRest(arguments[1].value, of: receiver)
        }
        return .unknown
    }

    mutating func copy(_ value: AbstractValue, into target: AbstractValue) {
        for case .object(let id) in target.references {
            let rest = spread(value, into: id)
            heap.writeRest(rest, of: id)
        }
    }

    private mutating func collected(_ receiver: AbstractValue, _ collector: AbstractValue, _ id: CodeExpression.ID) -> AbstractValue {
        guard isExternal(collector, "java.util.stream.Collectors.joining()") else { return receiver }
        var text = AbstractValue.unknown
        text.insert(contents(of: elements(of: receiver, at: id)))
        return text
    }
}

extension AbstractValue {
    /// It, or no value when nothing from outside is in it.
    fileprivate var orNone: AbstractValue { origins.isEmpty ? .none : self }
}
