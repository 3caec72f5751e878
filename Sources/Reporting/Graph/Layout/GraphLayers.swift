import Findings

/// The columns of a drawing: who calls, through which door, which function, under which role, what is reached.
///
/// Every edge leads to the right. What would lead back, such as a function that writes to the queue it is called by, ends
/// at an echo: a second sign for the same node, further right. An edge that skips columns passes a point in each.
struct GraphLayers {
    /// Something that takes a place in a column.
    struct Item {
        /// What stands there.
        enum Content {
            case node(Int)
            /// A second sign for a node.
            case echo(Int)
            /// An edge passes.
            case point
        }

        let content: Content
        let layer: Int
    }

    /// An edge from an item to one of the next column; its place in `edges` of the graph.
    struct Link {
        let from: Int
        let to: Int
        let edge: Int
    }

    private(set) var items: [Item] = []
    private(set) var links: [Link] = []
    /// The items that an edge runs along, from its start to its end.
    private(set) var courses: [[Int]]

    private static let function = 2
    private static let reached = 4
    private static let last = 6

    init(_ graph: ApplicationGraph) {
        let layers = GraphLayers.layers(of: graph)
        items = zip(graph.nodes.indices, layers).map { Item(content: .node($0), layer: $1) }
        courses = []
        var echoes: [Echo: Int] = [:]
        for (index, edge) in graph.edges.enumerated() {
            let from = layers[edge.from]
            var target = edge.to
            if layers[edge.to] <= from {
                let echo = Echo(node: edge.to, layer: min(max(from + 1, GraphLayers.reached), GraphLayers.last + 1))
                if echoes[echo] == nil {
                    echoes[echo] = items.count
                    items.append(Item(content: .echo(edge.to), layer: echo.layer))
                }
                target = echoes[echo] ?? target
            }
            link(edge.from, target, edge: index)
        }
    }

    private struct Echo: Hashable {
        let node: Int
        let layer: Int
    }

    /// The items of each column, top to bottom in the order they were met; columns that are empty have none.
    var columns: [[Int]] {
        var columns = Array(repeating: [Int](), count: (items.map(\.layer).max() ?? 0) + 1)
        for (index, item) in items.enumerated() { columns[item.layer].append(index) }
        return columns
    }

    private mutating func link(_ from: Int, _ to: Int, edge: Int) {
        var course = [from]
        for layer in (items[from].layer + 1)..<max(items[to].layer, items[from].layer + 1) {
            items.append(Item(content: .point, layer: layer))
            course.append(items.count - 1)
        }
        course.append(to)
        for (start, end) in zip(course, course.dropFirst()) { links.append(Link(from: start, to: end, edge: edge)) }
        courses.append(course)
    }

    private static func layers(of graph: ApplicationGraph) -> [Int] {
        var layers = graph.nodes.map(\.kind.layer)
        for edge in graph.edges where graph.nodes[edge.from].kind == .resource {
            if graph.nodes[edge.to].kind == .function { layers[edge.from] = 1 }
        }
        // What only hands on to a source stands left of it; a chain of reached things goes on to the right.
        let reachedNodes = Set(graph.edges.map(\.to))
        for edge in graph.edges where layers[edge.from] == reached && layers[edge.to] == 1 {
            if !reachedNodes.contains(edge.from) { layers[edge.from] = 0 }
        }
        for edge in graph.edges where layers[edge.from] >= reached && layers[edge.to] >= reached {
            layers[edge.to] = min(max(layers[edge.to], layers[edge.from] + 1), last)
        }
        return layers
    }
}

extension ApplicationGraph.Node.Kind {
    fileprivate var layer: Int {
        switch self {
        case .outside: 0
        case .door: 1
        case .function: 2
        case .role: 3
        case .resource: 4
        }
    }
}
