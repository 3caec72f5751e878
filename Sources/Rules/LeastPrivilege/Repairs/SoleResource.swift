import ApplicationModel
import AuditKit
import Findings
import Permissions

/// The one resource that a statement can mean: the only one of its service that is declared, and named in the environment
/// of a function under the role.
struct SoleResource {
    /// The type by service.
    private static let types = [
        "dynamodb": "AWS::DynamoDB::Table", "kinesis": "AWS::Kinesis::Stream", "s3": "AWS::S3::Bucket",
        "secretsmanager": "AWS::SecretsManager::Secret", "sns": "AWS::SNS::Topic", "sqs": "AWS::SQS::Queue",
        "states": "AWS::StepFunctions::StateMachine",
    ]

    /// Actions of services with several kinds of resources that are about the table or the objects alone.
    private static let plainActions: Set<String> = [
        "dynamodb:BatchGetItem", "dynamodb:BatchWriteItem", "dynamodb:DeleteItem", "dynamodb:DescribeTable",
        "dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem", "s3:DeleteObject", "s3:GetObject", "s3:PutObject",
        "s3:GetObjectTagging", "s3:PutObjectTagging",
    ]

    /// By service, the logical id of the only resource that is declared, and the functions that name it.
    private let resources: [String: (logicalID: String, users: Set<String>)]

    /// Looks at an application once.
    init(_ application: Application) {
        var users: [String: Set<String>] = [:]
        for relation in application.relations where relation.kind == .configures {
            if case (.resource(let id), .function(let name)) = (relation.from, relation.to) { users[id, default: []].insert(name) }
        }
        let byType = Dictionary(grouping: application.resources, by: \.type)
        resources = SoleResource.types.compactMapValues { type in
            guard let all = byType[type], all.count == 1, let id = all.first?.logicalID, let users = users[id] else { return nil }
            return (id, users)
        }
    }

    /// The repair of a statement whose one resource is `*`; `nil` where the manifest does not say what it is for.
    func repair(of resource: Value, _ statement: PolicyStatement, _ functions: [Function]) -> Repair? {
        guard resource.string == "*", resource.isWrittenWhereUsed, statement.resources.count == 1,
            let service = SoleResource.service(of: statement), let sole = resources[service],
            functions.contains(where: { sole.users.contains($0.name) })
        else { return nil }
        return Repair(
            "allow it on `\(sole.logicalID)` alone", safety: .unsafe,
            [.replace(resource.place, with: SoleResource.arn(of: sole.logicalID, service))])
    }

    /// The one service of all actions, when each is about a resource of the type and nothing else.
    private static func service(of statement: PolicyStatement) -> String? {
        let patterns = statement.actionPatterns
        guard statement.notActions.isEmpty, patterns.count == statement.actions.count, let first = patterns.first,
            patterns.allSatisfy({ isPlain($0) && $0.service == first.service })
        else { return nil }
        return first.service
    }

    private static func isPlain(_ pattern: ActionPattern) -> Bool {
        guard !pattern.hasWildcard, let action = ActionCatalogue.bundled.action(pattern.text), action.supportsResources else {
            return false
        }
        return !["dynamodb", "s3"].contains(action.service) || plainActions.contains(action.description)
    }

    private static func arn(of logicalID: String, _ service: String) -> Repair.Literal {
        switch service {
        case "s3": .substitution("${\(logicalID).Arn}/*")
        case "sns", "secretsmanager", "states": .reference(logicalID)
        default: .attribute("Arn", of: logicalID)
        }
    }
}
