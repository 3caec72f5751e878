import ApplicationModel
import AuditKit
import Findings
import Permissions
import SourceText

/// A variable that is set for every function and that some of them cannot use, or none.
struct UnusedEnvironmentRule: ApplicationRule {
    static let metadata = RuleMetadata(
        .perimeters, "unused-environment", since: "0.1.0", severity: .low, confidence: .medium,
        summary: "is told of resources that it cannot use",
        why: """
            What is set for every function is told to every function. A name of a queue or table in the environment tells \
            whoever takes the function over where to go next, and it stands in the way of seeing what a function really \
            needs. Only what the manifest proves is reported: a variable of a resource that the function's own role does \
            not reach, and one that every function replaces by a value of its own.
            """,
        remedy: "Move the variable to the functions that use it.",
        cwe: [1125, 200],
        references: [
            "https://www.serverless.com/framework/docs/providers/aws/guide/functions#environment-variables",
            "https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html",
        ])

    static let examples: [RuleExample] = [
        .flagged(
            .serverlessFramework,
            """
            service: shop
            frameworkVersion: '4'
            provider:
              name: aws
              iam:
                role:
                  mode: perFunction
              environment:
                «ORDERS»: !Ref Orders
            functions:
              list:
                handler: list.handler
                iam:
                  role:
                    statements:
                      - Effect: Allow
                        Action: dynamodb:Query
                        Resource: !GetAtt Orders.Arn
              ping:
                handler: ping.handler
            resources:
              Resources:
                Orders:
                  Type: AWS::DynamoDB::Table
            """),
        .flagged(
            .serverlessFramework,
            """
            # Each function has its own.
            service: shop
            provider:
              name: aws
              environment:
                «LEVEL»: info
                REGION: eu-west-1
            functions:
              list:
                handler: list.handler
                environment:
                  LEVEL: debug
              ping:
                handler: ping.handler
                environment:
                  LEVEL: warn
            """),
        .clean(
            .serverlessFramework,
            """
            # What one role allows for all, nobody can tell apart.
            service: shop
            provider:
              name: aws
              environment:
                ORDERS: !Ref Orders
              iam:
                role:
                  statements:
                    - Effect: Allow
                      Action: dynamodb:Query
                      Resource: !GetAtt Orders.Arn
            functions:
              list:
                handler: list.handler
              ping:
                handler: ping.handler
            resources:
              Resources:
                Orders:
                  Type: AWS::DynamoDB::Table
            """),
        .clean(
            .serverlessFramework,
            """
            # A pattern that may cover it is use enough, and a name that is no resource's may be anything.
            service: shop
            frameworkVersion: '4'
            provider:
              name: aws
              iam:
                role:
                  mode: perFunction
              environment:
                ORDERS: !Ref Orders
                STAGE: dev
            functions:
              list:
                handler: list.handler
                iam:
                  role:
                    statements:
                      - Effect: Allow
                        Action: dynamodb:*
                        Resource: arn:aws:dynamodb:*:*:table/shop-*
            resources:
              Resources:
                Orders:
                  Type: AWS::DynamoDB::Table
            """),
    ]

    init() {}

    func verdicts(on application: Application, in context: AuditContext) -> [Verdict] {
        guard application.provider.isAWS else { return [] }
        return replaced(in: application) + unreachable(in: application)
    }

    private func replaced(in application: Application) -> [Verdict] {
        let shared = application.document[path: "provider", "environment"]
            ?? application.document[path: "Globals", "Function", "Environment", "Variables"]
        guard application.functions.count > 1 else { return [] }
        let own = application.functions.map { Set($0.environment.filter { !$0.isInherited }.map(\.name)) }
        return (shared?.members ?? []).filter { member in own.allSatisfy { $0.contains(member.key) } }.map { member in
            .violation(
                Violation(
                    at: member.keyPlace, "`\(member.key)` is set for every function, and every function replaces it",
                    gain: "nobody yet; a value that nobody uses stays where people and their tools read it",
                    functions: [], subject: "environment variable \(member.key)",
                    repair: Repair("remove the variable", safety: .unsafe, [.removeMember(keyPlace: member.keyPlace)])))
        }
    }

    private func unreachable(in application: Application) -> [Verdict] {
        let resources = Dictionary(application.resources.map { ($0.logicalID, $0) }, uniquingKeysWith: { $1 })
        let roles = ownRoles(in: application)
        var named: [String: [String: String]] = [:]
        for relation in application.relations where relation.kind == .configures {
            if case .resource(let id) = relation.from, case .function(let name) = relation.to {
                named[name, default: [:]][relation.note] = id
            }
        }
        return application.environmentBindings.filter(\.variable.isInherited).compactMap { binding in
            guard binding.functions.count > 1 else { return nil }
            let strangers = binding.limited { function in
                guard let id = named[function.name]?[binding.variable.name], let resource = resources[id] else { return false }
                return roles[function.name].map { isOutOfReach(resource, of: $0) } ?? false
            }
            return strangers.flatMap { violation(of: $0, named) }
        }
    }

    private func violation(of binding: EnvironmentBinding, _ named: [String: [String: String]]) -> Verdict? {
        guard let first = binding.functions.first, let id = named[first.name]?[binding.variable.name] else { return nil }
        let names = binding.functions.map { "`\($0.name)`" }
        let listed = names.prefix(3).joined(separator: ", ") + (names.count > 3 ? " and \(names.count - 3) more" : "")
        return binding.concerning(
            .violation(
                Violation(
                    at: binding.variable.namePlace, "`\(binding.variable.name)` names `\(id)`, which the roles of \(listed) do not reach",
                    gain: "\(binding.mostExposed.attacker) learns the name of `\(id)` and where to go next")))
    }

    /// Services whose resources functions use with their role alone.
    private static let services = [
        "AWS::DynamoDB::Table": "dynamodb", "AWS::S3::Bucket": "s3", "AWS::SQS::Queue": "sqs", "AWS::SNS::Topic": "sns",
        "AWS::Kinesis::Stream": "kinesis", "AWS::SecretsManager::Secret": "secretsmanager", "AWS::SSM::Parameter": "ssm",
        "AWS::StepFunctions::StateMachine": "states", "AWS::Events::EventBus": "events", "AWS::KMS::Key": "kms",
    ]

    /// The roles that one function alone runs under and of which everything is known, by the function's name.
    private func ownRoles(in application: Application) -> [String: Role] {
        var users: [Role.ID: [String]] = [:]
        for function in application.functions {
            if let id = function.roleID { users[id, default: []].append(function.name) }
        }
        let known = application.roles.filter { role in
            role.kind != .external && role.incompleteness == nil && !role.managedPolicies.contains { $0.origin == .author }
        }
        let pairs = known.compactMap { role -> (String, Role)? in
            guard let names = users[role.id], let name = names.first, names.count == 1 else { return nil }
            return (name, role)
        }
        return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
    }

    /// Whether a function's own role shows that it cannot use a resource.
    private func isOutOfReach(_ resource: Resource, of role: Role) -> Bool {
        guard let service = Self.services[resource.type] else { return false }
        return !role.statements.contains { $0.effect != .deny && mayReach(resource.logicalID, of: service, $0) }
    }

    private func mayReach(_ logicalID: String, of service: String, _ statement: PolicyStatement) -> Bool {
        let actions = statement.judgedActions.flatMap(\.branches.values)
        let fits = !statement.notActions.isEmpty || actions.contains { action in
            guard let pattern = action.string.map(ActionPattern.init) else { return true }
            return pattern.service == service || pattern.isEverything || pattern.spansServices
        }
        guard fits else { return false }
        return !statement.notResources.isEmpty
            || statement.resources.flatMap(\.branches.values).contains { mayName(logicalID, of: service, $0) }
    }

    /// A text of the same service may be the name that the resource is deployed under.
    private func mayName(_ logicalID: String, of service: String, _ resource: Value) -> Bool {
        var names: [String] = []
        ResourceReferences.visit(resource) { names.append($0) }
        if !names.isEmpty { return names.contains(logicalID) }
        guard let text = resource.string else { return true }
        return text == "*" || text.hasPrefix("arn:*") || text.split(separator: ":").dropFirst(2).first.map { $0 == service || $0 == "*" } ?? true
    }
}
