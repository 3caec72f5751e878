/// What whoever deploys an application may need.
package struct DeployerPermissions: Sendable, Hashable {
    /// A statement that allows actions.
    package struct Statement: Sendable, Hashable {
        /// What it is for: lower case, no full stop.
        package let reason: String
        /// The actions, sorted.
        package let actions: [String]
        /// The ARNs.
        package let resources: [String]
        /// The service that a role may be passed to; `nil` for statements that pass none.
        package let passedTo: String?

        /// Makes a statement.
        package init(reason: String, actions: [String], resources: [String], passedTo: String?) {
            self.reason = reason
            self.actions = actions
            self.resources = resources
            self.passedTo = passedTo
        }
    }

    /// The application's name.
    package let application: String
    /// The statements: the stack, where its files are kept, then what it is made of.
    package let statements: [Statement]
    /// The types of resources of which it is not known what makes them, sorted.
    package let unknownTypes: [String]

    /// Makes a list.
    package init(application: String, statements: [Statement], unknownTypes: [String]) {
        self.application = application
        self.statements = statements
        self.unknownTypes = unknownTypes
    }
}
