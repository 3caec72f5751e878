import ApplicationModel
import AuditKit
import CodeAnalysis
import Findings
import LeastPrivilege
import Permissions

/// A call of AWS's API that the function's role does not allow.
struct MissingGrantRule: FunctionRule {
    static let metadata = RuleMetadata(
        .leastPrivilege, "missing-grant", since: "0.1.0", severity: .low, confidence: .medium,
        summary: "calls what its role does not allow",
        why: """
            The call is refused when it runs, and the usual repair in a hurry is a wildcard. Where every statement of the \
            role is known, the calls of AWS's SDKs in the function's code are held against them before they are deployed. \
            A function that takes another role's credentials is not judged, nor are calls whose action a parameter decides \
            that cannot be seen.
            """,
        remedy: "Add the action on the resource that the code names; `ringfence permissions` prints both.",
        cwe: [250],
        references: [
            "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html",
            "https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html",
        ])

    static let readsCode = true

    init() {}

    func verdicts(on function: Function, in context: AuditContext) -> [Verdict] {
        guard let comparison = context.permissions,
            let permissions = comparison.permissions(of: function.name), !isGrantedByPlugin(context),
            !permissions.needs.needs.contains(where: { $0.action.hasPrefix("sts:AssumeRole") }),
            context.application.role(of: function)?.kind != .external, !permissions.needs.takesOtherCredentials
        else { return [] }
        let missing = Dictionary(grouping: comparison.missing(of: permissions), by: \.place)
        return missing.keys.sorted().compactMap { place in
            guard let needs = missing[place], let first = needs.first else { return nil }
            return .violation(
                Violation(
                    at: place, "the call needs \(needs.map { "`\($0.action)`" }.joined(separator: " and ")), which the role does not allow",
                    gain: "nobody; the call is refused, and a wildcard in the role is how that is often repaired",
                    subject: "function \(function.name) \(first.action)", remedy: remedy(first, of: function)))
        }
    }

    /// Lift gives the functions of a service what its constructs are for, in words that stand nowhere in the manifest.
    /// Source: https://github.com/getlift/lift/blob/master/docs/storage.md
    private func isGrantedByPlugin(_ context: AuditContext) -> Bool {
        context.application.plugins.contains { $0.name == "serverless-lift" }
    }

    private func remedy(_ need: Need, of function: Function) -> String {
        let resources = need.resources.map { "`\($0.description)`" }.joined(separator: " and ")
        let advice = "Allow `\(need.action)` on \(resources)."
        guard let ignored = function.ignoredStatements, let action = need.known, Self.allows(action, ignored.value) else { return advice }
        return """
            `\(ignored.key)` of the function allows it and is read by nobody, as `least-privilege/ignored-function-statements` says: repair \
            that, or allow `\(need.action)` on \(resources) in the role that the function runs under.
            """
    }

    /// Whether statements that do nothing allow an action.
    private static func allows(_ action: Action, _ statements: Value) -> Bool {
        statements.oneOrMany.flatMap { $0["Statement"]?.oneOrMany ?? [$0] }.contains { statement in
            statement["Effect"]?.string == "Allow" && (statement["Action"]?.oneOrMany ?? []).contains { pattern in
                pattern.string.map { ActionPattern($0).matches(action) } ?? false
            }
        }
    }

    static let examples: [RuleExample] = [
        .flagged(
            .javaScript,
            """
            const { S3Client, PutObjectCommand } = require('@aws-sdk/client-s3');
            const s3 = new S3Client({});
            exports.handler = async (event) => {
              await s3.send(new «PutObjectCommand»({ Bucket: 'orders', Key: 'last.json', Body: '{}' }));
            };
            """,
            permissions: """
                - Effect: Allow
                  Action: s3:GetObject
                  Resource: arn:aws:s3:::orders/*
                """),
        .flagged(
            .python,
            """
            import boto3

            queue = boto3.client("sqs")

            def handler(event, context):
                queue.«send_message»(QueueUrl="https://sqs.eu-west-1.amazonaws.com/123456789012/orders", MessageBody="{}")
            """,
            permissions: """
                - Effect: Allow
                  Action: sqs:SendMessage
                  Resource: arn:aws:sqs:eu-west-1:123456789012:invoices
                """),
        .clean(
            .javaScript,
            """
            const { S3Client, PutObjectCommand } = require('@aws-sdk/client-s3');
            const s3 = new S3Client({});
            exports.handler = async (event) => {
              await s3.send(new PutObjectCommand({ Bucket: 'orders', Key: 'last.json', Body: '{}' }));
            };
            """,
            permissions: """
                - Effect: Allow
                  Action: s3:Put*
                  Resource: arn:aws:s3:::orders/*
                """),
        .clean(
            .python,
            """
            # Its own identity needs no permission.
            import boto3

            def handler(event, context):
                return boto3.client("sts").get_caller_identity()["Account"]
            """,
            permissions: """
                - Effect: Allow
                  Action: sqs:SendMessage
                  Resource: arn:aws:sqs:eu-west-1:123456789012:invoices
                """),
    ]
}
