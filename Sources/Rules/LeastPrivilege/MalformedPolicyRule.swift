import ApplicationModel
import AuditKit
import Findings
import Permissions
import SourceText

/// A policy that IAM does not accept.
struct MalformedPolicyRule: ApplicationRule {
    static let metadata = RuleMetadata(
        .leastPrivilege, "malformed-policy", since: "0.1.0", severity: .low,
        summary: "has a policy that AWS does not accept",
        why: """
            A policy with an element that there is not, without `Effect`, with an operator that is mistyped or with values \
            of the wrong kind is refused when it is deployed, or says less than its author thinks. Until then nobody can tell \
            what the role is meant to allow, and no statement of it is judged.
            """,
        remedy: "Write the element as IAM's grammar has it.",
        cwe: [1287],
        references: [
            "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html",
            "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html",
        ])

    init() {}

    /// How many problems of one policy are shown.
    private static let limit = 20

    func verdicts(on application: Application, in context: AuditContext) -> [Verdict] {
        guard application.provider.isAWS else { return [] }
        var seen: Set<SourcePlace> = []
        return PolicyLocations.all(in: application).flatMap { policy -> [Verdict] in
            // What stands under no key of its own was put together by a macro.
            guard policy.value.isMap || policy.isStatements, seen.insert(policy.value.place).inserted else { return [] }
            let (read, problems) = Self.read(policy)
            let found = problems.prefix(Self.limit).compactMap { violation($0, policy) }
            return (found + [oversize(read, policy)].compactMap(\.self)).map(Verdict.violation)
        }
    }

    private static func read(_ policy: WrittenPolicy) -> (policy: Policy, problems: [PolicyProblem]) {
        let value = PolicyValue(policy.value)
        guard policy.isStatements else { return PolicyReader.read(value, as: policy.use) }
        return PolicyReader.read(.map([.init("Version", .string("2012-10-17")), .init("Statement", value)]), as: policy.use)
    }

    private func violation(_ problem: PolicyProblem, _ policy: WrittenPolicy) -> Violation? {
        let path = policy.isStatements && problem.path.first == .key("Statement") ? Array(problem.path.dropFirst()) : problem.path
        guard let place = Self.place(of: path, in: policy.value) else { return nil }
        return Violation(
            at: place, problem.message, gain: "nobody; AWS refuses the policy, and what stands in its place until then is judged by nobody", functions: [],
            remedy: problem.help.map { $0.prefix(1).uppercased() + $0.dropFirst() + "." })
    }

    /// Where a problem is: at the key that is wrong, else at the value; `nil` where the value is not known.
    private static func place(of path: [PolicyProblem.Step], in root: Value) -> SourcePlace? {
        var value = root
        var place = root.place
        for step in path {
            switch step {
            case .key(let key):
                guard let member = value.member(key) else { return place }
                (value, place) = (member.value, member.keyPlace)
            case .index(let index):
                guard value.elements.indices.contains(index) else { return place }
                value = value.elements[index]
                place = value.place
            }
        }
        return value.isUndetermined ? nil : place
    }

    /// Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
    private func oversize(_ policy: Policy, _ written: WrittenPolicy) -> Violation? {
        guard written.use == .identity else { return nil }
        var size = 0
        for statement in policy.statements { size += statement.countedSize }
        guard size > PolicySize.inlineOfRole else { return nil }
        return Violation(
            at: written.value.place, "the policy has \(size) characters, and a role takes \(PolicySize.inlineOfRole)",
            gain: "nobody; AWS refuses the policy, and what stands in its place until then is judged by nobody", functions: [],
            remedy: "Leave out what no function needs, or join statements on the same resources.")
    }

    static let examples: [RuleExample] = [
        .flagged(
            .cloudFormation,
            """
            Resources:
              Role:
                Type: AWS::IAM::Role
                Properties:
                  AssumeRolePolicyDocument:
                    Version: '2012-10-17'
                    Statement:
                      - Effect: Allow
                        Principal: { Service: lambda.amazonaws.com }
                        Action: sts:AssumeRole
                  Policies:
                    - PolicyName: orders
                      PolicyDocument:
                        Version: '2012-10-17'
                        Statement:
                          - «Effect»: allow
                            Action: dynamodb:GetItem
                            Resource: '*'
                          - Effect: Allow
                            Action: dynamodb:PutItem
                            Resource: '*'
                            Condition:
                              «StringEqual»: { aws:PrincipalOrgID: o-1234567890 }
              Orders:
                Type: AWS::Lambda::Function
                Properties: { Handler: index.handler, Runtime: nodejs24.x, Role: !GetAtt Role.Arn, Code: { S3Bucket: code, S3Key: orders.zip } }
            """),
        .flagged(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
              iam:
                role:
                  statements:
                    - Effect: Allow
                      Action: s3:GetObject
                      «Resource»: orders/*
            functions:
              orders:
                handler: orders.handler
            """),
        .clean(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
              iam:
                role:
                  statements:
                    - Effect: Allow
                      Action: s3:GetObject
                      Resource: !Sub '${Orders.Arn}/*'
                    - Effect: Deny
                      NotAction: [s3:*]
                      Resource: ${env:ARN, '*'}
            functions:
              orders:
                handler: orders.handler
            resources:
              Resources:
                Orders:
                  Type: AWS::S3::Bucket
            """),
    ]
}
