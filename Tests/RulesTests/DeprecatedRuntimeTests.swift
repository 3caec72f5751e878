import Findings
import Rules
import Scanning
import SourceText
import Testing

/// A runtime's phase decides the severity, and the day decides the phase.
@Suite struct DeprecatedRuntimeTests {
    private func severity(of runtime: String, on day: String, isPublic: Bool = false) async -> Severity? {
        await report(of: runtime, on: day, isPublic: isPublic)?.findings.first?.severity
    }

    private func report(of runtime: String, on day: String, isPublic: Bool = false) async -> ScanReport? {
        guard let rule = RuleRegistry.rule(named: "dependencies/deprecated-runtime"), let today = CalendarDate(day) else {
            return nil
        }
        let text = """
            service: shop
            provider:
              name: aws
              runtime: \(runtime)
            functions:
              list:
                handler: list.handler
            \(isPublic ? "    events:\n      - httpApi: GET /orders" : "")
            """
        let options = ScanOptions(rules: [rule], today: today, toolVersion: "test")
        return await Scan(files: InMemoryFileSource(["serverless.yml": text]), options: options).report()
    }

    @Test func followsTheLifeOfARuntime() async {
        #expect(await severity(of: "nodejs20.x", on: "2026-01-29") == nil)
        #expect(await severity(of: "nodejs20.x", on: "2026-01-30") == .low)
        #expect(await severity(of: "nodejs20.x", on: "2026-04-30") == .medium)
        #expect(await severity(of: "nodejs20.x", on: "2027-02-01") == .high)
        #expect(await severity(of: "nodejs20.x", on: "2027-03-03") == .high)
    }

    @Test func weighsMoreWhereStrangersComeIn() async {
        #expect(await severity(of: "python3.9", on: "2026-11-24", isPublic: true) == .high)
        #expect(await severity(of: "python3.9", on: "2026-11-24") == .medium)
    }

    @Test(arguments: ["nodejs99.x", "nodej18", ""])
    func leavesOpenWhatItDoesNotKnow(runtime: String) async {
        let report = await report(of: runtime, on: "2026-11-24")
        #expect(report?.findings.isEmpty == true)
        #expect(report?.undecided.count == 1)
    }

    @Test func passesCurrentRuntimes() async {
        let report = await report(of: "provided.al2023", on: "2026-11-24")
        #expect(report?.findings.isEmpty == true)
        #expect(report?.undecided.isEmpty == true)
    }

    @Test func tellsGoProgramsWhatTheirFileIsCalled() async {
        let remedy = await report(of: "go1.x", on: "2026-11-24")?.findings.first?.remedy
        #expect(remedy?.contains("`bootstrap`") == true)
    }
}
