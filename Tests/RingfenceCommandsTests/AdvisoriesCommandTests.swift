import FoundationEssentials
import Testing

/// The store of advisories from the command line.
@Suite struct AdvisoriesCommandTests {
    private static func record(_ id: String, _ package: String, day: String = "2026-05-30") -> String {
        """
        {"id": "\(id)", "modified": "\(day)T00:00:00Z", "affected": [{"package": {"ecosystem": "npm", "name": "\(package)"},
         "ranges": [{"type": "SEMVER", "events": [{"introduced": "0"}, {"fixed": "1.0.0"}]}]}]}
        """
    }

    private static let home = ["HOME": "/nonexistent", "XDG_DATA_HOME": "relative/is/ignored"]

    @Test func foldersAreImportedAndShown() async throws {
        let files = [
            "osv/npm/A-1.json": Self.record("A-1", "left"), "osv/npm/A-2.json": Self.record("A-2", "left", day: "2026-05-01"),
            "osv/PyPI/A-1.json": Self.record("A-1", "left"), "osv/ecosystems.txt": "npm\n",
        ]
        let run = try await CommandLineRun(["advisories", "import", "osv", "--store", "data/a.db"], files: files)
        #expect(run.code == 0, "\(run.errors)")
        #expect(run.output.hasPrefix("imported 2 advisories, the newest of 2026-05-30, into "))
        #expect(run.files.keys.filter { $0.hasPrefix("data/") } == ["data/a.db"])
    }

    @Test func theStatusTellsTheAgeOfAStore() async throws {
        let run = try await CommandLineRun(
            ["advisories", "status", "--store", "a.db"], files: ["osv/npm/A-1.json": Self.record("A-1", "left")], today: "2026-06-11",
            prepare: { directory in
                let place = ["--store", directory + "/a.db"]
                let made = try await CommandLineRun(
                    ["advisories", "import", directory + "/osv"] + place, today: "2026-06-01")
                #expect(made.code == 0, "\(made.errors)")
            })
        #expect(run.code == 0, "\(run.errors)")
        #expect(run.output.contains("1 advisory, the newest of 2026-05-30 (12 days ago), imported on 2026-06-01"), "\(run.output)")
    }

    @Test func theStatusWithoutAStoreSaysHowToMakeOne() async throws {
        let run = try await CommandLineRun(["advisories", "status"], environment: Self.home)
        #expect(run.code == 0)
        #expect(run.output.contains("store      none; `ringfence advisories update` makes one"))
        #expect(run.output.contains("/nonexistent/.local/share/ringfence/advisories.db"))
        #expect(run.output.contains("npm"))
    }

    @Test func anOldStoreStaysWhenAnImportFails() async throws {
        let files = ["store.db": "what was there", "empty/readme.txt": "nothing"]
        for path in ["empty", "missing"] {
            let run = try await CommandLineRun(["advisories", "import", path, "--store", "store.db"], files: files)
            #expect(run.code == 2)
            #expect(run.files["store.db"] == "what was there")
            #expect(run.files.count == 2, "nothing is left beside it")
        }
    }

    @Test func whatCannotBeReadIsNamed() async throws {
        let files = ["osv/npm/A-1.json": Self.record("A-1", "left"), "osv/npm/B.json": "{", "osv/npm/C.json": #"{"id": 5}"#]
        let run = try await CommandLineRun(["advisories", "import", "osv", "--store", "a.db"], files: files)
        #expect(run.code == 4)
        #expect(run.errors.contains("warning: osv/npm/B.json: `B.json` is no record in OSV's format"), "\(run.errors)")
        #expect(run.errors.contains("osv/npm/C.json"))
        #expect(run.output.hasPrefix("imported 1 advisory, "))
    }

    @Test func anotherFileIsNoStore() async throws {
        let files = ["a.db": "a text that is long enough to be taken for a database's first page"]
        let run = try await CommandLineRun(["advisories", "status", "--store", "a.db"], files: files)
        #expect(run.code == 2)
        #expect(run.errors.contains("is no store of advisories"))
    }

    @Test func withoutAHomeTheStoreMustBeNamed() async throws {
        let run = try await CommandLineRun(["advisories", "status"])
        #expect(run.code == 2)
        #expect(run.errors.contains("--store FILE"))
    }
}
