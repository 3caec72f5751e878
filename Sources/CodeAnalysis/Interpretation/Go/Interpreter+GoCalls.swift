import CodeSyntax
import SourceText

extension Interpreter {
    /// What a call of Go's library gives; `nil` when nothing but its effect is known.
    mutating func goExternal(
        _ api: String, _ arguments: [Argument], on receiver: AbstractValue, at id: CodeExpression.ID, isConstruction: Bool
    ) -> AbstractValue? {
        if isConstruction { return nil }
        noteGoResponse(api, arguments, on: receiver, at: id)
        keepWritten(api, arguments, on: receiver, at: id)
        if let filling = GoLibrary.fillings[api] { return filled(by: filling, arguments, on: receiver, at: id) }
        if let value = goText(api, arguments, id) ?? goTest(api, arguments) { return value }
        switch api {
        case "append": return appended(arguments, id)
        case _ where arguments.isEmpty && APIPath.name(api) == "Error": return errorText(api, of: receiver, at: id)
        case _ where GoLibrary.checks[api] == true: return validatedStruct(arguments, id)
        default: return nil
        }
    }

    /// `append(list, values…)`.
    private mutating func appended(_ arguments: [Argument], _ id: CodeExpression.ID) -> AbstractValue? {
        guard let first = arguments.first else { return nil }
        let made = allocate(.list, at: id, salt: 6)
        guard case .object(let object)? = made.references.first else { return made }
        if let base = first.value.references.first, case .object(let known) = base, heap.kind(of: known) == .list {
            for name in heap[known].fieldOrder { heap.write(heap[known].fields[name] ?? .none, to: name, of: object) }
            heap.writeRest(heap[known].rest, of: object)
        }
        for argument in arguments.dropFirst() {
            heap.writeRest(argument.isSpread ? elements(of: argument.value, at: id) : argument.value, of: object)
        }
        return made.joined(AbstractValue(first.value.origins).onlyFromOutside)
    }

    /// `err.Error()`: of an error that came alone too.
    private mutating func errorText(_ api: String, of error: AbstractValue, at id: CodeExpression.ID) -> AbstractValue {
        var text = AbstractValue(contents(of: error))
        let isOwn = ["Error#", "errors.", "fmt.Errorf"].contains(where: api.hasPrefix)
        if text.origins.isEmpty, !isOwn { text = AbstractValue(caughtError(at: place(id)).origins) }
        return text.stepping(.through(api), at: place(id))
    }

    // MARK: Texts

    private mutating func goText(_ api: String, _ arguments: [Argument], _ id: CodeExpression.ID) -> AbstractValue? {
        let first = arguments.first?.value ?? .unknown
        switch api {
        case "fmt.Sprintf": return goFormatted(first, arguments.dropFirst().map(\.value))
        case "fmt.Sprint", "fmt.Sprintln": return arguments.map { wholeText($0.value) }.reduce(AbstractValue(.string(""))) { concatenated($0, guarded($1)) }
        case "string": return first.constant?.text == nil && first.text.isEmpty ? AbstractValue(contents(of: first)) : first
        case "strings.ToLower" where first.string != nil: return first.string.map { AbstractValue(.string($0.lowercased())) }
        case "strings.ToUpper" where first.string != nil: return first.string.map { AbstractValue(.string($0.uppercased())) }
        case "strings.Split", "strings.SplitN", "strings.Fields", "bytes.Split":
            let isPath = arguments.count > 1 && arguments[1].value.string == "/"
            return list(of: isPath ? first.derived.guaranteeing(.pathComponent) : first.derived, at: id)
        case "strings.Join": return goJoined(first, arguments.count > 1 ? arguments[1].value : .unknown)
        case "strings.ReplaceAll", "strings.Replace": return goReplaced(arguments)
        // Nothing lies above the root.
        case "path/filepath.Clean", "path.Clean": return first.isRooted ? first.derived.guaranteeing(.containedPath) : first
        default: return GoLibrary.sameText.contains(api) ? first : nil
        }
    }

    /// All that is in a value as a text.
    private func wholeText(_ value: AbstractValue) -> AbstractValue {
        value.constant == nil && value.text.isEmpty ? AbstractValue(contents(of: value)) : value
    }

    /// `fmt.Sprintf`: what stands for `%d` is a number.
    mutating func goFormatted(_ format: AbstractValue, _ values: [AbstractValue]) -> AbstractValue {
        guard let text = format.string else { return values.reduce(format.derived) { $0.joined(wholeText($1).derived) } }
        let verbs = GoLibrary.verbs(of: text)
        let parts = values.enumerated().map { position, value in
            let part = guarded(wholeText(value))
            guard position < verbs.count, let guarantee = GoLibrary.guarantee(ofVerb: verbs[position]) else { return part }
            return part.guaranteeing(guarantee)
        }
        return filled(text, with: parts) { $0.utf8.first == UInt8(ascii: "%") ? percentLength($0) : 0 }
    }

    private mutating func goJoined(_ list: AbstractValue, _ separator: AbstractValue) -> AbstractValue {
        guard case .object(let id)? = list.references.first, heap[id].rest.isEmpty else { return AbstractValue(contents(of: list)) }
        var text = AbstractValue(.string(""))
        for (position, name) in heap[id].fieldOrder.enumerated() {
            if position > 0 { text = concatenated(text, separator) }
            text = concatenated(text, guarded(heap[id].fields[name] ?? .none))
        }
        return text
    }

    private func goReplaced(_ arguments: [Argument]) -> AbstractValue? {
        guard arguments.count > 2 else { return nil }
        let replacement = arguments[2].value
        var result = arguments[0].value.derived
        result.insert(replacement.origins)
        let isEvery = arguments.count == 3 || arguments[3].value.constant == .number(-1)
        switch arguments[1].value.string {
        case "\n"?, "\r\n"?: return result.guaranteeing(.singleLine)
        case "/"? where isEvery && replacement.string?.contains("/") == false: return result.guaranteeing(.pathComponent)
        default: return result
        }
    }

    // MARK: Tests

    private mutating func goTest(_ api: String, _ arguments: [Argument]) -> AbstractValue? {
        guard arguments.count > 1 else { return nil }
        let (first, second) = (arguments[0].value, arguments[1].value)
        var result = AbstractValue.unknown
        switch api {
        case "strings.HasPrefix": result.conditions = prefixTest(first, second)
        case "strings.EqualFold": result.conditions = equality(of: first, and: second)
        case "slices.Contains", "golang.org/x/exp/slices.Contains": result.conditions = membership(of: second, in: first)
        default: return nil
        }
        return result
    }
}

extension AbstractValue {
    /// Whether it is a path that starts at the root for certain, with the rest from elsewhere.
    fileprivate var isRooted: Bool {
        guard case .constant(let start)? = text.first else { return false }
        return start.hasPrefix("/")
    }

    /// It without what only says that it may be anything.
    fileprivate var onlyFromOutside: AbstractValue { origins.isEmpty ? .none : self }
}
