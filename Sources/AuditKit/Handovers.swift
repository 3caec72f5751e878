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

/// The names under which code means a function, a queue or another resource.
private struct TargetNames {
    /// Logical ids of the manifest.
    private var ids: Set<String> = []
    /// Names, addresses and ARNs.
    private var texts: [String] = []
    /// How a text ends that is put together.
    private var endings: [String] = []

    /// The names that a value of a function's code may be, its environment looked up in the manifest.
    init(of value: AbstractValue, in function: Function) {
        for constant in value.constants {
            switch constant {
            case .string(let text): texts.append(text)
            case .environment(let name):
                for variable in function.environment where variable.name == name { add(variable.value) }
            default: continue
            }
        }
        if value.text.count > 1, case .constant(let ending)? = value.text.last { endings.append(ending) }
    }

    private mutating func add(_ value: Value) {
        ResourceReferences.visit(value) { ids.insert($0) }
        guard let text = value.text(placeholder: "\u{0}") else { return }
        if let known = value.string {
            texts.append(known)
        } else if let ending = text.split(separator: "\u{0}").last, text.hasSuffix(ending) {
            endings.append(String(ending))
        }
    }

    /// Whether a function is meant.
    func name(_ function: Function, of application: Application) -> Bool {
        if let id = function.logicalID, ids.contains(id) { return true }
        let deployed = function.deployedName?.string
        let frameworks = application.format == .serverlessFramework ? "-" + function.name : nil
        return texts.contains { text in
            let name = Self.last(of: text)
            if name == function.name || name == deployed { return true }
            return frameworks.map { name.hasSuffix($0) && name.hasPrefix(application.name) } ?? false
        } || endings.contains { ending in frameworks.map { ending.hasSuffix($0) } ?? false }
    }

    /// Whether what a trigger reads from is meant.
    func name(sourceOf trigger: Trigger) -> Bool {
        let known = trigger.sourceLogicalID ?? trigger.source?.referencedLogicalID
        if let known, ids.contains(known) { return true }
        guard let name = trigger.sourceName ?? known ?? trigger.source?.string.map(Self.last) else {
            return trigger.kind == .eventBus && ids.isEmpty && texts.allSatisfy { $0 == "default" } && endings.isEmpty
        }
        return (texts + endings).contains { Self.last(of: $0) == Self.last(of: name) }
    }

    /// `orders` of an address or ARN of a queue, topic or function.
    private static func last(of text: String) -> String {
        text.split { $0 == "/" || $0 == ":" }.last.map(String.init) ?? text
    }
}
