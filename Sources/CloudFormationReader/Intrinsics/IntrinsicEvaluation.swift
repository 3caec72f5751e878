internal import ApplicationModel
internal import ManifestReading
internal import SourceText

/// One pass of evaluation over values of one template.
struct IntrinsicEvaluation {
    let scope: TemplateScope
    /// How many bytes of text may still be copied from parameters and mappings.
    private var remainingText = IntrinsicFunctions.textLimit

    init(scope: TemplateScope) { self.scope = scope }

    mutating func resolve(_ value: Value, depth: Int) -> Value {
        guard depth < IntrinsicFunctions.depthLimit else {
            return value.replacing(.unknown(reason: "nested deeper than \(IntrinsicFunctions.depthLimit) levels"))
        }
        if !value.alternatives.isEmpty {
            var alternatives: [Value] = []
            for alternative in value.alternatives { alternatives.append(resolve(alternative, depth: depth + 1)) }
            return Value(
                value.content, place: value.place, usePlace: value.usePlace, trace: value.trace,
                alternatives: alternatives)
        }
        switch value.content {
        case .list(let elements): return value.replacing(.list(resolve(elements, depth: depth + 1)))
        case .map(let members): return resolve(members, of: value, depth: depth)
        case .string(let text) where DynamicReference.mayOccur(in: text): return value.replacing(content([.literal(text)]))
        case .composed(let parts): return value.replacing(content(parts))
        default: return value
        }
    }

    private mutating func resolve(_ elements: [Value], depth: Int) -> [Value] {
        var resolved: [Value] = []
        resolved.reserveCapacity(elements.count)
        for element in elements {
            let value = resolve(element, depth: depth)
            if scope.keepsNoValue || !value.isNoValue { resolved.append(value) }
        }
        return resolved
    }

    private mutating func resolve(_ members: [Value.Member], of value: Value, depth: Int) -> Value {
        if members.count == 1, let only = members.first, only.key == "Ref" || only.key.hasPrefix("Fn::") {
            return call(only, of: value, depth: depth + 1)
        }
        var resolved: [Value.Member] = []
        resolved.reserveCapacity(members.count)
        for member in members {
            let inner = resolve(member.value, depth: depth + 1)
            guard scope.keepsNoValue || !inner.isNoValue else { continue }
            resolved.append(Value.Member(key: member.key, keyPlace: member.keyPlace, value: inner))
        }
        return value.replacing(.map(resolved))
    }

    /// What a map with one function as its only member stands for.
    private mutating func call(_ function: Value.Member, of value: Value, depth: Int) -> Value {
        switch function.key {
        case "Ref": return reference(function.value, of: value)
        case "Fn::GetAtt": return value.replacing(.symbolic(attribute(resolve(function.value, depth: depth))))
        case "Fn::Sub": return value.replacing(substitute(function.value, depth: depth))
        case "Fn::If": return choose(function.value, of: value, depth: depth)
        default: break
        }
        let argument = resolve(function.value, depth: depth)
        switch function.key {
        case "Fn::Join": return value.replacing(join(argument))
        case "Fn::ImportValue": return value.replacing(.symbolic(.imported(argument.text(placeholder: "?") ?? "?")))
        case "Fn::FindInMap": return find(argument, of: value) ?? symbol(function.key, argument, of: value)
        case "Fn::Select": return select(argument, of: value) ?? symbol(function.key, argument, of: value)
        case "Fn::Split": return split(argument, of: value) ?? symbol(function.key, argument, of: value)
        case "Fn::Length": return length(argument, of: value) ?? symbol(function.key, argument, of: value)
        default: return symbol(function.key, argument, of: value)
        }
    }

    private func symbol(_ function: String, _ argument: Value, of value: Value) -> Value {
        value.replacing(.symbolic(.intrinsic(name: function, argument: argument)))
    }

    // MARK: References

    private mutating func reference(_ argument: Value, of value: Value) -> Value {
        guard let name = argument.string else {
            let argument = resolve(argument, depth: 1)
            return symbol("Ref", argument, of: value)
        }
        guard let bound = scope.parameters[name] else { return value.replacing(.symbolic(self.symbol(named: name))) }
        guard !bound.isUndetermined, spend(on: bound) else { return value.replacing(.symbolic(.parameter(name))) }
        return bound.used(at: value.usePlace, adding: step("Ref \(name)", at: value, "the parameter's value"))
    }

    /// What a name in a `Ref`, or between `${` and `}` of a `Fn::Sub`, stands for.
    private func symbol(named name: String) -> Symbol {
        if name.hasPrefix("AWS::") { return .pseudoParameter(name) }
        if scope.parameters[name] != nil { return .parameter(name) }
        guard let dot = name.firstIndex(of: ".") else { return .resource(logicalID: name, attribute: nil) }
        return .resource(logicalID: String(name[..<dot]), attribute: String(name[name.index(after: dot)...]))
    }

    private func attribute(_ argument: Value) -> Symbol {
        let names = argument.elements.compactMap(\.string)
        if let logicalID = names.first, names.count >= 2, names.count == argument.elements.count {
            return .resource(logicalID: logicalID, attribute: names.dropFirst().joined(separator: "."))
        }
        if let text = argument.string, text.contains(".") { return symbol(named: text) }
        return .intrinsic(name: "Fn::GetAtt", argument: argument)
    }

    // MARK: Choices

    private mutating func choose(_ argument: Value, of value: Value, depth: Int) -> Value {
        let elements = argument.elements
        guard elements.count == 3, let condition = elements[0].string, let isTrue = scope.conditions[condition] else {
            var resolved: [Value] = []
            for element in elements { resolved.append(resolve(element, depth: depth)) }
            let kept = elements.isEmpty ? resolve(argument, depth: depth) : argument.replacing(.list(resolved))
            return symbol("Fn::If", kept, of: value)
        }
        let chosen = resolve(elements[isTrue ? 1 : 2], depth: depth)
        if chosen.isNoValue { return chosen }
        let outcome = isTrue ? "the condition holds" : "the condition does not hold"
        return chosen.used(at: value.usePlace, adding: step("Fn::If \(condition)", at: value, outcome))
    }

    private mutating func find(_ argument: Value, of value: Value) -> Value? {
        let keys = argument.elements
        guard keys.count >= 3, let name = keys[0].string, let first = key(keys[1]), let second = key(keys[2]),
            let row = scope.mappings?[name]?[first]
        else { return nil }
        guard let found = row[second] ?? keys.dropFirst(3).lazy.compactMap({ $0["DefaultValue"] }).first, spend(on: found)
        else { return nil }
        let expression = "Fn::FindInMap \(name).\(first).\(second)"
        return found.used(at: value.usePlace, adding: step(expression, at: value, "the mapping's value"))
    }

    private func key(_ value: Value) -> String? {
        if case .symbolic(.pseudoParameter(let name)) = value.content { return scope.pseudoParameters[name] }
        return value.scalarText
    }

    private func select(_ argument: Value, of value: Value) -> Value? {
        guard argument.elements.count == 2, let index = argument.elements[0].number.flatMap(Int.init(exactly:)),
            case .list(let elements) = argument.elements[1].content, elements.indices.contains(index)
        else { return nil }
        return elements[index].used(
            at: value.usePlace, adding: step("Fn::Select \(index)", at: value, "an element of the list"))
    }

    private func length(_ argument: Value, of value: Value) -> Value? {
        guard case .list(let elements) = argument.content else { return nil }
        return value.replacing(.number(Double(elements.count), text: String(elements.count)))
    }

    private func step(_ expression: String, at value: Value, _ outcome: String) -> TraceStep {
        TraceStep(expression: expression, place: value.place, outcome: outcome)
    }

    // MARK: What may be copied

    /// Whether what a name stands for may be copied once more; of a long text in many places only symbols are made.
    mutating func spend(on value: Value) -> Bool {
        let cost: Int =
            switch value.content {
            case .list(let elements): elements.count * 64
            case .map(let members): members.count * 64
            default: value.scalarText?.utf8.count ?? 64
            }
        guard cost <= remainingText else { return false }
        remainingText -= cost
        return true
    }

    /// The simplest content that says the same as some parts: a string, a symbol, or a composed string.
    func content(_ parts: [Value.Part]) -> Value.Content {
        let found = DynamicReference.found(in: parts)
        guard found.count <= IntrinsicFunctions.partLimit else {
            return .unknown(reason: "it is put together of more than \(IntrinsicFunctions.partLimit) parts")
        }
        return PartList(found).content
    }

    // MARK: Strings

    /// Takes the template before dynamic references are looked for in it, because they may span its variables.
    private mutating func substitute(_ argument: Value, depth: Int) -> Value.Content {
        let template = argument.elements.first ?? argument
        guard !template.isMap, template.elements.isEmpty else {
            let resolved = resolve(argument, depth: depth)
            return .symbolic(.intrinsic(name: "Fn::Sub", argument: resolved))
        }
        var variables: [String: Value] = [:]
        for member in argument.elements.dropFirst().first?.members ?? [] {
            variables[member.key] = resolve(member.value, depth: depth + 1)
        }
        var parts: [Value.Part] = []
        for part in template.parts {
            if case .literal(let text) = part { substitute(in: text, variables, into: &parts) } else { parts.append(part) }
        }
        return content(parts)
    }

    private mutating func substitute(in text: String, _ variables: [String: Value], into parts: inout [Value.Part]) {
        let bytes = text.utf8
        var rest = bytes[...]
        let (dollar, open, close) = (UInt8(ascii: "$"), UInt8(ascii: "{"), UInt8(ascii: "}"))
        var start = rest.startIndex
        while let found = rest.firstIndex(of: dollar) {
            let next = bytes.index(after: found)
            guard next < bytes.endIndex, bytes[next] == open, let end = bytes[next...].firstIndex(of: close) else {
                rest = bytes[next...]
                continue
            }
            parts.append(.literal(String(text[start..<found])))
            parts += self.parts(named: String(text[bytes.index(after: next)..<end]), variables)
            start = bytes.index(after: end)
            rest = bytes[start...]
        }
        parts.append(.literal(String(text[start...])))
    }

    private mutating func parts(named written: String, _ variables: [String: Value]) -> [Value.Part] {
        if written.hasPrefix("!") { return [.literal("${" + written.dropFirst() + "}")] }
        let name = written.trimmingSpaces
        if let value = variables[name] ?? scope.parameters[name], !value.isUndetermined || variables[name] != nil {
            return spend(on: value) ? value.parts : [.symbol(symbol(named: name))]
        }
        return [.symbol(symbol(named: name))]
    }

    private func join(_ argument: Value) -> Value.Content {
        guard argument.elements.count == 2, let delimiter = argument.elements.first?.scalarText,
            case .list(let elements)? = argument.elements.last?.content
        else { return .symbolic(.intrinsic(name: "Fn::Join", argument: argument)) }
        var parts: [Value.Part] = []
        for (index, element) in elements.enumerated() {
            if index > 0 { parts.append(.literal(delimiter)) }
            parts += element.parts
        }
        return content(parts)
    }

    /// The pieces of a text between delimiters, also where some of its parts are symbols.
    private func split(_ argument: Value, of value: Value) -> Value? {
        guard argument.elements.count == 2, let delimiter = argument.elements[0].string, !delimiter.isEmpty else {
            return nil
        }
        let source = argument.elements[1]
        switch source.content {
        case .string, .number, .bool, .composed: break
        default: return nil
        }
        var pieces: [[Value.Part]] = [[]]
        for part in source.parts {
            guard case .literal(let text) = part else {
                pieces[pieces.count - 1].append(part)
                continue
            }
            for (index, piece) in text.split(separator: delimiter, omittingEmptySubsequences: false).enumerated() {
                if index > 0 { pieces.append([]) }
                pieces[pieces.count - 1].append(.literal(String(piece)))
            }
        }
        return value.replacing(.list(pieces.map { source.replacing(content($0)) }))
    }
}

extension StringProtocol {
    /// The text without spaces and tabs around it.
    fileprivate var trimmingSpaces: String {
        var text = self[...]
        while let first = text.first, first == " " || first == "\t" { text = text.dropFirst() }
        while let last = text.last, last == " " || last == "\t" { text = text.dropLast() }
        return String(text)
    }
}
