import Findings
import SourceText

/// A suite of the report: an application, or what could not be read.
struct JUnitSuite {
    private let name: String
    private let date: String
    /// The cases: failures first, then what was not decided, then what passed.
    let cases: [JUnitCase]

    /// The suite of an application; of practices that no rule was asked about nothing is said.
    init(_ view: ApplicationView, practices: Set<Practice>, date: String) {
        let application = view.summary.name
        name = "\(application) (\(view.summary.manifest.description))"
        self.date = date
        let failures = view.findings.map { JUnitCase($0) }
        let rows = zip(view.summary.functions.map(\.name), view.functionRows)
        let states = rows.flatMap { function, row in
            Practice.allCases.filter(practices.contains).compactMap { practice in
                JUnitCase(row[practice], practice, className: "\(application).\(function)")
            }
        }
        let service = Practice.allCases.filter { practices.contains($0) && !view.serviceRow[$0].isEmpty }
            .compactMap { JUnitCase(view.serviceRow[$0], $0, className: application) }
        cases = JUnitSuite.distinct(failures + states + service)
    }

    /// The suite of what could not be read; `nil` when everything could be.
    init?(issues: [LocatedIssue], date: String) {
        guard !issues.isEmpty else { return nil }
        name = "reading"
        self.date = date
        cases = JUnitSuite.distinct(issues.map { JUnitCase($0) })
    }

    /// CI systems take cases of one name for the same case.
    private static func distinct(_ cases: [JUnitCase]) -> [JUnitCase] {
        var counts: [String: Int] = [:]
        return cases.map { item in
            let count = counts[item.className + "\n" + item.name, default: 0] + 1
            counts[item.className + "\n" + item.name] = count
            return count == 1 ? item : item.renamed("\(item.name) (\(count))")
        }
    }

    /// How many cases ended in one way.
    func count(_ outcome: JUnitCase.Outcome.Kind) -> Int { cases.count { $0.outcome?.kind == outcome } }

    var element: Markup {
        """
        <testsuite name="\(name)" tests="\(cases.count)" failures="\(count(.failure))" errors="\(count(.error))" \
        skipped="\(count(.skipped))" time="0" timestamp="\(date)T00:00:00">
        \(cases.map(\.element))</testsuite>

        """
    }
}
