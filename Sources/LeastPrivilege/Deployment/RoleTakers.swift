import ApplicationModel

/// The services that an application's resources hand roles to, beside Lambda.
struct RoleTakers {
    /// The services' principals with what takes the roles, in words for many, each once, by principal.
    let services: [(principal: String, noun: String)]

    /// Types that act under a role, by their resources' service; more than a name of a role in their properties is needed.
    private static let table: [(prefix: String, principal: String, noun: String)] = [
        ("AWS::StepFunctions::", "states.amazonaws.com", "state machines"), ("AWS::Events::", "events.amazonaws.com", "rules of events"),
        ("AWS::Scheduler::", "scheduler.amazonaws.com", "schedules"), ("AWS::Pipes::", "pipes.amazonaws.com", "pipes"),
        ("AWS::AppSync::", "appsync.amazonaws.com", "GraphQL APIs"), ("AWS::ApiGateway", "apigateway.amazonaws.com", "APIs"),
        ("AWS::KinesisFirehose::", "firehose.amazonaws.com", "delivery streams"), ("AWS::SNS::", "sns.amazonaws.com", "topics"),
        ("AWS::S3::", "s3.amazonaws.com", "buckets"), ("AWS::Glue::", "glue.amazonaws.com", "jobs and crawlers"),
        ("AWS::ECS::", "ecs-tasks.amazonaws.com", "tasks"), ("AWS::CodeBuild::", "codebuild.amazonaws.com", "builds"),
        ("AWS::IoT::", "iot.amazonaws.com", "rules of devices"), ("AWS::Cognito::UserPool", "cognito-idp.amazonaws.com", "user pools"),
        ("AWS::Cognito::IdentityPool", "cognito-identity.amazonaws.com", "identity pools"), ("AWS::Transfer::", "transfer.amazonaws.com", "transfers"),
        ("AWS::Logs::", "logs.amazonaws.com", "subscriptions of logs"), ("AWS::Batch::", "batch.amazonaws.com", "batch jobs"),
        ("AWS::RDS::", "rds.amazonaws.com", "databases"), ("AWS::SageMaker::", "sagemaker.amazonaws.com", "models"),
        ("AWS::CodePipeline::", "codepipeline.amazonaws.com", "pipelines"), ("AWS::CodeDeploy::", "codedeploy.amazonaws.com", "deployments"),
        ("AWS::SSM::", "ssm.amazonaws.com", "automations"), ("AWS::Bedrock::", "bedrock.amazonaws.com", "agents"),
    ]

    /// Looks at every resource that names a declared role.
    init(_ application: Application) {
        let roles = Set(application.resources.filter { $0.type == "AWS::IAM::Role" }.map(\.logicalID))
        var found: [String: String] = [:]
        for resource in application.resources {
            guard let entry = Self.table.first(where: { resource.type.hasPrefix($0.prefix) }), found[entry.principal] == nil,
                Self.names(roles, in: resource.properties, depth: 0)
            else { continue }
            found[entry.principal] = entry.noun
        }
        services = found.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    private static let depthLimit = 20

    private static func names(_ roles: Set<String>, in value: Value, depth: Int) -> Bool {
        guard depth < depthLimit else { return false }
        if let id = value.referencedLogicalID { return roles.contains(id) }
        return value.elements.contains { names(roles, in: $0, depth: depth + 1) } || value.members.contains { names(roles, in: $0.value, depth: depth + 1) }
    }
}
