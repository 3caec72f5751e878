import AuditKit
import CodeAnalysis
import SourceText

/// Classes of Java that take every certificate or every host for the right one.
enum TrustingClasses {
    /// Where files that the handler reaches say so, with what does it.
    static func places(in code: FunctionCode) -> [(SourcePlace, String)] {
        let paths = Set(code.analysis.reached.map(\.path)).sorted()
        return paths.compactMap { code.program[$0]?.module }.filter(\.isJava).flatMap { module in
            classes(module) + lambdas(module)
        }
    }

    // MARK: Classes

    private static func classes(_ module: CodeModule) -> [(SourcePlace, String)] {
        module.classes.flatMap { type -> [(SourcePlace, String)] in
            let bases = type.bases.compactMap { name(of: $0, module) }
            return type.members.compactMap { member in
                guard case .method(let id) = member.kind, trusts(member.name, module[id], bases, module) else { return nil }
                return (module.place(member.nameSpan), "`\(member.name)`")
            }
        }
    }

    private static func trusts(_ name: String, _ function: CodeFunction, _ bases: [String], _ module: CodeModule) -> Bool {
        switch name {
        case "checkServerTrusted": bases.contains { $0.hasSuffix("TrustManager") } && function.body.allSatisfy(isNothing)
        case "verify": bases.contains { $0.hasSuffix("HostnameVerifier") } && isTrue(function.body, module)
        default: false
        }
    }

    private static func isNothing(_ statement: CodeStatement) -> Bool {
        if case .return(nil) = statement.kind { true } else { false }
    }

    private static func isTrue(_ body: [CodeStatement], _ module: CodeModule) -> Bool {
        guard body.count == 1, case .return(let value?) = body[0].kind, case .boolean(true) = module[value].kind else { return false }
        return true
    }

    private static func name(of type: CodeExpression.ID, _ module: CodeModule) -> String? {
        switch module[type].kind {
        case .global(let name), .member(_, let name, _): name
        case .variable(let id): module[id].name
        case .importModule(let id): module[id].specifier
        default: nil
        }
    }

    // MARK: Lambdas

    private static let setters: Set<String> = [
        "setHostnameVerifier", "setDefaultHostnameVerifier", "hostnameVerifier", "setSSLHostnameVerifier", "loadTrustMaterial",
    ]

    /// `setHostnameVerifier((host, session) -> true)`.
    private static func lambdas(_ module: CodeModule) -> [(SourcePlace, String)] {
        module.expressions.compactMap { expression in
            guard case .call(let callee, let arguments) = expression.kind, case .member(_, let name, let span) = module[callee].kind,
                setters.contains(name)
            else { return nil }
            let isTrusting = arguments.contains { argument in
                guard case .function(let id) = module[argument.value].kind else { return false }
                return isTrue(module[id].body, module)
            }
            return isTrusting ? (module.place(span), "`\(name)`") : nil
        }
    }
}
