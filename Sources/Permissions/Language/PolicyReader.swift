/// Reads policies, and keeps what can be read of malformed ones. Takes time proportional to the policy's length.
package struct PolicyReader {
    /// What a policy is attached to, which decides on the elements that it must and must not have.
    package enum Use: Sendable, Hashable {
        /// An identity, a boundary, a session or an organization.
        case identity
        case resource
        /// A role, saying who may assume it.
        case trust
    }

    /// The most problems that are kept of one policy.
    package static let problemLimit = 100

    private let use: Use
    private(set) var version = Policy.Version.v2008
    private(set) var path: [PolicyProblem.Step] = []
    /// What was wrong, in the policy's order.
    package private(set) var problems: [PolicyProblem] = []

    /// Makes a reader.
    package init(_ use: Use) { self.use = use }

    /// Reads a policy; what is wrong with it is in the second part.
    package static func read(_ value: PolicyValue, as use: Use) -> (policy: Policy, problems: [PolicyProblem]) {
        var reader = PolicyReader(use)
        let policy = reader.policy(value)
        return (policy, reader.problems)
    }

    private mutating func policy(_ value: PolicyValue) -> Policy {
        guard case .map(let members) = value else {
            note("a policy is an object, but this is \(value.kindName)")
            return Policy(version: .v2008, statements: [])
        }
        let elements = elements(members, of: "policy", Self.policyElements)
        version = readVersion(elements["Version"])
        let id = elements["Id"]?.string
        let statements = at(.key("Statement")) { $0.statements(elements["Statement"]) }
        return Policy(version: version, id: id, statements: statements)
    }

    private static let policyElements = ["Version", "Id", "Statement"]
    private static let statementElements = [
        "Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition",
    ]

    private mutating func readVersion(_ value: PolicyValue?) -> Policy.Version {
        guard let value else { return .v2008 }
        if let version = value.string.flatMap(Policy.Version.init) { return version }
        at(.key("Version")) {
            $0.note("the version of a policy is not \(Self.excerpt(value))", help: "write `2012-10-17`", isPartial: false)
        }
        return .v2012
    }

    private mutating func statements(_ value: PolicyValue?) -> [Policy.Statement] {
        guard let value else {
            note("the policy has no `Statement`")
            return []
        }
        guard case .list(let elements) = value else { return statement(value).map { [$0] } ?? [] }
        var statements: [Policy.Statement] = []
        statements.reserveCapacity(elements.count)
        for (index, element) in elements.enumerated() {
            if let statement = at(.index(index), { $0.statement(element) }) { statements.append(statement) }
        }
        return statements
    }

    private mutating func statement(_ value: PolicyValue) -> Policy.Statement? {
        guard case .map(let members) = value else {
            note("a statement is an object, but this is \(value.kindName)")
            return nil
        }
        let elements = elements(members, of: "statement", Self.statementElements)
        let effect = effect(elements["Effect"])
        let actions = selection("Action", elements, isRequired: true) { $0.actions($1) }
        let resources = selection("Resource", elements, isRequired: use == .identity) { $0.resources($1) }
        let principals = selection("Principal", elements, isRequired: use != .identity) { $0.principals($1) }
        checkUse(elements)
        let conditions = at(.key("Condition")) { $0.conditions(elements["Condition"]) }
        // What a statement limits itself to must not get lost, or it would say more than its author.
        guard let effect, let actions, let conditions else { return nil }
        if resources == nil, use == .identity || elements["Resource"] != nil || elements["NotResource"] != nil { return nil }
        if principals == nil, use != .identity { return nil }
        return Policy.Statement(
            effect, actions: actions, resources: resources, principals: use == .identity ? nil : principals,
            conditions: conditions, sid: elements["Sid"]?.string)
    }

    private mutating func effect(_ value: PolicyValue?) -> Policy.Effect? {
        if let effect = value?.string.flatMap(Policy.Effect.init) { return effect }
        guard let value else {
            note("the statement has no `Effect`", help: "write `Allow` or `Deny`")
            return nil
        }
        at(.key("Effect")) {
            $0.note("an effect is not \(Self.excerpt(value))", help: "write `Allow` or `Deny`")
        }
        return nil
    }

    private mutating func checkUse(_ elements: [String: PolicyValue]) {
        if use == .identity {
            for key in ["Principal", "NotPrincipal"] where elements[key] != nil {
                at(.key(key)) {
                    $0.note("a policy of an identity has no `\(key)`", help: "remove it", isPartial: false)
                }
            }
        }
        if use == .trust {
            for key in ["Resource", "NotResource"] where elements[key] != nil {
                at(.key(key)) { $0.note("a trust policy has no `\(key)`", help: "remove it", isPartial: false) }
            }
        }
    }

    /// An element or its negation.
    private mutating func selection<Element>(
        _ key: String, _ elements: [String: PolicyValue], isRequired: Bool,
        _ read: (inout PolicyReader, PolicyValue) -> [Element]?
    ) -> Policy.Selection<Element>? {
        let negated = "Not" + key
        switch (elements[key], elements[negated]) {
        case (.some(let value), nil): return at(.key(key)) { read(&$0, value) }.map { .listed($0) }
        case (nil, .some(let value)): return at(.key(negated)) { read(&$0, value) }.map { .except($0) }
        case (nil, nil):
            if isRequired { note("the statement has neither `\(key)` nor `\(negated)`") }
            return nil
        case (.some, .some):
            note("the statement has both `\(key)` and `\(negated)`", help: "keep one of them")
            return nil
        }
    }

    /// The members by key; those that the language does not know are noted, and of duplicates the last counts.
    private mutating func elements(
        _ members: [PolicyValue.Member], of name: String, _ known: [String]
    ) -> [String: PolicyValue] {
        var elements: [String: PolicyValue] = [:]
        for member in members {
            guard known.contains(member.key) else {
                let near = known.first { $0.lowercased() == member.key.lowercased() }
                at(.key(member.key)) {
                    $0.note(
                        "a \(name) has no element \(Self.quoted(member.key))", help: near.map { "write `\($0)`" })
                }
                continue
            }
            if elements.updateValue(member.value, forKey: member.key) != nil {
                at(.key(member.key)) { $0.note("`\(member.key)` is written twice", help: "keep one of them") }
            }
        }
        return elements
    }
}

extension PolicyReader {
    /// Reads something one step down.
    @discardableResult
    mutating func at<Result>(_ step: PolicyProblem.Step, _ read: (inout PolicyReader) -> Result) -> Result {
        path.append(step)
        defer { path.removeLast() }
        return read(&self)
    }

    /// Records a problem where the reader stands.
    mutating func note(_ message: @autoclosure () -> String, help: String? = nil, isPartial: Bool = true) {
        guard problems.count < Self.problemLimit else { return }
        problems.append(PolicyProblem(path: path, message: message(), help: help, isPartial: isPartial))
    }

    static func excerpt(_ value: PolicyValue) -> String { value.string.map(quoted) ?? value.kindName }

    static func quoted(_ text: String) -> String {
        let clean = text.unicodeScalars.prefix(60).map { $0.value < 0x20 || $0.value == 0x7F || $0 == "`" ? "." : $0 }
        return "`" + String(String.UnicodeScalarView(clean)) + (text.unicodeScalars.count > 60 ? "…" : "") + "`"
    }
}
