import ApplicationModel
import AuditKit
import Findings
import LeastPrivilege
import Permissions
import SourceText

/// Permissions that are worth more to an attacker together, or than they look.
struct RiskyCombinationRule: RoleRule {
    static let metadata = RuleMetadata(
        .leastPrivilege, "risky-combination", since: "0.1.0", severity: .medium, confidence: .medium,
        summary: "has permissions that together carry data out, open a store, or hand over accounts",
        why: """
            A function without a way to the internet still sends what it reads when it may send mail; one that may change a \
            store's policy opens it for everybody, now and after the hole is closed; one that may set passwords of a user \
            pool becomes any of its users. What the role allows is joined over its statements and managed policies. What \
            gives the role itself more is `least-privilege/privilege-escalation`.
            """,
        remedy: "Take away what the code does not call, limit the rest to the resources it works on, or move it to a function of its own.",
        cwe: [250, 732],
        references: [
            "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege",
            "https://github.com/OWASP/DVSA",
        ])

    private struct Combination {
        /// The actions, one of each list.
        let parts: [[Action]]
        /// Whether the first part counts only on every resource.
        let isWide: Bool
        let verdict: String
        let deed: String
        let severity: Severity

        init(parts: [[String]], isWide: Bool, verdict: String, deed: String, severity: Severity) {
            self.parts = parts.map { $0.compactMap { ActionCatalogue.bundled.action($0) } }
            (self.isWide, self.verdict, self.deed, self.severity) = (isWide, verdict, deed, severity)
        }
    }

    private static let combinations = [
        Combination(
            parts: [
                ["s3:GetObject", "dynamodb:Scan", "secretsmanager:GetSecretValue", "ssm:GetParametersByPath"],
                ["ses:SendEmail", "ses:SendRawEmail", "sns:Publish"],
            ], isWide: true, verdict: "reads what belongs to others and sends it on", deed: "sends what the account stores by mail or message, without a way to the internet",
            severity: .medium),
        Combination(
            parts: [
                [
                    "s3:PutBucketPolicy", "s3:PutBucketAcl", "s3:PutBucketPublicAccessBlock", "sqs:AddPermission", "sns:AddPermission",
                    "lambda:AddPermission", "ecr:SetRepositoryPolicy", "secretsmanager:PutResourcePolicy", "kms:PutKeyPolicy",
                    "dynamodb:PutResourcePolicy", "es:UpdateElasticsearchDomainConfig",
                ]
            ], isWide: false, verdict: "opens a resource for others", deed: "opens what the statement names for everybody, for good", severity: .high),
        Combination(
            parts: [
                [
                    "cognito-idp:AdminSetUserPassword", "cognito-idp:AdminUpdateUserAttributes", "cognito-idp:AdminAddUserToGroup",
                    "cognito-idp:AdminConfirmSignUp",
                ]
            ], isWide: false, verdict: "takes over accounts of users", deed: "becomes any user of the pool, administrators included", severity: .high),
    ]

    static let readsCode = true

    init() {}

    func verdicts(on role: Role, in context: AuditContext) -> [Verdict] {
        guard context.application.provider.isAWS else { return [] }
        let given = context.permissions?.grants[role.id] ?? RoleGrants(role, in: context.application)
        let allowed = given.allowed.filter { $0.origin.isByAuthor && !$0.action.isWholesale && $0.managedPolicy == nil }
        let holding = context.holding(of: role)
        return Self.combinations.compactMap { combination in
            let held = combination.parts.enumerated().map { index, actions in
                grant(of: actions, among: allowed, isWide: combination.isWide && index == 0)
            }
            guard let first = held.first ?? nil, held.allSatisfy({ $0 != nil }), !isNeeded(held.compactMap(\.self), role, context) else { return nil }
            return .violation(violation(combination, first, held.compactMap(\.self), holding))
        }
    }

    private typealias Held = (action: String, grant: RoleGrant)

    private func grant(of actions: [Action], among allowed: [RoleGrant], isWide: Bool) -> Held? {
        for action in actions {
            let found = allowed.first { $0.action.matches(action) && (!isWide || $0.resources.contains { $0 == .everything }) }
            if let found { return (action.description, found) }
        }
        return nil
    }

    /// What the code does is what the function is for.
    private func isNeeded(_ held: [Held], _ role: Role, _ context: AuditContext) -> Bool {
        guard let permissions = context.permissions else { return false }
        return held.allSatisfy { !permissions.functions(served: $0.grant, of: role.id).isEmpty }
    }

    private func violation(_ combination: Combination, _ first: Held, _ held: [Held], _ holding: RoleHolding) -> Violation {
        let names = held.map { "`\($0.action)`" }.joined(separator: " with ")
        return Violation(
            at: first.grant.place, "\(names) \(combination.verdict)", gain: "\(holding.attacker) \(combination.deed)",
            severity: combination.severity.weighed(by: holding.exposure),
            related: held.dropFirst().map { ($0.grant.place, "`\($0.action)` is granted here") })
    }

    static let examples: [RuleExample] = [
        .flagged(
            .serverlessFramework,
            RoleExample.manifest(
                """
                - Effect: Allow
                  Action: [«s3:GetObject», ses:SendEmail]
                  Resource: '*'
                """)),
        .flagged(
            .serverlessFramework,
            RoleExample.manifest(
                """
                - Effect: Allow
                  Action:
                    - s3:GetObject
                    - «s3:PutBucketPolicy»
                  Resource: [arn:aws:s3:::receipts, arn:aws:s3:::receipts/*]
                """)),
        .clean(
            .serverlessFramework,
            RoleExample.manifest(
                """
                - Effect: Allow
                  Action: s3:GetObject
                  Resource: arn:aws:s3:::receipts/*
                - Effect: Allow
                  Action: ses:SendEmail
                  Resource: arn:aws:ses:eu-west-1:123456789012:identity/shop.example
                """)),
        .clean(
            .serverlessFramework,
            """
            # The function is there to confirm users.
            service: shop
            provider:
              name: aws
              runtime: nodejs24.x
              iam:
                role:
                  statements:
                    - Effect: Allow
                      Action: cognito-idp:AdminConfirmSignUp
                      Resource: arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_x
            functions:
              confirm:
                handler: confirm.handler
            """,
            files: [
                "confirm.js": """
                const { CognitoIdentityProvider } = require('@aws-sdk/client-cognito-identity-provider');
                const users = new CognitoIdentityProvider({});
                exports.handler = async (event) => users.adminConfirmSignUp({ UserPoolId: 'eu-west-1_x', Username: event.name });
                """
            ]),
    ]
}

extension ActionPattern {
    /// Whether it gives a whole service or more, which rules of their own speak of.
    fileprivate var isWholesale: Bool { isEverything || isWholeService || spansServices }
}
