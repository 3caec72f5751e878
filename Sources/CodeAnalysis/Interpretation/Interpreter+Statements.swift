import CodeSyntax
import SourceText

extension Interpreter {
    mutating func run(_ statements: [CodeStatement]) {
        for statement in statements {
            guard flow.isReachable, step() else { return }
            run(statement)
        }
    }

    private mutating func run(_ statement: CodeStatement) {
        switch statement.kind {
        case .expression(let id): _ = evaluate(id)
        case .assign(let pattern, let value, let type):
            if let value {
                let value = evaluate(value)
                noteHandlerType(type, of: value)
                bind(pattern, to: typed(value, as: type), at: statement.span)
            } else if let type {
                bind(pattern, to: language == .go ? goZeroValue(type) : typed(.none, as: type), at: statement.span)
            }
        case .branch(let condition, let then, let otherwise):
            branch(on: condition, { $0.run(then) }, { $0.run(otherwise) })
        case .choice(let subject, let cases): choose(subject, among: cases)
        case .loop(let loop): run(loop, at: statement.span)
        case .attempt(let attempt): run(attempt)
        case .return(let value): leaveFunction(with: value.map { evaluate($0) } ?? AbstractValue(.null), at: statement.span)
        case .raise(let value):
            let raised = value.map { evaluate($0) } ?? .unknown
            if isInHandler { noteReturn(raised, at: statement.span, isError: true) }
            flow.isReachable = false
        case .leave: leave(\.leaving)
        case .next: leave(\.continuing)
        case .block(let body): run(body)
        case .using(let values, let body):
            for value in values { _ = evaluate(value) }
            run(body)
        case .check(let value): assume(evaluate(value), isTrue: true)
        }
    }

    /// Ends the flow and keeps it for the loop around it.
    private mutating func leave(_ flows: WritableKeyPath<Frame, [[Flow]]>) {
        defer { flow.isReachable = false }
        guard let index = frames.indices.last, let inner = frames[index][keyPath: flows].indices.last else { return }
        frames[index][keyPath: flows][inner].append(flow)
    }

    mutating func leaveFunction(with value: AbstractValue, at span: ByteSpan) {
        defer { flow.isReachable = false }
        guard let index = frames.indices.last else { return }
        if frames[index].isHandler { noteReturns(value, at: span) }
        frames[index].result = frames[index].result.joined(value)
        frames[index].guardsAtReturn = frames[index].guardsAtReturn.map { $0.intersection(flow.guards) } ?? flow.guards
        if frames[index].conditionsAtReturn.count < 16 { frames[index].conditionsAtReturn.append((value, flow.guards)) }
    }

    var isInHandler: Bool { frames.last?.isHandler == true }

    /// Handlers of Go give an error beside their answer.
    private mutating func noteReturns(_ value: AbstractValue, at span: ByteSpan) {
        guard language == .go, case .object(let id)? = value.references.first, heap.kind(of: id) == .list else {
            return noteReturn(value, at: span, isError: false)
        }
        if let answer = heap[id].fields["0"] { noteReturn(answer, at: span, isError: false) }
        if let error = heap[id].fields["1"], error.constant != .null { noteReturn(error, at: span, isError: true) }
    }

    mutating func noteReturn(_ value: AbstractValue, at span: ByteSpan, isError: Bool) {
        recorder.returning(ReturnFact(value: value, place: place(span), isError: isError, guards: flow.guards))
    }

    // MARK: Branches

    /// Takes what follows from a value's being true or false for certain.
    mutating func assume(_ value: AbstractValue, isTrue: Bool) {
        if let conditions = value.conditions {
            flow.guards.formUnion(isTrue ? conditions.whenTrue : conditions.whenFalse)
        }
        if let truth = value.constant?.isTruthy, truth != isTrue { flow.isReachable = false }
    }

    mutating func branch(
        on condition: CodeExpression.ID, _ then: (inout Interpreter) -> Void, _ otherwise: (inout Interpreter) -> Void
    ) {
        let value = evaluate(condition)
        let start = flow
        assume(value, isTrue: true)
        if flow.isReachable { then(&self) }
        let afterThen = flow
        flow = start
        assume(value, isTrue: false)
        if flow.isReachable { otherwise(&self) }
        flow = joined(afterThen, flow)
    }

    func joined(_ left: Flow, _ right: Flow) -> Flow {
        guard left.isReachable else { return right }
        guard right.isReachable else { return left }
        var joined = left
        joined.guards = left.guards.intersection(right.guards)
        for (variable, value) in right.locals {
            joined.locals[variable] = joined.locals[variable].map { $0.joined(value) } ?? value
        }
        return joined
    }

    private mutating func choose(_ subject: CodeExpression.ID?, among cases: [CodeStatement.Case]) {
        let value = subject.map { evaluate($0) }
        let start = flow
        var ends: [Flow] = []
        var falling: Flow?
        openLoop()
        for choice in cases {
            flow = start
            enter(choice, of: value)
            if let before = falling { flow = joined(flow, before) }
            if flow.isReachable { run(choice.body) }
            falling = choice.fallsThrough && flow.isReachable ? flow : nil
            if !choice.fallsThrough { ends.append(flow) }
        }
        if let falling { ends.append(falling) }
        // Without a default the choice may do nothing.
        if !cases.contains(where: { $0.values.isEmpty && $0.condition == nil }) { ends.append(start) }
        ends += closeLoop().leaving
        flow = ends.dropFirst().reduce(ends.first ?? start) { joined($0, $1) }
    }

    private mutating func enter(_ choice: CodeStatement.Case, of subject: AbstractValue?) {
        var guards: Guards?
        for id in choice.values {
            let value = evaluate(id)
            let conditions = subject.map { equality(of: $0, and: value) } ?? value.conditions ?? Conditions()
            guards = guards.map { $0.intersection(conditions.whenTrue) } ?? conditions.whenTrue
        }
        if let guards { flow.guards.formUnion(guards) }
        if let pattern = choice.pattern { bind(pattern, to: subject ?? .unknown, at: ByteSpan(0, 0)) }
        if let condition = choice.condition { assume(evaluate(condition), isTrue: true) }
    }

    // MARK: Loops

    mutating func openLoop() {
        guard let index = frames.indices.last else { return }
        frames[index].leaving.append([])
        frames[index].continuing.append([])
    }

    mutating func closeLoop() -> (leaving: [Flow], continuing: [Flow]) {
        guard let index = frames.indices.last else { return ([], []) }
        return (frames[index].leaving.popLast() ?? [], frames[index].continuing.popLast() ?? [])
    }

    private mutating func run(_ loop: CodeStatement.Loop, at span: ByteSpan) {
        loopDepth += 1
        defer { loopDepth -= 1 }
        var leaving: [Flow] = []
        if case .condition(_, _, isCheckedAfter: true) = loop.kind { round(loop, at: span, &leaving, checks: false) }
        // What a round leaves behind the next one finds; two rounds carry a value around once.
        for _ in 0..<2 where flow.isReachable {
            let before = flow
            let changes = heap.lateChanges &+ lateChanges
            round(loop, at: span, &leaving, checks: true)
            flow = joined(before, flow)
            if changes == heap.lateChanges &+ lateChanges, isSame(before) { break }
        }
        run(loop.otherwise)
        for left in leaving { flow = joined(flow, left) }
    }

    /// Whether a round has left everything as it found it, so that the next would do the same.
    private func isSame(_ before: Flow) -> Bool {
        flow.guards == before.guards && before.locals.allSatisfy { flow.locals[$0.key] == $0.value }
    }

    private mutating func round(_ loop: CodeStatement.Loop, at span: ByteSpan, _ leaving: inout [Flow], checks: Bool) {
        openLoop()
        start(loop, at: span, checks: checks)
        if flow.isReachable { run(loop.body) }
        let ends = closeLoop()
        for next in ends.continuing { flow = joined(flow, next) }
        if case .condition(_, let update, _) = loop.kind, flow.isReachable {
            for id in update { _ = evaluate(id) }
        }
        leaving += ends.leaving
    }

    private mutating func start(_ loop: CodeStatement.Loop, at span: ByteSpan, checks: Bool) {
        switch loop.kind {
        case .elements(let pattern, let iterable):
            let value = evaluate(iterable)
            noteLoop(value, at: span)
            bind(pattern, to: elements(of: value, at: iterable), at: span)
        case .keys(let pattern, let iterable):
            let value = evaluate(iterable)
            noteLoop(value, at: span)
            bind(pattern, to: keys(of: value), at: span)
        case .condition(let condition, let update, _):
            guard let condition, checks else { return }
            if !update.isEmpty { noteBound(condition, at: span) }
            let value = evaluate(condition)
            noteLoop(value, at: span)
            if let conditions = value.conditions { flow.guards.formUnion(conditions.whenTrue) }
            if value.constant?.isTruthy == false { flow.isReachable = false }
        }
    }

    private mutating func noteLoop(_ value: AbstractValue, at span: ByteSpan, isCounted: Bool = false) {
        guard !value.origins.isEmpty else { return }
        recorder.loop(LoopFact(value: value, place: place(span), isCounted: isCounted, guards: flow.guards))
    }

    /// The bound of `i < count`: the side that came from outside, where it is a name or a field, which can be read again
    /// without running anything.
    private mutating func noteBound(_ condition: CodeExpression.ID, at span: ByteSpan) {
        guard case .binary(let sign, let left, let right) = modules[current].expressions[condition.index].kind, sign == .less || sign == .greater
        else { return }
        for side in [left, right] {
            switch modules[current].expressions[side.index].kind {
            case .variable, .member: noteLoop(evaluate(side), at: span, isCounted: true)
            default: continue
            }
        }
    }

    // MARK: Errors

    private mutating func run(_ attempt: CodeStatement.Attempt) {
        let start = flow
        run(attempt.body)
        // An error may come from anywhere in the body: what holds before it and what its end knows of variables.
        var failing = flow.isReachable ? joined(start, flow) : start
        for (variable, value) in flow.locals { failing.locals[variable] = (failing.locals[variable] ?? .none).joined(value) }
        failing.guards = start.guards
        if flow.isReachable { run(attempt.otherwise) }
        var end = flow
        for clause in attempt.catches {
            flow = failing
            if let pattern = clause.pattern { bind(pattern, to: caughtError(at: place(clause.span)), at: clause.span) }
            run(clause.body)
            end = joined(end, flow)
        }
        flow = end
        let isReachable = flow.isReachable
        if !attempt.finally.isEmpty {
            if !isReachable { flow = failing }
            run(attempt.finally)
            flow.isReachable = flow.isReachable && isReachable
        }
    }
}
