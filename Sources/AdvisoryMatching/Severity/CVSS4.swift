/// The score of version 4.0: that of the vector's class, less the vector's mean distance from the worst of its class.
///
/// Source: <https://www.first.org/cvss/v4-0/specification-document#CVSS-v4-0-Scoring>
enum CVSS4 {
    static func score(_ metrics: CVSSMetrics) -> Double? {
        guard let vector = CVSS4Vector(metrics) else { return nil }
        guard vector.hasImpact else { return 0 }
        let own = CVSS4Class(vector)
        guard let score = own.score else { return nil }
        let distances = CVSS4Distances(vector, own)
        let drops = CVSS4Class.Part.allCases.compactMap { part -> Double? in
            guard let lower = own.lowerScore(of: part) else { return nil }
            return (score - lower) * distances.share(of: part, own)
        }
        let mean = drops.isEmpty ? 0 : drops.reduce(0, +) / Double(drops.count)
        // Half a tenth must round up also where binary arithmetic made a little less of it.
        return ((max(0, min(10, score - mean)) + 1e-6) * 10).rounded() / 10
    }
}

/// The levels of the metrics that count, 0 for the worst, with what the environment changes taken in.
struct CVSS4Vector {
    private let levels: [String: Int]

    /// The values of each metric from the worst to the best; impacts on other systems have one more level above.
    private static let values: [(metric: String, values: [Substring])] = [
        ("AV", ["N", "A", "L", "P"]), ("AC", ["L", "H"]), ("AT", ["N", "P"]), ("PR", ["N", "L", "H"]), ("UI", ["N", "P", "A"]),
        ("VC", ["H", "L", "N"]), ("VI", ["H", "L", "N"]), ("VA", ["H", "L", "N"]),
        ("SC", ["S", "H", "L", "N"]), ("SI", ["S", "H", "L", "N"]), ("SA", ["S", "H", "L", "N"]),
    ]
    /// What a metric that is not defined counts as is the worst.
    private static let optional: [(metric: String, values: [Substring])] = [
        ("E", ["A", "P", "U"]), ("CR", ["H", "M", "L"]), ("IR", ["H", "M", "L"]), ("AR", ["H", "M", "L"]),
    ]

    init?(_ metrics: CVSSMetrics) {
        var levels: [String: Int] = [:]
        for (metric, values) in Self.values {
            // Safety is a value that only the environment can name.
            guard let base = metrics[metric].flatMap(values.firstIndex), values[base] != "S" else { return nil }
            let modified = metrics["M" + metric].flatMap { $0 == "X" ? nil : $0 }
            guard let level = modified.map(values.firstIndex) ?? base else { return nil }
            guard level > 0 || values[0] != "S" || metric != "SC" else { return nil }
            levels[metric] = level
        }
        for (metric, values) in Self.optional {
            let named = metrics[metric].flatMap { $0 == "X" ? nil : $0 }
            guard let level = named.map(values.firstIndex) ?? 0 else { return nil }
            levels[metric] = level
        }
        self.levels = levels
    }

    /// The level of a metric, 0 for the worst.
    subscript(metric: String) -> Int { levels[metric] ?? 0 }

    var hasImpact: Bool {
        ["VC", "VI", "VA"].contains { self[$0] < 2 } || ["SC", "SI", "SA"].contains { self[$0] < 3 }
    }
}

/// The class that a vector belongs to: one of three levels, or two, for each of six equivalences.
struct CVSS4Class {
    /// The equivalences, of which 3 and 6 are looked at together; within 5 there are no distances.
    enum Part: CaseIterable { case one, two, threeAndSix, four, five }

    var eq1: Int
    var eq2: Int
    var eq3: Int
    var eq4: Int
    var eq5: Int
    var eq6: Int

    /// Source: <https://www.first.org/cvss/v4-0/specification-document#MacroVectors>, tables 24 to 29
    init(_ vector: CVSS4Vector) {
        let open = ["AV", "PR", "UI"].filter { vector[$0] == 0 }.count
        eq1 = open == 3 ? 0 : (open > 0 && vector["AV"] < 3 ? 1 : 2)
        eq2 = vector["AC"] == 0 && vector["AT"] == 0 ? 0 : 1
        let isHigh = ["VC", "VI", "VA"].map { vector[$0] == 0 }
        eq3 = isHigh[0] && isHigh[1] ? 0 : (isHigh.contains(true) ? 1 : 2)
        let others = ["SC", "SI", "SA"].map { vector[$0] }
        eq4 = others.contains(0) ? 0 : (others.contains(1) ? 1 : 2)
        eq5 = vector["E"]
        eq6 = zip(["CR", "IR", "AR"], isHigh).contains { vector[$0] == 0 && $1 } ? 0 : 1
    }

    /// The score of the worst vector of the class; `nil` for a class that no vector can have.
    var score: Double? {
        guard (0...2).contains(eq1), (0...1).contains(eq2), (0...2).contains(eq4), (0...2).contains(eq5) else { return nil }
        let pairs = [[0, 0], [0, 1], [1, 0], [1, 1], [2, 1]]
        guard let pair = pairs.firstIndex(of: [eq3, eq6]) else { return nil }
        let index = (((eq1 * 2 + eq2) * 5 + pair) * 3 + eq4) * 3 + eq5
        return Double(CVSS4Table.tenths[index]) / 10
    }

    /// The score of the next better class in one part; `nil` when there is none.
    func lowerScore(of part: Part) -> Double? {
        var lower = self
        switch part {
        case .one: lower.eq1 += 1
        case .two: lower.eq2 += 1
        case .four: lower.eq4 += 1
        case .five: lower.eq5 += 1
        case .threeAndSix:
            var other = self
            other.eq6 += 1
            lower.eq3 += 1
            // From 0 and 0 two classes lie next; the worse of them counts.
            return [lower.score, other.score].compactMap(\.self).max()
        }
        return lower.score
    }
}
