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
            /// It may be needed, depending on what cannot be seen, and it is not granted.
            case possible
            /// It is needed, and whether it is granted could not be told.
            case unverified
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

    /// The least that the code needs, to be pasted; without what the platform needs, which frameworks add.
    package struct Policy: Sendable, Hashable {
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

        /// The statements.
        package let statements: [Statement]
        /// Actions that may be needed as well and stand in no statement, sorted.
        package let leftOut: [String]
        /// The stack whose names the plain ARNs fit, `*` for what is not known of its name.
        package let stack: String
        /// The logical ids of resources whose names are made in deployment: plain ARNs have a pattern in their place.
        package let generated: [String]
        /// What else only the deployment knows: plain ARNs have `*` in its place.
        package let open: [String]
        /// What cannot be named in a template: ARNs there have `*` in its place.
        package let unnamed: [String]

        /// Makes a policy.
        package init(statements: [Statement], leftOut: [String], stack: String, generated: [String], open: [String], unnamed: [String]) {
            self.statements = statements
            self.leftOut = leftOut
            self.stack = stack
            self.generated = generated
            self.open = open
            self.unnamed = unnamed
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
    /// The least that its code needs.
    package let policy: Policy
    /// Calls that may need anything, with their reasons.
    package let undecided: [CardLine]
    /// Why more may be needed than is listed; `nil` when everything is known.
    package let incompleteness: String?

    /// Makes a table.
    package init(
        function: String, application: String, place: FilePosition, role: String?, rows: [Row], policy: Policy,
        undecided: [CardLine], incompleteness: String?
    ) {
        self.function = function
        self.application = application
        self.place = place
        self.role = role
        self.rows = rows
        self.policy = policy
        self.undecided = undecided
        self.incompleteness = incompleteness
    }
}
