import Findings

/// A graph as a picture.
struct SVGGraph {
    /// What the page around a picture adds to it.
    struct Surroundings {
        /// Set before every name of the picture, so that several fit on one page.
        var prefix = ""
        /// Where a node leads; `nil` for nowhere.
        var link: @Sendable (ApplicationGraph.Node) -> String? = { _ in nil }
        /// The worst that was found about a node; `nil` for nothing.
        var worst: @Sendable (ApplicationGraph.Node) -> Severity? = { _ in nil }
    }

    /// Pictures of more nodes help nobody, and take long to draw.
    static let nodeLimit = 1_200
    private static let margin = 12.0
    private static let headHeight = 26.0

    private let title: String
    private let drawing: GraphDrawing
    private let surroundings: Surroundings

    /// Draws a graph; `nil` when it has nothing in it or more than can be looked at.
    init?(_ graph: ApplicationGraph, title: String, surroundings: Surroundings = Surroundings()) {
        guard !graph.nodes.isEmpty, graph.nodes.count <= Self.nodeLimit, graph.edges.count <= 4 * Self.nodeLimit else {
            return nil
        }
        self.title = title
        self.surroundings = surroundings
        drawing = GraphDrawing(graph)
    }

    var width: Double { drawing.width + 2 * Self.margin }
    var height: Double { drawing.height + 2 * Self.margin + Self.headHeight }

    /// The element, `y` pixels from the top of what it stands in; without a style of its own.
    func element(y: Double = 0) -> String {
        let size = "width=\"\(Self.number(width))\" height=\"\(Self.number(height))\""
        let box = "viewBox=\"0 0 \(Self.number(width)) \(Self.number(height))\""
        let offset = y > 0 ? " y=\"\(Self.number(y))\"" : ""
        let top = Self.margin + Self.headHeight
        return """
            <svg xmlns="http://www.w3.org/2000/svg"\(offset) \(size) \(box) class="graph" role="group" \
            aria-label="\(MarkupText.escaped(title))">
            <defs>\(markers)</defs>
            \(heads)<g transform="translate(\(Self.number(Self.margin)) \(Self.number(top)))">
            <g class="edges">
            \(drawing.lines.map(path).joined())</g>
            \(drawing.boxes.map(group).joined())</g>
            </svg>

            """
    }

    private var markers: String {
        ["flow", "fail", "use"].map { name in
            """
            <marker id="\(surroundings.prefix)\(name)" class="tip \(name)" viewBox="0 0 8 8" refX="7" refY="4" \
            markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0.5 8 4 0 7.5z"/></marker>
            """
        }.joined()
    }

    /// What each column holds, above it.
    private var heads: String {
        let kinds: [(ApplicationGraph.Node.Kind, String)] = [
            (.outside, "outside"), (.door, "triggers and sources"), (.function, "functions"), (.role, "shared roles"),
            (.resource, "reached"),
        ]
        var taken: Set<Double> = []
        return kinds.compactMap { kind, name in
            let isSource = { (box: GraphDrawing.Box) in kind == .door && self.isSource(box) }
            guard
                let box = drawing.boxes.first(where: {
                    (drawing.graph.nodes[$0.node].kind == kind && !$0.isEcho && !self.isSource($0)) || isSource($0)
                }), taken.insert(box.x).inserted
            else { return nil }
            return "<text class=\"head\" x=\"\(Self.number(box.x + Self.margin))\" y=\"20\">\(name)</text>\n"
        }.joined()
    }

    /// Whether a resource stands left of the functions, which it calls.
    private func isSource(_ box: GraphDrawing.Box) -> Bool {
        drawing.graph.nodes[box.node].kind == .resource && box.x < functionsLeft
    }

    private var functionsLeft: Double {
        drawing.boxes.first { drawing.graph.nodes[$0.node].kind == .function && !$0.isEcho }?.x ?? 0
    }

    private func path(_ line: GraphDrawing.Line) -> String {
        let edge = drawing.graph.edges[line.edge]
        return """
            <path class="edge \(edge.kind.rawValue)" data-f="\(edge.from)" data-t="\(edge.to)" d="\(Self.curve(line.points))" \
            marker-end="url(#\(surroundings.prefix)\(edge.kind.tip))"><title>\(sentence(edge))</title></path>

            """
    }

    private func sentence(_ edge: ApplicationGraph.Edge) -> String {
        let (from, to) = (drawing.graph.nodes[edge.from], drawing.graph.nodes[edge.to])
        let label = edge.label.isEmpty ? "" : ": " + edge.label
        return MarkupText.escaped("\(from.label) \(edge.kind.inWords) \(to.label)\(label)")
    }

    private func group(_ box: GraphDrawing.Box) -> String {
        let node = drawing.graph.nodes[box.node]
        let worst = surroundings.worst(node)
        let classes = ["node", node.kind.rawValue, node.exposure?.rawValue ?? "", box.isEcho ? "echo" : "", worst.map { "has-\($0.rawValue)" } ?? ""]
        let words = [node.label, node.detail, node.exposure?.rawValue ?? "", worst.map { "worst finding: \($0.rawValue)" } ?? ""]
            .filter { !$0.isEmpty }.joined(separator: ", ")
        let content = """
            <g class="\(classes.filter { !$0.isEmpty }.joined(separator: " "))" data-n="\(box.node)" \
            transform="translate(\(Self.number(box.x)) \(Self.number(box.y)))"><title>\(MarkupText.escaped(words))</title>\
            <rect width="\(Self.number(GraphDrawing.boxWidth))" height="\(Self.number(box.height))" rx="5"/>\(bar(node, box))\
            <text x="12" y="\(box.detail.isEmpty ? 17 : 16)">\(MarkupText.escaped(box.label))</text>\(detail(box))\
            \(worst == nil ? "" : dot(box))</g>
            """
        guard let link = surroundings.link(node), !box.isEcho else { return content + "\n" }
        return "<a href=\"\(MarkupText.escaped(link))\">\(content)</a>\n"
    }

    /// A bar at the side of what the outside reaches.
    private func bar(_ node: ApplicationGraph.Node, _ box: GraphDrawing.Box) -> String {
        node.exposure == nil
            ? "" : "<path class=\"bar\" d=\"M1.5 5V\(Self.number(box.height - 5))\"/>"
    }

    private func detail(_ box: GraphDrawing.Box) -> String {
        box.detail.isEmpty ? "" : "<text class=\"detail\" x=\"12\" y=\"30\">\(MarkupText.escaped(box.detail))</text>"
    }

    private func dot(_ box: GraphDrawing.Box) -> String {
        "<circle class=\"dot\" cx=\"\(Self.number(GraphDrawing.boxWidth - 11))\" cy=\"\(Self.number(box.height / 2))\" r=\"4\"/>"
    }

    /// A line that leaves and meets every column level.
    private static func curve(_ points: [(x: Double, y: Double)]) -> String {
        guard let first = points.first else { return "" }
        var path = "M\(number(first.x)) \(number(first.y))"
        for (index, (from, to)) in zip(points, points.dropFirst()).enumerated() {
            // Between two channels an edge passes its column level.
            if !index.isMultiple(of: 2) {
                path += "H\(number(to.x))"
                continue
            }
            let middle = (from.x + to.x) / 2
            path += "C\(number(middle)) \(number(from.y)) \(number(middle)) \(number(to.y)) \(number(to.x)) \(number(to.y))"
        }
        return path
    }

    /// A number with at most one digit behind the point.
    static func number(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        let rest = abs(tenths % 10)
        let sign = tenths < 0 ? "-" : ""
        return sign + String(abs(tenths) / 10) + (rest == 0 ? "" : ".\(rest)")
    }
}

extension ApplicationGraph.Edge.Kind {
    /// What the first does to the second.
    var inWords: String {
        switch self {
        case .invokes: "calls"
        case .delivers: "delivers to"
        case .failsTo: "sends failures to"
        case .names: "knows"
        case .mayUse: "may use"
        case .runsAs: "runs as"
        }
    }

    fileprivate var tip: String {
        switch self {
        case .invokes, .delivers: "flow"
        case .failsTo: "fail"
        case .names, .mayUse, .runsAs: "use"
        }
    }
}
