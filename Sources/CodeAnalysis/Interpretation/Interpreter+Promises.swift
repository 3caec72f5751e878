import CodeSyntax
import SourceText

extension Interpreter {
    /// What settles a promise that the program makes.
    static let resolver = "Promise.resolver"

    /// `new Promise((resolve, reject) => …)`: what `resolve` is called with; `nil` where nobody calls it.
    mutating func promise(_ arguments: [Argument], at id: CodeExpression.ID) -> AbstractValue? {
        guard language.isECMAScript, let executor = arguments.first?.value else { return nil }
        let cell = allocate(.list, at: id, salt: 11)
        let resolve = allocate(.external(api: Interpreter.resolver), at: id, salt: 12)
        guard case .object(let kept)? = cell.references.first, case .object(let settling)? = resolve.references.first else { return nil }
        heap.note(arguments: [cell], receiver: .none, of: settling)
        let saved = flow
        let given = [resolve, AbstractValue(.api("Promise.reject"))].map { Argument(name: nil, value: $0, place: place(id)) }
        for case .closure(let closure) in executor.references { _ = invoke(closure, given, on: .none, at: id) }
        // What the executor made sure of holds for its own call only.
        flow = saved
        let settled = heap[kept].rest
        return settled.isEmpty ? nil : settled
    }

    /// `resolve(value)`.
    mutating func settle(_ resolver: AbstractValue, with arguments: [Argument]) -> AbstractValue {
        for case .object(let id) in resolver.references {
            guard case .external(Interpreter.resolver) = heap.kind(of: id), case .object(let cell)? = heap[id].arguments.first?.references.first else { continue }
            heap.writeRest(arguments.first?.value ?? .unknown, of: cell)
        }
        return .unknown
    }
}
