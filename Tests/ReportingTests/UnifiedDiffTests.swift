import Findings
import Reporting
import SourceText
import Testing

@Suite struct UnifiedDiffTests {
    private func diff(_ before: String, _ after: String, secretLines: Set<Int> = [], name: String = "a.yml") throws -> UnifiedDiff {
        let path = try #require(RelativePath(name))
        return UnifiedDiff(
            FixReport.Change(path: path, before: Array(before.utf8), after: Array(after.utf8), secretLines: secretLines),
            name: name)
    }

    @Test func showsThreeLinesAround() throws {
        let before = (1...9).map { "\($0)\n" }.joined()
        let made = try diff(before, before.replacing("5\n", with: "5\nnew\n"))
        #expect(made.text == "--- a/a.yml\n+++ b/a.yml\n@@ -3,6 +3,7 @@\n 3\n 4\n 5\n+new\n 6\n 7\n 8\n")
        #expect(made.isExact)
    }

    @Test func joinsChangesThatAreNear() throws {
        let before = (1...20).map { "\($0)\n" }.joined()
        let near = try diff(before, before.replacing("5\n6", with: "five\n6").replacing("10\n", with: "ten\n"))
        #expect(near.text.ranges(of: "@@ -").count == 1)
        let far = try diff(before, before.replacing("2\n3", with: "two\n3").replacing("19\n", with: "nineteen\n"))
        #expect(far.text.ranges(of: "@@ -").count == 2)
    }

    @Test func saysThatALineBreakIsMissing() throws {
        #expect(
            try diff("a", "a\nb").text
                == "--- a/a.yml\n+++ b/a.yml\n@@ -1 +1,2 @@\n-a\n\\ No newline at end of file\n+a\n+b\n\\ No newline at end of file\n")
    }

    @Test func namesAnEmptyFileByLineZero() throws {
        #expect(try diff("", "a\n").text == "--- a/a.yml\n+++ b/a.yml\n@@ -0,0 +1 @@\n+a\n")
        #expect(try diff("a\n", "a\n").text.isEmpty)
    }

    @Test func keepsSecretsOut() throws {
        let before = "1\n2\nkey: hidden\n4\n5\n6\n7\n"
        let beside = try diff(before, before.replacing("5\n", with: "five\n"), secretLines: [3])
        #expect(beside.text == "--- a/a.yml\n+++ b/a.yml\n@@ -4,4 +4,4 @@\n 4\n-5\n+five\n 6\n 7\n")
        #expect(beside.isExact)
        let on = try diff(before, before.replacing("hidden", with: "hidden2"), secretLines: [3])
        #expect(!on.text.contains("hidden"))
        #expect(!on.isExact)
        let before3 = try diff(before, before.replacing("2\n", with: "two\n"), secretLines: [3])
        #expect(!before3.text.contains("hidden"))
        #expect(!before3.isExact, "git refuses a change without a line behind it")
    }

    @Test func findsTheLinesThatMoved() throws {
        let before = "a\nx\nb\nx\nc\nx\n"
        let made = try diff(before, "a\nx\nnew\nb\nx\nc\n")
        #expect(made.text == "--- a/a.yml\n+++ b/a.yml\n@@ -1,6 +1,6 @@\n a\n x\n+new\n b\n x\n c\n-x\n")
    }
}
