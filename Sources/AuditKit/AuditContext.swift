package import ApplicationModel
package import CodeAnalysis
package import DependencyReach
package import Findings
package import LeastPrivilege

/// What every rule may look at beside its subject.
package struct AuditContext: Sendable {
    /// The application the subject belongs to.
    package let application: Application
    /// The day that counts as today.
    package let today: CalendarDate
    /// The tags that the project gives its functions, as its configuration names them, in order.
    package let tags: [ProjectTag]
    /// The code behind the functions; `nil` when nobody looked.
    package let code: ApplicationCode?
    /// What the functions may do held against what their code needs; `nil` where no code was
    /// read.
    package let permissions: PermissionComparison?
    /// How the manifest's author would write ARNs; `nil` where no code was read.
    package let spelling: ResourceSpelling?
    /// The packages that the functions ship, held against advisories; `nil` when nobody looked.
    package let dependencies: ApplicationDependencies?
    /// Where each function stands in the application, by name.
    private let positions: [String: Int]
    /// Who acts with each role, worked out once since many rules ask.
    let holdings: RoleHoldings
    /// What functions store where others read it.
    package let stored: StoredInputs

    /// Makes a context; `assumingComplete` when code that could not be read is known to need no permission.
    package init(
        application: Application, today: CalendarDate, tags: [ProjectTag] = [], code: ApplicationCode? = nil,
        dependencies: ApplicationDependencies? = nil, assumingComplete: Bool = false
    ) async {
        self.code = code
        self.dependencies = dependencies
        self.application = application
        self.today = today
        self.tags = tags
        holdings = RoleHoldings(application)
        if let code, !code.functions.isEmpty {
            permissions = await PermissionComparison(application, code, assumingComplete: assumingComplete)
        } else {
            permissions = nil
        }
        spelling = permissions.map { ResourceSpelling(application, $0.declared) }
        positions = Dictionary(application.functions.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
        stored = StoredInputs(of: application, code: code)
    }

    /// The application's function of a name.
    package func function(named name: String) -> Function? { positions[name].map { application.functions[$0] } }
}

/// A tag that a project gives its functions.
package struct ProjectTag: Sendable, Hashable {
    /// The key.
    package let key: String
    /// The value.
    package let value: String

    /// Makes a tag.
    package init(key: String, value: String) {
        self.key = key
        self.value = value
    }
}
