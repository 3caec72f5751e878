import Findings

/// Graphs for Mermaid, which GitHub and GitLab draw in Markdown.
///
/// Source: https://mermaid.js.org/syntax/flowchart.html
struct MermaidGraph {
    private let graphs: [NamedGraph]

    init(_ graphs: [NamedGraph]) { self.graphs = graphs }

    var text: String {
        var lines = ["flowchart LR"]
        for (index, named) in graphs.enumerated() {
            lines.append("  subgraph a\(index)[\"\(Self.escaped(named.title))\"]")
            lines += named.graph.nodes.enumerated().map { "    " + node($1, name(index, $0)) }
            lines.append("  end")
            lines += named.graph.edges.map { "  " + edge($0, of: index) }
        }
        return (lines + Self.classes).joined(separator: "\n") + "\n"
    }

    private func name(_ application: Int, _ node: Int) -> String { "a\(application)n\(node)" }

    private func node(_ node: ApplicationGraph.Node, _ name: String) -> String {
        let words = [node.label, node.detail].filter { !$0.isEmpty }.map(Self.escaped).joined(separator: "<br/>")
        let (open, close) =
            switch node.kind {
            case .outside: ("([", "])")
            case .door: (">", "]")
            case .function: ("[", "]")
            case .role: ("{{", "}}")
            case .resource: ("[(", ")]")
            }
        let look = node.kind == .function ? node.exposure.map { ":::\($0.rawValue)Function" } ?? "" : ""
        return "\(name)\(open)\"\(words)\"\(close)\(look)"
    }

    private func edge(_ edge: ApplicationGraph.Edge, of application: Int) -> String {
        let label = edge.label.isEmpty ? edge.kind.inWords : edge.label
        let arrow =
            switch edge.kind {
            case .invokes, .delivers: "-->"
            case .failsTo, .names, .runsAs: "-.->"
            case .mayUse: "==>"
            }
        return "\(name(application, edge.from)) \(arrow)|\"\(Self.escaped(label))\"| \(name(application, edge.to))"
    }

    private static let classes = [
        "  classDef publicFunction stroke:#c2410c,stroke-width:2px",
        "  classDef authenticatedFunction stroke:#2563a8,stroke-width:2px",
        "  classDef internalFunction stroke:#8a95a3",
    ]

    /// Text within quotes: everything that Mermaid, Markdown or HTML could take for something else is a number.
    private static func escaped(_ text: String) -> String {
        text.visible.unicodeScalars.map { scalar in
            switch scalar {
            case "a"..."z", "A"..."Z", "0"..."9", " ", ".", ",", "/", "-", "_", "(", ")": String(scalar)
            case _ where scalar.value > 0x7F: String(scalar)
            default: "#\(scalar.value);"
            }
        }.joined()
    }
}
