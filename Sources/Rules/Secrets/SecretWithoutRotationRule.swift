import ApplicationModel
import AuditKit
import Findings

/// A stored secret that could be replaced by itself and never is.
struct SecretWithoutRotationRule: ResourceRule {
    static let metadata = RuleMetadata(
        .secrets, "secret-without-rotation", since: "0.1.0", severity: .low,
        summary: "has a generated secret that is never replaced",
        why: """
            A secret that leaked opens its door until somebody replaces it, and nobody knows that it leaked. Secrets \
            Manager replaces the passwords of databases by itself, and others with a function. Only secrets are asked for \
            it that can rotate: those that Secrets Manager generated, or that are attached to a database. A token of \
            another company's cannot.
            """,
        remedy: """
            Add an `AWS::SecretsManager::RotationSchedule` with `RotationRules`, or let RDS keep and rotate its password \
            with `ManageMasterUserPassword: true`.
            """,
        cwe: [324],
        references: ["https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets.html"])

    static let examples: [RuleExample] = [
        .flagged(
            .cloudFormation,
            """
            Resources:
              «DbSecret»:
                Type: AWS::SecretsManager::Secret
                Properties:
                  GenerateSecretString:
                    SecretStringTemplate: '{"username": "shop"}'
                    GenerateStringKey: password
            """),
        .clean(
            .cloudFormation,
            """
            Resources:
              DbSecret:
                Type: AWS::SecretsManager::Secret
                Properties:
                  GenerateSecretString: { PasswordLength: 32 }
              Attachment:
                Type: AWS::SecretsManager::SecretTargetAttachment
                Properties:
                  SecretId: !Ref DbSecret
                  TargetId: !Ref Orders
                  TargetType: AWS::RDS::DBInstance
              Rotation:
                Type: AWS::SecretsManager::RotationSchedule
                Properties:
                  SecretId: !Ref Attachment
                  RotationRules: { AutomaticallyAfterDays: 30 }
            """),
        .clean(
            .cloudFormation,
            """
            # Somebody else issues it: it can only be replaced by hand.
            Parameters:
              Token: { Type: String, NoEcho: true }
            Resources:
              PartnerToken:
                Type: AWS::SecretsManager::Secret
                Properties:
                  SecretString: !Ref Token
            """),
        .undecided(
            .cloudFormation,
            """
            Parameters:
              Rotated: { Type: String }
            Resources:
              DbSecret:
                Type: AWS::SecretsManager::Secret
                Properties:
                  GenerateSecretString: { PasswordLength: 32 }
              Rotation:
                Type: AWS::SecretsManager::RotationSchedule
                Properties:
                  SecretId: !Ref Rotated
                  RotationRules: { AutomaticallyAfterDays: 30 }
            """),
    ]

    private var rotated: Set<String> = []
    /// The types of what secrets are attached to, by the secret's logical id.
    private var attached: [String: String] = [:]
    private var strays: [Value] = []

    init() {}

    func prepared(for context: AuditContext) -> SecretWithoutRotationRule {
        var rule = self
        var secretsByAttachment: [String: String] = [:]
        for attachment in context.application.resources(ofType: "AWS::SecretsManager::SecretTargetAttachment") {
            guard let secret = attachment.properties["SecretId"]?.referencedLogicalID else { continue }
            rule.attached[secret] = attachment.properties["TargetType"]?.string ?? ""
            secretsByAttachment[attachment.logicalID] = secret
        }
        for schedule in context.application.resources(ofType: "AWS::SecretsManager::RotationSchedule") {
            guard let target = schedule.properties["SecretId"] else { continue }
            guard let id = target.referencedLogicalID else {
                if target.isUndetermined { rule.strays.append(target) }
                continue
            }
            rule.rotated.formUnion([id, secretsByAttachment[id] ?? id])
        }
        return rule
    }

    func verdicts(on resource: Resource, in context: AuditContext) -> [Verdict] {
        guard resource.type == "AWS::SecretsManager::Secret", !rotated.contains(resource.logicalID) else { return [] }
        guard resource.properties["GenerateSecretString"] != nil || attached[resource.logicalID] != nil else { return [] }
        if let stray = strays.first {
            let reason = "a rotation schedule may be for `\(resource.logicalID)`: \(stray.whyUndetermined)"
            return [.undecided(at: stray.place, because: reason, functions: [])]
        }
        let violation = Violation(
            at: resource.logicalIDPlace, "the secret `\(resource.logicalID)` has no rotation schedule",
            gain: "whoever got hold of `\(resource.logicalID)` once can use it for ever", remedy: remedy(for: resource))
        return [.violation(violation)]
    }

    /// Only databases have a function of AWS's own that rotates, and only RDS can keep the password by itself.
    /// Source: https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_available-rotation-templates.html
    private func remedy(for secret: Resource) -> String {
        let schedule = "Add an `AWS::SecretsManager::RotationSchedule` for `\(secret.logicalID)` with `RotationRules`"
        guard let type = attached[secret.logicalID] else {
            return """
                \(schedule) and, in `RotationLambdaARN`, a function that puts a new secret where the old one is in use; for a \
                database `HostedRotationLambda` brings one of AWS's.
                """
        }
        return type.hasPrefix("AWS::RDS::")
            ? "\(schedule) and `HostedRotationLambda`, or let RDS keep and rotate its password with `ManageMasterUserPassword: true`."
            : "\(schedule) and `HostedRotationLambda`, which brings a function of AWS's that rotates the password."
    }
}
