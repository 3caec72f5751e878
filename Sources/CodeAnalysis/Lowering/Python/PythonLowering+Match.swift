import CodeSyntax
import SourceText

/// `match`.
extension PythonLowering {
    /// How many parts of a dotted name are lowered as members.
    private static let dottedLimit = 64
    /// The classes whose pattern's only part is the subject itself.
    private static let selfMatching: Set<String> = [
        "bool", "bytearray", "bytes", "dict", "float", "frozenset", "int", "list", "set", "str", "tuple",
    ]

    /// What a pattern asks for and binds.
    private struct Matched {
        /// The constants, one of which the subject must be.
        var values: [CodeExpression.ID] = []
        var pattern: CodePattern?
        /// What else must hold.
        var conditions: [CodeExpression.ID] = []
        /// Whether the subject's shape matters, so that the pattern may not match.
        var isRefutable = false
    }

    /// `match`, whose cases bind what they capture.
    mutating func choice(_ node: SyntaxNode.ID) -> CodeStatement {
        let subject = value(of: children(.subject, node).filter(hasValue), node) ?? builder.add(.opaque([]), span(node))
        var cases: [CodeStatement.Case] = []
        for clause in child(.body, node).map(children) .map(Array.init) ?? [] where kind(clause) == .caseClause {
            cases.append(self.case(clause, of: subject))
        }
        return CodeStatement(kind: .choice(subject, cases), span: span(node))
    }

    private mutating func `case`(_ node: SyntaxNode.ID, of subject: CodeExpression.ID) -> CodeStatement.Case {
        let patterns = children(node).filter { kind($0) == .casePattern }
        var matched = Matched()
        if patterns.count == 1, let only = patterns.first {
            matched = match(only, subject)
        } else {
            matched.pattern = sequence(patterns, &matched)
        }
        if matched.isRefutable, matched.values.isEmpty, matched.conditions.isEmpty {
            matched.conditions = [builder.add(.opaque([]), span(node))]
        }
        if let guarded = child(.guard, node).flatMap({ operands($0).first }) {
            matched.conditions.append(expression(guarded))
        }
        let body = child(.consequence, node).map { statements($0) } ?? []
        return CodeStatement.Case(
            values: matched.values, pattern: matched.pattern, condition: all(matched.conditions, node), body: body,
            fallsThrough: false)
    }

    private mutating func all(_ conditions: [CodeExpression.ID], _ node: SyntaxNode.ID) -> CodeExpression.ID? {
        guard let first = conditions.first else { return nil }
        guard conditions.count <= PythonLowering.dottedLimit else {
            return builder.add(.opaque(conditions), span(node))
        }
        return conditions.dropFirst().reduce(first) { builder.add(.logical(.and, $0, $1), span(node)) }
    }

    // MARK: Patterns

    private mutating func match(_ node: SyntaxNode.ID, _ subject: CodeExpression.ID?) -> Matched {
        switch kind(node) {
        case .casePattern: return inCase(node, subject)
        case .asPattern: return named(node, subject)
        case .unionPattern: return union(node, subject)
        case .classPattern: return ofClass(node, subject)
        case .dictPattern: return mapping(node)
        case .listPattern, .tuplePattern: return ofSequence(node, subject)
        case .dottedName: return name(node)
        case .splatPattern: return Matched(pattern: first(.identifier, in: node).map { bind($0) })
        case .identifier: return Matched(pattern: bind(node))
        case .comment, nil: return Matched()
        default: return Matched(values: [constant(node)], isRefutable: true)
        }
    }

    private mutating func inCase(_ node: SyntaxNode.ID, _ subject: CodeExpression.ID?) -> Matched {
        guard let inner = children(node).first(where: { kind($0) != .comment }) else { return Matched() }
        guard kind(inner) == .integer || kind(inner) == .float, text(node).hasPrefix("-") else {
            return match(inner, subject)
        }
        let number = expression(inner)
        return Matched(values: [builder.add(.unary(.negate, number), span(node))], isRefutable: true)
    }

    private mutating func constant(_ node: SyntaxNode.ID) -> CodeExpression.ID {
        hasValue(node) ? expression(node) : opaque(node)
    }

    /// `pattern as name` binds the subject; what the pattern itself binds is given up.
    private mutating func named(_ node: SyntaxNode.ID, _ subject: CodeExpression.ID?) -> Matched {
        var matched = first(.casePattern, in: node).map { match($0, subject) } ?? Matched()
        if let name = first(.identifier, in: node) { matched.pattern = bind(name) }
        return matched
    }

    private mutating func name(_ node: SyntaxNode.ID) -> Matched {
        let parts = children(node).filter { kind($0) == .identifier }
        guard let first = parts.first else { return Matched() }
        if parts.count > 1 { return Matched(values: [dottedValue(node)], isRefutable: true) }
        return text(first) == "_" ? Matched() : Matched(pattern: bind(first))
    }

    mutating func dottedValue(_ node: SyntaxNode.ID) -> CodeExpression.ID {
        let parts = children(node).filter { kind($0) == .identifier }
        guard let root = parts.first, parts.count <= PythonLowering.dottedLimit else { return opaque(node) }
        var value = expression(root)
        for part in parts.dropFirst() {
            let whole = span(root).union(span(part))
            value = builder.add(.member(value, name: text(part), nameSpan: span(part)), whole)
        }
        return value
    }

    private mutating func union(_ node: SyntaxNode.ID, _ subject: CodeExpression.ID?) -> Matched {
        var all = Matched(isRefutable: true)
        var alternatives: [CodeExpression.ID] = []
        for child in children(node) {
            let matched = match(child, subject)
            all.values += matched.values
            alternatives += matched.conditions
            all.pattern = all.pattern ?? matched.pattern
        }
        if !alternatives.isEmpty {
            all.conditions = [builder.add(.opaque(all.values + alternatives), span(node))]
            all.values = []
        }
        return all
    }

    // MARK: Parts

    /// A part of a pattern; what it asks for makes the whole refutable.
    private mutating func part(_ node: SyntaxNode.ID, _ whole: inout Matched) -> CodePattern {
        let matched = match(node, nil)
        let asked = matched.values + matched.conditions
        if !asked.isEmpty { whole.conditions.append(builder.add(.opaque(asked), span(node))) }
        whole.isRefutable = true
        return matched.pattern ?? .nothing
    }

    /// Parentheses around one pattern without a comma are that pattern.
    private mutating func ofSequence(_ node: SyntaxNode.ID, _ subject: CodeExpression.ID?) -> Matched {
        let parts = children(node).filter { kind($0) == .casePattern }
        if parts.count == 1, kind(node) == .tuplePattern, let only = parts.first, !hasComma(node, after: only) {
            return match(only, subject)
        }
        var matched = Matched()
        matched.pattern = sequence(parts, &matched)
        return matched
    }

    private func hasComma(_ node: SyntaxNode.ID, after part: SyntaxNode.ID) -> Bool {
        let rest = ByteSpan(span(part).upperBound, span(node).upperBound)
        return tree.file.text(in: rest).contains(",")
    }

    private mutating func sequence(_ parts: [SyntaxNode.ID], _ whole: inout Matched) -> CodePattern {
        var items: [CodePattern.Item?] = []
        var behind: [CodePattern.Item?] = []
        var starred: CodePattern?
        whole.isRefutable = true
        for node in parts {
            let isStarred = first(.splatPattern, in: node) != nil
            let pattern = part(node, &whole)
            if isStarred {
                starred = pattern
            } else if starred == nil {
                items.append(CodePattern.Item(pattern: pattern, defaultValue: nil))
            } else {
                behind.append(CodePattern.Item(pattern: pattern, defaultValue: nil))
            }
        }
        return .list(items, rest: behind.isEmpty ? starred : .list(behind, rest: starred))
    }

    private mutating func mapping(_ node: SyntaxNode.ID) -> Matched {
        var matched = Matched(isRefutable: true)
        var fields: [CodePattern.Field] = []
        var rest: CodePattern?
        var key: SyntaxNode.ID?
        for child in children(node) {
            if kind(child) == .splatPattern { rest = match(child, nil).pattern }
            if tree[child].field == .key, self.kind(child) != nil { key = child }
            guard tree[child].field == .value, let name = key else { continue }
            fields.append(field(name, part(child, &matched)))
        }
        matched.pattern = .record(fields, rest: rest)
        return matched
    }

    private mutating func field(_ key: SyntaxNode.ID, _ pattern: CodePattern) -> CodePattern.Field {
        let value = kind(key) == .dottedName ? dottedValue(key) : constant(key)
        if case .string(let name) = builder.module[value].kind {
            return CodePattern.Field(name: name, key: nil, pattern: pattern, defaultValue: nil)
        }
        return CodePattern.Field(name: "", key: value, pattern: pattern, defaultValue: nil)
    }

    /// `Class(part, name=part)`; the parts by position follow the class's `__match_args__`.
    private mutating func ofClass(_ node: SyntaxNode.ID, _ subject: CodeExpression.ID?) -> Matched {
        guard let type = first(.dottedName, in: node) else { return Matched() }
        var matched = Matched(isRefutable: true)
        let named = dottedValue(type)
        let asked = subject.map { CodeExpression.Kind.binary(.instance, $0, named) } ?? .opaque([named])
        matched.conditions = [builder.add(asked, span(node))]
        let parts = children(node).filter { kind($0) == .casePattern }
        let keywords = parts.compactMap { first(.keywordPattern, in: $0) }
        if keywords.isEmpty {
            matched.pattern = positional(parts, of: text(type), &matched)
        } else {
            matched.pattern = .record(keywords.map { keyword($0, &matched) }, rest: nil)
        }
        return matched
    }

    private mutating func positional(
        _ parts: [SyntaxNode.ID], of type: String, _ matched: inout Matched
    ) -> CodePattern? {
        if parts.count == 1, let only = parts.first, PythonLowering.selfMatching.contains(type) {
            return part(only, &matched)
        }
        return parts.isEmpty ? nil : sequence(parts, &matched)
    }

    private mutating func keyword(_ node: SyntaxNode.ID, _ matched: inout Matched) -> CodePattern.Field {
        let name = first(.identifier, in: node)
        let value = children(node).dropFirst().first { kind($0) != .comment }
        let pattern = value.map { part($0, &matched) } ?? .nothing
        return CodePattern.Field(name: name.map(text) ?? "", key: nil, pattern: pattern, defaultValue: nil)
    }
}
