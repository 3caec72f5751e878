/// A vector of the Common Vulnerability Scoring System, version 2, 3 or 4.
///
/// Source: <https://www.first.org/cvss>
package struct CVSSVector: Hashable, Sendable {
    /// The versions whose formulas differ.
    package enum Version: Int, Hashable, Sendable, Comparable {
        case two = 2, three, four

        package static func < (left: Version, right: Version) -> Bool { left.rawValue < right.rawValue }
    }

    /// The version.
    package let version: Version
    /// The score between 0 and 10, in tenths: the base score for the versions 2 and 3; for version 4 with the threat and
    /// the environment that the vector names.
    package let score: Double

    /// The longest vector that is read, in bytes; one that names every metric of version 4 has 220.
    private static let byteLimit = 400

    /// Reads a vector; `nil` when a metric of the base is missing or has no such value.
    package init?(_ text: String) {
        guard text.utf8.count <= Self.byteLimit else { return nil }
        var parts = text.split(separator: "/", omittingEmptySubsequences: false)
        version =
            switch parts.first {
            case "CVSS:4.0": .four
            case "CVSS:3.0", "CVSS:3.1": .three
            default: .two
            }
        if version != .two { parts.removeFirst() }
        guard let metrics = CVSSMetrics(parts) else { return nil }
        let score =
            switch version {
            case .two: CVSS2.score(metrics)
            case .three: CVSS3.score(metrics)
            case .four: CVSS4.score(metrics)
            }
        guard let score else { return nil }
        self.score = score
    }
}

/// The metrics of a vector by their names.
struct CVSSMetrics {
    private var values: [Substring: Substring] = [:]

    /// `nil` when a part is no metric or a metric stands twice.
    init?(_ parts: [Substring]) {
        for part in parts {
            let pair = part.split(separator: ":", omittingEmptySubsequences: false)
            guard pair.count == 2, values.updateValue(pair[1], forKey: pair[0]) == nil else { return nil }
        }
    }

    /// The value of a metric; `nil` when the vector does not name it.
    subscript(name: String) -> Substring? { values[name[...]] }

    /// What a metric's value stands for; `nil` when the vector lacks it or has no such value.
    func weight(_ name: String, _ weights: [Substring: Double]) -> Double? { self[name].flatMap { weights[$0] } }
}
