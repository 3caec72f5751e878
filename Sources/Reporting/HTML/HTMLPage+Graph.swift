import Findings

extension HTMLPage {
    /// The picture of what reaches and is reached, one for each application.
    var graphs: Markup {
        let pictures = views.enumerated().compactMap { application, view in picture(of: view, application) }
        guard !pictures.isEmpty else { return "" }
        return """
            <section id="graph" aria-labelledby="graph-head"><h2 id="graph-head">What reaches what</h2>
            <p class="legend"><span class="key public">public</span> <span class="key known">authenticated</span> \
            <span class="key flow">calls, delivers</span> <span class="key use">may use, knows the name of</span> \
            <span class="key fail">sends failures to</span><br>A dashed box stands for something drawn further left. \
            Point at a box to see only its lines; the cards below say the same in words.</p>
            \(pictures)</section>
            """
    }

    private func picture(of view: ApplicationView, _ application: Int) -> Markup? {
        guard let graph = details(of: application)?.graph, !graph.nodes.isEmpty else { return nil }
        let title = "What reaches the functions of \(view.summary.name) and what they reach"
        let heading: Markup = views.count > 1 ? "<h3>\(view.summary.name)</h3>" : ""
        guard let svg = SVGGraph(graph, title: title, surroundings: surroundings(of: view, application)) else {
            return "\(heading)<p class=\"note\">Too much to draw at once; <code>ringfence graph --function NAME</code> draws a part.</p>"
        }
        return """
            <div class="app">\(heading)<div class="wrap picture" tabindex="0" role="region" aria-label="\(title)">
            \(Markup(verbatim: svg.element()))</div></div>

            """
    }

    private func surroundings(of view: ApplicationView, _ application: Int) -> SVGGraph.Surroundings {
        var (links, worst) = ([String: String](), [String: Severity]())
        for (index, function) in view.summary.functions.enumerated() {
            links[function.name] = "#" + anchor(application: application, function: index)
            worst[function.name] = view.functionRows[index].worst
        }
        return SVGGraph.Surroundings(
            prefix: "g\(application)-",
            link: { [links] node in node.kind == .function ? links[node.label] : nil },
            worst: { [worst] node in node.kind == .function ? worst[node.label] : nil })
    }
}

extension PracticeRow {
    /// The worst severity in all cells; `nil` when nothing was found.
    var worst: Severity? { Practice.allCases.compactMap { self[$0].worst }.max() }
}
