package import ApplicationModel

extension Function {
    /// The trigger that lets the most people in; of several the first that hands over more than the time, and that asks
    /// for no key; `nil` when nothing triggers the function.
    package var widestTrigger: Trigger? {
        let exposure = exposure
        let widest = triggers.filter { $0.exposure == exposure && $0.invocation != .never }
        return widest.first { $0.kind != .schedule && $0.route?.requiresAPIKey != true }
            ?? widest.first { $0.kind != .schedule } ?? widest.first
    }

    /// Who would take the function over and how, as the subject of a sentence about what they gain.
    package var attacker: String {
        guard let door = widestTrigger else { return "whoever takes over `\(name)`" }
        // A clock carries nothing of an attacker's: the way in is what the function loads or fetches.
        if triggers.allSatisfy({ $0.kind == .schedule }) {
            return "whoever gets code into `\(name)`, for example through a package,"
        }
        guard let route = door.route else { return attacker(throughEventOf: door) }
        let way = door.kind == .functionURL ? "its function URL" : "`\(door.summary)`"
        return "\(route.caller) who breaks `\(name)` through \(way)"
    }

    private func attacker(throughEventOf door: Trigger) -> String {
        switch exposure {
        case .public: "anyone on the internet who breaks `\(name)` through `\(door.summary)`"
        case .authenticated: "a signed-in caller who breaks `\(name)` through `\(door.summary)`"
        case .internal: "whoever gets a crafted event into `\(name)` through `\(door.summary)`"
        }
    }
}

extension HTTPRoute {
    /// Who gets past what stands guard at the route, as the subject of a sentence.
    package var caller: String {
        if isPrivateNetwork { return "anyone in the private network" }
        switch authorization {
        case .none: return requiresAPIKey ? "anyone with an API key" : "anyone on the internet"
        case .unknown: return "a caller"
        default: return "a signed-in caller"
        }
    }
}

extension Sequence where Element == Function {
    /// The function that lets the most people in; the first of several.
    package var mostExposed: Function? {
        reduce(nil) { worst, function in
            guard let worst, worst.exposure >= function.exposure else { return function }
            return worst
        }
    }
}
