package import ApplicationModel
package import CodeAnalysis
package import Findings

/// A question that is put to the model. A rule conforms to the protocol of its subject below, to several where one
/// question has several subjects; the runner walks the model and a rule never parses, prints or reads a file.
package protocol Rule: Sendable {
    /// Everything about the rule but its check.
    static var metadata: RuleMetadata { get }
    /// Examples that document and test the rule: at least one flagged and one clean.
    static var examples: [RuleExample] { get }
    /// Makes a rule that has not looked at any application.
    init()
    /// The rule made ready for one application: what it works out here it need not work out for every subject anew.
    func prepared(for context: AuditContext) -> Self
    /// Lets the runner ask about each of the rule's subjects. Looking up which protocols a type conforms to would cost more
    /// than most rules do.
    func answer(_ inquiry: inout Inquiry)
    /// Whether the rule looks at code.
    static var readsCode: Bool { get }
    /// Whether the rule looks at the packages that functions ship.
    static var readsPackages: Bool { get }
    /// Whether the rule is about suppressions, and so is asked after the filter.
    static var isAboutSuppressions: Bool { get }
}

extension Rule {
    package func prepared(for context: AuditContext) -> Self { self }
    package static var readsCode: Bool { false }
    package static var readsPackages: Bool { false }
    package static var isAboutSuppressions: Bool { false }
}

/// A rule about one function.
package protocol FunctionRule: Rule {
    /// What the rule says about a function.
    func verdicts(on function: Function, in context: AuditContext) -> [Verdict]
}

extension FunctionRule {
    package func answer(_ inquiry: inout Inquiry) { inquiry.askOfFunctions(self) }
}

/// A rule about one trigger of one function.
package protocol TriggerRule: Rule {
    /// What the rule says about a trigger.
    func verdicts(on trigger: Trigger, of function: Function, in context: AuditContext) -> [Verdict]
}

extension TriggerRule {
    package func answer(_ inquiry: inout Inquiry) { inquiry.askOfTriggers(self) }
}

/// A rule about one role: those that functions run under, then the manifest's others.
package protocol RoleRule: Rule {
    /// What the rule says about a role.
    func verdicts(on role: Role, in context: AuditContext) -> [Verdict]
}

extension RoleRule {
    package func answer(_ inquiry: inout Inquiry) { inquiry.askOfRoles(self) }
}

/// A rule about one declared resource.
package protocol ResourceRule: Rule {
    /// What the rule says about a resource.
    func verdicts(on resource: Resource, in context: AuditContext) -> [Verdict]
}

extension ResourceRule {
    package func answer(_ inquiry: inout Inquiry) { inquiry.askOfResources(self) }
}

/// A rule about the application as a whole.
package protocol ApplicationRule: Rule {
    /// What the rule says about the application.
    func verdicts(on application: Application, in context: AuditContext) -> [Verdict]
}

extension ApplicationRule {
    package func answer(_ inquiry: inout Inquiry) { inquiry.askOfApplication(self) }
}

/// A rule about the code behind one function; functions whose code was not found are not asked about.
package protocol CodeRule: Rule {
    /// What the rule says about a function's code.
    func verdicts(on code: FunctionCode, of function: Function, in context: AuditContext) -> [Verdict]
}

extension CodeRule {
    package func answer(_ inquiry: inout Inquiry) { inquiry.askOfCode(self) }
    package static var readsCode: Bool { true }
}
