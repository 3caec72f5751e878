import AuditKit
import CodeAnalysis
import SourceText

/// What the names around a call say it is for.
struct CodeSurroundings {
    /// The names that its result is bound to: variables, fields, and the functions it stands in.
    let bound: [String]
    /// The names that stand in the same statement besides.
    let mentioned: [String]

    /// The names around a place of a function.
    init(of place: SourcePlace, site: CodeSite, in code: FunctionCode) {
        guard let module = code.program[site.path]?.module, site.function.index < module.functions.count else {
            (bound, mentioned) = ([], [])
            return
        }
        let search = BindingSearch(module: module, span: place.span)
        let statement = search.innermost(module[site.function].body)
        var names = search.names(statement)
        // What a lambda gives becomes a part of what the statement around it makes.
        var lambda = module[site.function]
        while names.isEmpty, lambda.body.count == 1, case .return = lambda.body[0].kind, lambda.name == nil, let parent = lambda.parent {
            lambda = module[parent]
            names = search.names(search.innermost(lambda.body))
        }
        bound = names + Self.named(site.function, module)
        mentioned = statement.map { Self.identifiers(in: module.file.text(in: ByteSpan($0.span.lowerBound, min($0.span.upperBound, $0.span.lowerBound + 400)))) } ?? []
    }

    /// The function's name, or that of the nearest function around it that has one.
    static func named(_ function: CodeFunction.ID, _ module: CodeModule) -> [String] {
        var next: CodeFunction.ID? = function
        var steps = 0
        while let current = next, steps < 8 {
            if let name = module[current].name { return [name] }
            next = module[current].parent
            steps += 1
        }
        return []
    }

    private static func identifiers(in text: String) -> [String] {
        text.split { !($0.isLetter || $0.isNumber || $0 == "_" || $0 == "$") }.map(String.init)
    }

    /// Whether one of the names has one of some words in it, written in any style.
    static func speak(_ names: [String], of words: Set<String>) -> Bool {
        names.contains { name in
            let parts = SecretName.words(of: name)
            return parts.contains { words.contains($0) } || zip(parts, parts.dropFirst()).contains { words.contains($0 + $1) }
        }
    }
}

/// Finds the statement that holds a span, and what it binds.
private struct BindingSearch {
    let module: CodeModule
    let span: ByteSpan

    private func holds(_ other: ByteSpan) -> Bool { other.contains(span) }

    /// The smallest statement that holds the span.
    func innermost(_ statements: [CodeStatement]) -> CodeStatement? {
        var found: CodeStatement?
        var rest = statements
        var steps = 0
        while let statement = rest.first(where: { holds($0.span) }), steps < 400 {
            found = statement
            rest = children(of: statement)
            steps += 1
        }
        return found
    }

    private func children(of statement: CodeStatement) -> [CodeStatement] {
        switch statement.kind {
        case .branch(_, let then, let otherwise): then + otherwise
        case .choice(_, let cases): cases.flatMap(\.body)
        case .loop(let loop): loop.body + loop.otherwise
        case .attempt(let attempt): attempt.body + attempt.catches.flatMap(\.body) + attempt.otherwise + attempt.finally
        case .block(let body), .using(_, let body): body
        case .expression, .assign, .return, .raise, .leave, .next, .check: []
        }
    }

    /// What the statement, and assignments and records in it, bind the span's value to.
    func names(_ statement: CodeStatement?) -> [String] {
        guard let statement else { return [] }
        var names: [String] = []
        if case .assign(let pattern, let value?, _) = statement.kind, holds(module[value].span) { names += self.names(of: pattern) }
        for expression in module.expressions where holds(expression.span) && statement.span.lowerBound <= expression.span.lowerBound {
            switch expression.kind {
            case .assign(let pattern, let value) where holds(module[value].span): names += self.names(of: pattern)
            case .record(let properties):
                for case .named(let name, _, let value) in properties where holds(module[value].span) { names.append(name) }
            case .call(_, let arguments), .construct(_, let arguments):
                names += arguments.filter { holds(module[$0.value].span) }.compactMap(\.name)
            default: continue
            }
        }
        return names
    }

    private func names(of pattern: CodePattern) -> [String] {
        switch pattern {
        case .variable(let id, _): [module[id].name]
        case .global(let name, _): [name]
        case .target(let id):
            if case .member(_, let name, _) = module[id].kind { [name] } else { [] }
        case .record, .list, .nothing: []
        }
    }
}
