package import SourceText

/// Which part of something that came from outside: a root, and the fields that lead to it.
package struct AccessPath: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// Where it came in.
    package enum Root: Hashable, Sendable, Comparable {
        /// The handler's event, or what a framework makes of it: its request.
        case event
        /// A framework's request object; the payload is the framework's name, such as `express`.
        case request(String)
        /// The handler's context, written by the platform.
        case context
        /// An error that the program caught.
        case error
        /// The answer of a call; the payload is the call's API and says which kind of store or service.
        case answer(String)
    }

    /// One step.
    package enum Component: Hashable, Sendable, Comparable {
        case field(String)
        /// Any element of a list, or a field whose name is computed.
        case element
        /// The names of the fields themselves.
        case key
        /// What encoded text holds: `json`, `base64`, `url`, `query`, `xml`, `yaml`, `csv`, `gzip`.
        case decoded(String)
    }

    /// Where it came in.
    package let root: Root
    /// The steps; at most `lengthLimit`, further ones are dropped.
    package private(set) var components: [Component]

    /// How many steps are kept.
    package static let lengthLimit = 12

    /// The whole of what came in.
    package init(_ root: Root, _ components: [Component] = []) {
        self.root = root
        self.components = Array(components.prefix(AccessPath.lengthLimit))
    }

    /// The last step and the number of steps tell most paths of one program apart.
    package func hash(into hasher: inout Hasher) {
        hasher.combine(components.count)
        hasher.combine(components.last)
    }

    /// This path with one more step; decoding the same way twice is one step.
    package func appending(_ component: Component) -> AccessPath {
        guard components.count < AccessPath.lengthLimit else { return self }
        if case .decoded = component, components.last == component { return self }
        var longer = self
        longer.components.append(component)
        return longer
    }

    /// Whether `other` is this or a part of it.
    package func holds(_ other: AccessPath) -> Bool {
        root == other.root && other.components.starts(with: components)
    }

    /// As people write it: `event.body.name`, `event.Records[].body`; decoding is not shown.
    package var description: String {
        var text =
            switch root {
            case .event: "event"
            case .request: "request"
            case .context: "context"
            case .error: "the error"
            case .answer(let api): "the answer of \(api)"
            }
        for component in components {
            switch component {
            case .field(let name): text += "." + name
            case .element: text += "[]"
            case .key: text += " (a key)"
            case .decoded: break
            }
        }
        return text
    }

    package static func < (left: AccessPath, right: AccessPath) -> Bool {
        if left.root != right.root { return left.root < right.root }
        return left.components.lexicographicallyPrecedes(right.components)
    }
}

/// One step of a flow, with the steps before it.
package final class FlowTrail: Sendable {
    /// Where.
    package let place: SourcePlace
    /// What happens there.
    package let kind: Kind
    /// The steps before; `nil` for the first.
    package let previous: FlowTrail?
    /// The number of steps up to this one.
    package let count: Int

    /// What happens at a step.
    package enum Kind: Hashable, Sendable {
        /// It comes in: a parameter of the handler, a framework's request, the answer of a call.
        case source
        /// A part of it is read.
        case read
        /// It is bound to a name.
        case bound(String)
        /// It is handed to a function of the program.
        case passed(String)
        /// It goes through a call of something that is not of the program.
        case through(String)
    }

    init(_ kind: Kind, at place: SourcePlace, after previous: FlowTrail?) {
        self.kind = kind
        self.place = place
        self.previous = previous
        count = (previous?.count ?? 0) + 1
    }

    /// The steps from the source on.
    package var steps: [FlowTrail] {
        var steps: [FlowTrail] = []
        var step: FlowTrail? = self
        while let current = step {
            steps.append(current)
            step = current.previous
        }
        return steps.reversed()
    }
}

/// A part of something from outside that has got into a value.
package struct Origin: Sendable, Hashable {
    /// Which part.
    package var path: AccessPath
    /// What is certain about it.
    package var guarantees: Guarantees
    /// How it got here.
    package var trail: FlowTrail

    package static func == (left: Origin, right: Origin) -> Bool {
        left.path == right.path && left.guarantees == right.guarantees
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(path)
        hasher.combine(guarantees)
    }
}
