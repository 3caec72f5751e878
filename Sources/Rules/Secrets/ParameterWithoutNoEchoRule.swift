import ApplicationModel
import AuditKit
import Findings

/// A parameter that holds a secret and that CloudFormation shows.
struct ParameterWithoutNoEchoRule: ApplicationRule {
    static let metadata = RuleMetadata(
        .secrets, "parameter-without-noecho", since: "0.1.0", severity: .medium,
        summary: "has a secret parameter that CloudFormation shows",
        why: """
            CloudFormation shows the values of a stack's parameters to everybody who may describe the stack, in the \
            console, in the answers of its API and in logs of builds. `NoEcho` puts asterisks there instead. Parameters \
            count that are named like a secret, or that a property or a variable with such a name is set to.
            """,
        remedy: """
            Add `NoEcho: true` to the parameter. Better, hand in no secret at all: keep it in Secrets Manager and write \
            `{{resolve:secretsmanager:…}}` where it is used.
            """,
        cwe: [200, 522],
        references: [
            "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html",
            "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/security-best-practices.html",
        ])

    static let examples: [RuleExample] = [
        .flagged(
            .cloudFormation,
            """
            Parameters:
              «DbPassword»:
                Type: String
              «Opening»:
                Type: String
                Description: What opens the database
            Resources:
              Orders:
                Type: AWS::RDS::DBInstance
                Properties:
                  StorageEncrypted: true
                  MasterUserPassword: !Ref Opening
            """),
        .flagged(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
            functions:
              pay:
                handler: pay.handler
            resources:
              Parameters:
                «StripeSecret»:
                  Type: String
                  NoEcho: false
            """),
        .clean(
            .cloudFormation,
            """
            # Hidden, or the name, the place or the length of a secret.
            Parameters:
              DbPassword: { Type: String, NoEcho: true }
              ApiToken: { Type: 'AWS::SSM::Parameter::Value<String>', Default: /shop/api-token }
              DbSecretArn: { Type: String }
              PasswordLength: { Type: Number, Default: 32 }
              TokenSecret: { Type: String, Default: shop/prod/token }
              KeyName: { Type: 'AWS::EC2::KeyPair::KeyName' }
            Resources:
              Orders:
                Type: AWS::SQS::Queue
            """),
        .undecided(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
            functions:
              pay:
                handler: pay.handler
            resources:
              Parameters:
                DbPassword:
                  Type: String
                  NoEcho: ${env:HIDE}
            """),
    ]

    init() {}

    func verdicts(on application: Application, in context: AuditContext) -> [Verdict] {
        SecretParameters(of: application).all.compactMap { parameter, reason in
            if let setting = parameter.noEcho, setting.isUndetermined {
                return .undecided(at: setting.place, because: setting.whyUndetermined, functions: [])
            }
            return parameter.isHidden ? nil : .violation(violation(parameter, reason))
        }
    }

    private func violation(_ parameter: TemplateParameter, _ reason: SecretParameters.Reason) -> Violation {
        let why =
            switch reason {
            case .name: "by its name is a secret"
            case .use(let name, _): "is used as `\(name)`"
            }
        var violation = Violation(
            at: parameter.namePlace, "CloudFormation shows the parameter `\(parameter.name)`, which \(why)",
            gain: "whoever may describe the stack, or reads the log of a build that does, reads `\(parameter.name)`",
            functions: [], subject: "parameter \(parameter.name)", repair: repair(of: parameter))
        if case .use(let name, let place) = reason { violation.related = [(place, "`\(name)` is set to it")] }
        return violation
    }

    private func repair(of parameter: TemplateParameter) -> Repair {
        let title = "hide the parameter"
        if let setting = parameter.noEcho { return Repair(title, [.replace(setting.place, with: .bool(true))]) }
        return Repair(title, [.insert(.bool(true), at: ["NoEcho"], into: parameter.definition.place)])
    }
}
