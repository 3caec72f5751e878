/// Orders the items of each column so that few edges cross: every item moves to the middle of its neighbours, to and fro,
/// and the best order that was met is kept.
///
/// Source: https://doi.org/10.1109/TSMC.1981.4308636 (Sugiyama, Tagawa and Toda)
struct CrossingReduction {
    private(set) var columns: [[Int]]
    private let before: [[Int]]
    private let after: [[Int]]
    private let layer: [Int]
    private var position: [Int]

    private static let rounds = 12

    init(_ layers: GraphLayers) {
        columns = layers.columns
        layer = layers.items.map(\.layer)
        position = Array(repeating: 0, count: layers.items.count)
        var (before, after) = (layers.items.map { _ in [Int]() }, layers.items.map { _ in [Int]() })
        for link in layers.links {
            after[link.from].append(link.to)
            before[link.to].append(link.from)
        }
        (self.before, self.after) = (before, after)
        for column in columns.indices { number(column) }
        reduce()
    }

    private mutating func reduce() {
        var best = columns
        var fewest = Int.max
        for round in 0..<CrossingReduction.rounds {
            let isForward = round.isMultiple(of: 2)
            for column in isForward ? Array(columns.indices) : columns.indices.reversed() {
                sort(column, by: isForward ? before : after, otherwise: isForward ? after : before)
            }
            let crossings = crossings
            if crossings < fewest { (best, fewest) = (columns, crossings) }
            if fewest == 0 { break }
        }
        columns = best
    }

    private mutating func number(_ column: Int) {
        for (index, item) in columns[column].enumerated() { position[item] = index }
    }

    private mutating func sort(_ column: Int, by neighbours: [[Int]], otherwise others: [[Int]]) {
        let wishes = columns[column].enumerated().map { index, item -> (wish: Double, index: Int, item: Int) in
            let near = neighbours[item].isEmpty ? [] : neighbours[item]
            // What has no neighbour on this side stays where it is.
            guard !near.isEmpty else { return (relative(index, in: column), index, item) }
            let places = near.map { relative(position[$0], in: layer[$0]) }
            return (places.reduce(0, +) / Double(places.count), index, item)
        }
        columns[column] = wishes.sorted { ($0.wish, $0.index) < ($1.wish, $1.index) }.map(\.item)
        number(column)
    }

    /// Columns differ in length, so places in them are compared as parts of it.
    private func relative(_ index: Int, in column: Int) -> Double {
        (Double(index) + 0.5) / Double(max(1, columns[column].count))
    }

    /// The number of pairs of edges that cross between neighbouring columns.
    var crossings: Int { columns.indices.reduce(0) { $0 + crossings(behind: $1) } }

    private func crossings(behind column: Int) -> Int {
        guard columns.indices.contains(column + 1) else { return 0 }
        let ends = columns[column].flatMap { item in after[item].map { position[$0] }.sorted() }
        var tree = CountingTree(size: columns[column + 1].count)
        var crossings = 0
        for (count, end) in ends.enumerated() {
            crossings += count - tree.count(upTo: end)
            tree.add(end)
        }
        return crossings
    }
}

/// Counts numbers up to a bound in a logarithm of steps.
/// Source: https://doi.org/10.1002/spe.4380240306 (Fenwick)
private struct CountingTree {
    private var sums: [Int]

    init(size: Int) { sums = Array(repeating: 0, count: size + 1) }

    mutating func add(_ number: Int) {
        var index = number + 1
        while index < sums.count {
            sums[index] += 1
            index += index & -index
        }
    }

    /// How many of the numbers added are not above a bound.
    func count(upTo bound: Int) -> Int {
        var (index, count) = (min(bound + 1, sums.count - 1), 0)
        while index > 0 {
            count += sums[index]
            index -= index & -index
        }
        return count
    }
}
