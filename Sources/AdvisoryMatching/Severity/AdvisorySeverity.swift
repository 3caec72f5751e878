/// How bad an advisory says a flaw is.
package enum AdvisorySeverity: Hashable, Sendable {
    /// A CVSS vector as written, such as `CVSS:3.1/AV:N/…`; that of version 2 has no prefix.
    case vector(String)
    /// A score between 0 and 10 without its vector.
    case score(Double)
    /// The database's own word.
    case level(Level)

    /// The qualitative scale of CVSS (<https://www.first.org/cvss/v4-0/specification-document#Qualitative-Severity-Rating-Scale>).
    package enum Level: Int, Hashable, Sendable, Comparable, CaseIterable {
        case none, low, medium, high, critical

        package static func < (left: Level, right: Level) -> Bool { left.rawValue < right.rawValue }

        /// The level of a score between 0 and 10.
        package init(score: Double) {
            switch score {
            case ..<0.1: self = .none
            case ..<4: self = .low
            case ..<7: self = .medium
            case ..<9: self = .high
            default: self = .critical
            }
        }

        /// Reads a database's word in any case; GitHub says `moderate` for medium. `nil` when it is another word.
        package init?(word: String) {
            switch word.lowercased() {
            case "none": self = .none
            case "low": self = .low
            case "medium", "moderate": self = .medium
            case "high", "important": self = .high
            case "critical": self = .critical
            default: return nil
            }
        }
    }

    /// The score between 0 and 10, in tenths; `nil` when there is only a word, or a vector that is none.
    package var score: Double? {
        switch self {
        case .vector(let text): CVSSVector(text)?.score
        case .score(let score): score
        case .level: nil
        }
    }

    /// The level; `nil` for a vector that is none.
    package var level: Level? {
        if case .level(let level) = self { return level }
        return score.map(Level.init(score:))
    }
}
