/// A resource that acts with the permissions of a role, or hands them on.
package struct RoleHolder: Sendable, Hashable {
    /// The logical id its author knows it by.
    package let name: String
    /// The type, such as `AWS::StepFunctions::StateMachine`.
    package let type: String
    /// The key that names the role, such as `RoleArn`.
    package let key: String

    /// Makes a holder.
    package init(name: String, type: String, key: String) {
        self.name = name
        self.type = type
        self.key = key
    }
}
