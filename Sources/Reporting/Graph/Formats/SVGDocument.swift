import Findings

/// Graphs as one picture of its own, one below the other.
struct SVGDocument {
    private let graphs: [NamedGraph]

    init(_ graphs: [NamedGraph]) { self.graphs = graphs }

    private static let titleHeight = 30.0
    private static let narrowest = 480.0

    var text: String {
        var (y, width, content) = (0.0, Self.narrowest, "")
        for (index, named) in graphs.enumerated() {
            content += heading(named, y: y + 20)
            y += Self.titleHeight
            if let graph = SVGGraph(named.graph, title: named.title, surroundings: .init(prefix: "g\(index)-")) {
                content += graph.element(y: y)
                y += graph.height
                width = max(width, graph.width)
            } else {
                content += note(named.graph, y: y + 20)
                y += Self.titleHeight
            }
        }
        let (right, bottom) = (SVGGraph.number(width), SVGGraph.number(max(y, Self.titleHeight)))
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <svg xmlns="http://www.w3.org/2000/svg" width="\(right)" height="\(bottom)" viewBox="0 0 \(right) \(bottom)" class="graph">
            <style>
            svg{\(SVGStyle.light)background:var(--paper)}
            @media (prefers-color-scheme:dark){svg{\(SVGStyle.dark)}}
            .graph .name{font-weight:600;font-size:13px}
            \(SVGStyle.rules)</style>
            \(content)</svg>

            """
    }

    private func heading(_ named: NamedGraph, y: Double) -> String {
        "<text class=\"name\" x=\"12\" y=\"\(SVGGraph.number(y))\">\(MarkupText.escaped(named.title))</text>\n"
    }

    private func note(_ graph: ApplicationGraph, y: Double) -> String {
        let text = graph.nodes.isEmpty ? "nothing to draw" : "too much to draw: \(counted(graph.nodes.count, "node")), --function draws a part"
        return "<text class=\"detail\" x=\"12\" y=\"\(SVGGraph.number(y))\">\(text)</text>\n"
    }
}
