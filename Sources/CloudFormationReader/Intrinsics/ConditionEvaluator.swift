internal import ApplicationModel
internal import ManifestReading
internal import SourceText

/// Decides a template's conditions, as far as what is given decides them: true, false, or either.
///
/// A parameter's default decides nothing, because a condition is there for both ways of deploying.
/// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/conditions-section-structure.html
struct ConditionEvaluator {
    /// How many conditions may rest on each other, and how deep one may nest.
    private static let depthLimit = 100

    /// The conditions that are decided.
    private(set) var decided: [String: Bool] = [:]
    /// Conditions that rest on themselves, or too deep.
    private(set) var issues: [SourceIssue] = []

    private let conditions: [String: Value.Member]
    private let scope: TemplateScope
    private let allowed: [String: Set<String>]
    private var answers: [String: Bool?] = [:]
    private var visiting: Set<String> = []

    /// Decides every condition; in `scope` only parameters that are given have values.
    init(section: Value?, scope: TemplateScope, parameters: [TemplateParameter]) {
        let members = section?.members ?? []
        conditions = Dictionary(members.map { ($0.key, $0) }, uniquingKeysWith: { $1 })
        self.scope = scope
        allowed = Dictionary(
            parameters.compactMap { parameter in
                guard let values = parameter.definition["AllowedValues"]?.elements, !values.isEmpty else { return nil }
                let texts = values.compactMap(\.scalarText)
                return texts.count == values.count ? (parameter.name, Set(texts)) : nil
            }, uniquingKeysWith: { $1 })
        for member in members { decided[member.key] = decide(member.key, depth: 0) }
    }

    private mutating func decide(_ name: String, depth: Int) -> Bool? {
        if let known = answers[name] { return known }
        guard let condition = conditions[name] else { return nil }
        guard visiting.insert(name).inserted else {
            report(.cycle, "the condition `\(name)` rests on itself", condition)
            return nil
        }
        defer { visiting.remove(name) }
        let answer = evaluate(condition.value, depth: depth + 1)
        if depth + 1 >= Self.depthLimit {
            report(.limit, "the condition `\(name)` rests on more than \(Self.depthLimit) others", condition)
        } else {
            answers[name] = .some(answer)
        }
        return answer
    }

    private mutating func report(_ kind: SourceIssue.Kind, _ message: String, _ condition: Value.Member) {
        let issue = SourceIssue(kind, message, at: condition.keyPlace)
        if !issues.contains(issue), issues.count < Self.depthLimit { issues.append(issue) }
    }

    private mutating func evaluate(_ value: Value, depth: Int) -> Bool? {
        guard depth < Self.depthLimit, value.members.count == 1, let function = value.members.first else { return nil }
        let operands = function.value.oneOrMany
        switch function.key {
        case "Condition": return function.value.string.flatMap { decide($0, depth: depth + 1) }
        case "Fn::Equals": return equals(operands)
        case "Fn::Not": return operands.first.flatMap { evaluate($0, depth: depth + 1) }.map { !$0 }
        case "Fn::And": return all(operands, are: true, depth: depth)
        case "Fn::Or": return all(operands, are: false, depth: depth)
        default: return nil
        }
    }

    /// Whether all operands answer `wanted`, as `Fn::And` asks; with `false` it gives what `Fn::Or` answers.
    private mutating func all(_ operands: [Value], are wanted: Bool, depth: Int) -> Bool? {
        var isKnown = true
        for operand in operands {
            guard let answer = evaluate(operand, depth: depth + 1) else {
                isKnown = false
                continue
            }
            if answer != wanted { return !wanted }
        }
        return isKnown ? wanted : nil
    }

    private func equals(_ operands: [Value]) -> Bool? {
        guard operands.count == 2 else { return nil }
        var evaluation = IntrinsicEvaluation(scope: scope)
        let left = evaluation.resolve(operands[0], depth: 0)
        let right = evaluation.resolve(operands[1], depth: 0)
        if let left = text(left), let right = text(right) { return left == right }
        if let known = text(left), isImpossible(known, for: right) { return false }
        if let known = text(right), isImpossible(known, for: left) { return false }
        return nil
    }

    private func text(_ value: Value) -> String? {
        if case .symbolic(.pseudoParameter(let name)) = value.content { return scope.pseudoParameters[name] }
        return value.scalarText
    }

    private func isImpossible(_ text: String, for value: Value) -> Bool {
        guard case .symbolic(.parameter(let name)) = value.content, let values = allowed[name] else { return false }
        return !values.contains(text)
    }
}
