import ApplicationModel
import AuditKit

/// The resource policies of buckets, queues and topics, and whether they turn cleartext requests away.
struct TransportPolicies: Sendable {
    /// What a store's policies do about requests without TLS.
    enum Answer: Sendable {
        /// They are turned away.
        case denied
        /// They are let in; with the list of statements to add to, where there is a policy.
        case admitted(statements: Value?)
        /// The tree does not tell, because of a value.
        case unknown(Value)
    }

    private struct Policy {
        let document: Value?
        let targets: [Value]
        let resource: Resource
    }

    /// By the logical id of the store, or by its name as written.
    private var policies: [Value.Content: [Policy]] = [:]
    /// Policies of which the store is not known.
    private var strays: [Value] = []

    /// Knows none.
    init() {}

    /// Collects an application's.
    init(of application: Application) {
        for resource in application.resources {
            guard let key = Self.targetKeys[resource.type] else { continue }
            let targets = resource.properties[key]?.oneOrMany ?? []
            let policy = Policy(document: resource.properties["PolicyDocument"], targets: targets, resource: resource)
            for target in targets {
                if let id = target.symbols.lazy.compactMap(\.resourceID).first {
                    policies[.string(id), default: []].append(policy)
                } else {
                    policies[target.content, default: []].append(policy)
                    if target.string == nil { strays.append(target) }
                }
            }
        }
    }

    /// The property that names the stores a policy is for.
    private static let targetKeys = [
        "AWS::S3::BucketPolicy": "Bucket", "AWS::SQS::QueuePolicy": "Queues", "AWS::SQS::QueueInlinePolicy": "Queue",
        "AWS::SNS::TopicPolicy": "Topics", "AWS::SNS::TopicInlinePolicy": "TopicArn",
    ]

    /// The policy that names a store by its logical id; the author's own before one that is made.
    func policy(of store: Resource) -> Resource? {
        let found = (policies[.string(store.logicalID)] ?? []).map(\.resource)
        return found.first { $0.generator == nil } ?? found.first
    }

    /// What the policies of a store do; `name` is the name it is deployed under.
    func answer(for logicalID: String, named name: Value?, in application: Application) -> Answer {
        let own = (policies[.string(logicalID)] ?? []) + (name.flatMap { policies[$0.content] } ?? [])
        var lists: [Value] = []
        for policy in own {
            guard let document = policy.document else { continue }
            for setting in application.settings(["Statement", "*"], of: document) {
                switch setting {
                case .unknown(let value): return .unknown(value)
                case .set(let statement):
                    if let open = statement.openPart { return .unknown(open) }
                    if statement.deniesCleartext { return .denied }
                case .missing: continue
                }
            }
            if let list = document["Statement"], case .list = list.content { lists.append(list) }
        }
        if own.isEmpty, let stray = strays.first { return .unknown(stray) }
        return .admitted(statements: lists.first)
    }
}

extension Symbol {
    /// The resource that a `Ref`, `Fn::GetAtt` or a part of a `Fn::Sub` names.
    fileprivate var resourceID: String? {
        if case .resource(let logicalID, _) = self { logicalID } else { nil }
    }
}

extension Value {
    /// The part of a statement that keeps open whether it denies requests without TLS.
    fileprivate var openPart: Value? {
        guard self["Effect"]?.string != "Allow" else { return nil }
        return [self["Effect"], self["Condition"]].compactMap(\.self).first { $0.isUndetermined }
    }

    /// Whether a statement denies everybody whatever comes without TLS.
    fileprivate var deniesCleartext: Bool {
        guard self["Effect"]?.string == "Deny", isAboutEverybody else { return false }
        return (self["Condition"]?.members ?? []).contains { test in
            ["bool", "boolifexists"].contains(test.key.lowercased())
                && test.value.members.contains { $0.key.lowercased() == "aws:securetransport" && $0.value.saysFalse }
        }
    }

    private var isAboutEverybody: Bool {
        guard let principal = self["Principal"] else { return false }
        return (principal["AWS"] ?? principal).oneOrMany.contains { $0.string == "*" }
    }

    fileprivate var saysFalse: Bool { oneOrMany.contains { $0.bool == false || $0.string?.lowercased() == "false" } }
}
