import Findings

/// What AWS says about the life of a Lambda runtime.
/// Source: https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html
struct LambdaRuntime: Sendable, Hashable {
    /// Where a runtime is in its life.
    enum Phase: Sendable, Hashable {
        case supported
        /// It loses its patches within half a year, the notice AWS gives.
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

    /// The days before the end at which AWS starts to warn.
    static let noticeDays = 180

    /// Where the runtime is on a day.
    func phase(on today: CalendarDate) -> Phase {
        if let updateBlocked, today >= updateBlocked { return .updateBlocked }
        if let createBlocked, today >= createBlocked, today >= deprecated { return .createBlocked }
        if today >= deprecated { return .deprecated }
        return today.days(until: deprecated) <= Self.noticeDays ? .endsSoon : .supported
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
