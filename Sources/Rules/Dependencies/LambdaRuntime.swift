import Findings

/// What AWS says about the life of a Lambda runtime.
/// Source: https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html
struct LambdaRuntime: Sendable, Hashable {
    /// Where a runtime is in its life.
    enum Phase: Sendable, Hashable {
        case supported
        /// It loses its patches within the days of notice.
        case endsSoon
        /// It gets no patches any more.
        case deprecated
        /// No new function can be made with it.
        case createBlocked
        /// Functions that use it can no longer be changed.
        case updateBlocked
    }

    /// The identifier, such as `nodejs20.x`.
    let identifier: String
    /// The last day of patches.
    let deprecated: CalendarDate
    /// From when on new functions are refused; `nil` when AWS has not said.
    let createBlocked: CalendarDate?
    /// From when on changes are refused; `nil` when AWS has not said.
    let updateBlocked: CalendarDate?
    /// The newest runtime of the same language.
    let successor: String?

    /// The days before the end from which on it is said: long enough for one release of a service, short enough that a
    /// current runtime does not turn a clean repository red. AWS itself writes to its customers 180 days before.
    static let noticeDays = 90

    /// Where the runtime is on a day.
    func phase(on today: CalendarDate) -> Phase {
        if let updateBlocked, today >= updateBlocked { return .updateBlocked }
        if let createBlocked, today >= createBlocked, today >= deprecated { return .createBlocked }
        if today >= deprecated { return .deprecated }
        return today.days(until: deprecated) <= Self.noticeDays ? .endsSoon : .supported
    }

    /// What to do to leave it; `nil` when there is nothing newer.
    var remedy: String? {
        guard let successor else { return nil }
        let test = "test on a stage of its own, then deploy"
        switch identifier {
        case "go1.x":
            return """
                Build the program as an executable named `bootstrap` (`GOOS=linux go build -tags lambda.norpc -o bootstrap`), \
                set `runtime: \(successor)` and `handler: bootstrap`, \(test).
                """
        case "provided", "provided.al2":
            return "Build `bootstrap` against Amazon Linux 2023, set `runtime: \(successor)`, \(test)."
        case _ where identifier.hasPrefix("dotnet"):
            return "Set the project's target framework to `net10.0` and `runtime: \(successor)`, \(test)."
        case "nodejs4.3-edge":
            return "Set `runtime: \(successor)`, publish a new version for CloudFront, \(test)."
        case _ where identifier.hasPrefix("nodejs"):
            return """
                Set `runtime: \(successor)`, make handlers with a callback asynchronous (Node.js 24 on Lambda takes no \
                callback)\(shipsOldSDK ? ", ship the AWS SDK v2 yourself or move to v3" : ""), \(test).
                """
        case "python2.7": return "Port the code to Python 3, set `runtime: \(successor)`, \(test)."
        case _ where identifier.hasPrefix("python"):
            return "Set `runtime: \(successor)`, build compiled packages anew for it, \(test)."
        default: return "Set `runtime: \(successor)`, \(test)."
        }
    }

    /// The runtime to write in its place; `nil` where the code cannot run on any other, since it is built or written
    /// for this one alone.
    var replacement: String? {
        ["go1.x", "provided", "provided.al2", "python2.7", "nodejs4.3-edge"].contains(identifier) ? nil : successor
    }

    /// Node.js runtimes up to 16 brought the AWS SDK v2 along.
    private var shipsOldSDK: Bool {
        ["nodejs", "nodejs4.3", "nodejs6.10", "nodejs8.10", "nodejs10.x", "nodejs12.x", "nodejs14.x", "nodejs16.x"]
            .contains(identifier)
    }

    /// The runtime with an identifier.
    static func named(_ identifier: String) -> LambdaRuntime? { table[identifier] }
}

extension CalendarDate {
    /// The days from this day to another; negative when that one is earlier.
    func days(until other: CalendarDate) -> Int { other.ordinal - ordinal }

    /// Days since a fixed day in the past, by the Gregorian calendar with years that start in March.
    private var ordinal: Int {
        let year = month <= 2 ? year - 1 : year
        let monthFromMarch = (month + 9) % 12
        return 365 * year + year / 4 - year / 100 + year / 400 + (153 * monthFromMarch + 2) / 5 + day
    }
}
