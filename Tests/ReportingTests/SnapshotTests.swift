import Findings
import Reporting
import TestSupport
import Testing

@Suite struct SnapshotTests {
    /// One rendering that is kept in a file.
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let render: @Sendable () -> String
        var testDescription: String { name }

        init(_ name: String, _ format: ReportFormat, _ report: @escaping @Sendable () -> ScanReport) {
            self.name = name
            render = { format.makeReporter(style: TerminalStyle()).render(report()) }
        }

        init(_ name: String, _ style: TerminalStyle, _ report: @escaping @Sendable () -> ScanReport) {
            self.name = name
            render = { TerminalReporter(style: style).render(report()) }
        }

        init(_ name: String, _ format: GraphFormat, _ graph: @escaping @Sendable () -> ApplicationGraph) {
            self.name = name
            render = {
                format.render([NamedGraph(application: "storefront", manifest: "serverless.yml", graph: graph())])
            }
        }
    }

    static let widths = [200, 120, 80, 50, 30].map { width in
        Case("terminal-\(width).txt", TerminalStyle(width: width)) { SampleReport.storefront }
    }

    static let cases: [Case] =
        widths + [
            Case("terminal-color.txt", TerminalStyle(width: 100, hasColor: true)) { SampleReport.storefront },
            Case("terminal-ascii.txt", TerminalStyle(width: 80, hasUnicode: false)) { SampleReport.storefront },
            Case("terminal-quiet.txt", TerminalStyle(verbosity: .quiet)) { SampleReport.monorepo },
            Case("terminal-verbose.txt", TerminalStyle(width: 100, verbosity: .verbose)) { SampleReport.monorepo },
            Case("terminal-monorepo.txt", TerminalStyle(width: 100)) { SampleReport.monorepo },
            Case("terminal-partial.txt", TerminalStyle()) { SampleReport.partial },
            Case("terminal-clean.txt", TerminalStyle()) { SampleReport.clean },
            Case("terminal-empty.txt", TerminalStyle()) { SampleReport.empty },
            Case("terminal-hostile.txt", TerminalStyle(width: 100, verbosity: .verbose)) { SampleReport.hostile },
            Case("terminal-hostile-40.txt", TerminalStyle(width: 40)) { SampleReport.hostile },
            Case("storefront.json", .json) { SampleReport.storefront },
            Case("partial.json", .json) { SampleReport.partial },
            Case("empty.json", .json) { SampleReport.empty },
            Case("hostile.json", .json) { SampleReport.hostile },
            Case("storefront.sarif", .sarif) { SampleReport.storefront },
            Case("partial.sarif", .sarif) { SampleReport.partial },
            Case("empty.sarif", .sarif) { SampleReport.empty },
            Case("hostile.sarif", .sarif) { SampleReport.hostile },
            Case("github-storefront.txt", .github) { SampleReport.storefront },
            Case("github-partial.txt", .github) { SampleReport.partial },
            Case("github-hostile.txt", .github) { SampleReport.hostile },
        ] + pages + graphs

    static let pages: [Case] = [
        Case("storefront.html", .html) { SampleReport.detailed },
        Case("hostile.html", .html) { SampleReport.hostileDetailed },
        Case("storefront.md", .markdown) { SampleReport.storefront },
        Case("monorepo.md", .markdown) { SampleReport.monorepo },
        Case("partial.md", .markdown) { SampleReport.partial },
        Case("hostile.md", .markdown) { SampleReport.hostile },
        Case("storefront.junit.xml", .junit) { SampleReport.storefront },
        Case("partial.junit.xml", .junit) { SampleReport.partial },
        Case("hostile.junit.xml", .junit) { SampleReport.hostile },
        Case("gl-sast-storefront.json", .gitlab) { SampleReport.storefront },
        Case("gl-sast-partial.json", .gitlab) { SampleReport.partial },
        Case("gl-sast-hostile.json", .gitlab) { SampleReport.hostile },
        Case("gl-code-quality-storefront.json", .codequality) { SampleReport.storefront },
        Case("gl-code-quality-hostile.json", .codequality) { SampleReport.hostile },
    ]

    static let graphs = [
        ("svg", GraphFormat.svg), ("mmd", .mermaid), ("dot", .dot), ("json", .json),
    ].flatMap { ending, format in
        [
            Case("graph-storefront.\(ending)", format) { SampleReport.graph },
            Case("graph-hostile.\(ending)", format) {
                SampleReport.hostileDetailed.details?.applications.first?.graph ?? ApplicationGraph()
            },
        ]
    }

    @Test(arguments: cases) func rendersAsRecorded(_ example: Case) {
        expectSnapshot(of: example.render(), named: example.name)
    }

    @Test func everySnapshotBelongsToACase() {
        expectNoOrphanSnapshots(known: Set(SnapshotTests.cases.map(\.name)))
    }
}
