import Findings
import Reporting
import SourceText
import TestSupport
import Testing

@Suite struct HostileTextTests {
    /// Scalars that control a terminal, hide themselves or reorder their neighbours.
    private func isHarmful(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x0A: false
        case 0...0x1F, 0x7F...0x9F, 0x200B...0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF: true
        default: false
        }
    }

    @Test(arguments: ReportFormat.allCases, TerminalStyle.Verbosity.allCases)
    func nothingHarmfulReachesTheOutput(format: ReportFormat, verbosity: TerminalStyle.Verbosity) {
        let text = format.makeReporter(style: TerminalStyle(width: 60, verbosity: verbosity))
            .render(SampleReport.hostileDetailed)
        #expect(!text.unicodeScalars.contains(where: isHarmful))
    }

    @Test(arguments: ReportFormat.allCases.filter { $0 != .github }, [20, 40, 80, 200])
    func noLineIsACommandOfABuildLog(format: ReportFormat, width: Int) {
        let style = TerminalStyle(width: width, verbosity: .verbose)
        let text = format.makeReporter(style: style).render(SampleReport.hostileDetailed)
        for line in text.split(separator: "\n") {
            #expect(!line.drop { $0 == " " }.hasPrefix("::"), "\(line)")
            #expect(!line.contains("##["), "\(line)")
        }
    }

    @Test func annotationsAreOneLineEach() {
        let report = SampleReport.hostile
        let lines = GitHubReporter().render(report).split(separator: "\n")
        #expect(lines.count == report.findings.count + report.issues.count + 1)
        for line in lines.dropLast() {
            let properties = line.dropFirst(2).prefix(while: { $0 != ":" })
            #expect(line.hasPrefix("::\(properties)::"))
        }
    }

    @Test(arguments: 0..<40)
    func randomTextNeverWidensATable(seed: Int) {
        var random = SplitMix64(seed: UInt64(seed))
        let pool = Array("aé漢字🚀\u{202E}\u{1B}\u{200D}\u{FE0F}\u{0301}🇨🇭 \t\n`:[#]{}\\".unicodeScalars)
        let name = String(String.UnicodeScalarView((0..<60).map { _ in pool[Int(random.next() % UInt64(pool.count))] }))
        var report = SampleReport.storefront
        let first = report.applications[0]
        report.applications = [
            .init(
                name: name, manifest: first.manifest, provider: name, stage: name,
                functions: [.init(name: name, exposure: name, triggers: [name])] + first.functions)
        ]
        report.findings = report.findings.map { finding in
            SampleReport.finding(
                SampleReport.rules[0], name, at: finding.location, application: name, functions: [name], gain: name,
                remedy: name)
        }
        for format in ReportFormat.allCases {
            let text = format.makeReporter(style: TerminalStyle(width: 60)).render(report)
            #expect(!text.unicodeScalars.contains(where: isHarmful))
        }
    }
}
