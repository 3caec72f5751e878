/// The base score of the versions 3.0 and 3.1.
///
/// Source: <https://www.first.org/cvss/v3-1/specification-document#7-1-Base-Metrics-Equations>
enum CVSS3 {
    private static let impact: [Substring: Double] = ["N": 0, "L": 0.22, "H": 0.56]

    static func score(_ metrics: CVSSMetrics) -> Double? {
        guard let scope = metrics["S"], scope == "U" || scope == "C",
            let vector = metrics.weight("AV", ["N": 0.85, "A": 0.62, "L": 0.55, "P": 0.2]),
            let complexity = metrics.weight("AC", ["L": 0.77, "H": 0.44]),
            let privileges = metrics.weight("PR", ["N": 0.85, "L": scope == "C" ? 0.68 : 0.62, "H": scope == "C" ? 0.5 : 0.27]),
            let interaction = metrics.weight("UI", ["N": 0.85, "R": 0.62]),
            let confidentiality = metrics.weight("C", impact), let integrity = metrics.weight("I", impact),
            let availability = metrics.weight("A", impact)
        else { return nil }
        let subscore = 1 - (1 - confidentiality) * (1 - integrity) * (1 - availability)
        let exploitability = 8.22 * vector * complexity * privileges * interaction
        guard scope == "C" else { return sum(6.42 * subscore, exploitability, factor: 1) }
        return sum(7.52 * (subscore - 0.029) - 3.25 * power15(subscore - 0.02), exploitability, factor: 1.08)
    }

    private static func sum(_ impact: Double, _ exploitability: Double, factor: Double) -> Double {
        impact <= 0 ? 0 : roundedUp(min(factor * (impact + exploitability), 10))
    }

    private static func power15(_ base: Double) -> Double { (0..<15).reduce(1) { product, _ in product * base } }

    /// The smallest number with one decimal that is not below the value; differences that only arithmetic made are none.
    ///
    /// Source: <https://www.first.org/cvss/v3-1/specification-document#Appendix-A---Floating-Point-Rounding>
    private static func roundedUp(_ value: Double) -> Double {
        let scaled = (value * 100_000).rounded()
        return (scaled / 10_000).rounded(.up) / 10
    }
}
