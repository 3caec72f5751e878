import CodeSyntax
import SourceText

extension Interpreter {
    /// What a method of texts, lists, records and promises gives; `nil` when the name is none of theirs.
    mutating func builtin(_ name: String, _ receiver: AbstractValue, _ arguments: [Argument], _ id: CodeExpression.ID) -> AbstractValue? {
        if let value = promiseMethod(name, receiver, arguments, id) { return value }
        if let value = textMethod(name, receiver, arguments, id) { return value }
        if let value = testMethod(name, receiver, arguments) { return value }
        if let value = listMethod(name, receiver, arguments, id) { return value }
        return recordMethod(name, receiver, arguments, id)
    }

    // MARK: Promises

    private mutating func promiseMethod(_ name: String, _ receiver: AbstractValue, _ arguments: [Argument], _ id: CodeExpression.ID) -> AbstractValue? {
        guard language.isECMAScript else { return nil }
        switch name {
        case "then":
            let value = each(arguments.first, given: [receiver], at: id)
            _ = each(arguments.count > 1 ? arguments[1] : nil, given: [caughtError(at: place(id))], at: id)
            return value.isEmpty ? receiver : value
        case "catch":
            return receiver.joined(each(arguments.first, given: [caughtError(at: place(id))], at: id))
        case "finally":
            _ = each(arguments.first, given: [], at: id)
            return receiver
        default: return nil
        }
    }

    /// Calls a function that was handed over, for values of the program's own making.
    mutating func each(_ function: Argument?, given values: [AbstractValue], at id: CodeExpression.ID) -> AbstractValue {
        guard let function else { return .none }
        let start = flow
        let arguments = values.map { Argument(name: nil, value: $0, place: place(id)) }
        var result = AbstractValue.none
        for reference in function.value.references {
            switch reference {
            case .closure(let closure): result = result.joined(guarded(invoke(closure, arguments, on: .none, at: id)))
            case .api, .object: result = result.joined(call(AbstractValue(reference), arguments, on: .none, at: id))
            case .classValue, .module: continue
            }
        }
        // What a callback made sure of holds for its own call only.
        flow = start
        return result
    }

    // MARK: Texts

    private static let sameText: Set<String> = [
        "toString", "trim", "trimStart", "trimEnd", "toLowerCase", "toUpperCase", "toLocaleLowerCase", "toLocaleUpperCase",
        "normalize", "valueOf", "padStart", "padEnd", "repeat", "strip", "lstrip", "rstrip", "lower", "upper", "title",
        "capitalize", "encode", "decode", "toJSON", "removeprefix", "removesuffix", "casefold", "zfill", "expandtabs",
        "toCharArray", "getBytes", "intern", "String", "ljust", "rjust", "center", "swapcase", "text", "read", "json",
    ]
    private static let partOfText: Set<String> = [
        "slice", "substring", "substr", "charAt", "at", "subString", "subSequence",
    ]
    private static let numbers: Set<String> = [
        "indexOf", "lastIndexOf", "charCodeAt", "codePointAt", "search", "localeCompare", "find_index", "count", "rfind",
        "findIndex", "length", "size", "isEmpty", "getTime", "hashCode", "intValue", "longValue", "toFixed",
    ]

    private mutating func textMethod(_ name: String, _ receiver: AbstractValue, _ arguments: [Argument], _ id: CodeExpression.ID) -> AbstractValue? {
        if Interpreter.sameText.contains(name) { return sameText(name, receiver, arguments, id) }
        if Interpreter.numbers.contains(name) { return receiver.derived.guaranteeing(.number) }
        switch name {
        case "slice" where kind(of: receiver) == .list, "at" where kind(of: receiver) == .list: return nil
        case _ where Interpreter.partOfText.contains(name):
            let part = receiver.derived
            return arguments.count > 1 || name == "charAt" ? part.guaranteeing(.bounded) : part
        case "replace", "replaceAll", "sub", "translate": return replaced(name, receiver, arguments)
        case "split", "rsplit", "splitlines", "partition", "rpartition":
            let isPath = arguments.first?.value.string == "/"
            var part = receiver.derived
            if isPath { part = part.guaranteeing(.pathComponent) }
            if name == "splitlines" { part = part.guaranteeing(.singleLine) }
            return list(of: part, at: id)
        case "concat" where kind(of: receiver) != .list:
            return arguments.reduce(receiver) { concatenated($0, $1.value) }
        case "format" where language == .python:
            guard let format = receiver.strings.first, receiver.strings.count == 1 else { return nil }
            return braceFormatted(format, arguments)
        case "join": return joined(name, receiver, arguments)
        case "match", "exec":
            guard isPattern(receiver) || isPattern(arguments.first?.value) || !receiver.origins.isEmpty else { return nil }
            let (pattern, text) = isPattern(receiver) ? (receiver, arguments.first?.value ?? .none) : (arguments.first?.value ?? .none, receiver)
            var captures = list(of: text.derived, at: id)
            captures.conditions = matching(pattern, text, anchored: language == .python ? .start : []).conditions
            return captures
        default: return nil
        }
    }

    private mutating func sameText(_ name: String, _ receiver: AbstractValue, _ arguments: [Argument], _ id: CodeExpression.ID) -> AbstractValue? {
        if receiver.origins.isEmpty, receiver.strings.isEmpty { return nil }
        switch name {
        case "toString" where arguments.first != nil && receiver.string == nil, "json": return receiver
        case "toLowerCase", "lower":
            if let text = receiver.string { return AbstractValue(.string(text.lowercased())) }
        case "toUpperCase", "upper":
            if let text = receiver.string { return AbstractValue(.string(text.uppercased())) }
        default: break
        }
        return receiver
    }

    func isPattern(_ value: AbstractValue?) -> Bool {
        if case .pattern? = value?.constant { true } else { false }
    }

    /// A text with matches replaced: taking out everything but safe characters leaves safe characters.
    private func replaced(_ name: String, _ receiver: AbstractValue, _ arguments: [Argument]) -> AbstractValue {
        var result = receiver.derived
        if arguments.count > 1 { result = result.joined(arguments[1].value.asReplacement) }
        guard let first = arguments.first?.value.constant else { return result }
        switch first {
        case .pattern(let pattern, let flags):
            return result.guaranteeing(PatternSafety.guaranteesAfterRemoval(of: pattern, flags: flags, isAll: name == "replaceAll"))
        case .string("\n"), .string("\r\n"): return result.guaranteeing(.singleLine)
        case .string("/") where isEveryReplaced(name, arguments): return result.guaranteeing(.pathComponent)
        default: return result
        }
    }

    /// Whether every match of a plain text gives way to text without `/`.
    private func isEveryReplaced(_ name: String, _ arguments: [Argument]) -> Bool {
        guard language == .python || name == "replaceAll", arguments.count == 2 else { return false }
        return arguments[1].value.string.map { !$0.contains("/") } ?? false
    }

    private mutating func joined(_ name: String, _ receiver: AbstractValue, _ arguments: [Argument]) -> AbstractValue? {
        let list = language == .python || receiver.constant?.text != nil && kind(of: receiver) == nil ? arguments.first?.value ?? .none : receiver
        guard !list.isEmpty, kind(of: list) == .list || !list.origins.isEmpty else { return nil }
        var result = AbstractValue.unknown
        result.insert(contents(of: list))
        guard case .object(let id)? = list.references.first, heap[id].rest.isEmpty else { return result }
        let separator = (language == .python ? receiver : arguments.first?.value ?? AbstractValue(.string(",")))
        var text = AbstractValue(.string(""))
        for (position, name) in heap[id].fieldOrder.enumerated() {
            if position > 0 { text = concatenated(text, separator) }
            text = concatenated(text, heap[id].fields[name] ?? .none)
        }
        return text
    }

    // MARK: Tests

    private mutating func testMethod(_ name: String, _ receiver: AbstractValue, _ arguments: [Argument]) -> AbstractValue? {
        var result = AbstractValue.unknown
        let first = arguments.first?.value ?? .none
        switch name {
        case "includes", "has", "contains", "containsKey":
            result.conditions = kind(of: receiver) != nil ? membership(of: first, in: expanded(receiver)) : Conditions()
        case "test" where isPattern(receiver): return matching(receiver, first, anchored: [])
        case "matches" where language == .java: return matching(first, receiver, anchored: [.start, .end])
        case "hasOwnProperty":
            result.conditions = membership(of: first, in: receiver)
            if first.origins.isEmpty { result.conditions?.whenTrue.formUnion(proving(.tested, of: receiver).whenTrue) }
        case "isdigit", "isnumeric", "isdecimal": result.conditions = proving(.number, of: receiver)
        case "isalnum", "isalpha", "isidentifier": result.conditions = proving(.word, of: receiver)
        case "startsWith", "startswith": result.conditions = prefixTest(receiver, first)
        case "equals", "equalsIgnoreCase": result.conditions = equality(of: receiver, and: first)
        case "endsWith", "endswith", "isEmpty", "some", "every": return name == "some" || name == "every" ? nil : result
        default: return nil
        }
        return result
    }

    /// A set or map is what it was made with.
    private func expanded(_ value: AbstractValue) -> AbstractValue {
        for case .object(let id) in value.references {
            if case .external = heap.kind(of: id) { return heap[id].arguments.first ?? value }
        }
        return value
    }

    /// A resolved path that starts with a folder of the program stays below it; an address that starts with a whole
    /// origin goes there.
    func prefixTest(_ value: AbstractValue, _ prefix: AbstractValue) -> Conditions {
        guard prefix.origins.isEmpty else { return Conditions() }
        var conditions = Conditions()
        let isOrigin = prefix.strings.contains { $0.hasPrefix("http") && $0.split(separator: "/").count > 1 && ($0.hasSuffix("/") || $0.dropFirst(8).contains("/")) }
        for origin in value.origins {
            conditions.whenTrue.add(origin.path, isOrigin ? [.allowedHost, .containedPath] : .containedPath)
        }
        return conditions
    }

    /// `re.match(pattern, text)` and what `re.compile` made.
    func patternTest(_ api: String, _ arguments: [Argument], _ receiver: AbstractValue) -> Conditions? {
        switch api {
        case "re.match", "re.search", "re.fullmatch":
            guard arguments.count > 1 else { return nil }
            return matching(arguments[0].value, arguments[1].value, anchored: anchors(of: api)).conditions
        case "re.compile().match", "re.compile().search", "re.compile().fullmatch":
            guard case .object(let id)? = receiver.references.first, let pattern = heap[id].arguments.first, let text = arguments.first?.value
            else { return nil }
            return matching(pattern, text, anchored: anchors(of: api)).conditions
        case "regexp.MatchString":
            guard arguments.count > 1 else { return nil }
            return matching(arguments[0].value, arguments[1].value, anchored: []).conditions
        case "regexp.MustCompile().MatchString", "RegExp#test":
            guard case .object(let id)? = receiver.references.first, let pattern = heap[id].arguments.first, let text = arguments.first?.value
            else { return nil }
            return matching(pattern, text, anchored: []).conditions
        case "java.util.regex.Matcher#matches":
            guard case .object(let matcher)? = receiver.references.first, let text = heap[matcher].arguments.first,
                case .object(let made)? = heap[matcher].receiver.references.first, let pattern = heap[made].arguments.first
            else { return nil }
            return matching(pattern, text, anchored: [.start, .end]).conditions
        case "java.util.regex.Pattern.matches":
            guard arguments.count > 1 else { return nil }
            return matching(arguments[0].value, arguments[1].value, anchored: [.start, .end]).conditions
        case "isinstance":
            guard arguments.count > 1, !arguments[1].value.references.isEmpty else { return nil }
            return instanceTest(arguments[0].value, arguments[1].value)
        default: return nil
        }
    }

    private func anchors(of api: String) -> PatternSafety.Anchors {
        api.hasSuffix("fullmatch") ? [.start, .end] : api.hasSuffix(".match") ? .start : []
    }

    // MARK: Lists

    private mutating func listMethod(_ name: String, _ receiver: AbstractValue, _ arguments: [Argument], _ id: CodeExpression.ID) -> AbstractValue? {
        let isList = kind(of: receiver) == .list || !receiver.origins.isEmpty || isCollection(receiver)
        guard isList else { return nil }
        loopDepth += 1
        defer { loopDepth -= 1 }
        switch name {
        case "map", "flatMap": return list(of: eachElement(arguments.first, of: receiver, id), at: id)
        case "forEach", "some", "every", "findIndex":
            _ = eachElement(arguments.first, of: receiver, id)
            return .unknown
        case "filter", "sort", "sorted", "toSorted":
            _ = eachElement(arguments.first, of: receiver, id)
            return receiver
        case "find", "findLast":
            guard arguments.first?.value.isCallable == true else { return nil }
            _ = eachElement(arguments.first, of: receiver, id)
            return elements(of: receiver, at: id)
        case "reduce", "reduceRight": return reduced(arguments, receiver, id)
        case "slice", "reverse", "toReversed", "flat", "copy", "stream", "iterator": return receiver
        case "pop", "shift", "popleft", "at", "next", "first", "last", "peek": return elements(of: receiver, at: id)
        case "push", "append", "unshift", "add", "appendleft", "insert", "extend", "addAll", "update", "concat":
            return added(name, receiver, arguments, id)
        default: return nil
        }
    }

    private func isCollection(_ value: AbstractValue) -> Bool {
        value.references.contains { reference in
            guard case .object(let id) = reference, case .external(let api) = heap.kind(of: id) else { return false }
            return api == "Set#" || api == "Map#" || api == "Array#"
        }
    }

    private mutating func eachElement(_ function: Argument?, of receiver: AbstractValue, _ id: CodeExpression.ID) -> AbstractValue {
        let element = elements(of: receiver, at: id)
        return each(function, given: language == .java ? [element] : [element, .unknown, receiver], at: id)
    }

    private mutating func reduced(_ arguments: [Argument], _ receiver: AbstractValue, _ id: CodeExpression.ID) -> AbstractValue {
        let element = elements(of: receiver, at: id)
        var result = arguments.count > 1 ? arguments[1].value : element
        for _ in 0..<2 { result = result.joined(each(arguments.first, given: [result, element], at: id)) }
        return result
    }

    private mutating func added(_ name: String, _ receiver: AbstractValue, _ arguments: [Argument], _ id: CodeExpression.ID) -> AbstractValue {
        let holdsMany = ["extend", "addAll", "update", "concat"].contains(name)
        let target = name == "concat" ? list(of: elements(of: receiver, at: id), at: id) : receiver
        for argument in arguments {
            let value = holdsMany ? elements(of: argument.value, at: id).joined(argument.value.onlyOrigins) : argument.value
            writeRest(value, of: target)
            // What a list of the module was given is there for the next event.
            if name != "concat" { noteFieldWrite(nil, value, to: target, at: span(id)) }
        }
        return name == "concat" ? target : .unknown
    }

    // MARK: Records

    private mutating func recordMethod(_ name: String, _ receiver: AbstractValue, _ arguments: [Argument], _ id: CodeExpression.ID) -> AbstractValue? {
        let first = arguments.first?.value ?? .none
        let isRecord = kind(of: receiver) == .record || kind(of: receiver) == .list || !receiver.origins.isEmpty || isCollection(receiver)
        guard isRecord else { return nil }
        switch name {
        case "Get" where language == .go && receiver.references.isEmpty: return element(first, of: receiver, at: span(id))
        case "get", "getOrDefault", "setdefault", "getlist", "pop":
            if isCollection(receiver), receiver.origins.isEmpty { return elements(of: receiver, at: id) }
            let value = element(first, of: receiver, at: span(id))
            if arguments.count > 1 { noteDefault(arguments[1].value, of: value, at: id) }
            return arguments.count > 1 ? value.joined(arguments[1].value) : value
        case "set", "put":
            if let key = first.constant?.text, arguments.count > 1 { write(arguments[1].value, toField: key, of: receiver) } else if arguments.count > 1 {
                writeRest(arguments[1].value, of: receiver)
            }
            return receiver
        case "keys", "keySet": return list(of: keys(of: receiver), at: id)
        case "values": return list(of: elements(of: receiver, at: id), at: id)
        case "items", "entries", "entrySet": return pairs(of: receiver, at: id)
        default: return nil
        }
    }
}

extension AbstractValue {
    /// What of a replacement gets into a text.
    fileprivate var asReplacement: AbstractValue { origins.isEmpty ? .none : AbstractValue(origins) }

    fileprivate var onlyOrigins: AbstractValue { origins.isEmpty ? .none : AbstractValue(origins) }
}
