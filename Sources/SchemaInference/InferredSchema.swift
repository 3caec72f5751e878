package import ApplicationModel
package import CodeAnalysis

/// The schema of what one function's code reads of its event.
package struct InferredSchema: Sendable {
    /// What is described.
    package enum Scope: Sendable, Hashable {
        /// The body of an HTTP request, as JSON.
        case body
        /// Everything the function is invoked with.
        case event
    }

    /// What is described.
    package let scope: Scope
    /// The schema, as far as the code shows it.
    package let schema: EventSchema
    /// Whether whoever sends the event chooses all of it, so that a field which nobody reads need not be let through.
    let isChosen: Bool

    /// Looks through a function's code; `nil` when it reads nothing of what is asked for.
    package init?(_ scope: Scope, readBy code: FunctionCode, of function: Function) {
        var tree = ReadTree(scope)
        tree.add(code.analysis)
        guard let schema = tree.schema() else { return nil }
        self.scope = scope
        self.schema = schema
        isChosen = scope == .body || function.triggers.allSatisfy { $0.invocation == .never || $0.kind == .direct || $0.kind == .stateMachine }
    }

    /// Whether bodies of HTTP requests get to a function.
    package static func takesBodies(_ function: Function) -> Bool {
        function.triggers.contains { trigger in
            switch trigger.kind {
            case .restAPI, .httpAPI, .functionURL, .loadBalancer, .http: trigger.invocation != .never
            default: false
            }
        }
    }
}
