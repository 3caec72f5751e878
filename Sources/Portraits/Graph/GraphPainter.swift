import ApplicationModel
import Findings
import SourceText

/// Draws an application as a graph: functions first, then what reaches them, relations, and what they may use.
struct GraphPainter {
    let model: ModelIndex
    let positions: Positions
    let discretion: Discretion
    private var canvas = GraphCanvas()

    init(model: ModelIndex, positions: Positions, discretion: Discretion) {
        self.model = model
        self.positions = positions
        self.discretion = discretion
    }

    /// The graph.
    var graph: ApplicationGraph {
        var painter = self
        for function in model.application.functions { _ = painter.node(of: function) }
        for function in model.application.functions { painter.paintTriggers(of: function) }
        painter.paintRelations()
        for role in model.application.roles { painter.paintGrants(of: role) }
        return painter.canvas.graph
    }

    mutating func node(
        _ kind: ApplicationGraph.Node.Kind, _ id: String, label: String, detail: String = "", exposure: Exposure? = nil,
        place: SourcePlace? = nil
    ) -> Int {
        let mask = discretion.mask
        return canvas.index(
            of: ApplicationGraph.Node(
                id: mask.masked(id), kind: kind, label: mask.masked(label), detail: mask.masked(detail),
                exposure: exposure.flatMap { .init(rawValue: $0.rawValue) }, place: place.map { positions[$0] }))
    }

    mutating func node(of function: Function) -> Int {
        node(
            .function, "function:" + function.name, label: function.name,
            detail: function.runtime.map { discretion.line($0, at: ["runtime"]) } ?? "",
            exposure: function.exposure, place: function.namePlace)
    }

    mutating func node(ofResource logicalID: String) -> Int {
        let resource = model.resource(logicalID)
        return node(
            .resource, "resource:" + logicalID, label: logicalID, detail: resource?.type ?? "",
            place: resource?.logicalIDPlace)
    }

    mutating func edge(_ from: Int, _ to: Int, _ kind: ApplicationGraph.Edge.Kind, _ label: String = "") {
        canvas.append(.init(from: from, to: to, kind: kind, label: discretion.mask.masked(label)))
    }
}

/// Nodes and edges as they are met, each once.
struct GraphCanvas {
    private var nodes: [ApplicationGraph.Node] = []
    private var edges: [ApplicationGraph.Edge] = []
    private var indices: [String: Int] = [:]

    /// The node's index; of two with one id the first stands.
    mutating func index(of node: ApplicationGraph.Node) -> Int {
        if let index = indices[node.id] { return index }
        indices[node.id] = nodes.count
        nodes.append(node)
        return nodes.count - 1
    }

    mutating func append(_ edge: ApplicationGraph.Edge) { edges.append(edge) }

    var graph: ApplicationGraph { ApplicationGraph(nodes: nodes, edges: edges) }
}
