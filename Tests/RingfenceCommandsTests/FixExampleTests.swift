import FoundationEssentials
import TestSupport
import Testing

/// The bundled example, repaired as a user would.
@Suite struct FixExampleTests {
    private static let files: [String: String] = {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Examples/storefront").path
        return CommandLineRun.contents(of: root)
    }()

    @Test func theDryRunShowsTheWholeChange() async throws {
        let run = try await CommandLineRun(["fix", "--dry-run", "--verbose"], files: Self.files, today: "2026-11-24")
        expectSnapshot(of: run.output + "\n" + run.errors, named: "storefront-fix.txt")
        let unsafe = try await CommandLineRun(
            ["fix", "--dry-run", "--unsafe", "--verbose"], files: Self.files, today: "2026-11-24")
        expectSnapshot(of: unsafe.output + "\n" + unsafe.errors, named: "storefront-fix-unsafe.txt")
        expectNoOrphanSnapshots(known: ["storefront-fix.txt", "storefront-fix-unsafe.txt"])
    }

    @Test(arguments: [[], ["--unsafe"]])
    func aSecondRunHasNothingToDo(_ options: [String]) async throws {
        let arguments = ["fix", "--allow-dirty"] + options
        let before = try await CommandLineRun(["scan", "--quiet"], files: Self.files, today: "2026-11-24")
        let first = try await CommandLineRun(arguments, files: Self.files, today: "2026-11-24")
        let second = try await CommandLineRun(arguments, files: first.files, today: "2026-11-24")
        let after = try await CommandLineRun(["scan", "--quiet"], files: first.files, today: "2026-11-24")
        #expect(first.files != Self.files)
        #expect(second.files == first.files)
        #expect(second.output.contains("0 fixed"))
        let count = { (output: String) in output.split(separator: "\n").count { $0.contains(": ") } }
        #expect(count(after.output) < count(before.output))
        // Two repairs that a person must look at would only trade one problem for another, as the snapshot shows.
        #expect(first.output.contains("Tried and dropped") == options.contains("--unsafe"), "\(first.output)")
    }
}
