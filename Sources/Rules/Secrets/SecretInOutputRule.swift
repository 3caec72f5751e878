import ApplicationModel
import AuditKit
import Findings

/// An output of the stack that hands a secret out.
struct SecretInOutputRule: ApplicationRule {
    static let metadata = RuleMetadata(
        .secrets, "secret-in-output", since: "0.1.0", severity: .high,
        summary: "hands a secret out as an output of its stack",
        why: """
            Outputs are there to be read: everybody who may describe the stack sees them, builds print them, and an \
            export shows them to every stack of the account. `NoEcho` hides a parameter, but not an output that repeats \
            it.
            """,
        remedy: """
            Remove the output. Put the secret into Secrets Manager and let the output name it: other stacks then read it \
            with a permission of their own.
            """,
        cwe: [200, 522],
        references: [
            "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/outputs-section-structure.html",
            "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html",
        ])

    static let examples: [RuleExample] = [
        .flagged(
            .cloudFormation,
            """
            Parameters:
              DbPassword: { Type: String, NoEcho: true }
            Resources:
              Key:
                Type: AWS::IAM::AccessKey
                Properties: { UserName: deployer }
            Outputs:
              Address:
                Value: !Sub «'postgres://shop:${DbPassword}@db.shop.example/orders'»
              SecretKey:
                Value: !GetAtt «Key.SecretAccessKey»
                Export: { Name: deployer-key }
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
              Outputs:
                Token:
                  Value: «${ssm:/aws/reference/secretsmanager/shop/token}»
            """),
        .clean(
            .cloudFormation,
            """
            Parameters:
              DbPassword: { Type: String, NoEcho: true }
              Stage: { Type: String }
            Resources:
              Secret:
                Type: AWS::SecretsManager::Secret
                Properties: { GenerateSecretString: {} }
              Key:
                Type: AWS::IAM::AccessKey
                Properties: { UserName: deployer }
            Outputs:
              SecretArn: { Value: !Ref Secret }
              KeyID: { Value: !Ref Key }
              Stage: { Value: !Ref Stage }
            """),
        .undecided(
            .serverlessFramework,
            """
            # Nothing says that this parameter is a SecureString.
            service: shop
            provider:
              name: aws
            functions:
              pay:
                handler: pay.handler
            resources:
              Outputs:
                Token:
                  Value: ${ssm:/shop/token}
            """),
    ]

    init() {}

    func verdicts(on application: Application, in context: AuditContext) -> [Verdict] {
        guard !application.outputs.isEmpty else { return [] }
        let parameters = SecretParameters(of: application)
        return application.outputs.flatMap { output -> [Verdict] in
            guard let value = output.value else { return [] }
            return branches(of: value).compactMap { verdict(on: $0, of: output, parameters, in: application) }.decisive
        }
    }

    private func branches(of value: Value) -> [Value] {
        guard case .symbolic(.intrinsic(let name, let argument)) = value.content else { return [value] }
        return name == "Fn::If" ? Array(argument.elements.dropFirst()) : [value, argument] + argument.elements
    }

    private func verdict(
        on value: Value, of output: TemplateOutput, _ parameters: SecretParameters, in application: Application
    ) -> Verdict? {
        if let name = parameters.name(in: value) { return .violation(violation(value, output, "the parameter `\(name)`")) }
        for symbol in value.symbols {
            switch symbol {
            case .resource(let logicalID, let attribute?):
                guard let what = secret(attribute, of: application.resource(logicalID)) else { continue }
                return .violation(violation(value, output, "\(what) of `\(logicalID)`", isOpen: attribute == "ApiKey"))
            case .secret(let reference): return verdict(on: reference, value, output)
            default: continue
            }
        }
        return nil
    }

    /// Attributes that are secrets themselves.
    private func secret(_ attribute: String, of resource: Resource?) -> String? {
        switch (resource?.type, attribute) {
        case ("AWS::IAM::AccessKey", "SecretAccessKey"): "the secret key"
        case ("AWS::Cognito::UserPoolClient", "ClientSecret"): "the client's secret"
        case ("AWS::AppSync::ApiKey", "ApiKey"): "the API key"
        default: nil
        }
    }

    private func verdict(on reference: SecretReference, _ value: Value, _ output: TemplateOutput) -> Verdict? {
        let isSure = reference.isDecrypted == true || reference.store == .secretsManager || reference.store == .vault
            || reference.name.hasPrefix("/aws/reference/secretsmanager/")
        if isSure { return .violation(violation(value, output, "the stored secret `\(reference.name)`")) }
        guard reference.isDecrypted == nil, reference.resolvedAt == .framework else { return nil }
        let reason = "whether `\(reference.name)` is a SecureString is not in the tree"
        return .undecided(at: value.place, because: reason, functions: [])
    }

    private func violation(_ value: Value, _ output: TemplateOutput, _ what: String, isOpen: Bool = false) -> Violation {
        let readers = output.exportName == nil ? "whoever may describe the stack" : "every stack of the account, and whoever may describe this one,"
        return Violation(
            at: value.place, "the output `\(output.name)` hands out \(what)", gain: "\(readers) reads it",
            functions: [], subject: "output \(output.name)", severity: isOpen ? .low : .high)
    }
}
