import ApplicationModel
import ManifestReading
import SourceText

/// Reads the events of one function.
struct EventReader {
    let service: ServiceManifest
    /// The function's name and definition.
    let function: Value.Member
    /// What could not be read.
    private(set) var issues: [SourceIssue] = []

    /// Makes a reader of one function's events.
    init(service: ServiceManifest, function: Value.Member) {
        self.service = service
        self.function = function
    }

    /// The triggers in the manifest's order; a function URL comes last.
    mutating func triggers() -> [Trigger] {
        var triggers: [Trigger] = []
        if let events = function.value["events"], events.isTruthy {
            // One event that is not in a list is refused by the framework; reading it hides nothing.
            let list = events.isMap ? [events] : events.elements
            if events.isUndetermined || (list.isEmpty && events.elements.isEmpty && !isEmptyList(events)) {
                report(events)
            }
            for event in list.flatMap({ $0.elements.isEmpty ? [$0] : $0.elements }) { triggers += read(event) }
        }
        if !service.isAWS { triggers += OtherProviderEvent(service: service, function: function).implied }
        if service.isAWS, let url = function.value.member("url"), url.value.isTruthy {
            triggers.append(FunctionURLEvent(service: service, function: function.key).trigger(url))
        }
        return triggers
    }

    private func isEmptyList(_ value: Value) -> Bool {
        if case .list(let elements) = value.content { elements.isEmpty } else { false }
    }

    private mutating func read(_ event: Value) -> [Trigger] {
        if event.isNull { return [] }
        if !service.isAWS {
            let reader = OtherProviderEvent(service: service, function: function)
            return reader.triggers(event)
        }
        if let name = event.string {
            // A bare word is an event without settings, such as `- alexaSmartHome`.
            return [trigger(Value.Member(key: name, keyPlace: event.usePlace, value: event.replacing(.bool(true))))]
                .flatMap(\.self)
        }
        guard event.isMap else {
            report(event)
            return []
        }
        let known = event.members.filter { EventKind.named($0.key) != nil }
        let named = known.isEmpty ? Array(event.members.prefix(1)) : known
        for member in named where !member.value.isTruthy { reportEmpty(member) }
        return named.filter(\.value.isTruthy).flatMap(trigger)
    }

    private func trigger(_ event: Value.Member) -> [Trigger] {
        switch event.key {
        case "http": [RESTEvent(service: service).trigger(event)]
        case "httpApi": [HTTPAPIEvent(service: service).trigger(event)]
        case "websocket": [WebSocketEvent(service: service).trigger(event)]
        case "alb": LoadBalancerEvent(service: service).triggers(event)
        default: [sourced(event)]
        }
    }

    private func sourced(_ event: Value.Member) -> Trigger {
        var trigger = SourcedEvent().trigger(event)
        if trigger.kind == .eventBus {
            trigger.sourceExposure = service.lift.exposure(ofBus: trigger.source)
        }
        return trigger
    }

    /// Settings written beside an event instead of below it leave the event empty, and nothing is deployed.
    private mutating func reportEmpty(_ member: Value.Member) {
        issues.append(
            SourceIssue(
                .unexpectedShape, "the event `\(member.key)` of the function `\(function.key)` has no settings",
                help: "the framework leaves it out; indent its settings below it", at: member.keyPlace,
                isPartial: false))
    }

    private mutating func report(_ event: Value) {
        issues.append(
            SourceIssue(
                event.isUndetermined ? .unresolved : .unexpectedShape,
                "an event of the function `\(function.key)` is not known"
                    + (event.undeterminedReason.map { ": \($0)" } ?? ": expected a map"),
                at: event.usePlace))
    }
}
