import CodeAnalysis

/// What a program reads of its event, as a tree of fields, with what the program shows of each.
struct ReadTree {
    /// One part of the event.
    struct Node {
        /// The fields in the order they were met.
        var fields: [(name: String, node: Int)] = []
        /// Any element of a list, or a field whose name is computed.
        var element: Int?
        /// What its text holds once decoded.
        var decoded: Int?
        /// Whether the names of its fields are read.
        var readsNames = false
        /// How it is used.
        var uses = Uses()
        /// What somebody wrote of it; those that are tested when the program runs first.
        var schemas: [EventSchema] = []

        /// Whether something of its own is known beyond that it is there.
        var hasParts: Bool { !fields.isEmpty || element != nil || readsNames }
    }

    private(set) var nodes = [Node()]
    private let scope: InferredSchema.Scope
    private var isEmpty = true

    /// How many parts of an event are kept apart.
    private static let limit = 2_000

    init(_ scope: InferredSchema.Scope) { self.scope = scope }

    // MARK: Facts

    mutating func add(_ analysis: HandlerAnalysis) {
        for read in analysis.reads { _ = node(at: read.path) }
        for fact in analysis.schemas where fact.isChecked { add(fact) }
        for fact in analysis.schemas where !fact.isChecked { add(fact) }
        UseReader(analysis).read { path, change in
            guard let node = node(at: path) else { return }
            change(&nodes[node].uses)
        }
    }

    private mutating func add(_ fact: SchemaFact) {
        if let node = node(at: fact.path) {
            // A default or a declared type of one value is a hint; what is done with the value says more.
            guard fact.isChecked || !fact.schema.isScalar else { return nodes[node].uses.hinted.formUnion(fact.schema.kinds) }
            return nodes[node].schemas.append(fact.schema)
        }
        // A schema of the whole event says what its body must be.
        guard scope == .body, fact.path.root == .event, fact.path.components.isEmpty, var body = fact.schema.field("body") else { return }
        body.coding = nil
        guard body.describesObject || body.kinds.contains(.list) else { return }
        isEmpty = false
        nodes[0].schemas.append(body)
    }

    /// The node of a part, made when it is new; `nil` when it is not asked for.
    private mutating func node(at path: AccessPath) -> Int? {
        guard let steps = steps(of: path) else { return nil }
        isEmpty = false
        var node = 0
        for step in steps {
            guard let next = child(step, of: node) else { return nil }
            node = next
        }
        return node
    }

    /// The steps from what is described to a part; `nil` for parts of anything else.
    private func steps(of path: AccessPath) -> ArraySlice<AccessPath.Component>? {
        var rest = path.components[...]
        switch (path.root, scope) {
        case (.event, .event): return rest
        case (.event, .body):
            guard rest.popFirst() == .field("body") else { return nil }
            var isDecoded = false
            while case .decoded(let coding)? = rest.first {
                isDecoded = isDecoded || coding == "json"
                rest.removeFirst()
            }
            // A program that reads fields of the body gets it decoded.
            return isDecoded || rest.first.map { $0 != .element && $0 != .field("length") } == true ? rest : nil
        case (.request, .body):
            guard case .field(let name)? = rest.popFirst(), ["body", "json", "json_body"].contains(name) else { return nil }
            while case .decoded? = rest.first { rest.removeFirst() }
            return rest
        default: return nil
        }
    }

    private mutating func child(_ step: AccessPath.Component, of node: Int) -> Int? {
        switch step {
        case .key:
            nodes[node].readsNames = true
            return nil
        case .element:
            if let known = nodes[node].element { return known }
            guard let made = makeNode() else { return nil }
            nodes[node].element = made
            return made
        case .decoded:
            if let known = nodes[node].decoded { return known }
            guard let made = makeNode() else { return nil }
            nodes[node].decoded = made
            return made
        case .field("length"):
            nodes[node].uses.kinds.insert(.measured)
            return nil
        case .field(let name):
            if let known = nodes[node].fields.first(where: { $0.name == name })?.node { return known }
            guard let made = makeNode() else { return nil }
            nodes[node].fields.append((name, made))
            return made
        }
    }

    private mutating func makeNode() -> Int? {
        guard nodes.count < Self.limit else { return nil }
        nodes.append(Node())
        return nodes.count - 1
    }

    // MARK: The schema

    /// The schema of all that is read; `nil` when nothing is.
    func schema() -> EventSchema? {
        let root = nodes[0]
        guard !isEmpty, root.hasParts || !root.schemas.isEmpty else { return nil }
        let schema = schema(of: 0, depth: 0)
        return schema.describesObject && schema.fields.isEmpty && schema.others == .kept ? nil : schema
    }

    private func schema(of index: Int, depth: Int) -> EventSchema {
        guard depth < 24 else { return .anything }
        let node = nodes[index]
        let used = usedSchema(of: node, depth)
        return node.schemas.reversed().reduce(used) { $1.overlaid(on: $0) }
    }

    /// Whether a name is that of a method which is called, rather than of a field.
    private func isMethod(_ name: String, at index: Int, of node: Node) -> Bool {
        node.uses.methods.contains(name) && !nodes[index].hasParts && nodes[index].schemas.isEmpty
    }

    private func usedSchema(of node: Node, _ depth: Int) -> EventSchema {
        if let decoded = node.decoded {
            var inner = schema(of: decoded, depth: depth + 1)
            inner.coding = "json"
            return inner.optional
        }
        let parts = node.fields.filter { !isMethod($0.name, at: $0.node, of: node) }
        guard !parts.isEmpty || node.element != nil || node.readsNames else { return node.uses.schema.optional }
        if node.isList(besides: parts.isEmpty) {
            var list = EventSchema.list(of: node.element.map { schema(of: $0, depth: depth + 1).required })
            list.maximumLength = node.uses.maximumLength
            return list.optional
        }
        let fields = parts.map { EventSchema.Field($0.name, schema(of: $0.node, depth: depth + 1)) }
        let others: EventSchema.Others =
            if let element = node.element {
                .matching(schema(of: element, depth: depth + 1))
            } else {
                node.readsNames || node.uses.kinds.contains(.handedOn) ? .kept : .refused
            }
        return EventSchema.object(fields, others: others).optional
    }
}

extension ReadTree.Node {
    /// Whether its elements are those of a list rather than fields under computed names.
    fileprivate func isList(besides hasNoFields: Bool) -> Bool {
        guard hasNoFields else { return false }
        return uses.kinds.contains(.list) || element != nil && !readsNames && !uses.kinds.contains(.object)
    }
}

extension EventSchema {
    /// Whether it names kinds of single values.
    fileprivate var isScalar: Bool {
        values.isEmpty && alternatives.isEmpty && !kinds.isEmpty && kinds.isSubset(of: [.text, .number, .integer, .boolean, .null])
    }

    /// What somebody wrote, with what the program shows beyond it.
    func overlaid(on used: EventSchema) -> EventSchema {
        if asksNothing {
            var schema = used
            schema.isOptional = isOptional
            return schema
        }
        var schema = self
        if schema.kinds == .text, schema.values.isEmpty, schema.pattern == nil { schema.values = used.values }
        if let element = elements.first, let other = used.elements.first { schema.elements = [element.overlaid(on: other)] }
        if kinds == .list, elements.isEmpty { schema.elements = used.elements }
        guard describesObject else { return schema }
        for field in used.fields {
            if let index = schema.fields.firstIndex(where: { $0.name == field.name }) {
                schema.fields[index].schema = schema.fields[index].schema.overlaid(on: field.schema)
            } else if case .kept = others {
                schema.fields.append(field)
            }
        }
        // What is let through but read by nobody need not be.
        if case .kept = others, used.describesObject || !fields.isEmpty { schema.others = used.describesObject ? used.others : .refused }
        return schema
    }
}
