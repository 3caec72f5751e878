import ApplicationModel
package import LeastPrivilege

/// Writes ARNs as the manifest's author would: by the resources that it declares and the variables that names come from.
package struct ResourceSpelling: Sendable {
    private let application: Application
    private let declared: DeclaredARNs
    /// The buckets that start functions: a role that refers to one would wait for it, it for the permission to start the
    /// function, and that for the function and its role.
    private let sources: Set<String>
    /// Texts that stand for variables, the longest first.
    private let variables: [(text: String, expression: String)]
    private let parameters: DefaultTexts

    /// How short a text may be that is still taken for what a variable holds.
    private static let shortest = 3

    /// Looks at the environment of every function for names that variables lead to.
    init(_ application: Application, _ declared: DeclaredARNs) {
        self.application = application
        self.declared = declared
        sources = Set(application.functions.flatMap(\.triggers).filter { $0.kind == .objectStorage }.compactMap(\.sourceLogicalID))
        var known: [String: String] = [:]
        for function in application.functions where application.format == .serverlessFramework {
            for variable in function.environment where !variable.value.trace.isEmpty {
                guard let text = variable.value.string, text.utf8.count >= Self.shortest, known[text] == nil else { continue }
                let owner = variable.isInherited ? "provider" : "functions.\(function.name)"
                known[text] = "${self:\(owner).environment.\(variable.name)}"
            }
        }
        parameters = DefaultTexts(application)
        variables = known.sorted { ($1.key.utf8.count, $0.key) < ($0.key.utf8.count, $1.key) }.map { ($0.key, $0.value) }
    }

    /// The ARNs, each widest one once; `nil` when one cannot be written in the manifest's terms.
    package func literals(of arns: some Sequence<ARNPattern>) -> [Repair.Literal]? {
        let all = Set(arns)
        let widest = all.filter { one in !all.contains { $0 != one && $0.covers(one) } }.sorted { $0.description < $1.description }
        let literals = widest.compactMap(literal)
        return literals.count == widest.count && !literals.isEmpty ? literals : nil
    }

    private func literal(of pattern: ARNPattern) -> Repair.Literal? {
        if pattern == .everything { return .string("*") }
        let arn = pattern.withPossibleAccount
        guard arn.deployedNames.allSatisfy(application.isNamed) else { return nil }
        if let match = declared.match(arn) {
            guard sources.contains(match.logicalID) else { return literal(of: match) }
            guard !arn.deployedNames.contains(where: { application.namedResource($0) != nil }) else { return nil }
        }
        if let name = arn.wholeName, application.parameter(name) != nil, arn.region == "*", arn.account == "*" {
            if arn.isGivenWhole { return .reference(name) }
            // Of these an address or either an ARN or a name is given.
            if ["sqs", "secretsmanager", "lambda", "events"].contains(arn.service) { return nil }
        }
        return literal(of: withVariables(arn.description), names: !arn.deployedNames.isEmpty)
    }

    private func literal(of match: DeclaredARNs.Match) -> Repair.Literal? {
        let whole = match.attribute.map { "\(match.logicalID).\($0)" } ?? match.logicalID
        guard match.suffix.isEmpty else {
            return parameters.text(DeployedName.shown(in: match.suffix)).map { .substitution("${\(whole)}\($0)") }
        }
        return match.attribute.map { .attribute($0, of: match.logicalID) } ?? .reference(match.logicalID)
    }

    /// `names` tells whether the text has names in it that only the deployment knows.
    private func literal(of text: String, names: Bool) -> Repair.Literal? {
        guard let written = parameters.arn(text) else { return nil }
        return names || written != text ? .substitution(written) : .string(written)
    }

    /// What another stage would call otherwise is written by the variable that leads to it.
    private func withVariables(_ text: String) -> String {
        for (name, expression) in variables where text.contains(name) { return text.replacing(name, with: expression) }
        return text
    }
}
