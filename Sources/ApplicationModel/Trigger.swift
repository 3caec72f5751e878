package import SourceText

/// Something that makes a function run.
package struct Trigger: Sendable {
    /// The kinds of event sources of the providers that readers know.
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        case restAPI, httpAPI, webSocket, functionURL, loadBalancer, graphQL
        case schedule, eventBus, objectStorage, topic, queue, keyValueStream, dataStream
        case kafka, activeMQ, rabbitMQ, documentStream
        case logSubscription, userPool, iotRule, iotProvisioning, alexaSkill, alexaSmartHome, contentDelivery
        case email, configurationRule, stateMachine, deploymentHook, direct
        /// The function decides who may pass a door, and gets what callers send before anyone knows who they are.
        case authorizer
        /// An HTTP door of another provider: Azure's `http`, Google's `http`, Knative's and OpenWhisk's.
        case http
        /// An event of another provider or of a plugin; `Trigger.name` has its word.
        case other
    }

    /// How the platform invokes the function for the event.
    package enum Invocation: String, Sendable, Hashable {
        /// The caller waits for the result.
        case synchronous
        /// The platform queues the event and retries.
        case asynchronous
        /// The platform polls the source and hands over batches.
        case polled
        /// The event is written at the function and never runs it: its door answers by itself or asks elsewhere.
        case never
    }

    /// The kind of source.
    package var kind: Kind
    /// The manifest's own word for it, such as `httpApi` or `dynamodb`.
    package var name: String
    /// Where the trigger is written: the event's key.
    package var place: SourcePlace
    /// How the function is invoked.
    package var invocation: Invocation
    /// The source it reads from, such as a queue's ARN, as written; `nil` when the trigger makes its own.
    package var source: Value?
    /// The resource of the same manifest that is the source, once relations were followed.
    package var sourceLogicalID: String?
    /// The resource that makes the trigger, by logical id: a rule, a subscription, a mapping; `nil` for the events of a
    /// framework.
    package var resourceLogicalID: String?
    /// What the author calls the event: its key at the function, or the logical id of the resource that makes it; `nil`
    /// where it has no name.
    package var writtenName: String?
    /// The route, for the kinds that are HTTP doors.
    package var route: HTTPRoute?
    /// Who can set its source off, where the manifest shows it: a state machine behind a public route, a bus behind a
    /// webhook; `nil` when it shows nothing.
    package var sourceExposure: Exposure?
    /// For an authorizer the routes that it guards, each by its summary; empty for other kinds.
    package var guardedRoutes: [String]
    /// Where failed events of a polled source go, as written.
    package var failureDestination: Value?
    /// Whether the manifest switches it off; `nil` when that is not said.
    package var isEnabled: Value?
    /// The event's own part of the resolved manifest.
    package var definition: Value

    /// Makes a trigger.
    package init(
        kind: Kind, name: String, place: SourcePlace, invocation: Invocation, definition: Value
    ) {
        self.kind = kind
        self.name = name
        self.place = place
        self.invocation = invocation
        self.definition = definition
        guardedRoutes = []
    }

    /// Who can set the trigger off.
    package var exposure: Exposure {
        if invocation == .never { return .internal }
        return switch kind {
        case .restAPI, .httpAPI, .webSocket, .functionURL, .loadBalancer, .graphQL, .http, .contentDelivery:
            route?.exposure ?? .public
        case .alexaSkill, .alexaSmartHome, .email, .authorizer: .public
        case .userPool, .iotRule, .iotProvisioning: .authenticated
        default: sourceExposure ?? .internal
        }
    }

    /// One line that tells this trigger from the function's others, such as `httpApi POST /orders`, `sqs Payments` or
    /// `authorizer of GET /orders and 2 more`.
    package var summary: String {
        guard let first = guardedRoutes.first else {
            // A function's own address has no path to tell it from others.
            if kind == .functionURL { return "function URL" }
            return [name, route?.summary ?? sourceName ?? writtenName].compactMap(\.self).joined(separator: " ")
        }
        return "\(name) of \(first)" + (guardedRoutes.count > 1 ? " and \(guardedRoutes.count - 1) more" : "")
    }

    /// The summary without what the stage or a rename of the source may change, for names that must last.
    package var lastingSummary: String { [name, route?.summary].compactMap(\.self).joined(separator: " ") }
}

/// Who can reach something.
package enum Exposure: String, Sendable, Hashable, Comparable, CaseIterable {
    case `internal`, authenticated, `public`

    package static func < (left: Exposure, right: Exposure) -> Bool { left.rank < right.rank }

    private var rank: Int {
        switch self {
        case .internal: 0
        case .authenticated: 1
        case .public: 2
        }
    }
}

extension Function {
    /// The widest exposure among the triggers; `internal` when there is none.
    package var exposure: Exposure { triggers.map(\.exposure).max() ?? .internal }
}
