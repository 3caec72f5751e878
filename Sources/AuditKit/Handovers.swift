package import ApplicationModel
package import CodeAnalysis

/// What functions of an application hand over to others, as their code shows.
package struct Handovers: Sendable {
    /// What one function hands over to another.
    package struct Handover: Sendable {
        /// The function that sends.
        package let sender: Function
        /// The function that gets it.
        package let receiver: String
        /// What is sent.
        package let delivery: Delivery
        /// The trigger it comes through; `nil` for invocations by name.
        package let trigger: Trigger?
        /// What of it others choose, and what each part is.
        package let parts: [(origin: Origin, part: EventPart)]

        /// Whether something that others choose is in it.
        package var carriesInput: Bool { !parts.isEmpty }
        /// Whether the sender looks at all that others choose before it sends it.
        package var isChecked: Bool { parts.allSatisfy { !$0.origin.guarantees.isDisjoint(with: .checked) } }
    }

    private var byReceiver: [String: [Handover]] = [:]

    /// Knows none.
    package init() {}

    /// Looks through the code behind an application's functions.
    package init(of context: AuditContext) {
        guard let code = context.code else { return }
        for sender in context.application.functions {
            guard let analysis = code.code(of: sender)?.analysis else { continue }
            for delivery in analysis.deliveries {
                let names = TargetNames(of: delivery.target, in: sender)
                for receiver in context.application.functions where receiver.name != sender.name {
                    guard let way = way(delivery, names, to: receiver, in: context.application) else { continue }
                    let parts = delivery.origins.compactMap { origin in EventPart(origin.path, of: sender).map { (origin, $0) } }
                    byReceiver[receiver.name, default: []].append(
                        Handover(sender: sender, receiver: receiver.name, delivery: delivery, trigger: way.trigger, parts: parts))
                }
            }
        }
    }

    /// What is handed over to a function, in the order of the senders.
    package func handovers(to function: String) -> [Handover] { byReceiver[function] ?? [] }

    /// How what is sent gets to a function.
    private enum Way {
        case byName
        case through(Trigger)

        var trigger: Trigger? { if case .through(let trigger) = self { trigger } else { nil } }
    }

    private func way(_ delivery: Delivery, _ names: TargetNames, to receiver: Function, in application: Application) -> Way? {
        guard let kinds = Self.kinds[delivery.service] else { return names.name(receiver, of: application) ? .byName : nil }
        return receiver.triggers.first { trigger in
            trigger.invocation != .never && kinds.contains(trigger.kind) && names.name(sourceOf: trigger)
        }.map(Way.through)
    }

    private static let kinds: [Delivery.Service: Set<Trigger.Kind>] = [
        .queue: [.queue], .topic: [.topic], .bus: [.eventBus], .stateMachine: [.stateMachine], .stream: [.dataStream],
        .table: [.keyValueStream], .bucket: [.objectStorage],
    ]
}

extension Guarantees {
    /// What shows that a program looked at what it got: a schema, a type, a list, a pattern, a bound, or an encoder for where it goes.
    package static let checked: Guarantees = [
        .number, .boolean, .listed, .word, .validated, .scalar, .pathComponent, .containedPath, .shellQuoted, .sqlEscaped, .htmlEscaped,
        .urlEncoded, .patternEscaped, .filterEscaped, .bounded, .allowedHost, .digest, .described,
    ]
}
