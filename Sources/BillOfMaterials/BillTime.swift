/// A moment that documents name, in UTC.
package struct BillTime: Sendable, Hashable {
    /// The moment as RFC 3339 has it: `2026-01-31T00:00:00Z`.
    package let text: String

    /// The start of a day written `YYYY-MM-DD`.
    package init(startOf day: String) { text = day + "T00:00:00Z" }

    /// Reads seconds since 1970; `nil` for text that is none, and for moments after the year 9999.
    ///
    /// Source: <https://reproducible-builds.org/specs/source-date-epoch/>
    package init?(secondsSince1970 written: String) {
        guard let seconds = Int(written), (0...253_402_300_799).contains(seconds) else { return nil }
        let (days, rest) = seconds.quotientAndRemainder(dividingBy: 86_400)
        let (year, month, day) = Self.date(days)
        let clock = [rest / 3600, rest / 60 % 60, rest % 60].map { Self.padded($0, 2) }.joined(separator: ":")
        text = "\(Self.padded(year, 4))-\(Self.padded(month, 2))-\(Self.padded(day, 2))T\(clock)Z"
    }

    /// The day that lies some days after 1 January 1970: years that begin in March have their leap day last.
    private static func date(_ days: Int) -> (Int, Int, Int) {
        let shifted = days + 719_468
        let (era, day) = shifted.quotientAndRemainder(dividingBy: 146_097)
        let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365
        let ofYear = day - (365 * year + year / 4 - year / 100)
        let month = (5 * ofYear + 2) / 153
        return (era * 400 + year + (month >= 10 ? 1 : 0), month < 10 ? month + 3 : month - 9, ofYear - (153 * month + 2) / 5 + 1)
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
