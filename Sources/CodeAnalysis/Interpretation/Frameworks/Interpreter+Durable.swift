import CodeSyntax

/// Durable functions hand their context functions, which it runs once and whose results it keeps.
///
/// The context is the handler's, whose path in libraries is `lambda.context`; no other context has methods of these names.
/// Source: https://docs.aws.amazon.com/lambda/latest/dg/durable-execution-sdk.html
extension Interpreter {
    /// What a step gives, which is what its function gives; `nil` for other calls.
    mutating func durableResult(_ api: String, _ arguments: [Argument], at id: CodeExpression.ID) -> AbstractValue? {
        guard api.hasPrefix("lambda.context"), Self.steps.contains(APIPath.name(api)) else { return nil }
        let context = AbstractValue(.api(APIPath.result(of: api)))
        return arguments.reduce(AbstractValue.none) { result, argument in
            // Of Python's steps the decorated function was called already, and this is what it gave.
            let isFunction = argument.value.references.contains { if case .closure = $0 { true } else { false } }
            if isFunction { return result.joined(each(argument, given: [context], at: id)) }
            return language == .python ? result.joined(argument.value) : result
        }
    }

    private static let steps: Set<Substring> = ["step", "runInChildContext", "run_in_child_context"]

    /// A function that is decorated as a step and so takes the context before what it is called with; `nil` for other decorators.
    mutating func durableStep(_ api: String, _ arguments: [Argument], at id: CodeExpression.ID) -> AbstractValue? {
        guard api.hasPrefix("aws_durable_execution_sdk_python."), Self.decorators.contains(APIPath.name(api)), !arguments.isEmpty else { return nil }
        let context = Argument(name: nil, value: AbstractValue(.api("lambda.context.run_in_child_context()")), place: place(id))
        return partial(arguments + [context])
    }

    private static let decorators: Set<Substring> = ["durable_step", "durable_with_child_context", "durable_wait_for_callback", "durable_parallel_branch"]
}
