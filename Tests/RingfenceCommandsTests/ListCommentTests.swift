import Testing

/// Comments in lists of packages silence what is found there, as everywhere.
@Suite struct ListCommentTests {
    private static let comment = "ringfence: ignore[vulnerable-dependency] until=2027-01-31 our own templates alone"

    /// A list with a flawed package and a comment that speaks of it.
    struct Case: Sendable, CustomTestStringConvertible {
        let runtime: String
        let list: String
        let text: String

        var testDescription: String { list }
    }

    private static let cases = [
        Case(runtime: "python3.13", list: "requirements.txt", text: "Jinja2==3.1.2  # \(comment)\n"),
        Case(runtime: "python3.13", list: "requirements.txt", text: "# \(comment)\n# via flask\nJinja2==3.1.2 \\\n    --hash=sha256:00\n"),
        Case(runtime: "python3.13", list: "Pipfile", text: "[packages]\njinja2 = '==3.1.2' # \(comment)\n"),
        Case(
            runtime: "python3.13", list: "pyproject.toml",
            text: "[project]\nname = 'shop'\nversion = '1'\ndependencies = [\n  # \(comment)\n  'Jinja2==3.1.2',\n]\n"),
        Case(runtime: "provided.al2023", list: "go.mod", text: "module shop\n\nrequire github.com/dgrijalva/jwt-go v3.2.0+incompatible // \(comment)\n"),
        Case(
            runtime: "java21", list: "pom.xml",
            text: """
                <project><groupId>shop</groupId><artifactId>shop</artifactId><version>1</version><dependencies>
                  <!-- \(comment)
                       and nothing of strangers -->
                  <dependency>
                    <groupId>org.apache.logging.log4j</groupId><artifactId>log4j-core</artifactId><version>2.14.1</version>
                  </dependency>
                </dependencies></project>
                """),
        Case(
            runtime: "dotnet8", list: "shop.csproj",
            text: """
                <Project Sdk="Microsoft.NET.Sdk"><ItemGroup>
                  <PackageReference Include="Newtonsoft.Json" Version="12.0.1" /> <!-- \(comment) -->
                </ItemGroup></Project>
                """),
        Case(runtime: "nodejs22.x", list: "yarn.lock", text: "# yarn lockfile v1\n\n\n# \(comment)\nminimist@^1.2.0:\n  version \"1.2.5\"\n"),
        Case(
            runtime: "java21", list: "gradle.lockfile", text: "# \(comment)\norg.apache.logging.log4j:log4j-core:2.14.1=runtimeClasspath\nempty=\n"),
    ]

    private func scan(_ list: String, _ text: String, _ runtime: String, _ others: [String: String] = [:]) async throws -> CommandLineRun {
        let manifest = """
            service: shop
            provider: {name: aws, runtime: \(runtime)}
            plugins: [serverless-python-requirements]
            functions:
              order: {handler: order.handler}
            """
        return try await CommandLineRun(
            ["scan", "--rule", "vulnerable-dependency", "--rule", "*-suppression"],
            files: others.merging(["serverless.yml": manifest, list: text]) { $1 })
    }

    @Test(arguments: cases) func silenceWhatIsFoundBesideThem(_ given: Case) async throws {
        let silenced = try await scan(given.list, given.text, given.runtime)
        #expect(silenced.code == 0 && silenced.output.contains("by comment"), "\(silenced.output) \(silenced.errors)")
        let open = try await scan(given.list, given.text.replacing("ignore[vulnerable-", with: "ignore[malicious-"), given.runtime)
        #expect(open.code == 1 && open.output.contains("dependencies/vulnerable-dependency"), "\(open.output) \(open.errors)")
    }

    @Test func aFileThatAListDrawsInHasCommentsToo() async throws {
        let run = try await scan("requirements.txt", "-r requirements/base.txt\n", "python3.13", ["requirements/base.txt": Self.cases[0].text])
        #expect(run.code == 0 && run.output.contains("by comment"), "\(run.output)")
    }

    @Test func oneThatSilencesNothingIsFound() async throws {
        let run = try await scan("requirements.txt", Self.cases[0].text.replacing("3.1.2", with: "3.1.6"), "python3.13")
        #expect(run.output.contains("silences nothing") && run.output.contains("requirements.txt:1:"), "\(run.output)")
        let wrong = try await scan("requirements.txt", "Jinja2==3.1.6 # ringfence: ignore everything\n", "python3.13")
        #expect(wrong.output.contains("`ringfence:` comment does not say"), "\(wrong.output)")
    }
}
