package import ApplicationModel

/// The names that CloudFormation makes for resources that have none, as patterns for policies outside any template.
///
/// They begin with the name of the stack and the logical id, each of which is cut where the type's names are short: of the
/// names of buckets and roles no part is cut to fewer characters than `shortest`.
/// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-name.html
package struct StackNames: Sendable {
    /// The stack's name, `*` for parts that are not known.
    package let stack: String

    /// Takes the stack that an application is deployed as.
    package init(_ application: Application) {
        stack = Self.pattern(of: application)
    }

    /// The name of an application's stack, `*` for parts that are not known: a framework names its stack, and whoever deploys a
    /// template does so with the command.
    static func pattern(of application: Application) -> String {
        guard application.format == .serverlessFramework else { return "*" }
        if let name = application.document["provider"]?["stackName"]?.string { return name }
        return "\(application.name)-\(application.stage ?? "*")"
    }

    /// The name that the Serverless Framework gives a function without one of its own.
    /// Source: https://www.serverless.com/framework/docs/providers/aws/guide/functions
    static func function(_ name: String, of application: Application) -> String { "\(application.name)-\(application.stage ?? "*")-\(name)" }

    /// The ARN as a policy takes it that stands in no template: `*` for what only the deployment knows, and the pattern of the
    /// names that CloudFormation makes.
    package func plain(_ arn: ARNPattern) -> String {
        if arn == .everything { return "*" }
        let own = { (text: String) in text.contains(DeployedName.start) ? "*" : text }
        return "arn:aws:\(arn.service):\(own(arn.region)):\(own(arn.account)):\(plain(arn.resource, of: arn.service))"
    }

    /// A name or path of a service's resource, likewise.
    func plain(_ text: String, of service: String) -> String {
        var plain = ""
        var rest = text[...]
        while let open = rest.firstIndex(of: DeployedName.start), let close = rest[open...].firstIndex(of: DeployedName.end) {
            plain += rest[..<open] + pattern(of: rest[open..<close].dropFirst(), service)
            rest = rest[close...].dropFirst()
        }
        return (plain + rest).replacing("**", with: "*")
    }

    private func pattern(of name: Substring, _ service: String) -> String {
        guard name.first == DeployedName.made, !Self.numbered.contains(service) else { return "*" }
        return made(String(name.dropFirst().prefix { $0 != "." }), by: service)
    }

    /// The names that CloudFormation makes of a logical id for a service's resource.
    func made(_ logicalID: String, by service: String) -> String {
        let isShort = Self.short.contains(service)
        let id = isShort ? Self.cut(logicalID) : logicalID
        let pattern = Self.named.contains(service) ? "*\(id)-*" : "\(isShort ? Self.cut(stack) : stack)-\(id)-*"
        return Self.small.contains(service) ? pattern.lowercased() : pattern
    }

    // MARK: How services name

    /// How many characters are left of a name that is cut, at the least.
    private static let shortest = 24

    private static func cut(_ name: String) -> String { name.count > shortest ? name.prefix(shortest) + "*" : name }

    /// Services whose names take at most 80 characters, with the logs of functions.
    private static let short: Set<String> = ["iam", "lambda", "logs", "rds", "s3", "sqs", "states"]
    /// Services that make names of their own, which hold no logical id.
    private static let numbered: Set<String> = ["appsync", "cognito-idp", "kms"]
    /// Services whose names begin with the logical id, or with what the service decides.
    private static let named: Set<String> = ["secretsmanager", "ssm", "states"]
    /// Services whose names are in small letters.
    private static let small: Set<String> = ["rds", "s3"]
}

extension ARNPattern {
    /// The logical ids of which CloudFormation makes names in it, in order.
    package var generatedNames: [String] {
        resource.split(separator: DeployedName.start).filter { $0.first == DeployedName.made }.map { piece in
            String(piece.dropFirst().prefix { $0 != DeployedName.end && $0 != "." })
        }
    }
}
