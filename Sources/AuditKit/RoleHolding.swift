package import ApplicationModel

/// Who acts with the permissions of a role, and who gets at them that way.
package struct RoleHolding: Sendable {
    /// The functions that run under the role or may pass it on, in the manifest's order; empty when only others do.
    package let functions: [Function]
    /// How exposed the most exposed holder is.
    package let exposure: Exposure
    /// Who would take the role over and how, as the subject of a sentence about what they gain.
    package let attacker: String
}

extension AuditContext {
    /// Who acts with a role of the application.
    package func holding(of role: Role) -> RoleHolding { holdings[role] }
}

/// Who acts with each role of an application.
struct RoleHoldings: Sendable {
    private let passers: RolePassers
    private let functions: FunctionsByRole
    private var known: [Role.ID: RoleHolding] = [:]

    init(_ application: Application) {
        passers = RolePassers(application)
        functions = FunctionsByRole(application)
        for role in application.roles + application.otherRoles where known[role.id] == nil { known[role.id] = holding(of: role) }
    }

    subscript(role: Role) -> RoleHolding { known[role.id] ?? holding(of: role) }

    private func holding(of role: Role) -> RoleHolding {
        let running = functions.running(under: role)
        if let worst = running.mostExposed {
            return RoleHolding(functions: running, exposure: worst.exposure, attacker: worst.attacker)
        }
        let takers = role.holders.sorted { $0.exposure > $1.exposure }
        if let taker = takers.first, taker.exposure > .internal {
            return RoleHolding(functions: [], exposure: taker.exposure, attacker: taker.attacker)
        }
        let passing = functions.running(under: passers.roles(passing: role))
        if let worst = passing.mostExposed {
            return RoleHolding(
                functions: passing, exposure: worst.exposure, attacker: "\(worst.attacker) and passes the role `\(role.id.name)` on")
        }
        let attacker = takers.first?.attacker ?? "whoever acts as the role `\(role.id.name)`"
        return RoleHolding(functions: [], exposure: .internal, attacker: attacker)
    }
}

/// The functions of an application by the roles they run under, each list in the manifest's order.
private struct FunctionsByRole: Sendable {
    private let functions: [Function]
    private var positions: [Role.ID: [Int]] = [:]
    private var named: [String: Int] = [:]

    init(_ application: Application) {
        functions = application.functions
        for (position, function) in functions.enumerated() {
            if let id = function.roleID { positions[id, default: []].append(position) }
            if let id = function.logicalID { named[id] = position }
        }
    }

    /// Those that always run under the role, and those that do in one outcome of a condition.
    func running(under role: Role) -> [Function] {
        let always = positions[role.id] ?? []
        let holders = role.holders.filter { $0.type == "AWS::Lambda::Function" }.compactMap { named[$0.name] }
        return always.map { functions[$0] } + Set(holders).sorted().map { functions[$0] }
    }

    func running(under roles: Set<Role.ID>) -> [Function] {
        roles.flatMap { positions[$0] ?? [] }.sorted().map { functions[$0] }
    }
}

extension RoleHolder {
    /// Whoever opens an app gets a guest's credentials; whoever signs in gets the others.
    /// Source: https://docs.aws.amazon.com/cognito/latest/developerguide/iam-roles.html
    fileprivate var exposure: Exposure {
        guard type == Self.identityPool else { return .internal }
        return key == "unauthenticated" ? .public : .authenticated
    }

    fileprivate var attacker: String {
        switch exposure {
        case .public: "anyone on the internet who asks the identity pool for a guest's credentials"
        case .authenticated: "whoever signs in at the identity pool"
        case .internal:
            "whoever \(Self.fixed.contains(type) ? "may change" : "takes over") \(Self.nouns[type].map { "the \($0) " } ?? "")`\(name)`"
        }
    }

    /// What does one thing, until somebody sets it to another.
    private static let fixed: Set<String> = [
        "AWS::ApiGateway::Method", "AWS::ApiGateway::RestApi", "AWS::ApiGatewayV2::Api", "AWS::ApiGatewayV2::Integration",
        "AWS::AppSync::DataSource", "AWS::Events::Rule", "AWS::IoT::TopicRule", "AWS::KinesisFirehose::DeliveryStream",
        "AWS::Pipes::Pipe", "AWS::Scheduler::Schedule", "AWS::SNS::Subscription", "AWS::StepFunctions::StateMachine",
    ]

    private static let identityPool = "AWS::Cognito::IdentityPoolRoleAttachment"

    private static let nouns = [
        "AWS::ApiGateway::Method": "route", "AWS::ApiGateway::RestApi": "API", "AWS::ApiGatewayV2::Api": "API",
        "AWS::ApiGatewayV2::Integration": "integration", "AWS::AppSync::DataSource": "data source",
        "AWS::AppSync::GraphQLApi": "API", "AWS::AppRunner::Service": "service", "AWS::Batch::JobDefinition": "job",
        "AWS::Bedrock::Agent": "agent", "AWS::Bedrock::KnowledgeBase": "knowledge base", "AWS::CodeBuild::Project": "build",
        "AWS::CodePipeline::Pipeline": "pipeline", "AWS::ECS::TaskDefinition": "task", "AWS::Events::Rule": "rule",
        "AWS::Glue::Crawler": "crawler", "AWS::Glue::Job": "job", "AWS::IAM::InstanceProfile": "machines of",
        "AWS::IoT::TopicRule": "rule", "AWS::KinesisFirehose::DeliveryStream": "delivery stream",
        "AWS::Lambda::Function": "function", "AWS::Pipes::Pipe": "pipe", "AWS::RDS::DBProxy": "proxy",
        "AWS::SNS::Subscription": "subscription", "AWS::SageMaker::NotebookInstance": "notebook", "AWS::Scheduler::Schedule": "schedule",
        "AWS::StepFunctions::StateMachine": "state machine", "AWS::Transfer::User": "user",
    ]
}
