import ApplicationModel
import CloudFormationReader
import ManifestReading
import SourceText

/// Events of the clouds other than AWS that have a provider plugin for the framework.
struct OtherProviderEvent {
    let service: ServiceManifest
    /// The function's name and definition.
    let function: Value.Member

    private static let kinds: [String: (Trigger.Kind, Trigger.Invocation)] = [
        "http": (.http, .synchronous), "httpApi": (.http, .synchronous), "apigw": (.http, .synchronous),
        "https": (.http, .synchronous), "url": (.http, .synchronous), "route": (.http, .synchronous),
        "schedule": (.schedule, .asynchronous), "timer": (.schedule, .asynchronous), "cron": (.schedule, .asynchronous),
        "crons": (.schedule, .asynchronous),
        "queue": (.queue, .polled), "serviceBus": (.queue, .polled), "cmq": (.queue, .polled),
        "mq": (.queue, .polled), "mns": (.topic, .asynchronous), "message_hub": (.kafka, .polled),
        "kafka": (.kafka, .polled), "ckafka": (.kafka, .polled), "pubSub": (.topic, .asynchronous),
        "trigger": (.topic, .asynchronous), "eventGrid": (.eventBus, .asynchronous),
        "eventHub": (.dataStream, .polled), "kinesis": (.dataStream, .polled), "loghub": (.logSubscription, .polled),
        "sls": (.logSubscription, .polled), "blob": (.objectStorage, .asynchronous),
        "cos": (.objectStorage, .asynchronous),
        "oss": (.objectStorage, .asynchronous), "cosmosDB": (.keyValueStream, .polled),
        "cloudant": (.keyValueStream, .asynchronous), "ots": (.keyValueStream, .polled),
        "s3": (.objectStorage, .asynchronous), "sqs": (.queue, .polled),
    ]

    /// The triggers of one element of `events`; an output binding is none.
    func triggers(_ event: Value) -> [Trigger] {
        if let name = event.string {
            return [trigger(Value.Member(key: name, keyPlace: event.usePlace, value: event), settings: event)]
        }
        guard let first = event.members.first(where: { Self.kinds[$0.key] != nil }) ?? event.members.first else {
            return []
        }
        // Azure's settings stand beside the event's name, in older versions within `x-azure-settings`.
        let settings = event.merged(with: event["x-azure-settings"] ?? Value(.null, place: event.place))
            .merged(with: first.value.isMap ? first.value : Value(.null, place: event.place))
        if settings["direction"]?.string == "out" { return [] }
        return [trigger(first, settings: settings)]
    }

    /// The doors that a provider opens without an event.
    var implied: [Trigger] {
        switch service.providerName {
        case "spotinst":
            guard let access = function.value.member("access") else { return [] }
            return [
                trigger(
                    Value.Member(key: "http", keyPlace: access.keyPlace, value: access.value), settings: function.value)
            ]
        case "knative":
            // Every function is a service of the cluster with an address of its own.
            let door = Value.Member(key: "http", keyPlace: function.keyPlace, value: function.value)
            var trigger = trigger(door, settings: Value(.null, place: function.keyPlace))
            trigger.route?.authorization = .unknown(reason: "who can reach the cluster is not in the manifest")
            return [trigger]
        default: return []
        }
    }

    private func trigger(_ event: Value.Member, settings: Value) -> Trigger {
        let (kind, invocation) = kind(of: event)
        var trigger = Trigger(
            kind: kind, name: event.key, place: event.keyPlace, invocation: invocation, definition: event.value)
        trigger.source = source(of: event, settings: settings)
        if kind == .http { trigger.route = route(event, settings: settings) }
        return trigger
    }

    private func kind(of event: Value.Member) -> (Trigger.Kind, Trigger.Invocation) {
        guard event.key == "event" else { return Self.kinds[event.key] ?? (.other, .asynchronous) }
        // Google names what happened in one word for every service.
        let type = event.value["eventType"]?.knownText ?? ""
        if type.contains("pubsub") { return (.topic, .asynchronous) }
        if type.contains("storage") { return (.objectStorage, .asynchronous) }
        if type.contains("firestore") || type.contains("firebase.database") { return (.keyValueStream, .asynchronous) }
        return (.eventBus, .asynchronous)
    }

    private func source(of event: Value.Member, settings: Value) -> Value? {
        let keys = ["resource", "queueName", "queue", "topic", "path", "bucket", "eventHubName", "databaseName"]
        guard Self.kinds[event.key]?.0 != .http else { return nil }
        return keys.lazy.compactMap { settings[$0] }.first ?? (event.value.isMap ? nil : event.value.truthy)
    }

    private func route(_ event: Value.Member, settings: Value) -> HTTPRoute {
        var (method, path): (String?, String?) = ("ANY", nil)
        if service.providerName == "cloudflare" {
            // Its `method` is that of the command `invoke`; a worker gets whatever its pattern matches.
            path = RouteText.pathOfURL(settings["url"] ?? event.value)
        } else if service.providerName != "spotinst", let text = event.value.knownText, event.value.bool == nil {
            let halves = RouteText.split(event.value)
            (method, path) = text.contains(" ") ? halves : ("ANY", RouteText.path(text))
        } else {
            let methods = settings["methods"]?.oneOrMany ?? []
            if let only = settings["method"] ?? (methods.count == 1 ? methods.first : nil) {
                method = RouteText.method(only)
            }
            path = RouteText.path(settings["route"] ?? settings["path"] ?? settings["url"]) ?? "/" + function.key
        }
        var route = HTTPRoute(method: method, path: path, place: event.keyPlace)
        ProviderAuthorization(service: service, function: function).decide(&route, settings: settings)
        return route
    }
}
