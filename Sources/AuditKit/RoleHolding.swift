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
    /// Who acts with a role.
    package func holding(of role: Role) -> RoleHolding {
        let functions = application.functions(under: role) + runners(of: role)
        if let worst = functions.mostExposed {
            return RoleHolding(functions: functions, exposure: worst.exposure, attacker: worst.attacker)
        }
        let takers = role.holders.sorted { $0.exposure > $1.exposure }
        if let taker = takers.first, taker.exposure > .internal {
            return RoleHolding(functions: [], exposure: taker.exposure, attacker: taker.attacker)
        }
        let passing = passers.functions(passing: role, in: application)
        if let worst = passing.mostExposed {
            return RoleHolding(
                functions: passing, exposure: worst.exposure, attacker: "\(worst.attacker) and passes the role `\(role.id.name)` on")
        }
        let attacker = takers.first?.attacker ?? "whoever acts as the role `\(role.id.name)`"
        return RoleHolding(functions: [], exposure: .internal, attacker: attacker)
    }

    /// The functions that run under the role in one outcome of a condition.
    private func runners(of role: Role) -> [Function] {
        let ids = Set(role.holders.filter { $0.type == "AWS::Lambda::Function" }.map(\.name))
        return ids.isEmpty ? [] : application.functions.filter { $0.logicalID.map(ids.contains) ?? false }
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
