import Findings
import SourceText

extension HTMLPage {
    /// The findings, the worst first, and what narrows them down.
    var findings: Markup {
        let keys = functionKeys
        let sorted = report.findings.enumerated().sorted {
            ($1.element.severity, $0.offset) < ($0.element.severity, $1.offset)
        }.map(\.element)
        let shown = sorted.prefix(HTMLPage.findingLimit)
        let rest = sorted.count - shown.count
        let note: Markup =
            rest > 0
            ? "<p class=\"note\">\(counted(rest, "finding")) of lower severity left out here; the other formats list all.</p>" : ""
        let empty: Markup = sorted.isEmpty ? "<p class=\"note\">Nothing to repair.</p>" : ""
        return """
            <section id="main" tabindex="-1" aria-labelledby="findings-head"><h2 id="findings-head">Findings</h2>
            \(sorted.isEmpty ? "" : filters)
            \(empty)\(shown.map { article($0, keys) })\(note)</section>
            """
    }

    private var filters: Markup {
        let severities = Severity.worstFirst.map { severity -> Markup in
            """
            <label class="chip \(severity.rawValue)"><input type="checkbox" name="s" value="\(severity.rawValue)" \
            checked> \(severity.rawValue)</label>
            """
        }
        let practices = Practice.allCases.map { practice -> Markup in
            "<option value=\"\(practice.rawValue)\">\(practice.number). \(practice.title)</option>"
        }
        return """
            <form id="filter" role="search" aria-label="Narrow the findings down" hidden>
            <label class="grow"><span class="sr">Search</span><input type="search" id="q" placeholder="Search (press /)" \
            autocomplete="off" spellcheck="false"></label>
            <fieldset><legend class="sr">Severity</legend>\(severities)</fieldset>
            <label><span class="sr">Practice</span><select id="p"><option value="">every practice</option>\(practices)</select></label>
            <label><span class="sr">Function</span><select id="fn"><option value="">every function</option>\(functionOptions)</select></label>
            <button type="reset">Clear</button>
            <output id="count" aria-live="polite"></output>
            </form>
            """
    }

    private var functionOptions: [Markup] {
        views.enumerated().map { application, view in
            let options = view.summary.functions.enumerated().map { index, function -> Markup in
                "<option value=\"\(application)-\(index)\">\(function.name)</option>"
            }
            let service: Markup = "<option value=\"\(application)-s\">the service as a whole</option>"
            return views.count == 1
                ? Markup(options) + service : "<optgroup label=\"\(view.summary.name)\">\(options)\(service)</optgroup>"
        }
    }

    /// The functions' places in the report, by application and name.
    private var functionKeys: [ApplicationKey: (index: Int, functions: [String: Int])] {
        Dictionary(
            views.enumerated().map { index, view in
                let names = view.summary.functions.enumerated().map { ($1.name, $0) }
                return (view.summary.key, (index, Dictionary(names) { first, _ in first }))
            }, uniquingKeysWith: { first, _ in first })
    }

    private func article(
        _ finding: Finding, _ keys: [ApplicationKey: (index: Int, functions: [String: Int])]
    ) -> Markup {
        let owner = keys[finding.applicationKey]
        let indices = finding.functions.compactMap { name in owner?.functions[name].map { (name, $0) } }
        let application = owner?.index ?? 0
        let names = indices.isEmpty ? ["\(application)-s"] : indices.map { "\(application)-\($0.1)" }
        let links = indices.map { name, index -> Markup in
            "<a href=\"#\(anchor(application: application, function: index))\">\(name)</a>"
        }
        let place = FilePosition(path: finding.location.place.path, position: finding.location.start)
        let confidence = finding.confidence == .high ? "" : ", \(finding.confidence.rawValue) confidence"
        return """
            <article class="finding \(finding.severity.rawValue)" id="\(anchor(of: finding))" tabindex="-1" \
            data-s="\(finding.severity.rawValue)" data-p="\(finding.practice.rawValue)" data-f="\(names.joined(separator: " "))">
            <h3><span class="sev">\(finding.severity.rawValue)</span> \(Markup.prose(finding.message))</h3>
            <p class="meta"><code>\(finding.ruleID.description)</code>\(confidence) · \(self.place(place)) · \
            \(views.count > 1 ? "\(finding.application): " : "" as Markup)\(subjects(links))</p>
            \(source(of: finding))
            <dl><dt>Gain</dt><dd>\(Markup.prose(finding.gain.asSentence.capitalizedFirst))</dd>\
            <dt>Remedy</dt><dd>\(Markup.prose(finding.remedy.asSentence))</dd>\(steps(finding))\(related(finding))</dl>
            \(change(of: finding))</article>

            """
    }

    private func subjects(_ links: [Markup]) -> Markup {
        guard links.count > 4 else {
            return links.isEmpty ? "the service as a whole" : HTMLPage.joined(links)
        }
        return """
            <details class="inline"><summary>\(counted(links.count, "function"))</summary> \(HTMLPage.joined(links))</details>
            """
    }

    private static func joined(_ pieces: [Markup]) -> Markup {
        Markup(pieces.enumerated().map { $0 == 0 ? $1 : ", " + $1 })
    }

    private func steps(_ finding: Finding) -> Markup {
        guard !finding.steps.isEmpty else { return "" }
        let lines = finding.steps.map { step -> Markup in
            let place = FilePosition(path: step.location.place.path, position: step.location.start)
            return "<dd>\(Markup.prose(step.note)) \(self.place(place))</dd>"
        }
        return "<dt>How it gets there</dt>\(lines)"
    }

    private func related(_ finding: Finding) -> Markup {
        guard !finding.related.isEmpty else { return "" }
        let lines = finding.related.map { related -> Markup in
            let place = FilePosition(path: related.location.place.path, position: related.location.start)
            return "<dd>\(Markup.prose(related.note)) \(self.place(place))</dd>"
        }
        return "<dt>See also</dt>\(lines)"
    }
}
