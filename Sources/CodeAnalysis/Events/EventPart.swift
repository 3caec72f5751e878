package import ApplicationModel

/// A part of what comes in that somebody outside of the program chooses.
package struct EventPart: Sendable, Hashable {
    /// What it is, in words that fit behind "comes from": `the body of an HTTP request`.
    package let words: String
    /// Who can send it.
    package let exposure: Exposure
    /// The trigger it comes through, in one line; `nil` for direct invocations.
    package let trigger: String?

    /// Makes a part.
    package init(words: String, exposure: Exposure, trigger: String?) {
        self.words = words
        self.exposure = exposure
        self.trigger = trigger
    }
}

extension EventPart {
    /// What a part is for the most exposed trigger of a function through which it is chosen by its sender; `nil` when the
    /// platform or the program itself writes it.
    package init?(_ path: AccessPath, of function: Function) {
        switch path.root {
        case .context, .error: return nil
        case .answer: return nil
        case .request:
            let words = path.root == .request("parameter") ? "the path or query of the request" : EventShape.request.words(for: path)
            guard let words else { return nil }
            let door = function.triggers.filter { $0.route != nil }.max { $0.exposure < $1.exposure }
            self.init(words: words, exposure: door?.exposure ?? function.exposure, trigger: door?.summary)
        case .event:
            guard let part = EventPart.widest(path, function) else { return nil }
            self = part
        }
    }

    private static func widest(_ path: AccessPath, _ function: Function) -> EventPart? {
        let triggers = function.triggers.filter { $0.invocation != .never }
        guard !triggers.isEmpty else {
            return EventShape.direct.words(for: path).map { EventPart(words: $0, exposure: .internal, trigger: nil) }
        }
        let parts = triggers.compactMap { trigger in
            EventShape.of(trigger).words(for: path).map {
                EventPart(words: $0, exposure: trigger.exposure, trigger: trigger.summary)
            }
        }
        return parts.max { $0.exposure < $1.exposure }
    }
}
