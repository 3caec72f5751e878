internal import ApplicationModel
internal import SourceText

/// The `Policies` of a function or state machine, sorted into managed policies and documents.
/// Source: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-function.html#sam-function-policies
struct SAMPolicies {
    /// What an entry of `Policies` is.
    private enum Kind { case managed, document, template, nothing, unknown }

    private(set) var managed: [Value] = []
    private(set) var documents: [Value] = []
    private(set) var issues: [SourceIssue] = []
    private var known: Set<String> = []
    private var said: Set<String> = []
    private let role: String

    /// Sorts a property of a resource whose role has the logical id `role`, behind what SAM attaches by itself.
    init(_ property: Value?, role: String, attached: [Value], documents: [Value] = []) {
        self.role = role
        for document in documents { append(document) }
        for arn in attached { attach(arn) }
        guard let property, !property.isAbsent else { return }
        for (index, entry) in property.oneOrMany.enumerated() { add(entry, index: index) }
    }

    /// Attaches a managed policy unless the role has it.
    mutating func attach(_ arn: Value) {
        if known.insert(arn.fingerprint).inserted { managed.append(arn) }
    }

    /// Adds inline policies unless the role has one that says the same.
    mutating func include(_ policies: [Value]) {
        for policy in policies where !said.contains(statement(of: policy)) { append(policy) }
    }

    private mutating func append(_ policy: Value) {
        said.insert(statement(of: policy))
        documents.append(policy)
    }

    private func statement(of policy: Value) -> String { (policy["PolicyDocument"] ?? policy).fingerprint }

    private mutating func add(_ entry: Value, index: Int) {
        switch kind(of: entry) {
        case .managed: attach(entry.mappingContents(arn))
        case .document: append(entry.mappingContents { named($0, index: index) })
        case .template: append(entry.mappingContents { named(statements(of: $0), index: index) })
        case .nothing: break
        case .unknown: report(entry)
        }
    }

    private func kind(of entry: Value) -> Kind {
        if let choice = entry.choice {
            let kinds = (kind(of: choice.then), kind(of: choice.otherwise))
            if kinds.0 == .nothing { return kinds.1 }
            return kinds.1 == .nothing || kinds.0 == kinds.1 ? kinds.0 : .unknown
        }
        switch entry.content {
        case .null, .symbolic(.pseudoParameter("AWS::NoValue")): return .nothing
        case .string, .symbolic, .composed: return .managed
        case .map(let members):
            if members.contains(where: { $0.key == "Statement" }) { return .document }
            guard members.count == 1, let name = members.first?.key else { return .unknown }
            return SAMTables.policyTemplates[name] == nil ? .unknown : .template
        case .bool, .number, .list, .unknown: return .unknown
        }
    }

    private func arn(_ entry: Value) -> Value {
        guard let name = entry.string, let arn = SAMTables.managedPolicyARN(name) else { return entry }
        return entry.replacing(.string(arn))
    }

    private func named(_ document: Value, index: Int) -> Value {
        let new = ValueMaker(document.usePlace)
        return new.map(["PolicyName": new.text("\(role)Policy\(index)"), "PolicyDocument": document])
    }

    /// The statements of a template with the author's values for its parameters.
    private func statements(of entry: Value) -> Value {
        let new = ValueMaker(entry.members.first?.keyPlace ?? entry.usePlace)
        guard let member = entry.members.first, let line = SAMTables.policyTemplates[member.key],
            let statements = SAMTables.value(line)
        else { return new.map(["Statement": new.list([])]) }
        var variables: [String: Value] = [:]
        for parameter in member.value.members { variables[parameter.key] = parameter.value }
        return new.map(["Statement": new.filled(statements, variables)])
    }

    private mutating func report(_ entry: Value) {
        let kind: SourceIssue.Kind = entry.isUndetermined ? .unresolved : .unexpectedShape
        let name = entry.members.first.map { "the policy `\($0.key)`" } ?? "a policy"
        issues.append(
            SourceIssue(
                kind, "\(name) is not known: expected a managed policy, a document or a policy template",
                at: entry.usePlace))
    }
}
