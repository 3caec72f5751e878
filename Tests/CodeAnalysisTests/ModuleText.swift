import SourceText

@testable import CodeAnalysis

/// A lowered module as text, one statement a line, so that a test shows what it expects.
///
/// Variables are `name` (a captured one `name'`), globals `@name`; calls `f(x)`, construction `new f(x)`; functions
/// `fn name(parameters) { … }` in place. What has no short form is written as `kind(parts)`.
struct ModuleText {
    private let module: CodeModule

    init(_ module: CodeModule) { self.module = module }

    /// The body of the module.
    var text: String { lines(module.body.body, 0).joined(separator: "\n") }

    // MARK: Statements

    private func lines(_ statements: [CodeStatement], _ depth: Int) -> [String] {
        statements.flatMap { lines($0, depth) }
    }

    private func lines(_ statement: CodeStatement, _ depth: Int) -> [String] {
        let indent = String(repeating: "  ", count: depth)
        let body = { (title: String, inner: [CodeStatement]) in [indent + title] + lines(inner, depth + 1) }
        switch statement.kind {
        case .expression(let value): return [indent + text(value)]
        case .assign(let pattern, let value, let type):
            return [indent + text(pattern) + (type.map { ": " + text($0) } ?? "") + (value.map { " = " + text($0) } ?? "")]
        case .branch(let condition, let then, let otherwise):
            return body("if " + text(condition), then) + (otherwise.isEmpty ? [] : body("else", otherwise))
        case .choice(let subject, let cases):
            return [indent + "choose " + (subject.map(text) ?? "")] + cases.flatMap { choice in
                let title = "case " + choice.values.map(text).joined(separator: ", ")
                    + (choice.pattern.map { " as " + text($0) } ?? "") + (choice.condition.map { " if " + text($0) } ?? "")
                    + (choice.fallsThrough ? " falls through" : "")
                return [indent + "  " + title] + lines(choice.body, depth + 2)
            }
        case .loop(let loop):
            return body(title(loop.kind), loop.body)
                + (loop.otherwise.isEmpty ? [] : body("otherwise", loop.otherwise))
        case .attempt(let attempt):
            var all = body("try", attempt.body)
            for clause in attempt.catches {
                let types = clause.types.map(text).joined(separator: ", ")
                all += body("catch \(types)" + (clause.pattern.map { " as " + text($0) } ?? ""), clause.body)
            }
            if !attempt.otherwise.isEmpty { all += body("otherwise", attempt.otherwise) }
            return all + (attempt.finally.isEmpty ? [] : body("finally", attempt.finally))
        case .return(let value): return [indent + "return" + (value.map { " " + text($0) } ?? "")]
        case .raise(let value): return [indent + "raise" + (value.map { " " + text($0) } ?? "")]
        case .leave: return [indent + "leave"]
        case .next: return [indent + "next"]
        case .block(let inner): return body("block", inner)
        case .using(let values, let inner): return body("using " + values.map(text).joined(separator: ", "), inner)
        case .check(let value): return [indent + "check " + text(value)]
        }
    }

    private func title(_ loop: CodeStatement.Loop.Kind) -> String {
        switch loop {
        case .elements(let pattern, let iterable): "for \(text(pattern)) of \(text(iterable))"
        case .keys(let pattern, let iterable): "for \(text(pattern)) in \(text(iterable))"
        case .condition(let condition, let update, let isCheckedAfter):
            (isCheckedAfter ? "do while " : "while ") + (condition.map(text) ?? "")
                + (update.isEmpty ? "" : "; " + update.map(text).joined(separator: ", "))
        }
    }

    // MARK: Expressions

    private func text(_ ids: [CodeExpression.ID]) -> String { ids.map(text).joined(separator: ", ") }

    func text(_ id: CodeExpression.ID) -> String {
        switch module[id].kind {
        case .string(let value): "'\(value)'"
        case .number(let value): value == value.rounded() && abs(value) < 1e9 ? "\(Int(value))" : "\(value)"
        case .boolean(let value): "\(value)"
        case .null: "null"
        case .regularExpression(let pattern, let flags): "/\(pattern)/\(flags)"
        case .template(let parts):
            "`" + parts.map { if case .value(let id) = $0 { "${\(text(id))}" } else if case .text(let t) = $0 { t } else { "" } }
                .joined() + "`"
        case .variable(let id): name(id)
        case .global(let name): "@" + name
        case .receiver: "this"
        case .superclass: "super"
        case .member(let object, let name, _): text(object) + "." + name
        case .element(let object, let index): text(object) + "[" + text(index) + "]"
        case .slice(let object, let bounds): text(object) + "[" + bounds.map(text).joined(separator: ":") + ":]"
        case .call(let callee, let arguments): text(callee) + text(arguments)
        case .construct(let callee, let arguments): "new " + text(callee) + text(arguments)
        case .unary(let op, let value): "\(op)(\(text(value)))"
        case .binary(let op, let left, let right): "\(op)(\(text(left)), \(text(right)))"
        case .logical(let op, let left, let right): "\(op)(\(text(left)), \(text(right)))"
        case .conditional(let condition, let then, let otherwise):
            "(\(text(condition)) ? \(text(then)) : \(text(otherwise)))"
        case .assign(let pattern, let value): "(\(text(pattern)) = \(text(value)))"
        case .function(let id): text(id)
        case .classDefinition(let id): text(id)
        case .list(let elements):
            "[" + elements.map { ($0.isSpread ? "..." : "") + text($0.value) }.joined(separator: ", ") + "]"
        case .record(let properties): "{" + properties.map(text).joined(separator: ", ") + "}"
        case .await(let value): "await " + text(value)
        case .yield(let value): "yield" + (value.map { " " + text($0) } ?? "")
        case .comprehension(let value):
            "(" + (value.key.map { text($0) + ": " } ?? "") + text(value.value)
                + value.clauses.map { clause in
                    " for \(text(clause.pattern)) of \(text(clause.iterable))"
                        + clause.conditions.map { " if " + text($0) }.joined()
                }.joined() + ")"
        case .importModule(let id): "import('\(module[id].specifier ?? "?")')"
        case .importComputed(_, let specifier): "import(\(text(specifier)))"
        case .cast(let value, let type): "cast(\(text(value))" + (type.map { ", " + text($0) } ?? "") + ")"
        case .sequence(let values): "seq(\(text(values)))"
        case .generic(let head, let values): "\(text(head))<\(text(values))>"
        case .opaque(let values): "opaque(\(text(values)))"
        }
    }

    private func text(_ arguments: [CodeExpression.Argument]) -> String {
        "(" + arguments.map { ($0.name.map { $0 + "=" } ?? "") + ($0.isSpread ? "..." : "") + text($0.value) }
            .joined(separator: ", ") + ")"
    }

    private func text(_ property: CodeExpression.Property) -> String {
        switch property {
        case .named(let name, _, let value): "\(name): \(text(value))"
        case .computed(let key, let value): "[\(text(key))]: \(text(value))"
        case .spread(let value): "...\(text(value))"
        }
    }

    private func name(_ id: CodeVariable.ID) -> String {
        let variable = module[id]
        return (variable.name.isEmpty ? "_\(id.index)" : variable.name) + (variable.isCaptured ? "'" : "")
    }

    private func text(_ pattern: CodePattern) -> String {
        switch pattern {
        case .variable(let id, _): return name(id)
        case .global(let name, _): return "@" + name
        case .target(let id): return text(id)
        case .record(let fields, let rest):
            let parts = fields.map { field in
                (field.key.map { "[\(text($0))]" } ?? field.name) + ": " + text(field.pattern)
                    + (field.defaultValue.map { " = " + text($0) } ?? "")
            }
            return "{" + (parts + (rest.map { ["..." + text($0)] } ?? [])).joined(separator: ", ") + "}"
        case .list(let items, let rest):
            let parts = items.map { item in
                item.map { text($0.pattern) + ($0.defaultValue.map { " = " + text($0) } ?? "") } ?? ""
            }
            return "[" + (parts + (rest.map { ["..." + text($0)] } ?? [])).joined(separator: ", ") + "]"
        case .nothing: return "_"
        }
    }

    // MARK: Functions and classes

    private func text(_ id: CodeFunction.ID) -> String {
        let function = module[id]
        let words = (function.isAsync ? "async " : "") + (function.isGenerator ? "generator " : "")
        return function.decorators.map { "#" + text($0) + " " }.joined() + words + "fn " + (function.name ?? "")
            + "(" + function.parameters.map(text).joined(separator: ", ") + ") {"
            + lines(function.body, 0).map { " " + $0.trimmingPrefix { $0 == " " } + ";" }.joined() + " }"
    }

    private func text(_ parameter: CodeParameter) -> String {
        let prefix =
            switch parameter.kind {
            case .ordinary: ""
            case .keywordOnly: "named "
            case .rest: "..."
            case .keywordRest: "...named "
            }
        return prefix + text(parameter.pattern) + (parameter.type.map { ": " + text($0) } ?? "")
            + (parameter.defaultValue.map { " = " + text($0) } ?? "")
    }

    private func text(_ id: CodeClass.ID) -> String {
        let value = module[id]
        let bases = value.bases.isEmpty ? "" : " < " + text(value.bases)
        return (value.isInterface ? "interface " : "class ") + (value.name ?? "") + bases + " {"
            + value.members.map { " " + text($0) + ";" }.joined() + " }"
    }

    private func text(_ member: CodeClass.Member) -> String {
        let type = member.type.map { ": " + text($0) } ?? ""
        let prefix = member.decorators.map { "#" + text($0) + " " }.joined() + (member.isStatic ? "static " : "")
        switch member.kind {
        case .method(let id): return prefix + member.name + " = " + text(id)
        case .getter(let id): return prefix + "get " + member.name + " = " + text(id)
        case .setter(let id): return prefix + "set " + member.name + " = " + text(id)
        case .constructor(let id): return prefix + "init = " + text(id)
        case .field(let value): return prefix + member.name + type + (value.map { " = " + text($0) } ?? "")
        }
    }
}
