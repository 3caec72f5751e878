import ApplicationModel
import AuditKit
import Findings
import Permissions
import SourceText

/// A condition on a key that the requests of the statement's actions do not have.
struct UnknownConditionKeyRule: RoleRule {
    static let metadata = RuleMetadata(
        .leastPrivilege, "unknown-condition-key", since: "0.1.0", severity: .low, confidence: .medium,
        summary: "has a condition on a key that no request has",
        why: """
            A key of a condition that a request does not bring is no error. Most comparisons fail then, so what the \
            statement grants or denies it never does; negations, and whatever ends in `IfExists`, hold, so the condition \
            limits nothing although it looks as if it did. Keys that every service shares (`aws:…`), and those that \
            identity providers bring, are not judged. The keys are those of AWS's reference of actions at the time of this \
            version.
            """,
        remedy: "Use a key of the actions, or move the actions that lack it to a statement of their own.",
        cwe: [1287],
        references: [
            "https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html",
            "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html",
        ])

    init() {}

    func verdicts(on role: Role, in context: AuditContext) -> [Verdict] {
        guard context.application.provider.isAWS else { return [] }
        let attacker = context.holding(of: role).attacker
        var knowledge = Knowledge()
        return role.statements.flatMap { statement -> [Verdict] in
            guard statement.origin == .author, statement.notActions.isEmpty, let patterns = Self.patterns(of: statement) else { return [] }
            let members = statement.condition?.members ?? []
            return members.flatMap { operation in
                operation.value.members.compactMap { key in
                    knowledge.actions(of: patterns, without: key.key).flatMap { missing -> Verdict? in
                        // Who writes that a key may be missing, or what it must not be, knows that not every action has it.
                        let isAll = missing.count == patterns.count
                        guard isAll || !Self.holdsWithoutKey(operation.key) else { return nil }
                        return .violation(violation(key, operation.key, missing, isAll: isAll, statement, attacker))
                    }
                }
            }
        }
    }

    /// The statement's actions; `nil` when one of them is not known, or of no one service.
    private static func patterns(of statement: PolicyStatement) -> [ActionPattern]? {
        let patterns = statement.knownPatterns
        guard !patterns.isEmpty, patterns.count == statement.actions.count, !patterns.contains(where: \.spansServices) else { return nil }
        return patterns
    }

    private func violation(
        _ key: Value.Member, _ operation: String, _ missing: [ActionPattern], isAll: Bool, _ statement: PolicyStatement, _ attacker: String
    ) -> Violation {
        let holds = Self.holdsWithoutKey(operation)
        let isDenied = statement.effect == .deny
        let names = NameList.text(missing.map(\.text), showing: 2)
        let effect = switch (isDenied, holds) {
        case (false, false): isAll ? "the statement allows nothing" : "they are never allowed"
        case (false, true): "the condition does not limit them"
        case (true, false): isAll ? "the statement denies nothing" : "they are never denied"
        case (true, true): "they are denied whatever its value"
        }
        let weakens = holds != isDenied
        return Violation(
            at: key.keyPlace, "`\(key.key)` is in no request of \(names), so \(effect)",
            gain: weakens ? "\(attacker) may do what the condition looks as if it stopped" : "nobody yet; what is refused is often allowed with a wildcard in the end",
            severity: weakens ? .medium : .low)
    }

    /// Operators that hold where the request has no such key.
    private static func holdsWithoutKey(_ operation: String) -> Bool {
        let name = operation.lowercased()
        return name.hasSuffix("ifexists") || name.hasPrefix("forallvalues:") || name.contains("not")
    }

    // MARK: Keys

    /// Which actions have which keys; looked up once for each.
    private struct Knowledge {
        private var keys: [String: [String]?] = [:]

        /// The actions that lack a key; `nil` when none does, or nothing can be said of the key.
        mutating func actions(of patterns: [ActionPattern], without key: String) -> [ActionPattern]? {
            guard isJudged(key) else { return nil }
            let missing = patterns.filter { pattern in
                keys(of: pattern).map { !ConditionKeys.isKey(key, among: $0) } ?? false
            }
            return missing.isEmpty ? nil : missing
        }

        /// `nil` for actions that the catalogue does not know, of which another rule speaks.
        private mutating func keys(of pattern: ActionPattern) -> [String]? {
            if let known = keys[pattern.text] { return known }
            let actions = ActionCatalogue.bundled.actions(matching: pattern).filter { $0.accessLevel != .retired }
            let found = actions.isEmpty ? nil : Array(Set(actions.flatMap(ConditionKeys.bundled.keys(of:)))).sorted()
            keys[pattern.text] = found
            return found
        }

        /// A key that requests bring whatever they ask for says who asks; only AWS's reference says which others there are.
        private func isJudged(_ key: String) -> Bool {
            let key = key.lowercased()
            guard let colon = key.firstIndex(of: ":") else { return false }
            return ActionCatalogue.bundled.hasService(String(key[..<colon])) && !Self.ofEveryRequest.contains(key)
        }

        /// Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-role-properties
        private static let ofEveryRequest: Set<String> = [
            "ec2:roledelivery", "ec2:sourceinstancearn", "ec2:instancemetadataversion", "glue:roleassumedby", "glue:credentialissuingservice",
            "lambda:sourcefunctionarn", "ssm:sourceinstancearn", "identitystore:userid", "codebuild:buildarn", "codebuild:projectarn",
            "sts:externalid", "sts:rolesessionname", "sts:sourceidentity", "sts:transitivetagkeys", "kms:viaservice", "kms:calleraccount",
        ]
    }

    static let examples: [RuleExample] = [
        .flagged(
            .serverlessFramework,
            RoleExample.manifest(
                """
                - Effect: Allow
                  Action: [dynamodb:GetItem, dynamodb:PutItem]
                  Resource: arn:aws:dynamodb:eu-west-1:123456789012:table/orders
                  Condition:
                    StringEquals: { «s3:prefix»: orders/ }
                """)),
        .flagged(
            .serverlessFramework,
            RoleExample.manifest(
                """
                # The negation holds where there is no such key: every object may be written.
                - Effect: Allow
                  Action: s3:PutObject
                  Resource: 'arn:aws:s3:::orders/*'
                  Condition:
                    StringNotEquals: { «s3:x-amz-acls»: public-read }
                """)),
        .clean(
            .serverlessFramework,
            RoleExample.manifest(
                """
                - Effect: Allow
                  Action: dynamodb:GetItem
                  Resource: arn:aws:dynamodb:eu-west-1:123456789012:table/orders
                  Condition:
                    ForAllValues:StringEquals: { dynamodb:LeadingKeys: ['${cognito-identity.amazonaws.com:sub}'] }
                    StringEquals: { aws:PrincipalOrgID: o-1234567890 }
                """)),
        .clean(
            .serverlessFramework,
            RoleExample.manifest(
                """
                - Effect: Allow
                  Action: iam:PassRole
                  Resource: arn:aws:iam::123456789012:role/job
                  Condition:
                    StringEquals: { iam:PassedToService: scheduler.amazonaws.com }
                - Effect: Allow
                  Action: s3:ListBucket
                  Resource: arn:aws:s3:::orders
                  Condition:
                    StringLike: { s3:prefix: 'orders/*' }
                """)),
    ]
}
