import Findings

/// Graphs in the language of Graphviz.
///
/// Source: https://graphviz.org/doc/info/lang.html
struct DotGraph {
    private let graphs: [NamedGraph]

    init(_ graphs: [NamedGraph]) { self.graphs = graphs }

    var text: String {
        var lines = [
            "digraph ringfence {", "  rankdir=LR", "  node [fontname=\"monospace\", fontsize=10]",
            "  edge [fontname=\"monospace\", fontsize=8]",
        ]
        for (index, named) in graphs.enumerated() {
            lines.append("  subgraph cluster_\(index) {")
            lines.append("    label=\(Self.quoted([named.title]))")
            lines += named.graph.nodes.enumerated().map { "    " + node($1, "a\(index)n\($0)") }
            lines += named.graph.edges.map { "    " + edge($0, of: index) }
            lines.append("  }")
        }
        return (lines + ["}"]).joined(separator: "\n") + "\n"
    }

    private func node(_ node: ApplicationGraph.Node, _ name: String) -> String {
        let shape =
            switch node.kind {
            case .outside: "oval"
            case .door: "cds"
            case .function: "box"
            case .role: "hexagon"
            case .resource: "cylinder"
            }
        let color = node.exposure == .public ? ", color=\"#c2410c\"" : ""
        let words = [node.label, node.detail].filter { !$0.isEmpty }
        return "\(name) [label=\(Self.quoted(words)), shape=\(shape)\(color)]"
    }

    private func edge(_ edge: ApplicationGraph.Edge, of application: Int) -> String {
        let label = edge.label.isEmpty ? edge.kind.inWords : edge.label
        let style = [.invokes, .delivers].contains(edge.kind) ? "solid" : edge.kind == .mayUse ? "bold" : "dashed"
        let ends = "a\(application)n\(edge.from) -> a\(application)n\(edge.to)"
        return "\(ends) [label=\(Self.quoted([label])), style=\(style)]"
    }

    /// Lines as one string; a backslash starts an escape of labels, so it is doubled.
    private static func quoted(_ lines: [String]) -> String {
        let text = lines.map { line in
            line.visible.unicodeScalars.map { scalar in
                switch scalar {
                case "\"": "\\\""
                case "\\": "\\\\"
                // Labels are read as HTML as far as entities go; `##[` starts a command of some build logs.
                case "#": "&#35;"
                case "&": "&amp;"
                case "<": "&lt;"
                case ">": "&gt;"
                default: String(scalar)
                }
            }.joined()
        }
        return "\"" + text.joined(separator: "\\n") + "\""
    }
}
