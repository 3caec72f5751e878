package import Findings
import SourceText

/// The complete report for programs; `Documentation/JSON.md` and `Documentation/report.schema.json` describe it.
package struct JSONReporter: Reporter {
    /// The value of `version`: changes when a reader of the former one could misread this one.
    package static let version = 1

    /// Makes a reporter.
    package init() {}

    package func render(_ report: ScanReport) -> String {
        JSONWriter.render(
            .object([
                ("format", .string("ringfence-scan")),
                ("version", .int(JSONReporter.version)),
                ("tool", .object([("name", .string("ringfence")), ("version", .string(report.toolVersion))])),
                ("date", .string(report.date)),
                ("summary", summary(of: report)),
                ("practices", .array(Practice.allCases.map(practice))),
                ("applications", .array(report.applicationViews.map(application))),
                ("findings", .array(report.findings.map(finding))),
                ("suppressed", .array(report.suppressed.map(suppressed))),
                ("undecided", .array(report.undecided.map(undecided))),
                ("issues", .array(report.issues.map(issue))),
                ("rules", .array(report.rules.map(rule))),
            ]))
    }

    private func summary(of report: ScanReport) -> JSONValue {
        let counts = report.severityCounts
        let sources = ScanReport.Suppressed.Source.allCases.map { source in
            (source.rawValue, JSONValue.int(report.suppressed.count { $0.source == source }))
        }
        return .object([
            ("applications", .int(report.applications.count)),
            ("functions", .int(report.functionCount)),
            ("rules", .int(report.rules.count)),
            ("findings", .int(report.findings.count)),
            ("bySeverity", .object(Severity.worstFirst.map { ($0.rawValue, .int(counts[$0] ?? 0)) })),
            ("undecided", .int(report.undecided.count)),
            ("suppressed", .int(report.suppressed.count)),
            ("suppressedBy", .object(sources)),
            ("issues", .int(report.issues.count)),
            ("partial", .bool(report.isPartial)),
            (
                "code",
                report.code.map { code in .object([("judged", .int(code.judged)), ("notDeployed", .int(code.notDeployed))]) } ?? .null
            ),
        ])
    }

    private func practice(_ practice: Practice) -> JSONValue {
        .object([
            ("id", .string(practice.rawValue)), ("number", .int(practice.number)), ("title", .string(practice.title)),
        ])
    }

    private func application(_ view: ApplicationView) -> JSONValue {
        let functions = zip(view.summary.functions, view.functionRows).map { function, row in
            let code = function.code.map { [("code", self.code($0))] } ?? []
            return JSONValue.object(
                [("name", .string(function.name)), ("exposure", .string(function.exposure)), ("triggers", .strings(function.triggers))]
                    + code + [("practices", tallies(row))])
        }
        return .object([
            ("name", .string(view.summary.name)), ("manifest", .string(view.summary.manifest.description)),
            ("provider", .string(view.summary.provider)), ("stage", .optional(view.summary.stage)),
            ("findings", .int(view.findings.count)), ("functions", .array(functions)),
            ("service", tallies(view.serviceRow)), ("practices", tallies(view.totalRow)),
        ])
    }

    private func code(_ code: ScanReport.CodeSummary) -> JSONValue {
        .object([
            ("entry", .string(code.entry.description)), ("files", .strings(code.files.map(\.description))),
            ("packages", .array(code.packages.map { package in
                .object([("name", .string(package.name)), ("version", .optional(package.version)), ("range", .optional(package.range))])
            })), ("computedImports", .int(code.computedImports)),
        ])
    }

    private func tallies(_ row: PracticeRow) -> JSONValue {
        .object(
            Practice.allCases.filter { !row[$0].isEmpty }.map { practice in
                let tally = row[practice]
                return (
                    practice.rawValue,
                    .object([
                        ("findings", .int(tally.findings)), ("worst", .optional(tally.worst?.rawValue)),
                        ("undecided", .int(tally.undecided)),
                    ])
                )
            })
    }
}

extension Severity {
    /// All severities, the worst first.
    static let worstFirst: [Severity] = allCases.sorted(by: >)
}
