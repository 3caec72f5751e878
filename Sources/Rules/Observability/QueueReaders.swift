import ApplicationModel
import AuditKit
import Permissions

/// Who reads the queues of an application without being fed by them: pipes, and what may receive by its role.
struct QueueReaders: Sendable {
    /// How deep properties are looked into.
    private static let depthLimit = 40
    /// Keys below which a queue is named that gets failures.
    private static let failureKeys: Set<String> = [
        "DeadLetterArn", "DeadLetterConfig", "DeadLetterQueue", "OnFailure", "RedrivePolicy", "deadLetterTargetArn",
    ]

    /// The name of a reader by the logical id of the queue.
    private var readers: [String: String] = [:]

    /// Knows none.
    init() {}

    /// Looks at an application's pipes and roles once. Queues that feed functions and those for failures are left out.
    init(of context: AuditContext) {
        let application = context.application
        let queues = Set(application.resources(ofType: "AWS::SQS::Queue").map(\.logicalID).filter { !Self.isForFailures($0) })
        guard !queues.isEmpty else { return }
        for role in application.roles + application.otherRoles {
            let named = role.receivableIDs.filter { queues.contains($0) && readers[$0] == nil }
            guard !named.isEmpty, let reader = context.reader(under: role) else { continue }
            for id in named { readers[id] = reader }
        }
        for pipe in application.resources(ofType: "AWS::Pipes::Pipe") {
            if let id = pipe.properties["Source"]?.referencedLogicalID, queues.contains(id) { readers[id] = pipe.logicalID }
        }
        if !readers.isEmpty { leaveOut(application) }
    }

    /// A queue of dead letters that the code itself fills is named as one.
    private static func isForFailures(_ logicalID: String) -> Bool {
        let name = logicalID.lowercased()
        return name.contains("dlq") || name.contains("deadletter")
    }

    private mutating func leaveOut(_ application: Application) {
        for trigger in application.functions.flatMap(\.triggers) {
            trigger.sourceLogicalID.map { readers[$0] = nil }
        }
        for value in application.functions.flatMap(\.failureDestinations) {
            ResourceReferences.visit(value) { readers[$0] = nil }
        }
        for resource in application.resources { visit(resource.properties, depth: 0) }
    }

    private mutating func visit(_ value: Value, depth: Int) {
        guard depth < Self.depthLimit else { return }
        for element in value.elements { visit(element, depth: depth + 1) }
        for member in value.members {
            if Self.failureKeys.contains(member.key) {
                ResourceReferences.visit(member.value) { readers[$0] = nil }
            } else {
                visit(member.value, depth: depth + 1)
            }
        }
    }

    /// The reader of a queue; `nil` when none is known.
    func reader(of logicalID: String) -> String? { readers[logicalID] }
}

extension AuditContext {
    /// The first of those that act under a role.
    fileprivate func reader(under role: Role) -> String? { holding(of: role).functions.first?.name ?? role.holders.first?.name }
}

extension Role {
    /// The logical ids of what the author lets the role receive messages from.
    fileprivate var receivableIDs: [String] {
        guard let receive = ActionCatalogue.bundled.action("sqs:ReceiveMessage") else { return [] }
        let receiving = statements.filter { statement in
            statement.origin.isByAuthor && statement.effect == .allow
                && statement.actionPatterns.contains { !$0.isEverything && $0.matches(receive) }
        }
        return receiving.flatMap(\.resources).flatMap(\.symbols).compactMap { symbol in
            if case .resource(let id, _) = symbol { id } else { nil }
        }
    }
}

extension Resource {
    /// The key of the parameters for the stream that a pipe reads; `nil` when it reads something else.
    func streamOfPipe(in application: Application) -> String? {
        let keys = ["DynamoDBStreamParameters", "KinesisStreamParameters"]
        if let written = keys.first(where: { properties[path: "SourceParameters", $0] != nil }) { return written }
        guard let source = properties["Source"] else { return nil }
        let type = source.referencedLogicalID.flatMap(application.resource)?.type
        let text = source.text(placeholder: "") ?? ""
        if type == "AWS::DynamoDB::Table" || type == "AWS::DynamoDB::GlobalTable" || text.contains(":dynamodb:") { return keys[0] }
        return type == "AWS::Kinesis::Stream" || text.contains(":kinesis:") ? keys[1] : nil
    }
}
