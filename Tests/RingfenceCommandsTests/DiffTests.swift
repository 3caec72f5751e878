import Testing

@Suite struct DiffTests {
    @Test func reportsOnlyWhatTheRevisionDoesNotHave() async throws {
        let grown = "# a line more\n" + Manifest.open + "  second:\n    handler: a.b\n    url: true\n"
        let run = try await CommandLineRun(
            ["scan", "a", "--quiet", "--rule", "public-function-url", "--diff", "HEAD"],
            files: ["a/serverless.yml": Manifest.open]
        ) { directory in
            try await Repository.commit(directory)
            try CommandLineRun.write(grown, to: directory + "/a/serverless.yml")
        }
        #expect(run.code == 1)
        #expect(run.output.contains("a/serverless.yml:19:"))
        #expect(run.output.contains("1 finding"))
        #expect(run.output.contains("1 suppressed"))
    }

    @Test func isCleanWhenNothingCame() async throws {
        let run = try await CommandLineRun(["scan", "--diff", "HEAD"], files: ["serverless.yml": Manifest.open]) {
            try await Repository.commit($0)
        }
        #expect(run.code == 0)
    }

    @Test(arguments: ["no-such-branch", "--output=x"])
    func refusesWhatNamesNoCommit(_ revision: String) async throws {
        let run = try await CommandLineRun(["scan", "--diff=\(revision)"], files: ["serverless.yml": Manifest.open]) {
            try await Repository.commit($0)
        }
        #expect(run.code == 2)
        #expect(run.errors.contains("names no commit"))
    }
}
