import CodeAnalysis
import SourceText

/// The place that catches an error which a value holds something of.
struct CaughtError {
    /// The `except` or `catch` clause, or the function that errors are handed to.
    private let span: ByteSpan
    private let module: CodeModule
    private let program: Program
    private let types: [CodeExpression.ID]

    /// Finds the place; `nil` when it could not be told.
    init?(_ origin: Origin, in code: FunctionCode) {
        let steps = origin.trail.steps
        guard let source = steps.first?.place, let module = code.program[source.path]?.module else { return nil }
        self.module = module
        program = code.program
        if let clause = Self.clause(at: source.span, in: module) {
            span = clause.span
            types = clause.types
            return
        }
        guard let parameter = steps.dropFirst().first(where: \.isOfParameter)?.place ?? steps.first?.place, parameter.path == source.path,
            let function = module.functions.last(where: { $0.parameters.contains { $0.span.contains(parameter.span) } })
        else { return nil }
        span = function.span
        types = []
    }

    /// Whether an answer at a place tells the error: where some answers are given where it is caught, only those do, and none
    /// does when its text is the program's own.
    func isTold(at place: SourcePlace, among places: [SourcePlace]) -> Bool {
        guard !isOwnText else { return false }
        return isInside(place) || !places.contains(where: isInside)
    }

    private func isInside(_ place: SourcePlace) -> Bool { place.path == module.file.path && span.contains(place.span) }

    private static func clause(at span: ByteSpan, in module: CodeModule) -> CodeStatement.Attempt.Catch? {
        var found: CodeStatement.Attempt.Catch?
        for function in module.functions where function.span.contains(span) {
            function.body.visitAttempts { _, attempt in
                found = attempt.catches.first { $0.span == span } ?? found
            }
        }
        return found
    }

    // MARK: Texts of the program's own

    /// Whether all that is caught says what the program itself wrote: it raises these errors, or they name no more than a key.
    private var isOwnText: Bool {
        let names = types.map { name($0, in: module) }
        guard !names.isEmpty else { return false }
        let raised = program.units.values.reduce(into: Set<String>()) { $0.formUnion(raisedNames(of: $1.module)) }
        return names.allSatisfy { name in
            guard let name, !Self.broad.contains(name) else { return false }
            return name == "KeyError" || raised.contains(name)
        }
    }

    private static let broad: Set<String> = ["Exception", "BaseException", "Error", "RuntimeError", "Throwable", "ClientError"]

    /// The errors that a file raises, but for those that pass on the text of another.
    private func raisedNames(of module: CodeModule) -> Set<String> {
        var clauses: [ByteSpan] = []
        var raised: [CodeExpression.ID] = []
        for function in module.functions {
            function.body.visitAttempts { _, attempt in clauses += attempt.catches.map(\.span) }
            function.body.visitRaises { raised.append($0) }
        }
        return Set(
            raised.filter { id in !clauses.contains { $0.contains(module[id].span) } }.compactMap { id in
                switch module[id].kind {
                case .call(let callee, _), .construct(let callee, _): name(callee, in: module)
                default: name(id, in: module)
                }
            })
    }

    private func name(_ id: CodeExpression.ID, in module: CodeModule) -> String? {
        switch module[id].kind {
        case .global(let name): name
        case .variable(let id): module[id].name
        case .member(_, let name, _): name
        default: nil
        }
    }
}

extension FlowTrail {
    fileprivate var isOfParameter: Bool {
        switch kind {
        case .bound, .passed: true
        case .source, .read, .through: false
        }
    }
}
