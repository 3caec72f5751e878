import FoundationEssentials
import Testing

@Suite struct ScanCommandTests {
    @Test func failsWithOneWhenSomethingIsFound() async throws {
        let run = try await CommandLineRun(["scan"], files: ["serverless.yml": Manifest.open])
        #expect(run.code == 1)
        #expect(run.output.contains("least-privilege/wildcard-action"))
        #expect(run.output.contains("perimeters/public-function-url"))
        #expect(run.errors.isEmpty)
    }

    @Test(arguments: [("critical", Int32(1)), ("never", 0)])
    func failsOnlyFromTheAskedSeverityOn(_ threshold: String, _ code: Int32) async throws {
        let run = try await CommandLineRun(["scan", "--fail-on", threshold], files: ["serverless.yml": Manifest.open])
        #expect(run.code == code)
    }

    @Test func findsNothingToScan() async throws {
        let run = try await CommandLineRun(["scan"], files: ["readme.md": "hello"])
        #expect(run.code == 3)
        #expect(run.errors.contains("no serverless application was found"))
    }

    @Test func saysThatAPathDoesNotExist() async throws {
        let run = try await CommandLineRun(["scan", "gone"])
        #expect(run.code == 3)
        #expect(run.errors.contains("`gone` does not exist"))
    }

    @Test func tellsATemplateOnStandardInputFromAService() async throws {
        let template = "Resources: {F: {Type: AWS::Lambda::Function, Properties: {Runtime: nodejs8.10}}}"
        let run = try await CommandLineRun(["scan", "-", "--quiet"], input: template)
        #expect(run.output.contains("dependencies/deprecated-runtime"), "\(run.output)")
    }

    @Test func scansAFileOfAnyNameAndStandardInput() async throws {
        let named = try await CommandLineRun(["scan", "a/deploy.yml"], files: ["a/deploy.yml": Manifest.open])
        #expect(named.code == 1)
        let piped = try await CommandLineRun(["scan", "-"], input: Manifest.open)
        #expect(piped.code == 1)
        #expect(piped.output.contains("public-function-url"))
    }

    @Test func scansWhatParsesOfABrokenFileAndExitsWithFour() async throws {
        let broken = Manifest.open + "  second:\n    handler: 'unclosed\n"
        let run = try await CommandLineRun(["scan"], files: ["serverless.yml": broken])
        #expect(run.code == 4)
        #expect(run.output.contains("public-function-url"))
    }

    @Test func suggestsTheRuleThatWasMeant() async throws {
        let run = try await CommandLineRun(
            ["scan", "--rule", "wildcard-actoin"], files: ["serverless.yml": Manifest.open])
        #expect(run.code == 2)
        #expect(run.errors.contains("did you mean `least-privilege/wildcard-action`"))
    }

    @Test(arguments: [
        ["scan", "--formt", "json"], ["scan", "--format", "jsn"], ["scan", "--fail-on", "bad"],
        ["scan", "--param", "novalue"], ["scan", "--today", "tomorrow"], ["scan", "--color", "green"],
        ["scan", "--audience", "me"], ["scan", "--format", "json", "--format", "sarif"], ["scan", "-", "a"],
        ["scan", "--baseline", "../x.json"], ["scan", "--baseline", "gone.json"], ["scan", "--config", "gone.yml"],
        ["nonsense"],
    ])
    func refusesWrongUsageWithTwo(_ arguments: [String]) async throws {
        let run = try await CommandLineRun(arguments, files: ["serverless.yml": Manifest.open])
        #expect(run.code == 2)
        #expect(!run.errors.isEmpty)
        #expect(run.output.isEmpty)
    }

    @Test func writesSeveralReportsAtOnce() async throws {
        let run = try await CommandLineRun(
            ["scan", "-f", "sarif", "-o", "r.sarif", "-f", "json", "-o", "r.json", "-f", "github"],
            files: ["serverless.yml": Manifest.open])
        #expect(run.code == 1)
        #expect(run.output.contains("::error file=serverless.yml,line="))
        #expect(run.files["r.sarif"]?.contains("\"2.1.0\"") == true)
        #expect(run.files["r.json"]?.contains("\"ringfence-scan\"") == true)
    }

    @Test func printsTheSameBytesTwice() async throws {
        let arguments = ["scan", "--format", "json"]
        let files = ["b/serverless.yml": Manifest.open, "a/serverless.yml": Manifest.open]
        let first = try await CommandLineRun(arguments, files: files)
        let second = try await CommandLineRun(arguments, files: files)
        #expect(first.output == second.output)
        #expect(!first.output.isEmpty)
    }

    @Test func colorsOnlyWhenAsked() async throws {
        let files = ["serverless.yml": Manifest.open]
        let plain = try await CommandLineRun(["scan"], files: files)
        #expect(!plain.output.contains("\u{1B}"))
        let colored = try await CommandLineRun(["scan", "--color", "always"], files: files)
        #expect(colored.output.contains("\u{1B}["))
    }

    @Test func runsOnlyTheRulesThatAreAsked() async throws {
        let run = try await CommandLineRun(
            ["scan", "--rule", "least-privilege/*", "--skip-rule", "wildcard-resource"],
            files: ["serverless.yml": Manifest.open])
        #expect(run.output.contains("wildcard-action"))
        #expect(!run.output.contains("wildcard-resource"))
        #expect(!run.output.contains("public-function-url"))
    }

    @Test func obeysTheConfigurationOfTheRootOnly() async throws {
        let settings = "fail-on: never\nrules:\n  perimeters/public-function-url: off\n"
        let root = try await CommandLineRun(
            ["scan"], files: ["serverless.yml": Manifest.open, "ringfence.yml": settings])
        #expect(root.code == 0)
        #expect(!root.output.contains("public-function-url"))
        let below = try await CommandLineRun(
            ["scan"], files: ["a/serverless.yml": Manifest.open, "a/ringfence.yml": settings])
        #expect(below.code == 1)
    }

    @Test func saysWhatIsWrongWithTheConfigurationAndWhere() async throws {
        let run = try await CommandLineRun(
            ["scan"], files: ["serverless.yml": Manifest.open, "ringfence.yml": "stage: dev\nfial-on: high\n"])
        #expect(run.code == 2)
        #expect(run.errors.contains("ringfence.yml:2:1: unknown key `fial-on`"))
    }

    @Test(arguments: ["rules: {wildcard-actoin: off}", "ignore: [{rule: secrets/no-such-rule, reason: x}]"])
    func refusesAConfigurationThatNamesNoRule(_ settings: String) async throws {
        let run = try await CommandLineRun(
            ["scan"], files: ["serverless.yml": Manifest.open, "ringfence.yml": settings + "\n"])
        #expect(run.code == 2)
        #expect(run.errors.contains("no rule is named"))
    }

    @Test func ignoresByPracticeNameOrGlob() async throws {
        for pattern in ["perimeters", "public-function-url", "perimeters/*"] {
            let run = try await CommandLineRun(
                ["scan", "--rule", "public-function-url"],
                files: [
                    "serverless.yml": Manifest.open, "ringfence.yml": "ignore: [{rule: \(pattern), reason: agreed}]\n",
                ])
            #expect(run.code == 0, "\(pattern)")
            #expect(run.output.contains("1 suppressed"))
        }
    }

    @Test func countsWhatACommentSilences() async throws {
        let text = Manifest.open.replacing(
            "    url: true", with: "    url: true # ringfence: ignore[public-function-url] a public status page")
        let run = try await CommandLineRun(["scan", "--rule", "public-function-url"], files: ["serverless.yml": text])
        #expect(run.code == 0)
        #expect(run.output.contains("1 suppressed"))
    }

    @Test func reportsASuppressionThatSilencesNothing() async throws {
        let text = Manifest.open + "# ringfence: ignore[cors-any-origin] old\n"
        let run = try await CommandLineRun(["scan"], files: ["serverless.yml": text])
        #expect(run.output.contains("secure-code/stale-suppression"))
    }

    @Test func saysNothingOfASuppressionWhoseRuleDidNotRun() async throws {
        let text = Manifest.open.replacing(
            "    url: true", with: "    url: true # ringfence: ignore[public-function-url] a public status page")
        let run = try await CommandLineRun(
            ["scan", "--skip-rule", "public-function-url"], files: ["serverless.yml": text])
        #expect(!run.output.contains("stale-suppression"))
    }

    @Test func acceptsNothingAboutSuppressionsThatItCouldNotSilence() async throws {
        let text = Manifest.open + "# ringfence: ignore[cors-any-origin] old\n"
        let run = try await CommandLineRun(["scan", "--write-baseline"], files: ["serverless.yml": text])
        #expect(run.output.contains("not accepted: 1 about suppressions"))
        #expect(run.files[".ringfence-baseline.json"]?.contains("stale-suppression") == false)
    }

    @Test func complainsWithoutLettingTheTreeSpeakToTheTerminal() async throws {
        let text = Manifest.open + "  \"evil\\e[2J\\n::error::x\":\n    handler: a.b\n"
        for arguments in [["explain", "gone"], ["scan", "--write-baseline"]] {
            let run = try await CommandLineRun(
                arguments, files: ["serverless.yml": text, "ringfence.yml": "\"k\\e[31m\": 1\n"])
            #expect(!run.errors.contains("\u{1B}") && !run.errors.contains("\n::"))
        }
    }

    @Test func readsNothingOfGitsOwn() async throws {
        let secret = "AUTHORIZATION: basic c2VjcmV0"
        let text = "service: ${file(.git/config)}\ncustom: {a: '${file(link.txt)}'}\n" + Manifest.open.replacing("service: shop\n", with: "")
        let run = try await CommandLineRun(
            ["scan", "--verbose"], files: ["serverless.yml": text, ".git/config": secret]
        ) { directory in
            try FileManager.default.createSymbolicLink(
                atPath: directory + "/link.txt", withDestinationPath: ".git/config")
        }
        #expect(run.code == 4)
        #expect(!run.output.contains("c2VjcmV0"))
    }

    @Test func acceptsABaselineAndStillSeesWhatIsNew() async throws {
        let written = try await CommandLineRun(["scan", "--write-baseline"], files: ["serverless.yml": Manifest.open])
        #expect(written.code == 0)
        let baseline = try #require(written.files[".ringfence-baseline.json"])
        let moved = "# a comment that moves every line\n" + Manifest.open
        let again = try await CommandLineRun(
            ["scan"], files: ["serverless.yml": moved, ".ringfence-baseline.json": baseline])
        #expect(again.code == 0)
        let grown = moved + "  second:\n    handler: a.b\n    url: true\n"
        let found = try await CommandLineRun(
            ["scan"], files: ["serverless.yml": grown, ".ringfence-baseline.json": baseline])
        #expect(found.code == 1)
        #expect(found.output.contains("second"))
    }

    @Test func writesNoBaselineFromAPartialScan() async throws {
        let run = try await CommandLineRun(
            ["scan", "--write-baseline"], files: ["serverless.yml": Manifest.open + "custom: ${file(gone.yml)}\n"])
        #expect(run.code == 4)
        #expect(run.files[".ringfence-baseline.json"] == nil)
    }

    @Test func neverReadsTheHostsEnvironmentUnasked() async throws {
        let text = Manifest.open + "custom:\n  a: ${env:HOST_VALUE}\n"
        let secret = ["HOST_VALUE": "h-o-s"]
        let files = ["serverless.yml": text]
        let arguments = ["explain", "custom.a"]
        let silent = try await CommandLineRun(arguments, files: files, environment: secret)
        #expect(!silent.output.contains("h-o-s"))
        let allowed = try await CommandLineRun(
            arguments + ["--allow-env", "HOST_VALUE"], files: files, environment: secret)
        #expect(allowed.output.contains("h-o-s"))
    }

    @Test(arguments: [["scan"], ["scan", "--format", "json"], ["explain", "custom.a", "--reveal"], ["explain", "hello"]])
    func showsNothingLongOfTheHostsEnvironment(arguments: [String]) async throws {
        let value = "h0st-" + "v4lue"
        let text = Manifest.open.replacing("hello.handler", with: "${env:TOK}.handler")
            .replacing("service: ", with: "service: ${env:TOK}-")
        let run = try await CommandLineRun(
            arguments + ["--allow-env", "TOK"], files: ["serverless.yml": text + "custom:\n  a: x-${env:TOK}\n"],
            environment: ["TOK": value])
        #expect(!run.output.isEmpty)
        #expect(!run.output.contains(value))
    }

    @Test func writesWhatIsReportedIntoTheBaseline() async throws {
        let open = "  hello:\n    handler: hello.handler\n    url: true\n"
        let silenced = open.replacing(
            "    url", with: "    # ringfence: ignore[perimeters/public-function-url] the demo is open\n    url")
        let manifest = Manifest.open.replacing(open, with: silenced)
        let run = try await CommandLineRun(["scan", "--write-baseline"], files: ["serverless.yml": manifest])
        #expect(run.code == 0)
        #expect(run.output.hasSuffix(" in .ringfence-baseline.json\n"))
        let baseline = try #require(run.files[".ringfence-baseline.json"])
        #expect(baseline.contains("least-privilege/"))
        #expect(!baseline.contains("perimeters/public-function-url"))
        let again = try await CommandLineRun(
            ["scan"], files: ["serverless.yml": manifest, ".ringfence-baseline.json": baseline])
        #expect(again.code == 0)
    }

    @Test func masksSecretsOfRulesThatDoNotRun() async throws {
        let password = "hu" + "nter-2Xq" + "9!vLm-pQ7"
        let manifest = """
            service: s
            provider:
              name: aws
              environment: {NODE_TLS_REJECT_UNAUTHORIZED: '0', DB_PASSWORD: '\(password)'}
            functions: {a: {handler: a.b}}
            """
        for format in ["terminal", "json", "sarif"] {
            let run = try await CommandLineRun(
                ["scan", "--rule", "transit/*", "--format", format], files: ["serverless.yml": manifest])
            #expect(run.code == 1)
            #expect(!run.output.contains(password))
        }
    }

    /// A glob brings the rules of the audience; a rule that is named comes whoever it is for.
    @Test func globsBringTheRulesOfTheAudience() async throws {
        let files = ["serverless.yml": Manifest.open]
        let absent = "[least-privilege/permissions-boundary-absent]"
        let glob = try await CommandLineRun(["scan", "--quiet", "--rule", "least-privilege/*"], files: files)
        #expect(!glob.output.contains(absent))
        let named = try await CommandLineRun(["scan", "--quiet", "--rule", "permissions-boundary-absent"], files: files)
        #expect(named.output.contains(absent))
        let pedantic = try await CommandLineRun(["scan", "--quiet", "--rule", "least-privilege/*", "--audience", "pedantic"], files: files)
        #expect(pedantic.output.contains(absent))
    }

    @Test func namesPathsFromTheWorkingDirectory() async throws {
        for (arguments, path) in [
            (["scan", "in/a"], "in/a/serverless.yml"), (["scan", "in/a/serverless.yml"], "in/a/"),
        ] {
            let run = try await CommandLineRun(arguments, files: ["in/a/serverless.yml": Manifest.open])
            let lines = run.output.split(separator: "\n").filter { $0.contains("serverless.yml") }
            #expect(lines.count > 1)
            #expect(lines.allSatisfy { $0.contains(path) }, "\(lines)")
        }
    }
}
