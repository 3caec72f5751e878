import CodeAnalysis
import SourceText

/// A place where errors are caught and nothing is done with them.
struct DroppedError: Sendable {
    /// The keyword or method that catches.
    let place: SourcePlace
    /// What may fail, by the name of the call; `nil` when it has none.
    let failing: String?
    /// Whether success is answered in spite of the error.
    let claimsSuccess: Bool
    /// Whether it comes to a callback that does not look at it.
    var isIgnored = false
    /// Whether a failure is answered, without a word of what failed.
    var isOnlyAnswered = false
}

/// Finds errors that a file drops.
struct DroppedErrors: Sendable {
    /// How many places of a file are looked at closely.
    private static let limit = 200

    private let module: CodeModule

    init(in module: CodeModule) { self.module = module }

    /// Those that functions of the file drop, in the order of the text.
    func found(in functions: Set<CodeFunction.ID>) -> [DroppedError] {
        var candidates: [DroppedError] = []
        for id in functions.sorted() {
            module[id].body.visitAttempts { _, attempt in
                guard candidates.count < Self.limit else { return }
                candidates += attempt.catches.compactMap { dropped($0, of: attempt) }
            }
        }
        return (candidates + rejections(in: functions) + ignored(in: functions)).sorted { $0.place < $1.place }
    }

    // MARK: Errors that are answered only

    /// Those that are answered with a failure and nothing else: `answers` are the places where failures are given back, and
    /// `writers` the names of the functions that may write of them.
    func answered(in functions: Set<CodeFunction.ID>, with answers: [SourcePlace], besides writers: Set<String>) -> [DroppedError] {
        var found: [DroppedError] = []
        for id in functions.sorted() {
            module[id].body.visitAttempts { _, attempt in
                guard found.count < Self.limit else { return }
                found += attempt.catches.compactMap { answered($0, of: attempt, with: answers, besides: writers) }
            }
        }
        return found
    }

    private func answered(
        _ clause: CodeStatement.Attempt.Catch, of attempt: CodeStatement.Attempt, with answers: [SourcePlace], besides writers: Set<String>
    ) -> DroppedError? {
        guard isBroad(clause), let first = attempt.body.first, let last = attempt.body.last, !isExplained(clause.span),
            answers.contains(where: { clause.span.contains($0.span) }), !usesError(of: clause), !mayWrite(within: clause.span, besides: writers)
        else { return nil }
        let risks = risks(within: first.span.union(last.span))
        guard !risks.isEmpty else { return nil }
        let keyword = module.isPython ? "except" : "catch"
        let span = ByteSpan(clause.span.lowerBound, min(clause.span.upperBound, clause.span.lowerBound + keyword.utf8.count))
        return DroppedError(place: module.place(span), failing: risks.first, claimsSuccess: false, isOnlyAnswered: true)
    }

    /// Whether the error itself is looked at.
    private func usesError(of clause: CodeStatement.Attempt.Catch) -> Bool {
        guard case .variable(let variable, let name)? = clause.pattern else { return clause.pattern != nil }
        return module.expressions.contains { expression in
            guard case .variable(let id) = expression.kind else { return false }
            return id == variable && clause.span.contains(expression.span) && expression.span != name
        }
    }

    /// Calls that make an answer.
    private static let makers: Set<String> = ["stringify", "dumps", "callback", "cb", "json", "send", "status", "end", "sendStatus", "jsonify", "type", "resolve", "Response", "set", "header"]

    /// Whether something in there may write of the error: a throw, or a call of what is not known to write nothing.
    private func mayWrite(within span: ByteSpan, besides writers: Set<String>) -> Bool {
        module.expressions.contains { expression in
            guard span.contains(expression.span) else { return false }
            switch expression.kind {
            case .call(let callee, _), .construct(let callee, _):
                guard let name = name(of: callee) else { return true }
                return !Self.makers.contains(name) && (writers.contains(name) || !isOwn(callee))
            default: return false
            }
        }
    }

    /// A function of the program, which the program's own names tell apart from a library's.
    private func isOwn(_ callee: CodeExpression.ID) -> Bool {
        if case .variable = module[callee].kind { true } else { false }
    }

    // MARK: try and except

    private func dropped(_ clause: CodeStatement.Attempt.Catch, of attempt: CodeStatement.Attempt) -> DroppedError? {
        guard isBroad(clause), let outcome = outcome(of: clause.body), !isExplained(clause.span) else { return nil }
        guard let first = attempt.body.first, let last = attempt.body.last else { return nil }
        let risks = risks(within: first.span.union(last.span))
        guard !risks.isEmpty else { return nil }
        let keyword = module.isPython ? "except" : "catch"
        let span = ByteSpan(clause.span.lowerBound, min(clause.span.upperBound, clause.span.lowerBound + keyword.utf8.count))
        return DroppedError(place: module.place(span), failing: risks.first, claimsSuccess: outcome == .success)
    }

    private enum Outcome { case nothing, success }

    /// What is done with an error; `nil` when anything is.
    private func outcome(of body: [CodeStatement]) -> Outcome? {
        var outcome = Outcome.nothing
        for statement in body {
            switch statement.kind {
            case .next: continue
            // A text alone does nothing: `...`, a comment in quotes.
            case .expression(let id) where isConstant(id): continue
            case .block(let inner):
                guard self.outcome(of: inner) == .nothing else { return nil }
            case .return(let value):
                guard let value else { continue }
                guard isSuccess(value) else { return nil }
                outcome = .success
            default: return nil
            }
        }
        return outcome
    }

    private func isConstant(_ id: CodeExpression.ID) -> Bool {
        switch module[id].kind {
        case .string, .number, .null, .boolean: true
        case .opaque(let parts): parts.isEmpty
        default: false
        }
    }

    /// `true`, `'ok'`, an HTTP response with a status of success.
    private func isSuccess(_ id: CodeExpression.ID) -> Bool {
        switch module[id].kind {
        case .boolean(true): return true
        case .string(let text): return ["ok", "success", "done"].contains(text.lowercased())
        case .record(let properties):
            return properties.contains { property in
                guard case .named("statusCode", _, let value) = property, case .number(let status) = module[value].kind else { return false }
                return (200..<300).contains(status)
            } && !usesNames(within: module[id].span)
        default: return false
        }
    }

    private func usesNames(within span: ByteSpan) -> Bool {
        module.expressions.contains { expression in
            guard span.contains(expression.span), case .variable = expression.kind else { return false }
            return true
        }
    }

    /// Errors of one narrow kind are expected: a missing key, a text that is no number.
    private func isBroad(_ clause: CodeStatement.Attempt.Catch) -> Bool {
        guard !clause.types.isEmpty else { return true }
        return clause.types.contains { type in
            let name =
                switch module[type].kind {
                case .global(let name): name
                case .variable(let id): module[id].name
                case .member(_, let name, _): name
                case .importModule(let id): String((module[id].specifier ?? "").split(separator: ".").last ?? "")
                default: ""
                }
            return Self.broadTypes.contains(name)
        }
    }

    private static let broadTypes: Set<String> = [
        "Exception", "BaseException", "Throwable", "RuntimeException", "ClientError", "BotoCoreError", "RequestException", "HTTPError",
        "SdkException", "SdkClientException", "AmazonServiceException", "SQLException", "IOException", "Error", "DatabaseError",
    ]

    /// Whether somebody wrote down why nothing is done.
    private func isExplained(_ span: ByteSpan) -> Bool {
        module.comments.contains { span.contains($0) && !module.file.text(in: $0).contains("ringfence:") }
    }

    /// The names of what is called and may fail for a reason that somebody should know.
    private func risks(within span: ByteSpan) -> [String] {
        var risks: [(position: Int, name: String)] = []
        for expression in module.expressions where span.contains(expression.span) {
            let callee: CodeExpression.ID
            switch expression.kind {
            case .call(let function, _), .construct(let function, _): callee = function
            default: continue
            }
            guard let name = name(of: callee), !Self.probes.contains(name), !name.hasSuffix("Command"), !name.hasSuffix("Error") else { continue }
            // Of a chain the last call is the one that is meant.
            risks.append((expression.span.lowerBound, name))
        }
        return risks.sorted { $0.position < $1.position }.map(\.name)
    }

    private func name(of callee: CodeExpression.ID) -> String? {
        switch module[callee].kind {
        case .member(_, let name, _): name
        case .variable(let id): module[id].name
        case .global(let name): name
        default: nil
        }
    }

    /// Calls that try something out, clean something up or say something: their failing is expected or of no account.
    private static let probes: Set<String> = [
        "parse", "loads", "load", "decode", "encode", "atob", "btoa", "decodeURIComponent", "decodeURI", "unescape", "from", "toString", "String",
        "parseInt", "parseFloat", "Number", "int", "float", "str", "len", "bool", "dict", "list", "get", "keys", "split", "join", "trim", "strip",
        "replace", "match", "test", "stat", "statSync", "lstatSync", "access", "accessSync", "existsSync", "exists", "isfile", "isdir", "unlink",
        "unlinkSync", "remove", "rm", "rmSync", "rmdir", "rmdirSync", "rmtree", "mkdir", "mkdirSync", "makedirs", "close", "end", "destroy",
        "disconnect", "release", "rollback", "terminate", "kill", "abort", "clearTimeout", "clearInterval", "require", "import_module", "URL", "log",
        "error", "warn", "info", "debug", "print", "format", "strptime", "fromisoformat", "UUID", "stringify", "dumps", "b64decode", "isArray",
        "open", "read", "locale", "setlocale", "append", "push", "index", "items", "values", "isinstance", "getattr", "hasattr", "quit", "shutdown",
        "flush", "stop", "TextDecoder", "verify", "Object", "Date", "toISOString", "map", "filter", "sqrt", "set", "super",
        "valueOf", "fromString", "parseLong", "parseDouble", "sleep", "await", "join", "getBytes", "forName", "getResource", "getResourceAsStream",
        "getProperty", "interrupt", "closeQuietly", "delete", "deleteIfExists", "readLine", "equals", "readTree", "of",
    ]

    // MARK: catch of promises

    /// `.catch(() => {})`.
    private func rejections(in functions: Set<CodeFunction.ID>) -> [DroppedError] {
        guard module.isECMAScript else { return [] }
        return module.expressions.compactMap { expression -> DroppedError? in
            guard case .call(let callee, let arguments) = expression.kind, arguments.count == 1, let argument = arguments.first,
                case .member(let promise, "catch", let nameSpan) = module[callee].kind, case .function(let id) = module[argument.value].kind,
                functions.contains(id), outcome(of: module[id].body) != nil, !isExplained(module[id].span)
            else { return nil }
            let risks = risks(within: module[promise].span)
            guard let last = risks.last else { return nil }
            return DroppedError(place: module.place(nameSpan), failing: last, claimsSuccess: false)
        }
    }

    // MARK: Callbacks

    /// `(err, data) => { … }` where nothing reads `err`.
    private func ignored(in functions: Set<CodeFunction.ID>) -> [DroppedError] {
        guard module.isECMAScript else { return [] }
        var read: Set<CodeVariable.ID> = []
        for expression in module.expressions {
            if case .variable(let id) = expression.kind { read.insert(id) }
        }
        return module.expressions.compactMap { expression -> DroppedError? in
            guard case .call(let callee, let arguments) = expression.kind, let last = arguments.last,
                case .function(let id) = module[last.value].kind, functions.contains(id), let name = name(of: callee), !Self.probes.contains(name),
                let parameter = module[id].parameters.first, (2...3).contains(module[id].parameters.count),
                case .variable(let variable, _) = parameter.pattern, ["err", "error"].contains(module[variable].name), !read.contains(variable)
            else { return nil }
            return DroppedError(place: module.place(parameter.span), failing: name, claimsSuccess: false, isIgnored: true)
        }
    }
}
