import ApplicationModel
import ManifestSyntax
import SourceText

extension VariableResolver {
    /// The text in which a variable stands, for places.
    struct Holder {
        let place: SourcePlace
        let text: ScalarText?

        init(id: ValueTree.ID, node: ValueTree.Node) {
            place = node.place
            if case .text(let text) = node.content { self.text = text } else { text = nil }
        }

        /// Where a range of the decoded text is written.
        func place(of range: Range<Int>) -> SourcePlace {
            guard let text else { return place }
            return SourcePlace(path: place.path, span: text.span(ofDecoded: range))
        }
    }

    /// The template of a text; `nil` when it holds no variable.
    mutating func template(of id: ValueTree.ID) -> VariableTemplate? {
        if let known = templates[id] { return known }
        guard case .text(let text) = tree[id].content else { return nil }
        var parser = VariableParser(text.value, syntax: syntax, maxNesting: limits.nesting)
        var template = parser.parse()
        if parser.isTooDeep {
            reportLimit("variables stand in each other more than \(limits.nesting) deep", at: tree[id].place)
            template = nil
        }
        templates[id] = .some(template)
        return template
    }

    /// Where a value leads: itself, unless it is a text that is one variable.
    mutating func follow(_ id: ValueTree.ID, askedAt place: SourcePlace) -> Evaluation {
        guard let expression = template(of: id)?.whole else { return Evaluation(target: .node(id), steps: []) }
        if let known = followed[id] { return known }
        guard following.insert(id).inserted else {
            return Evaluation(target: .value(cycle(askedAt: place)), steps: [])
        }
        defer { following.remove(id) }
        let result = evaluate(expression, in: Holder(id: id, node: tree[id]))
        followed[id] = result
        return result
    }

    /// What a path of keys and indexes leads to below a value, variables on the way followed.
    mutating func walk(_ path: [String], from start: ValueTree.ID, askedAt place: SourcePlace) -> Lookup {
        var current = start
        for (index, key) in path.enumerated() {
            switch follow(current, askedAt: place).target {
            case .value(let value): return descend(path[index...], from: value)
            case .node(let id):
                guard let next = tree.child(key, of: id) ?? tree.element(key, of: id) else { return .absent }
                current = next
            }
        }
        return .node(current)
    }

    enum Lookup {
        case node(ValueTree.ID)
        case value(Resolved)
        case absent
    }

    /// The part of a value that is not of the tree: of something undetermined every part is the same thing.
    private func descend(_ path: ArraySlice<String>, from start: Resolved) -> Lookup {
        var value = start.value
        for key in path {
            switch value.content {
            case .map:
                guard let next = value[key] else { return .absent }
                value = next
            case .list(let elements):
                guard let index = Int(key), elements.indices.contains(index) else { return .absent }
                value = elements[index]
            case .symbolic, .composed, .unknown: return .value(part(path, of: value))
            case .null, .bool, .number, .string: return .absent
            }
        }
        return .value(Resolved(value: value, weight: start.weight))
    }

    private func part(_ path: ArraySlice<String>, of value: Value) -> Resolved {
        let alternatives = value.alternatives.compactMap { alternative -> Value? in
            if case .value(let part) = descend(path, from: Resolved(value: alternative, weight: 1)) {
                part.value
            } else {
                nil
            }
        }
        let part = Value(
            value.content, place: value.place, usePlace: value.usePlace, trace: value.trace, alternatives: alternatives)
        return Resolved(value: part, weight: 1)
    }
}
