package import ApplicationModel
internal import SourceText

/// Turns CloudFormation's intrinsic functions, in their long form, into symbols of the model.
///
/// Nothing is computed beyond `Fn::Sub` and `Fn::Join`, which become strings with symbolic parts.
/// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
package struct IntrinsicFunctions: Sendable {
    /// How many containers deep a value is looked into; CloudFormation itself stops far earlier.
    package static let depthLimit = 200

    /// The names declared under `Parameters`; a reference to one of them is not a resource.
    private let parameters: Set<String>

    /// Makes a pass that knows the template's parameters.
    package init(parameters: Set<String> = []) {
        self.parameters = parameters
    }

    /// The value with every intrinsic function and dynamic reference in it replaced by a symbol; places are kept.
    package func resolve(_ value: Value) -> Value {
        resolve(value, depth: 0)
    }

    private func resolve(_ value: Value, depth: Int) -> Value {
        guard depth < Self.depthLimit else {
            return value.replaced(by: .unknown(reason: "nested deeper than \(Self.depthLimit) levels"))
        }
        if !value.alternatives.isEmpty {
            let alternatives = value.alternatives.map { resolve($0, depth: depth + 1) }
            return Value(
                value.content, place: value.place, usePlace: value.usePlace, trace: value.trace,
                alternatives: alternatives)
        }
        switch value.content {
        case .list(let elements):
            return value.replaced(by: .list(elements.map { resolve($0, depth: depth + 1) }))
        case .map(let members):
            return resolveMap(members, of: value, depth: depth)
        case .string(let text) where DynamicReference.mayOccur(in: text):
            return value.replaced(by: PartList([.literal(text)]).content)
        case .composed(let parts):
            return value.replaced(by: PartList(parts).content)
        default:
            return value
        }
    }

    private func resolveMap(_ members: [Value.Member], of value: Value, depth: Int) -> Value {
        if members.count == 1, let only = members.first, only.key == "Fn::Sub" {
            return value.replaced(by: substitute(only.value, depth: depth + 1))
        }
        let resolved = members.map { member in
            Value.Member(
                key: member.key, keyPlace: member.keyPlace, value: resolve(member.value, depth: depth + 1))
        }
        guard members.count == 1, let only = resolved.first else { return value.replaced(by: .map(resolved)) }
        guard let content = content(of: only.key, argument: only.value) else {
            return value.replaced(by: .map(resolved))
        }
        return value.replaced(by: content)
    }

    private func content(of function: String, argument: Value) -> Value.Content? {
        switch function {
        case "Ref": .symbolic(reference(argument))
        case "Fn::GetAtt": .symbolic(attribute(argument))
        case "Fn::Join": join(argument)
        case "Fn::ImportValue": .symbolic(.imported(argument.text(placeholder: "?") ?? "?"))
        default: function.hasPrefix("Fn::") ? .symbolic(.intrinsic(name: function, argument: argument)) : nil
        }
    }

    private func reference(_ argument: Value) -> Symbol {
        argument.string.map(symbol(named:)) ?? .intrinsic(name: "Ref", argument: argument)
    }

    /// What a name in a `Ref`, or between `${` and `}` of a `Fn::Sub`, stands for.
    private func symbol(named name: String) -> Symbol {
        if name.hasPrefix("AWS::") { return .pseudoParameter(name) }
        if parameters.contains(name) { return .parameter(name) }
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

    private func join(_ argument: Value) -> Value.Content {
        guard argument.elements.count == 2, let delimiter = argument.elements.first?.scalarText,
            case .list(let elements)? = argument.elements.last?.content
        else { return .symbolic(.intrinsic(name: "Fn::Join", argument: argument)) }
        var parts: [Value.Part] = []
        for (index, element) in elements.enumerated() {
            if index > 0 { parts.append(.literal(delimiter)) }
            parts += element.parts
        }
        return PartList(parts).content
    }

    /// Takes the template before dynamic references are looked for in it, because they may span its variables.
    private func substitute(_ argument: Value, depth: Int) -> Value.Content {
        let template = argument.elements.first ?? argument
        let variables = argument.elements.dropFirst().first.map { resolve($0, depth: depth + 1) }
        guard case .list = template.content else {
            let parts = template.parts.flatMap { part -> [Value.Part] in
                guard case .literal(let text) = part else { return [part] }
                return substitute(in: text, variables: variables)
            }
            return PartList(parts).content
        }
        return .symbolic(.intrinsic(name: "Fn::Sub", argument: argument))
    }

    private func substitute(in text: String, variables: Value?) -> [Value.Part] {
        var parts: [Value.Part] = []
        var rest = text[...]
        while let open = rest.firstRange(of: "${"), let close = rest[open.upperBound...].firstIndex(of: "}") {
            parts.append(.literal(String(rest[..<open.lowerBound])))
            let name = String(rest[open.upperBound..<close])
            if name.hasPrefix("!") {
                parts.append(.literal("${" + name.dropFirst() + "}"))
            } else if let value = variables?[name] {
                parts += value.parts
            } else {
                parts.append(.symbol(symbol(named: name.trimmingSpaces)))
            }
            rest = rest[rest.index(after: close)...]
        }
        return parts + [.literal(String(rest))]
    }
}
