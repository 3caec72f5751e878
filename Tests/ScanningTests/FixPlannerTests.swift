import ApplicationModel
import AuditKit
import Findings
import Scanning
import SourceText
import Testing

/// Wants `good`, `useless` and `harmful` gone from the functions: the first repair helps, the second changes something
/// else, the third brings a finding of another rule.
private struct WishingRule: FunctionRule {
    static let metadata = RuleMetadata(
        .secureCode, "wished-for", since: "0.1.0", severity: .low, summary: "wished for", why: "", remedy: "",
        references: [])
    static let examples: [RuleExample] = []

    func verdicts(on function: Function, in context: AuditContext) -> [Verdict] {
        function.definition.members.compactMap { member in
            repair(member, function).map { .violation(Violation(at: member.keyPlace, member.key, gain: "", repair: $0)) }
        }
    }

    private func repair(_ member: Value.Member, _ function: Function) -> Repair? {
        let removal = Repair.Change.removeMember(keyPlace: member.keyPlace)
        switch member.key {
        case "good": return Repair("remove it", [removal])
        case "unsafe": return Repair("remove it", safety: .unsafe, [removal])
        case "useless": return Repair("do nothing", [.insert(.bool(true), at: ["other"], into: function.definition.place)])
        case "harmful":
            return Repair("trade it", [removal, .insert(.bool(true), at: ["harm"], into: function.definition.place)])
        case "stale": return Repair("miss it", [.replace(SourcePlace(path: member.keyPlace.path, span: ByteSpan(1, 2)), with: .null)])
        case "twice": return Repair("remove it", [removal, removal])
        default: return nil
        }
    }
}

/// Finds harm.
private struct HarmRule: FunctionRule {
    static let metadata = RuleMetadata(
        .secureCode, "harm", since: "0.1.0", severity: .low, summary: "harm", why: "", remedy: "", references: [])
    static let examples: [RuleExample] = []

    func verdicts(on function: Function, in context: AuditContext) -> [Verdict] {
        function.definition.member("harm").map { [.violation(Violation(at: $0.keyPlace, "harm", gain: ""))] } ?? []
    }
}

@Suite struct FixPlannerTests {
    private static let head = "service: a\nprovider: {name: aws}\nfunctions:\n"

    private func plan(
        _ functions: String, files: [String: String] = [:], allowsUnsafe: Bool = false,
        obstacle: @escaping @Sendable (RelativePath) -> String? = { _ in nil }
    ) async throws -> FixReport {
        let source = InMemoryFileSource(files.merging(["serverless.yml": Self.head + functions]) { $1 })
        let today = try #require(CalendarDate("2026-06-01"))
        let options = ScanOptions(rules: [WishingRule.self, HarmRule.self], today: today, toolVersion: "test")
        let request = FixPlanner.Request(
            rules: [WishingRule.metadata.id], allowsUnsafe: allowsUnsafe, obstacle: obstacle)
        return await FixPlanner(files: source, options: options, request: request).report()
    }

    private func text(_ report: FixReport) -> String? {
        report.changes.first.map { String(decoding: $0.after.dropFirst(Self.head.utf8.count), as: UTF8.self) }
    }

    @Test func keepsWhatHelpsAndDropsTheRest() async throws {
        let report = try await plan("  a:\n    handler: x\n    good: 1\n    useless: 1\n    harmful: 1\n  b:\n    handler: x\n    good: 1\n")
        #expect(text(report) == "  a:\n    handler: x\n    useless: 1\n    harmful: 1\n  b:\n    handler: x\n")
        #expect(report.fixed.map(\.finding.message) == ["good", "good"])
        #expect(
            report.left.map(\.reason) == [
                .unproved("the finding stays"), .unproved("it would bring a new finding of `secure-code/harm`"),
            ])
        #expect(report.after.findings.count == 2)
    }

    @Test func findsTheFewBadAmongMany() async throws {
        let functions = (0..<40).map { "  f\($0):\n    handler: x\n    \($0 % 20 == 7 ? "harmful" : "good"): 1\n" }.joined()
        let report = try await plan(functions)
        #expect(report.fixed.count == 38)
        #expect(report.left.map(\.finding.functions) == [["f7"], ["f27"]])
    }

    @Test func leavesWhatWasNotAskedFor() async throws {
        let text = "  a:\n    handler: x\n    unsafe: 1\n    harm: 1\n"
        let report = try await plan(text)
        #expect(report.changes.isEmpty)
        #expect(report.left.map(\.reason) == [.unsafe])
        #expect(try await plan(text, allowsUnsafe: true).fixed.count == 1)
        let barred = try await plan("  a:\n    handler: x\n    good: 1\n") { _ in "not here" }
        #expect(barred.left.map(\.reason) == [.refused("not here")])
    }

    @Test func leavesWhatIsSuppressed() async throws {
        let report = try await plan("  a:\n    handler: x\n    good: 1 # ringfence: ignore[wished-for] kept\n")
        #expect(report.changes.isEmpty)
        #expect(report.left.isEmpty)
    }

    @Test func saysWhyThereIsNoEdit() async throws {
        let report = try await plan("  a: &a\n    handler: x\n    good: 1\n  b: *a\n  c:\n    handler: x\n    stale: 1\n")
        let reasons = report.left.map { left in if case .refused(let reason) = left.reason { reason } else { "" } }
        #expect(reasons.count { $0.contains("alias") } == 1)
        #expect(reasons.count { $0.contains("part of another value") } == 1)
        #expect(reasons.allSatisfy { !$0.isEmpty })
        #expect(report.changes.isEmpty)
    }

    @Test func changesNoFileOfSeveralApplications() async throws {
        let other = "service: b\nprovider: {name: aws}\nfunctions:\n  b: ${file(../shared.yml)}\n"
        let shared = "handler: x\ngood: 1\n"
        let report = try await plan("  a: ${file(shared.yml)}\n", files: ["shared.yml": shared, "b/serverless.yml": other])
        #expect(report.changes.isEmpty)
        #expect(report.left.count == 2)
        let alone = try await plan("  a: ${file(shared.yml)}\n", files: ["shared.yml": shared])
        #expect(alone.changes.map(\.path.description) == ["shared.yml"])
    }

    @Test func takesAChangeThatIsNamedTwiceForOne() async throws {
        #expect(text(try await plan("  a:\n    twice: 1\n    handler: x\n")) == "  a:\n    handler: x\n")
    }

    @Test func repairsWhatStandsInOneLineInRounds() async throws {
        let report = try await plan("  a: {handler: x, good: 1}\n  b: {good: 1, harm: 1, handler: x}\n")
        #expect(text(report) == "  a: {handler: x}\n  b: {harm: 1, handler: x}\n")
    }

    @Test func offersTheEditsInAScan() async throws {
        let source = InMemoryFileSource(["serverless.yml": Self.head + "  a:\n    handler: x\n    good: 1\n"])
        var options = ScanOptions(
            rules: [WishingRule.self], today: try #require(CalendarDate("2026-06-01")), toolVersion: "test")
        let fix = await Scan(files: source, options: options).report().findings.first?.fix
        #expect(fix?.edits.map(\.replacement) == [""])
        options.offersFixes = false
        #expect(await Scan(files: source, options: options).report().findings.first?.fix == nil)
    }
}
