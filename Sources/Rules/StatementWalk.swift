import CodeAnalysis

extension Sequence where Element == CodeStatement {
    /// Calls `found` with every statement that catches errors, inner ones included; functions inside are their own.
    func visitAttempts(depth: Int = 0, _ found: (CodeStatement, CodeStatement.Attempt) -> Void) {
        guard depth < 400 else { return }
        for statement in self {
            if case .attempt(let attempt) = statement.kind { found(statement, attempt) }
            for part in statement.parts { part.visitAttempts(depth: depth + 1, found) }
        }
    }

    /// Calls `found` with what every statement raises, inner ones included.
    func visitRaises(depth: Int = 0, _ found: (CodeExpression.ID) -> Void) {
        guard depth < 400 else { return }
        for statement in self {
            if case .raise(let value?) = statement.kind { found(value) }
            for part in statement.parts { part.visitRaises(depth: depth + 1, found) }
        }
    }

    /// Calls `found` with what every statement assigns to, inner ones included.
    func visitAssignments(depth: Int = 0, _ found: (CodePattern) -> Void) {
        guard depth < 400 else { return }
        for statement in self {
            if case .assign(let pattern, _, _) = statement.kind { found(pattern) }
            for part in statement.parts { part.visitAssignments(depth: depth + 1, found) }
        }
    }

    /// Calls `found` with the condition of every branch, inner ones included.
    func visitConditions(depth: Int = 0, _ found: (CodeExpression.ID) -> Void) {
        guard depth < 400 else { return }
        for statement in self {
            if case .branch(let condition, _, _) = statement.kind { found(condition) }
            for part in statement.parts { part.visitConditions(depth: depth + 1, found) }
        }
    }
}

extension CodeStatement {
    /// The lists of statements inside of it.
    fileprivate var parts: [[CodeStatement]] {
        switch kind {
        case .branch(_, let then, let otherwise): [then, otherwise]
        case .choice(_, let cases): cases.map(\.body)
        case .loop(let loop): [loop.body, loop.otherwise]
        case .attempt(let attempt): [attempt.body, attempt.otherwise, attempt.finally] + attempt.catches.map(\.body)
        case .block(let body), .using(_, let body): [body]
        case .expression, .assign, .return, .raise, .leave, .next, .check: []
        }
    }
}
