import ApplicationModel
import Permissions

/// What one element of `Action` or `Resource` may be once the template's conditions are decided.
struct PolicyBranches {
    /// How many branches of one element are looked at; the rest of a longer one is left as it stands.
    private static let limit = 64
    /// How deep conditions within conditions are followed.
    private static let depthLimit = 8

    /// What each outcome of the conditions leaves; one outcome for an element without conditions.
    let outcomes: [[Value]]

    /// Takes an element apart.
    init(_ value: Value) { outcomes = Array(Self.outcomes(of: value, depth: 0).prefix(Self.limit)) }

    /// Every value that may come of it, each text once.
    var values: [Value] {
        guard outcomes.count > 1 else { return outcomes.first ?? [] }
        var seen: Set<String> = []
        return outcomes.joined().filter { value in value.string.map { seen.insert($0).inserted } ?? true }
    }

    /// Whether every outcome has a value that fulfils a condition.
    func always(_ isFulfilled: (Value) -> Bool) -> Bool { outcomes.allSatisfy { $0.contains(where: isFulfilled) } }

    private static func outcomes(of value: Value, depth: Int) -> [[Value]] {
        guard depth < depthLimit, case .symbolic(.intrinsic("Fn::If", let argument)) = value.content,
            argument.elements.count == 3
        else { return [value.symbols == [.pseudoParameter("AWS::NoValue")] ? [] : value.oneOrMany] }
        return argument.elements.dropFirst().flatMap { outcomes(of: $0, depth: depth + 1) }
    }
}

extension Value {
    /// The value by the outcomes of the template's conditions.
    var branches: PolicyBranches { PolicyBranches(self) }
}

extension PolicyStatement {
    /// Whether an action that fulfils a condition is allowed whatever the template's conditions are.
    func alwaysAllows(_ isFulfilled: (ActionPattern) -> Bool) -> Bool {
        judgedActions.contains { action in
            action.branches.always { $0.string.map { isFulfilled(ActionPattern($0)) } ?? false }
        }
    }
}
