import Findings

/// A graph with a place for everything, in pixels from the top left corner.
struct GraphDrawing {
    /// A box with a label.
    struct Box {
        let node: Int
        /// Whether it is a second sign for the node.
        let isEcho: Bool
        let x: Double
        let y: Double
        let height: Double
        let label: String
        let detail: String
    }

    /// A line from box to box.
    struct Line {
        let edge: Int
        /// Where it leaves a column and where it meets the next, by turns.
        let points: [(x: Double, y: Double)]
    }

    /// The width of every box.
    static let boxWidth = 188.0
    /// The longest label in columns of text.
    static let longestLabel = 24
    /// The longest line below a label.
    static let longestDetail = 27
    private static let channel = 64.0
    private static let gap = 10.0

    let graph: ApplicationGraph
    let boxes: [Box]
    let lines: [Line]
    let width: Double
    let height: Double

    init(_ whole: ApplicationGraph) {
        let graph = whole.quieted
        self.graph = graph
        let layers = GraphLayers(graph)
        let columns = CrossingReduction(layers).columns
        let heights = layers.items.map { GraphDrawing.height(of: $0, in: graph) }
        var neighbours = layers.items.map { _ in [Int]() }
        for link in layers.links {
            neighbours[link.from].append(link.to)
            neighbours[link.to].append(link.from)
        }
        let placed = VerticalPlacement(columns: columns, neighbours: neighbours, heights: heights, gap: Self.gap)
        // A column that holds nothing but passing edges takes no more room than they need.
        var (lefts, left) = ([Double](), 0.0)
        var widths: [Double] = []
        for column in columns {
            let width = column.contains { !layers.items[$0].isPoint } ? Self.boxWidth : 0
            lefts.append(left)
            widths.append(width)
            left += width + (column.isEmpty ? 0 : width > 0 ? Self.channel : 0)
        }
        width = max(0, left - Self.channel)
        height = placed.height
        boxes = layers.items.enumerated().compactMap { index, item in
            GraphDrawing.box(item, x: lefts[item.layer], middle: placed.middles[index], height: heights[index], graph)
        }
        lines = layers.courses.enumerated().map { edge, course in
            let points = course.enumerated().flatMap { step, item -> [(x: Double, y: Double)] in
                let (x, y) = (lefts[layers.items[item].layer], placed.middles[item])
                let right = x + widths[layers.items[item].layer]
                if step == 0 { return [(right, y)] }
                return step == course.count - 1 ? [(x, y)] : [(x, y), (right, y)]
            }
            return Line(edge: edge, points: points)
        }
    }

    private static func height(of item: GraphLayers.Item, in graph: ApplicationGraph) -> Double {
        switch item.content {
        case .point: 2
        case .node(let node), .echo(let node): graph.nodes[node].detail.isEmpty ? 26 : 38
        }
    }

    private static func box(
        _ item: GraphLayers.Item, x: Double, middle: Double, height: Double, _ graph: ApplicationGraph
    ) -> Box? {
        let (index, isEcho): (Int, Bool)
        switch item.content {
        case .point: return nil
        case .node(let node): (index, isEcho) = (node, false)
        case .echo(let node): (index, isEcho) = (node, true)
        }
        let node = graph.nodes[index]
        return Box(
            node: index, isEcho: isEcho, x: x, y: middle - height / 2, height: height,
            label: node.label.visible.truncated(to: longestLabel, ellipsis: "…"),
            detail: node.detail.visible.truncated(to: longestDetail, ellipsis: "…"))
    }
}

extension GraphLayers.Item {
    fileprivate var isPoint: Bool {
        if case .point = content { true } else { false }
    }
}
