package import Findings

/// Turns a scan's result into the text of one format; the same report gives the same bytes.
package protocol Reporter: Sendable {
    /// The whole text, ending with a line break.
    func render(_ report: ScanReport) -> String
}

/// The formats a scan can be shown in; the raw values are what people type after `--format`.
package enum ReportFormat: String, Sendable, Hashable, CaseIterable {
    case terminal, json, sarif, junit, markdown, html, github, gitlab, codequality

    /// Whether the format shows more than findings: cards, graphs and more of the source.
    package var showsDetails: Bool { self == .html }

    /// Makes the reporter of this format; only the terminal's looks at `style`.
    package func makeReporter(style: TerminalStyle) -> any Reporter {
        switch self {
        case .terminal: TerminalReporter(style: style)
        case .json: JSONReporter()
        case .sarif: SARIFReporter()
        case .junit: JUnitReporter()
        case .markdown: MarkdownReporter()
        case .html: HTMLReporter()
        case .github: GitHubReporter()
        case .gitlab: GitLabReporter()
        case .codequality: CodeQualityReporter()
        }
    }
}
