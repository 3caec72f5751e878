import Findings

/// Where the columns of a table stand.
struct TableLayout {
    struct Column {
        let start: Int
        let width: Int
    }

    /// The columns left free on the left.
    static let indentation = 2

    let nameWidth: Int
    let exposureStart: Int
    let columns: [Column]
    /// Whether the practices are headed by their numbers.
    let hasNumbers: Bool
    /// Whether the exposure is cut to its first letters.
    let hasShortExposure: Bool
    /// The columns the table takes, the indentation included.
    let width: Int

    /// How a table may be squeezed, from the roomiest on.
    private struct Choice {
        let hasNumbers: Bool
        let gap: Int
        let hasShortExposure: Bool
        /// Names may be cut down to this many columns, not further.
        let leastName: Int
    }

    private static let choices = [
        Choice(hasNumbers: false, gap: 3, hasShortExposure: false, leastName: 24),
        Choice(hasNumbers: false, gap: 2, hasShortExposure: false, leastName: 20),
        Choice(hasNumbers: false, gap: 2, hasShortExposure: true, leastName: 20),
        Choice(hasNumbers: false, gap: 1, hasShortExposure: false, leastName: 20),
        Choice(hasNumbers: false, gap: 1, hasShortExposure: true, leastName: 16),
        Choice(hasNumbers: true, gap: 3, hasShortExposure: false, leastName: 20),
        Choice(hasNumbers: true, gap: 2, hasShortExposure: false, leastName: 12),
        Choice(hasNumbers: true, gap: 2, hasShortExposure: true, leastName: 10),
        Choice(hasNumbers: true, gap: 1, hasShortExposure: true, leastName: 8),
    ]

    private static let longestName = 40

    /// The roomiest layout that fits; `nil` when none does.
    static func fitting(cells: [Int], names: Int, exposures: Int, width: Int) -> TableLayout? {
        choices.lazy.compactMap { TableLayout($0, cells: cells, names: names, exposures: exposures, limit: width) }
            .first
    }

    private init?(_ choice: Choice, cells: [Int], names: Int, exposures: Int, limit: Int) {
        let exposure = choice.hasShortExposure ? min(exposures, TableLayout.shortExposure) : exposures
        let widths = zip(Practice.allCases, cells).map { practice, cell in
            max(cell, choice.hasNumbers ? String(practice.number).count : practice.columnTitle.count)
        }
        let cellsWidth = widths.reduce(0) { $0 + $1 + choice.gap }
        let room = limit - TableLayout.indentation - choice.gap - exposure - cellsWidth
        // Never below the width of the rows' own words, `service` and `total`.
        nameWidth = max(min(names, TableLayout.longestName, room), 7)
        guard room >= 7, nameWidth >= min(names, choice.leastName) else { return nil }
        exposureStart = TableLayout.indentation + nameWidth + choice.gap
        var end = exposureStart + exposure
        columns = widths.map { width in
            let column = Column(start: end + choice.gap, width: width)
            end = column.start + width
            return column
        }
        hasNumbers = choice.hasNumbers
        hasShortExposure = choice.hasShortExposure
        width = end
    }

    private static let shortExposure = 4

    /// `public`, `auth`, `int`: short enough for a narrow column.
    static func short(_ exposure: String) -> String {
        switch exposure {
        case "public": "pub"
        case "authenticated": "auth"
        case "internal": "int"
        default: exposure.prefix(columns: shortExposure)
        }
    }
}
