package import Findings

/// The formats that graphs can be shown in; the raw values are what people type after `--format`.
package enum GraphFormat: String, Sendable, Hashable, CaseIterable {
    case svg, mermaid, dot, json

    /// Writes the graphs of some applications; ends with a line break, and the same graphs give the same bytes.
    package func render(_ graphs: [NamedGraph]) -> String {
        switch self {
        case .svg: SVGDocument(graphs).text
        case .mermaid: MermaidGraph(graphs).text
        case .dot: DotGraph(graphs).text
        case .json: GraphJSON(graphs).text
        }
    }
}

/// The graph of an application.
package struct NamedGraph: Sendable {
    /// The application's name.
    package let application: String
    /// Where its manifest stands.
    package let manifest: String
    /// The graph.
    package let graph: ApplicationGraph

    /// Makes a named graph.
    package init(application: String, manifest: String, graph: ApplicationGraph) {
        self.application = application
        self.manifest = manifest
        self.graph = graph
    }

    /// What people call it.
    var title: String { "\(application) (\(manifest))" }
}
