package import ApplicationModel

extension Function {
    /// The trigger that lets the most people in; the first of several; `nil` when nothing triggers the function.
    package var widestTrigger: Trigger? {
        triggers.first { $0.exposure == exposure }
    }

    /// Who would take the function over and how, as the subject of a sentence about what they gain.
    package var attacker: String {
        guard let door = widestTrigger else { return "whoever takes over `\(name)`" }
        // A clock carries nothing of an attacker's: the way in is what the function loads or fetches.
        if triggers.allSatisfy({ $0.kind == .schedule }) {
            return "whoever gets code into `\(name)`, for example through a package,"
        }
        return switch exposure {
        case .public: "anyone on the internet who breaks `\(name)` through `\(door.summary)`"
        case .authenticated: "a signed-in caller who breaks `\(name)` through `\(door.summary)`"
        case .internal: "whoever gets a crafted event into `\(name)` through `\(door.summary)`"
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
