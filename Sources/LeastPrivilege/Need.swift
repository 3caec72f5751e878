package import Permissions
package import SourceText

/// A permission that a function needs.
package struct Need: Sendable, Hashable {
    /// Why it is needed.
    package enum Reason: Sendable, Hashable {
        /// The code calls an operation, by its name in tables such as `dynamodb.PutItem`.
        case call(String)
        /// The platform acts under the function's role for what the manifest says, such as `reads the queue`.
        case platform(String)
    }

    /// The action, such as `dynamodb:PutItem`.
    package let action: String
    /// The action as the catalogue knows it; `nil` when it does not.
    package let known: Action?
    /// The resources, the narrowest ARNs that hold all that can be told; `*` alone where the action takes no resources.
    package let resources: [ARNPattern]
    /// Whether the resources are known by name rather than narrowed by type only.
    package let isNamed: Bool
    /// Why.
    package let reason: Reason
    /// The call, or what in the manifest asks for it.
    package let place: SourcePlace
    /// Whether it is certain; what a parameter decides that cannot be seen may not be needed.
    package let isCertain: Bool

    /// Whether the code asks for it, rather than the platform.
    package var isCalled: Bool { if case .call = reason { true } else { false } }

    init(_ action: String, on resources: [ARNPattern], isNamed: Bool, because reason: Reason, at place: SourcePlace, isCertain: Bool = true) {
        self.action = action
        known = ActionCatalogue.bundled.action(action)
        self.resources = resources
        self.isNamed = isNamed
        self.reason = reason
        self.place = place
        self.isCertain = isCertain
    }
}

/// What a function needs, as far as its code tells.
package struct FunctionNeeds: Sendable {
    /// The function's name in the manifest.
    package let function: String
    /// The needs, by action, then by place.
    package let needs: [Need]
    /// The calls that may need anything.
    package let undecided: [UndecidedCall]
    /// Whether some calls are, or may be, made with credentials that are not the role's.
    package let takesOtherCredentials: Bool
    /// Why more may be needed than is known; `nil` when the code was read to its end and nothing is undecided.
    package let incompleteness: String?
}
