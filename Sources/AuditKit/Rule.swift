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
}

extension Rule {
    package func prepared(for context: AuditContext) -> Self { self }
}

/// A rule about one function.
package protocol FunctionRule: Rule {
    /// What the rule says about a function.
    func verdicts(on function: Function, in context: AuditContext) -> [Verdict]
}

/// A rule about one trigger of one function.
package protocol TriggerRule: Rule {
    /// What the rule says about a trigger.
    func verdicts(on trigger: Trigger, of function: Function, in context: AuditContext) -> [Verdict]
}

/// A rule about one role: those that functions run under, then the manifest's others.
package protocol RoleRule: Rule {
    /// What the rule says about a role.
    func verdicts(on role: Role, in context: AuditContext) -> [Verdict]
}

/// A rule about one declared resource.
package protocol ResourceRule: Rule {
    /// What the rule says about a resource.
    func verdicts(on resource: Resource, in context: AuditContext) -> [Verdict]
}

/// A rule about the application as a whole.
package protocol ApplicationRule: Rule {
    /// What the rule says about the application.
    func verdicts(on application: Application, in context: AuditContext) -> [Verdict]
}

/// A rule about the code behind one function; functions whose code was not found are not asked about.
package protocol CodeRule: Rule {
    /// What the rule says about a function's code.
    func verdicts(on code: FunctionCode, of function: Function, in context: AuditContext) -> [Verdict]
}
