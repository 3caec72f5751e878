import Findings

/// An application among others, by what was found in it.
struct RankedApplication {
    /// The name, as people may see it.
    let name: String
    /// The manifest from the working directory, as people may see it.
    let manifest: String
    /// The findings' number by severity, the worst first.
    let counts: [Int]

    /// The applications with findings: more critical ones first, then more high ones and so on.
    static func ranked(_ report: ScanReport, style: TerminalStyle) -> [RankedApplication] {
        report.applicationViews.filter { !$0.findings.isEmpty }.map { RankedApplication($0, style: style) }
            .enumerated()
            .sorted { left, right in
                if left.element.counts == right.element.counts { return left.offset < right.offset }
                return right.element.counts.lexicographicallyPrecedes(left.element.counts)
            }
            .map(\.element)
    }

    private init(_ view: ApplicationView, style: TerminalStyle) {
        name = view.summary.name.visible
        manifest = style.link(view.summary.manifest, nil)
        counts = Severity.worstFirst.map { severity in view.findings.count { $0.severity == severity } }
    }
}
