/// How far a vector is from the worst vectors of its class, in steps of single metrics.
struct CVSS4Distances {
    private var steps: [CVSS4Class.Part: Int] = [:]

    private static let metrics: [(part: CVSS4Class.Part, metrics: [String])] = [
        (.one, ["AV", "PR", "UI"]), (.two, ["AC", "AT"]), (.threeAndSix, ["VC", "VI", "VA", "CR", "IR", "AR"]),
        (.four, ["SC", "SI", "SA"]),
    ]

    /// A class can have several worst vectors; the first counts that is nowhere better than this one.
    init(_ vector: CVSS4Vector, _ own: CVSS4Class) {
        for (part, metrics) in Self.metrics {
            let worst = Self.worst(of: part, own).first { levels in zip(metrics, levels).allSatisfy { vector[$0] >= $1 } }
            steps[part] = worst.map { levels in zip(metrics, levels).reduce(0) { $0 + vector[$1.0] - $1.1 } } ?? 0
        }
    }

    /// The share of the way to the next better class that the vector has gone in one part, between 0 and 1.
    func share(of part: CVSS4Class.Part, _ own: CVSS4Class) -> Double {
        Double(steps[part] ?? 0) / Double(Self.depth(of: part, own))
    }

    /// How many steps a class is deep.
    ///
    /// Source: <https://www.first.org/cvss/v4-0/specification-document#MacroVectors>, table 30
    private static func depth(of part: CVSS4Class.Part, _ own: CVSS4Class) -> Int {
        switch part {
        case .one: [1, 4, 5][own.eq1]
        case .two: [1, 2][own.eq2]
        case .threeAndSix: [[7, 6], [8, 8], [10, 10]][own.eq3][own.eq6]
        case .four: [6, 5, 4][own.eq4]
        case .five: 1
        }
    }

    /// The levels of the worst vectors of a class in one part, in the order of the part's metrics.
    ///
    /// Source: <https://www.first.org/cvss/v4-0/specification-document#MacroVectors>, tables 24 to 29
    private static func worst(of part: CVSS4Class.Part, _ own: CVSS4Class) -> [[Int]] {
        switch part {
        case .one: [[[0, 0, 0]], [[1, 0, 0], [0, 1, 0], [0, 0, 1]], [[3, 0, 0], [1, 1, 1]]][own.eq1]
        case .two: [[[0, 0]], [[1, 0], [0, 1]]][own.eq2]
        case .four: [[[1, 0, 0]], [[1, 1, 1]], [[2, 2, 2]]][own.eq4]
        case .five: [[]]
        case .threeAndSix: worstImpacts(own)
        }
    }

    /// Confidentiality, integrity, availability, and how much each is required.
    private static func worstImpacts(_ own: CVSS4Class) -> [[Int]] {
        switch (own.eq3, own.eq6) {
        case (0, 0): [[0, 0, 0, 0, 0, 0]]
        case (0, _): [[0, 0, 1, 1, 1, 0], [0, 0, 0, 1, 1, 1]]
        case (1, 0): [[1, 0, 0, 0, 0, 0], [0, 1, 0, 0, 0, 0]]
        case (1, _):
            [[1, 0, 1, 0, 1, 0], [1, 0, 0, 0, 1, 1], [0, 1, 0, 1, 0, 1], [0, 1, 1, 1, 0, 0], [1, 1, 0, 0, 0, 1]]
        default: [[1, 1, 1, 0, 0, 0]]
        }
    }
}
