import Findings
import SourceText

/// The parts of the page about one report.
struct HTMLPage {
    let report: ScanReport
    let views: [ApplicationView]
    /// Pages with more findings than this are no use to anyone; the rest is counted.
    static let findingLimit = 2_000

    init(_ report: ScanReport) {
        self.report = report
        views = report.applicationViews
    }

    /// The title: what was scanned.
    var title: String {
        let names = report.applications.prefix(3).map(\.name)
        let rest = report.applications.count - names.count
        let subject = names.isEmpty ? "no application" : names.joined(separator: ", ")
        return "Ringfence: " + subject + (rest > 0 ? " and \(rest) more" : "")
    }

    /// The page's name for a function, by its place in the report; `nil` when the report does not list it.
    func anchor(application: Int, function: Int) -> String { "fn-\(application)-\(function)" }

    /// The page's name for a finding.
    func anchor(of finding: Finding) -> String { "f-" + finding.fingerprint }

    /// The details of an application of the report.
    func details(of application: Int) -> ScanDetails.Application? {
        guard let all = report.details?.applications, all.indices.contains(application) else { return nil }
        return all[application]
    }

    /// The head of the page: what was found, at a glance.
    var header: Markup {
        let counts = report.severityCounts
        let tallies = Severity.worstFirst.map { severity -> Markup in
            let count = counts[severity] ?? 0
            return "<li class=\"\(severity.rawValue)\(count == 0 ? " none" : "")\"><b>\(count)</b> \(severity.rawValue)</li>"
        }
        return """
            <header class="top">
            <div class="bar"><p class="brand"><svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true"><path \
            d="M4 20V8l2-3 2 3v12M10 20V8l2-3 2 3v12M16 20V8l2-3 2 3v12M2 11h20M2 16h20"/></svg>Ringfence</p>\
            <nav aria-label="Sections"><a href="#matrix">Overview</a><a href="#graph">Graph</a><a \
            href="#main">Findings</a><a href="#functions">Functions</a><a href="#rest">Scan</a></nav>\
            <button type="button" id="theme" hidden>Dark</button></div>
            <h1>\(verdict)</h1>
            <ul class="tally" aria-label="Findings by severity">\(tallies)</ul>
            <p class="meta">\(meta)</p>
            \(issues)
            </header>
            """
    }

    private var verdict: Markup {
        let functions = counted(report.functionCount, "function")
        if report.applications.isEmpty && report.findings.isEmpty { return "No application was read" }
        if report.findings.isEmpty { return "Nothing found in \(functions)" }
        return "\(counted(report.findings.count, "finding")) in \(functions)"
    }

    private var meta: Markup {
        let applications = report.applications.count == 1 ? nil : counted(report.applications.count, "application")
        let parts = [
            applications, counted(report.rules.count, "rule"), "\(report.undecided.count) undecided",
            "\(report.suppressed.count) suppressed", "judged on \(report.date)", "Ringfence \(report.toolVersion)",
        ]
        return "\(parts.compactMap(\.self).joined(separator: " · "))"
    }

    private var issues: Markup {
        guard !report.issues.isEmpty else { return "" }
        let lines = report.issues.map { located -> Markup in
            let place = FilePosition(path: located.issue.place.path, position: located.start)
            let help = located.issue.help.map { ": \($0)" } ?? ""
            return "<li>\(Markup.prose(located.issue.message + help)) \(self.place(place))</li>"
        }
        let head = report.isPartial ? "Not everything could be read, so what is not listed is not known to be fine" : "Notes on reading"
        return """
            <section class="issues\(report.isPartial ? " partial" : "")" aria-label="Problems of reading"><h2>\(head)</h2>
            <ul>\(lines)</ul></section>
            """
    }

    /// A place, as code.
    func place(_ place: FilePosition) -> Markup { "<code class=\"place\">\(place.named(by: PathNames()))</code>" }

    /// What remains to be said on the last lines.
    var footer: Markup {
        """
        <footer><p>Made by Ringfence \(report.toolVersion). What is undecided is not a pass. Secrets are masked; text of \
        environments is left out.</p></footer>
        """
    }
}
