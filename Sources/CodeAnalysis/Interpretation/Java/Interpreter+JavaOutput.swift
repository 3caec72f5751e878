import CodeSyntax
import SourceText

extension Interpreter {
    private static let writers: Set<String> = [
        "write", "print", "println", "printf", "append", "writeValue", "toJson", "copy", "transferTo", "writeTo",
    ]

    /// What a handler of streams writes goes to its caller.
    mutating func noteOutput(_ api: String, _ arguments: [Argument], on receiver: AbstractValue, at id: CodeExpression.ID) {
        guard Interpreter.writers.contains(String(APIPath.name(api))) else { return }
        if isOutput(receiver) {
            if let written = arguments.first?.value { noteReturn(written, at: span(id), isError: false) }
        } else if arguments.contains(where: { isOutput($0.value) }) {
            for argument in arguments where !isOutput(argument.value) { noteReturn(argument.value, at: span(id), isError: false) }
        }
    }

    /// Whether a value is the stream that answers are written to, or a writer around it.
    private func isOutput(_ value: AbstractValue, depth: Int = 0) -> Bool {
        guard depth < 4 else { return false }
        return value.references.prefix(4).contains { reference in
            switch reference {
            case .api(let api): return api == "lambda.output"
            case .object(let id):
                guard case .external = heap.kind(of: id) else { return false }
                return heap[id].arguments.prefix(4).contains { isOutput($0, depth: depth + 1) }
            case .closure, .classValue, .module: return false
            }
        }
    }
}
