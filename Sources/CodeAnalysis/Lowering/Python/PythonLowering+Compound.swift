import CodeSyntax
import SourceText

/// Statements with bodies.
extension PythonLowering {
    /// How many `elif` are lowered as nested branches; more of them are the cases of one choice, so that no depth grows
    /// with the length of a text.
    private static let branchLimit = 64

    /// A statement with a body; `nil` when it is none.
    mutating func compound(_ node: SyntaxNode.ID, _ kind: PythonKind) -> [CodeStatement]? {
        switch kind {
        case .block: return statements(node)
        case .functionDefinition: return functionDefinition(node, decorators: [])
        case .classDefinition: return classDefinition(node, decorators: [])
        case .decoratedDefinition: return decoratedDefinition(node)
        case .ifStatement: return [branch(node)]
        case .forStatement: return [forLoop(node)]
        case .whileStatement: return [whileLoop(node)]
        case .tryStatement: return [attempt(node)]
        case .withStatement: return [using(node)]
        case .matchStatement: return [choice(node)]
        default: return nil
        }
    }

    private mutating func body(_ field: SyntaxField, _ node: SyntaxNode.ID) -> [CodeStatement] {
        child(field, node).map { statements($0) } ?? []
    }

    mutating func condition(_ node: SyntaxNode.ID) -> CodeExpression.ID {
        child(.condition, node).map { expression($0) } ?? builder.add(.opaque([]), span(node))
    }

    // MARK: if

    private mutating func branch(_ node: SyntaxNode.ID) -> CodeStatement {
        let clauses = children(.alternative, node).filter { kind($0) == .elifClause }
        let otherwise = children(.alternative, node).first { kind($0) == .elseClause }
        guard clauses.count <= PythonLowering.branchLimit else { return cases([node] + clauses, otherwise, node) }
        var parts: [(condition: CodeExpression.ID, body: [CodeStatement], span: ByteSpan)] = []
        for clause in [node] + clauses { parts.append((condition(clause), guarded(clause), span(clause))) }
        var rest = otherwise.map { body(.body, $0) } ?? []
        for part in parts.reversed() {
            rest = [CodeStatement(kind: .branch(part.condition, then: part.body, else: rest), span: part.span)]
        }
        return rest.first ?? CodeStatement(kind: .block([]), span: span(node))
    }

    private mutating func cases(
        _ clauses: [SyntaxNode.ID], _ otherwise: SyntaxNode.ID?, _ node: SyntaxNode.ID
    ) -> CodeStatement {
        var cases: [CodeStatement.Case] = []
        for clause in clauses { cases.append(conditional([condition(clause)], guarded(clause))) }
        if let otherwise { cases.append(conditional([], body(.body, otherwise))) }
        return CodeStatement(kind: .choice(nil, cases), span: span(node))
    }

    /// Mutating only so that `self` is read after the arguments, which lower: read before, all lowered so far would be
    /// copied.
    private mutating func conditional(_ values: [CodeExpression.ID], _ body: [CodeStatement]) -> CodeStatement.Case {
        CodeStatement.Case(values: values, pattern: nil, condition: nil, body: body, fallsThrough: false)
    }

    /// The body of a clause, which only type checkers run below `if TYPE_CHECKING:`.
    private mutating func guarded(_ clause: SyntaxNode.ID) -> [CodeStatement] {
        let before = isTypeChecking
        defer { isTypeChecking = before }
        if let condition = child(.condition, clause), isTypeCheckingFlag(condition) { isTypeChecking = true }
        return body(.consequence, clause)
    }

    private func isTypeCheckingFlag(_ node: SyntaxNode.ID) -> Bool {
        let name = kind(node) == .attribute ? child(.attribute, node) : node
        return name.map { kind($0) == .identifier && text($0) == "TYPE_CHECKING" } ?? false
    }

    // MARK: Loops

    private mutating func forLoop(_ node: SyntaxNode.ID) -> CodeStatement {
        let iterable = child(.right, node).map { expression($0) } ?? builder.add(.opaque([]), span(node))
        let pattern = child(.left, node).map { self.pattern($0) } ?? .nothing
        return loop(.elements(pattern, of: iterable), node)
    }

    private mutating func whileLoop(_ node: SyntaxNode.ID) -> CodeStatement {
        loop(.condition(condition(node), update: [], isCheckedAfter: false), node)
    }

    private mutating func loop(_ kind: CodeStatement.Loop.Kind, _ node: SyntaxNode.ID) -> CodeStatement {
        let inner = body(.body, node)
        let otherwise = child(.alternative, node).map { body(.body, $0) } ?? []
        let loop = CodeStatement.Loop(kind: kind, body: inner, otherwise: otherwise)
        return CodeStatement(kind: .loop(loop), span: span(node))
    }

    // MARK: try

    private mutating func attempt(_ node: SyntaxNode.ID) -> CodeStatement {
        let inner = body(.body, node)
        var catches: [CodeStatement.Attempt.Catch] = []
        var otherwise: [CodeStatement] = []
        var finally: [CodeStatement] = []
        for child in children(node) {
            switch kind(child) {
            case .exceptClause, .exceptGroupClause: catches.append(clause(child))
            case .elseClause: otherwise += body(.body, child)
            case .finallyClause: finally += first(.block, in: child).map { statements($0) } ?? []
            default: break
            }
        }
        let attempt = CodeStatement.Attempt(body: inner, catches: catches, otherwise: otherwise, finally: finally)
        return CodeStatement(kind: .attempt(attempt), span: span(node))
    }

    private mutating func clause(_ node: SyntaxNode.ID) -> CodeStatement.Attempt.Catch {
        var parts = operands(node)
        var alias = child(.alias, node)
        if let first = parts.first, kind(first) == .asPattern {
            alias = child(.alias, first)
            parts = operands(first)
        }
        if alias == nil, parts.count == 2 { alias = parts[1] }
        let types = parts.first.map { caught($0) } ?? []
        let pattern = alias.map { self.pattern($0) }
        let inner = first(.block, in: node).map { statements($0) } ?? []
        return CodeStatement.Attempt.Catch(types: types, pattern: pattern, body: inner, span: span(node))
    }

    private mutating func caught(_ node: SyntaxNode.ID) -> [CodeExpression.ID] {
        let inner = kind(node) == .parenthesizedExpression ? operands(node).first ?? node : node
        guard kind(inner) == .tuple else { return [expression(inner)] }
        return operands(inner).map { expression($0) }
    }

    // MARK: with

    /// The names of `as` are bound where the body starts.
    private mutating func using(_ node: SyntaxNode.ID) -> CodeStatement {
        var values: [CodeExpression.ID] = []
        var bound: [CodeStatement] = []
        for item in first(.withClause, in: node).map(items) ?? [] {
            guard let alias = child(.alias, item), let held = operands(item).first else {
                values.append(expression(item))
                continue
            }
            let value = expression(held)
            values.append(value)
            bound.append(assign(pattern(alias), value, item))
        }
        let inner = bound + body(.body, node)
        return CodeStatement(kind: .using(values, inner), span: span(node))
    }

    /// The values of a `with`; the grammar reads those in parentheses as a tuple.
    private func items(_ clause: SyntaxNode.ID) -> [SyntaxNode.ID] {
        let values = children(clause).compactMap { child(.value, $0) }
        guard values.count == 1, let only = values.first else { return values }
        return kind(only) == .tuple || kind(only) == .parenthesizedExpression ? operands(only) : values
    }
}
