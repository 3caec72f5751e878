import ApplicationModel
import AuditKit
import Permissions
import SourceText

/// Which of the actions that escalations take a role holds, and how widely.
struct HeldActions {
    /// How a role comes to hold an action; of several ways the widest.
    struct Grant {
        /// Where it is granted.
        let place: SourcePlace
        /// Whether it may be used on every resource, or every one of a type.
        let isUnbounded: Bool
        /// Whether a condition of the statement, or of the template, narrows it.
        let isConditional: Bool
        /// Whether it is granted with everything else of its service.
        let isWholesale: Bool

        fileprivate var width: Int { (isUnbounded ? 2 : 0) + (isConditional ? 0 : 1) }
    }

    /// Whether the role may do everything, or everything but some: then there is nothing to escalate to.
    private(set) var isAdministrator = false
    private var grants: [Action: Grant] = [:]
    private let denied: [ActionPattern]

    /// Joins the statements and managed policies that the author gave a role.
    init(_ role: Role) {
        denied = role.deniedPatterns
        for statement in role.authoredGrants.prefix(Self.statementLimit) { add(statement, of: role) }
        let isMachine = role.holders.contains { $0.type == "AWS::IAM::InstanceProfile" }
        for attachment in role.managedPolicies where attachment.origin.isByAuthor {
            // AWS asks every machine that Systems Manager manages to have it.
            // Source: https://docs.aws.amazon.com/systems-manager/latest/userguide/setup-instance-permissions.html
            if isMachine, attachment.policy.text(placeholder: "aws")?.hasSuffix("/AmazonSSMManagedInstanceCore") == true { continue }
            add(attachment.policy)
        }
    }

    /// IAM takes ten managed policies and some ten thousand characters of statements a role.
    private static let statementLimit = 200

    /// How the role holds an action; `nil` when it does not.
    subscript(action: Action) -> Grant? { grants[action] }

    /// The actions that methods take, by service.
    private static let wanted: [String: [Action]] = Dictionary(
        grouping: Set(EscalationMethod.bundled.flatMap(\.actions)), by: \.service)

    private static func wanted(by pattern: ActionPattern) -> [Action] {
        let candidates = pattern.isEverything ? wanted.values.flatMap(\.self) : wanted[pattern.service] ?? []
        return candidates.filter(pattern.matches)
    }

    private mutating func add(_ statement: PolicyStatement, of role: Role) {
        let isUnbounded = statement.widestReach >= .type
        let isConditional = statement.condition != nil || statement.isOptional
        if !statement.notActions.isEmpty, isUnbounded { isAdministrator = true }
        let ownRole = statement.resources.contains { $0.referencedLogicalID == role.id.name }
        for action in statement.judgedActions.flatMap(\.branches.values) {
            guard let pattern = action.string.map(ActionPattern.init), !pattern.spansServices else { continue }
            if pattern.isEverything, isUnbounded, !isConditional { isAdministrator = true }
            for held in Self.wanted(by: pattern) {
                let isOnItself = ownRole && held.service == "iam"
                let isLimited = held.description == "iam:PassRole" && statement.namesReceiver
                let grant = Grant(
                    place: action.place, isUnbounded: (isUnbounded || isOnItself) && !isLimited,
                    isConditional: isConditional, isWholesale: pattern.isWholeService || pattern.isEverything)
                add(grant, of: held)
            }
        }
    }

    private mutating func add(_ policy: Value) {
        guard let name = policy.text(placeholder: "aws").flatMap(ManagedPolicy.name(inARN:)) else { return }
        let whole = ManagedPolicy.bundled(name: name)?.wholeServices ?? []
        if whole.contains("*") { isAdministrator = true }
        for held in EscalationMethod.actions(ofManagedPolicy: name).compactMap(ActionCatalogue.bundled.action) {
            let isWholesale = whole.contains(held.service)
            add(Grant(place: policy.place, isUnbounded: true, isConditional: false, isWholesale: isWholesale), of: held)
        }
    }

    private mutating func add(_ grant: Grant, of action: Action) {
        guard !denied.contains(where: { $0.matches(action) }) else { return }
        if let known = grants[action], known.width >= grant.width { return }
        grants[action] = grant
    }
}

extension PolicyStatement {
    /// Whether it says to which services a role may be passed, or for what.
    var namesReceiver: Bool {
        PolicyCondition(condition).limits(by: ["iam:passedtoservice", "iam:associatedresourcearn"])
    }
}
