import Findings

extension ApplicationGraph {
    /// A resource whose name more functions know than this has no line from each of them.
    private static let fewest = 6

    private struct Ends: Hashable {
        let from: Int
        let to: Int
    }

    /// The graph as it is drawn: what every function knows the name of says so by itself, since a line from each would
    /// hide all others, and what may be used is known.
    var quieted: ApplicationGraph {
        let counts = edges.reduce(into: [Int: Int]()) { counts, edge in
            if edge.kind == .names { counts[edge.to, default: 0] += 1 }
        }
        let loud = counts.filter { $0.value > ApplicationGraph.fewest }
        let used = Set(edges.filter { $0.kind == .mayUse }.map { Ends(from: $0.from, to: $0.to) })
        let nodes = nodes.enumerated().map { index, node in
            guard let count = loud[index] else { return node }
            return Node(
                id: node.id, kind: node.kind, label: node.label, detail: "named by \(count) functions",
                exposure: node.exposure, place: node.place)
        }
        return ApplicationGraph(
            nodes: nodes,
            edges: edges.filter { edge in
                edge.kind != .names || loud[edge.to] == nil && !used.contains(Ends(from: edge.from, to: edge.to))
            })
    }
}
