import ApplicationModel
import ManifestReading
import ManifestSyntax
import SourceText

extension VariableResolver {
    /// A value of the tree with everything in it resolved.
    mutating func resolve(_ id: ValueTree.ID, askedAt place: SourcePlace) -> Resolved {
        if let known = resolved[id] { return known }
        guard resolving.insert(id).inserted else { return cycle(askedAt: place) }
        defer { resolving.remove(id) }
        guard depth < limits.depth else { return tooDeep(askedAt: place) }
        depth += 1
        defer { depth -= 1 }
        let result = resolveContent(id)
        resolved[id] = result
        return result
    }

    private mutating func resolveContent(_ id: ValueTree.ID) -> Resolved {
        let node = tree[id]
        switch node.content {
        case .null: return leaf(.null, at: node.place)
        case .bool(let value): return leaf(.bool(value), at: node.place)
        case .number(let value, let text): return leaf(.number(value, text: text), at: node.place)
        case .unread(let reason): return leaf(.unknown(reason: reason), at: node.place)
        case .list(let elements): return resolveList(elements, at: node.place)
        case .map(let members): return resolveMap(members, at: node.place)
        case .text(let text): return resolveText(text.value, id: id, node: node)
        }
    }

    private mutating func resolveList(_ elements: [ValueTree.ID], at place: SourcePlace) -> Resolved {
        var values: [Value] = []
        var weight = 1
        for element in elements {
            let child = fitting(resolve(element, askedAt: tree[element].place), into: &weight, at: tree[element].place)
            values.append(child)
        }
        return Resolved(value: Value(.list(values), place: place), weight: weight)
    }

    private mutating func resolveMap(_ members: [ValueTree.Member], at place: SourcePlace) -> Resolved {
        var values: [Value.Member] = []
        var weight = 1
        for member in members {
            let valuePlace = tree[member.value].place
            let child = fitting(resolve(member.value, askedAt: valuePlace), into: &weight, at: valuePlace)
            values.append(Value.Member(key: member.key, keyPlace: member.keyPlace, value: child))
        }
        return Resolved(value: Value(.map(values), place: place), weight: weight)
    }

    private mutating func resolveText(_ text: String, id: ValueTree.ID, node: ValueTree.Node) -> Resolved {
        guard let template = template(of: id) else { return leaf(.string(text), at: node.place) }
        guard chain < limits.chain else { return tooLong(askedAt: node.place) }
        chain += 1
        defer { chain -= 1 }
        if template.whole != nil { return resolveWhole(id, node: node) }
        let composition = compose(template, in: Holder(id: id, node: node))
        let value = Value(
            composition.content, place: node.place, trace: capped(composition.steps),
            alternatives: composition.alternatives)
        return substituting(Resolved(value: value, weight: composition.weight), in: node)
    }

    private mutating func resolveWhole(_ id: ValueTree.ID, node: ValueTree.Node) -> Resolved {
        let evaluation = follow(id, askedAt: node.place)
        let target = resolve(evaluation.target, askedAt: node.place)
        let value = Value(
            target.value.content, place: target.value.place, usePlace: node.place,
            trace: capped(evaluation.steps + target.value.trace), alternatives: target.value.alternatives)
        return substituting(Resolved(value: value, weight: target.weight), in: node)
    }

    mutating func resolve(_ target: Evaluation.Target, askedAt place: SourcePlace) -> Resolved {
        switch target {
        case .value(let resolved): resolved
        case .node(let id): resolve(id, askedAt: place)
        }
    }

    /// Within `Fn::Sub` a pseudo parameter is text of the template, not a part of a composed value.
    private func substituting(_ resolved: Resolved, in node: ValueTree.Node) -> Resolved {
        guard node.isSubstitution else { return resolved }
        return Resolved(value: resolved.value.withPseudoParametersAsText, weight: resolved.weight)
    }

    func leaf(_ content: Value.Content, at place: SourcePlace) -> Resolved {
        Resolved(value: Value(content, place: place), weight: 1)
    }

    func capped(_ steps: [TraceStep]) -> [TraceStep] {
        steps.count <= limits.traceSteps ? steps : Array(steps.prefix(limits.traceSteps))
    }
}

extension Value {
    fileprivate var withPseudoParametersAsText: Value {
        Value(
            content.withPseudoParametersAsText, place: place, usePlace: usePlace, trace: trace,
            alternatives: alternatives.map(\.withPseudoParametersAsText))
    }
}

extension Value.Content {
    fileprivate var withPseudoParametersAsText: Value.Content {
        switch self {
        case .symbolic(.pseudoParameter(let name)): return .string("${\(name)}")
        case .composed(let parts):
            var list = PartList()
            for part in parts {
                if case .symbol(.pseudoParameter(let name)) = part {
                    list.append("${\(name)}")
                } else {
                    list.append(part)
                }
            }
            return list.content
        default: return self
        }
    }
}
