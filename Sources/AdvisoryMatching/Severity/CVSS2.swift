/// The base score of version 2.
///
/// Source: <https://www.first.org/cvss/v2/guide#3-2-1-Base-Equation>
enum CVSS2 {
    private static let impact: [Substring: Double] = ["N": 0, "P": 0.275, "C": 0.660]

    static func score(_ metrics: CVSSMetrics) -> Double? {
        guard let vector = metrics.weight("AV", ["L": 0.395, "A": 0.646, "N": 1]),
            let complexity = metrics.weight("AC", ["H": 0.35, "M": 0.61, "L": 0.71]),
            let authentication = metrics.weight("Au", ["M": 0.45, "S": 0.56, "N": 0.704]),
            let confidentiality = metrics.weight("C", impact), let integrity = metrics.weight("I", impact),
            let availability = metrics.weight("A", impact)
        else { return nil }
        let impact = 10.41 * (1 - (1 - confidentiality) * (1 - integrity) * (1 - availability))
        guard impact > 0 else { return 0 }
        let exploitability = 20 * vector * complexity * authentication
        let score = (0.6 * impact + 0.4 * exploitability - 1.5) * 1.176
        return (score * 10).rounded() / 10
    }
}
