import CodeSyntax
import SourceText

/// What assignments, loops, `with`, `except` and `del` bind.
extension PythonLowering {
    /// A target of an assignment.
    mutating func pattern(_ node: SyntaxNode.ID) -> CodePattern {
        switch kind(node) {
        case .identifier: return bind(node)
        case .patternList, .tuplePattern, .listPattern, .tuple, .list, .expressionList: return listPattern(node)
        case .parenthesizedExpression, .asPatternTarget, .listSplatPattern, .listSplat, .dictionarySplatPattern:
            guard let inner = children(node).first(where: { kind($0) != .comment }) else { return .nothing }
            return pattern(inner)
        default: return .target(expression(node))
        }
    }

    /// The variable that a name binds; a class body makes its names as it goes.
    mutating func bind(_ node: SyntaxNode.ID) -> CodePattern {
        let name = text(node)
        guard !name.isEmpty else { return .nothing }
        if currentClass != nil { builder.declare(name, span(node)) }
        return builder.target(name, span(node))
    }

    /// What stands behind a starred target takes its values from what the star takes.
    private mutating func listPattern(_ node: SyntaxNode.ID) -> CodePattern {
        var items: [CodePattern.Item?] = []
        var starred: CodePattern?
        var behind: [CodePattern.Item?] = []
        for child in children(node) where isTarget(child) {
            let isStarred = kind(child) == .listSplatPattern || kind(child) == .listSplat
            let part = pattern(child)
            if isStarred, starred == nil {
                starred = part
            } else if starred == nil {
                items.append(CodePattern.Item(pattern: part, defaultValue: nil))
            } else {
                behind.append(CodePattern.Item(pattern: part, defaultValue: nil))
            }
        }
        return .list(items, rest: behind.isEmpty ? starred : .list(behind, rest: starred))
    }

    private func isTarget(_ node: SyntaxNode.ID) -> Bool {
        switch kind(node) {
        case .tuplePattern, .listPattern, .listSplatPattern: true
        default: hasValue(node)
        }
    }
}
