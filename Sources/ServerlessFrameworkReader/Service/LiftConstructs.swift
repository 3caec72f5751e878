import ApplicationModel
import CloudFormationReader
import ManifestReading
import SourceText

/// What the plugin `serverless-lift` makes of `constructs`: workers behind queues, webhooks before event buses.
/// Source: https://github.com/getlift/lift/tree/master/docs
struct LiftConstructs {
    /// The plugin's name.
    static let plugin = "serverless-lift"

    /// A queue with the function that works it off.
    struct Queue {
        /// The name and settings.
        let construct: Value.Member
        /// The worker's name.
        let worker: String
    }

    /// A public address that puts what it gets on an event bus.
    struct Webhook {
        /// The name and settings.
        let construct: Value.Member
        /// The door.
        let route: HTTPRoute
    }

    /// The functions that constructs define, by the names the plugin gives them.
    private(set) var functions: [Value.Member] = []
    /// The queues.
    private(set) var queues: [Queue] = []
    /// The webhooks.
    private(set) var webhooks: [Webhook] = []
    /// What could not be read, and what is not.
    private(set) var issues: [SourceIssue] = []
    private var hasAutomaticPermissions = true
    private var exposures: [String: Exposure] = [:]

    /// Reads the section; without the plugin nobody does.
    init(document: Value, isActive: Bool) {
        guard isActive, let section = document.member("constructs") else { return }
        hasAutomaticPermissions = document[path: "lift", "automaticPermissions"]?.bool != false
        if section.value.isUndetermined { report(section, section.value) }
        for construct in section.value.members.lastOfEachKey { read(construct) }
    }

    private mutating func read(_ construct: Value.Member) {
        guard construct.value.isMap else { return report(construct, construct.value) }
        switch construct.value["type"]?.string {
        case "queue": readQueue(construct)
        case "webhook": readWebhook(construct)
        case let type?:
            issues.append(
                SourceIssue(
                    .notEvaluated, "the construct `\(construct.key)` of the type `\(type)` is not read",
                    help: "`\(Self.plugin)` makes its resources and permissions; no finding is about them",
                    at: construct.keyPlace, isPartial: !Self.typesWithoutFunctions.contains(type)))
        case nil: report(construct, construct.value["type"] ?? construct.value)
        }
    }

    private static let typesWithoutFunctions: Set<String> = [
        "storage", "static-website", "single-page-app", "server-side-website", "vpc", "database/dynamodb-single-table",
    ]

    private mutating func readQueue(_ construct: Value.Member) {
        guard let worker = construct.value.member("worker") else { return report(construct, construct.value) }
        if let name = worker.value.string {
            queues.append(Queue(construct: construct, worker: name))
            return
        }
        guard worker.value.isMap else { return report(worker, worker.value) }
        let name = construct.key + "Worker"
        functions.append(Value.Member(key: name, keyPlace: worker.keyPlace, value: worker.value))
        queues.append(Queue(construct: construct, worker: name))
    }

    private mutating func readWebhook(_ construct: Value.Member) {
        var route = HTTPRoute(
            method: "POST", path: RouteText.path(construct.value["path"]), place: construct.keyPlace)
        route.apiID = API.ID("webhook " + construct.key)
        if let authorizer = construct.value.member("authorizer"), authorizer.value.isTruthy {
            let name = construct.key + "Authorizer"
            route.authorization = .function(.literal(name, at: authorizer.value.place))
            route.authorizationPlace = authorizer.keyPlace
            functions.append(Value.Member(key: name, keyPlace: authorizer.keyPlace, value: authorizer.value))
            if !authorizer.value.isMap { report(authorizer, authorizer.value) }
        } else if let insecure = construct.value.member("insecure") {
            route.authorizationPlace = insecure.keyPlace
        }
        exposures[construct.key] = route.exposure
        webhooks.append(Webhook(construct: construct, route: route))
    }

    private mutating func report(_ member: Value.Member, _ value: Value) {
        issues.append(
            SourceIssue(
                value.isUndetermined ? .unresolved : .unexpectedShape,
                "the construct `\(member.key)` is not known" + (value.undeterminedReason.map { ": \($0)" } ?? ""),
                at: member.keyPlace))
    }
}

extension LiftConstructs {
    /// The triggers that constructs make, with the functions they reach.
    func triggers(functions: [Value.Member]) -> [(function: String, trigger: Trigger)] {
        let listeners = listeners(among: functions)
        let workers = queues.map { (function: $0.worker, trigger: trigger(of: $0)) }
        return workers
            + webhooks.compactMap { webhook in
                listeners[webhook.construct.key].map { (function: $0, trigger: trigger(of: webhook)) }
            }
    }

    /// What is said of webhooks whose bus nothing in the manifest listens to: no function holds their door.
    func unheard(by functions: [Value.Member]) -> [SourceIssue] {
        let listeners = listeners(among: functions)
        return webhooks.filter { listeners[$0.construct.key] == nil }.map { webhook in
            SourceIssue(
                .notEvaluated, "the route of the webhook `\(webhook.construct.key)` is not judged",
                help: "no function of the manifest has an `eventBridge` event on its bus", at: webhook.construct.keyPlace,
                isPartial: false)
        }
    }

    /// Who can reach the bus that an event reads from; `nil` when it is no webhook's.
    func exposure(ofBus bus: Value?) -> Exposure? {
        guard let name = bus.flatMap(Self.construct(in:)) else { return nil }
        return exposures[name]
    }

    /// What every function under the shared role may do with the queues.
    var grants: [PolicyStatement] {
        guard hasAutomaticPermissions else { return [] }
        return queues.map { queue in
            let place = queue.construct.keyPlace
            var statement = PolicyStatement(effect: .allow, origin: .plugin(Self.plugin), place: place)
            statement.actions = ["sqs:SendMessage", "sqs:ChangeMessageVisibility"].map { .literal($0, at: place) }
            statement.resources = [arn(of: queue)]
            return statement
        }
    }

    private func arn(of queue: Queue) -> Value {
        let text = "${construct:\(queue.construct.key).queueArn}"
        return Value(
            .symbolic(.variable(text, reason: "`\(Self.plugin)` makes the queue")), place: queue.construct.keyPlace)
    }

    private func trigger(of queue: Queue) -> Trigger {
        let place = queue.construct.keyPlace
        var trigger = Trigger(
            kind: .queue, name: "sqs", place: place, invocation: .polled, definition: queue.construct.value)
        trigger.source = arn(of: queue)
        // The plugin gives every queue a dead-letter queue of its own.
        trigger.failureDestination = .literal("dead-letter queue of \(queue.construct.key)", at: place)
        return trigger
    }

    /// The door stands at the first function that listens to the bus behind it.
    private func trigger(of webhook: Webhook) -> Trigger {
        var trigger = Trigger(
            kind: .httpAPI, name: Self.door, place: webhook.construct.keyPlace, invocation: .asynchronous,
            definition: webhook.construct.value)
        trigger.route = webhook.route
        return trigger
    }

    /// The name of triggers that are routes to a bus.
    static let door = "webhook"

    /// The first function behind the bus of each construct.
    private func listeners(among functions: [Value.Member]) -> [String: String] {
        guard !webhooks.isEmpty else { return [:] }
        var listeners: [String: String] = [:]
        for function in functions {
            for event in function.value["events"]?.elements ?? [] {
                guard let name = event[path: "eventBridge", "eventBus"].flatMap(Self.construct(in:)) else { continue }
                if listeners[name] == nil { listeners[name] = function.key }
            }
        }
        return listeners
    }

    /// The construct that a value names: `${construct:name.attribute}`.
    private static func construct(in value: Value) -> String? {
        for case .variable(let text, _) in value.symbols {
            guard let start = text.firstRange(of: "construct:") else { continue }
            return String(text[start.upperBound...].prefix { $0 != "." && $0 != "}" })
        }
        return nil
    }
}
