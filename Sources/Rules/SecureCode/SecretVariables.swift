import AuditKit
import CodeAnalysis
import SourceText

/// Where a program shows variables of its environment whose names promise a secret: expressions that are one, or texts with
/// one in them.
struct SecretVariables {
    private var shown: [SourcePlace: String] = [:]

    /// Looks through the files that a function's code reaches.
    init(of code: FunctionCode) {
        for path in Set(code.analysis.reached.map(\.path)) {
            guard let module = code.program[path]?.module else { continue }
            for (index, name) in Self.shown(in: module) { shown[module.place(module.expressions[index].span)] = name }
        }
    }

    /// The variable that an argument is, or has in its text.
    func name(in argument: CallFact.Argument) -> String? {
        if let name = shown[argument.place] { return name }
        return argument.value.constants.lazy.compactMap { constant -> String? in
            if case .environment(let name) = constant, Self.isSecret(name) { name } else { nil }
        }.first
    }

    /// The expressions of a file by position; an expression stands behind its parts.
    private static func shown(in module: CodeModule) -> [Int: String] {
        var shown: [Int: String] = [:]
        for (index, expression) in module.expressions.enumerated() {
            let parts: [CodeExpression.ID]
            switch expression.kind {
            case .template(let pieces): parts = pieces.compactMap { if case .value(let part) = $0 { part } else { nil } }
            case .binary(.add, let left, let right), .binary(.remainder, let left, let right), .logical(_, let left, let right): parts = [left, right]
            default:
                if let name = variable(expression, module), isSecret(name) { shown[index] = name }
                continue
            }
            shown[index] = parts.lazy.compactMap { shown[$0.index] }.first
        }
        return shown
    }

    private static func isSecret(_ name: String) -> Bool {
        let name = SecretName(name)
        guard !name.isOfHash, !name.isAboutSecret, let kind = name.kind else { return false }
        switch kind {
        case .password, .token: return true
        case .vague: return false
        }
    }

    private static func variable(_ expression: CodeExpression, _ module: CodeModule) -> String? {
        switch expression.kind {
        case .member(let object, let name, _): return isEnvironment(object, module) ? name : nil
        case .element(let object, let key): return isEnvironment(object, module) ? text(key, module) : nil
        case .call(let callee, let arguments):
            guard case .member(let object, let name, _) = module[callee].kind, let first = arguments.first else { return nil }
            let isRead = name == "getenv" || name == "get" && isEnvironment(object, module)
            return isRead ? text(first.value, module) : nil
        default: return nil
        }
    }

    /// `process.env`, `os.environ`.
    private static func isEnvironment(_ id: CodeExpression.ID, _ module: CodeModule) -> Bool {
        guard case .member(_, let name, _) = module[id].kind else { return false }
        return name == "env" || name == "environ"
    }

    private static func text(_ id: CodeExpression.ID, _ module: CodeModule) -> String? {
        if case .string(let text) = module[id].kind { text } else { nil }
    }
}
