package import ApplicationModel

/// A policy that stands at what it guards: the statements that say who may do what there.
package struct PolicyDocument: Sendable {
    /// The statements in order, those of every branch of a condition included.
    package private(set) var statements: [GuardStatement] = []
    /// What of the policy could not be read; `nil` when all was.
    package private(set) var gap: Value?

    /// How many denials are held against every grant.
    private static let denialLimit = 32

    /// Reads a document as a property holds it.
    package init(_ document: Value) {
        for whole in document.outcomes {
            guard let whole, whole.isMap else {
                gap = gap ?? whole
                continue
            }
            read(whole["Statement"], of: whole, isOptional: document.outcomes.count > 1)
        }
    }

    /// Reads a list of statements, or one.
    package init(statements list: Value) { read(list, of: list, isOptional: false) }

    private mutating func read(_ list: Value?, of document: Value, isOptional: Bool) {
        for (element, isChosen) in list?.possibleElements ?? [] {
            guard element.isMap else {
                gap = gap ?? element
                continue
            }
            statements.append(GuardStatement(element, isOptional: isOptional || isChosen))
        }
    }

    /// The statements that grant something to somebody and that no denial beside them narrows.
    package var grants: [GuardStatement] {
        let denials = statements.lazy.filter { $0.effect == "Deny" && $0.isForEverybody && !$0.isOptional }
            .prefix(PolicyDocument.denialLimit)
        return statements.filter { grant in
            grant.effect == "Allow" && !denials.contains { $0.narrows(grant) }
        }
    }
}

/// One statement of a policy that stands at what it guards.
package struct GuardStatement: Sendable {
    /// `Effect` as written; `nil` when it is not known.
    package let effect: String?
    /// Whom it speaks of.
    package let principals: [PolicyPrincipal]
    /// `Action` as a list; empty with `NotAction`.
    package let actions: [Value]
    /// What must hold besides.
    package let condition: PolicyCondition
    /// Whether a condition of the template decides if it is there.
    package let isOptional: Bool
    /// The statement itself.
    package let value: Value

    init(_ value: Value, isOptional: Bool) {
        self.value = value
        self.isOptional = isOptional
        effect = value["Effect"]?.string
        principals = ["Principal", "NotPrincipal"].compactMap { value.member($0) }.flatMap(PolicyPrincipal.all)
        actions = (value["Action"]?.possibleElements ?? []).map(\.value)
        condition = PolicyCondition(value["Condition"])
    }

    /// The texts of the actions that are known, in lower case.
    package var actionTexts: [String] { actions.prefix(GuardStatement.actionLimit).compactMap { $0.string?.lowercased() } }

    /// How many actions of a statement are compared; a policy has no room for more.
    private static let actionLimit = 200

    var isForEverybody: Bool { principals.contains { $0.kind == .everybody } }

    /// Whether this denial leaves a grant to everybody only to some: it holds for all but those whom its condition
    /// names, and for all that is granted.
    func narrows(_ grant: GuardStatement) -> Bool {
        guard condition.exemptsSome else { return false }
        let denied = actionTexts
        return denied.contains { $0 == "*" || $0.hasSuffix(":*") }
            || (!grant.actionTexts.isEmpty && Set(denied).isSuperset(of: grant.actionTexts))
    }
}
