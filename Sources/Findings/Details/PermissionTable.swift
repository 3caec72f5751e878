/// What one function may do and what its code needs, line by line. Holds no text of an environment.
package struct FunctionPermissionTable: Sendable, Hashable {
    /// One action.
    package struct Row: Sendable, Hashable {
        /// How what is granted and what is needed stand to each other.
        package enum State: String, Sendable, Hashable {
            /// It is needed and granted.
            case used
            /// It is needed and not granted: the call will be refused.
            case missing
            /// It is granted, and neither this function nor another under the role needs it.
            case unused
            /// It is granted for another function under the same role.
            case neededByOthers
            /// It is granted, and whether it is needed could not be told.
            case undecided
        }

        /// The action, as the code needs it or as it is granted.
        package let action: String
        /// The resources: of a need the narrowest that are known.
        package let resources: [String]
        /// How it stands.
        package let state: State
        /// What needs it, and where.
        package let needs: [CardLine]
        /// Where it is granted, and by what where no line of the manifest says it.
        package let grants: [CardLine]

        /// Makes a row.
        package init(action: String, resources: [String], state: State, needs: [CardLine], grants: [CardLine]) {
            self.action = action
            self.resources = resources
            self.state = state
            self.needs = needs
            self.grants = grants
        }
    }

    /// A statement that allows actions.
    package struct Statement: Sendable, Hashable {
        /// The actions, sorted.
        package let actions: [String]
        /// The ARNs as `Fn::Sub` takes them, sorted.
        package let resources: [String]
        /// The ARNs for a policy outside any template, each once.
        package let plainResources: [String]

        /// Makes a statement.
        package init(actions: [String], resources: [String], plainResources: [String]) {
            self.actions = actions
            self.resources = resources
            self.plainResources = plainResources
        }
    }

    /// The function's name.
    package let function: String
    /// The application's name.
    package let application: String
    /// Where the function's name is written.
    package let place: FilePosition
    /// The role it runs under; `nil` when that is not in the manifest.
    package let role: String?
    /// The actions, by name.
    package let rows: [Row]
    /// The least that its code needs, as statements; without what the platform needs, which frameworks add.
    package let statements: [Statement]
    /// Calls that may need anything, with their reasons.
    package let undecided: [CardLine]
    /// Why more may be needed than is listed; `nil` when everything is known.
    package let incompleteness: String?

    /// Makes a table.
    package init(
        function: String, application: String, place: FilePosition, role: String?, rows: [Row], statements: [Statement],
        undecided: [CardLine], incompleteness: String?
    ) {
        self.function = function
        self.application = application
        self.place = place
        self.role = role
        self.rows = rows
        self.statements = statements
        self.undecided = undecided
        self.incompleteness = incompleteness
    }
}
