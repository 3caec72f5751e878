/// Gives every item of ordered columns a height so that edges run level where they can and nothing overlaps.
struct VerticalPlacement {
    /// The middle of each item, in pixels from the top of the drawing.
    private(set) var middles: [Double]
    /// The height of the drawing in pixels.
    private(set) var height: Double

    private static let rounds = 10

    /// The distance of edges that pass a column, in pixels.
    private static let narrowGap = 4.0

    /// Places items that have some heights, `gap` pixels apart.
    init(columns: [[Int]], neighbours: [[Int]], heights: [Double], gap: Double) {
        middles = heights.map { $0 / 2 }
        height = 0
        for column in columns { place(column, column.map { middles[$0] }, heights, gap) }
        for round in 0..<Self.rounds {
            for column in round.isMultiple(of: 2) ? columns : columns.reversed() {
                let wishes = column.map { item in
                    let near = neighbours[item].map { middles[$0] }
                    return near.isEmpty ? middles[item] : near.reduce(0, +) / Double(near.count)
                }
                place(column, wishes, heights, gap)
            }
        }
        let top = zip(middles, heights).map { $0 - $1 / 2 }.min() ?? 0
        middles = middles.map { $0 - top }
        height = zip(middles, heights).map { $0 + $1 / 2 }.max() ?? 0
    }

    /// Moves a column's items as near to where they want to be as its order and the gaps allow, by least squares: items
    /// that would overlap form a block, which stands at the mean of its wishes.
    ///
    /// Source: https://doi.org/10.1080/01621459.1972.10481216 (pooling adjacent violators)
    private mutating func place(
        _ column: [Int], _ wishes: [Double], _ heights: [Double], _ gap: Double
    ) {
        var offset = 0.0
        var blocks: [(sum: Double, count: Int)] = []
        var offsets: [Double] = []
        for (index, item) in column.enumerated() {
            if index > 0 {
                let above = heights[column[index - 1]]
                offset += (above + heights[item]) / 2 + (max(above, heights[item]) < gap ? Self.narrowGap : gap)
            }
            offsets.append(offset)
            var block = (sum: wishes[index] - offset, count: 1)
            while let last = blocks.last, last.sum / Double(last.count) > block.sum / Double(block.count) {
                block = (last.sum + block.sum, last.count + block.count)
                blocks.removeLast()
            }
            blocks.append(block)
        }
        var index = 0
        for block in blocks {
            for _ in 0..<block.count {
                middles[column[index]] = block.sum / Double(block.count) + offsets[index]
                index += 1
            }
        }
    }
}
