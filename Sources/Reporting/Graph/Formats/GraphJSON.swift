import Findings
import SourceText

/// Graphs for programs; `Documentation/Reports.md` describes the members.
struct GraphJSON {
    /// The value of `version`: changes when a reader of the former one could misread this one.
    static let version = 1

    private let graphs: [NamedGraph]

    init(_ graphs: [NamedGraph]) { self.graphs = graphs }

    var text: String {
        JSONWriter.render(
            .object([
                ("format", .string("ringfence-graph")), ("version", .int(GraphJSON.version)),
                ("applications", .array(graphs.map(application))),
            ]))
    }

    private func application(_ named: NamedGraph) -> JSONValue {
        let graph = named.graph
        return .object([
            ("name", .string(named.application)), ("manifest", .string(named.manifest)),
            ("nodes", .array(graph.nodes.map(node))),
            (
                "edges",
                .array(
                    graph.edges.map { edge in
                        .object([
                            ("from", .string(graph.nodes[edge.from].id)), ("to", .string(graph.nodes[edge.to].id)),
                            ("kind", .string(edge.kind.rawValue)), ("label", .string(edge.label)),
                        ])
                    })
            ),
        ])
    }

    private func node(_ node: ApplicationGraph.Node) -> JSONValue {
        .present([
            ("id", .string(node.id)), ("kind", .string(node.kind.rawValue)), ("label", .string(node.label)),
            ("detail", node.detail.isEmpty ? nil : .string(node.detail)),
            ("exposure", node.exposure.map { .string($0.rawValue) }),
            ("path", node.place.map { .string($0.path.description) }),
            ("line", node.place?.position.map { .int($0.line) }),
            ("column", node.place?.position.map { .int($0.column) }),
        ])
    }
}
