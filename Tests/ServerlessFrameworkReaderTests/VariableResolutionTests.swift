import ApplicationModel
import ManifestReading
import ServerlessFrameworkReader
import SourceText
import Testing

@Suite struct VariableResolutionTests {
    @Test func pointsAtTheLiteralAndAtTheUse() throws {
        let scene = try VariableScene("custom:\n  a: ${self:custom.b}\n  b: 'text'\nx: ${self:custom.a}\n")
        let value = try #require(scene["x"])
        #expect(scene.text(at: value.place) == "'text'")
        #expect(scene.text(at: value.usePlace) == "${self:custom.a}")
        #expect(value.trace.map(\.expression) == ["${self:custom.a}", "${self:custom.b}"])
        #expect(value.trace.map { scene.text(at: $0.place) } == ["${self:custom.a}", "${self:custom.b}"])
        #expect(value.trace.first?.outcome == "taken from `custom.a` in `serverless.yml`")
    }

    @Test func tracesNestedVariablesByteForByte() throws {
        let scene = try VariableScene("c: {dev: {x: 1}}\ny: \"é\\t${self:c.${opt:stage, 'dev'}.x}-tail\"\n")
        let value = try #require(scene["y"])
        #expect(value.string == "é\t1-tail")
        #expect(value.trace.map { scene.text(at: $0.place) } == ["${self:c.${opt:stage, 'dev'}.x}", "${opt:stage, 'dev'}"])
        #expect(value.trace.last?.outcome == "option `stage` is not given; fallback taken")
    }

    @Test func keepsFallbackTextOutOfTheTrace() throws {
        let literal = ["hun", "ter", "2"].joined()
        let scene = try VariableScene("x: \"${env:PASSWORD, '\(literal)'}\"\ny: \"${nope:a, 'it''s ${opt:q, '\(literal)'}'}\"\n")
        for key in ["x", "y"] {
            let value = try #require(scene[key])
            #expect(!value.trace.contains { "\($0)".contains(literal) })
            #expect(!value.symbols.contains { "\($0)".contains(literal) })
        }
        #expect(scene["x"]?.alternatives.first?.string == literal)
        let place = try #require(scene["x"]?.alternatives.first?.place)
        #expect(scene.text(at: place) == literal)
    }

    @Test func readsTheCustomSyntaxOfVersion1() throws {
        let doubled = try VariableScene(
            #"""
            provider: {name: aws, variableSyntax: "\\${{([ ~:a-zA-Z0-9._@'\",\\-\\/\\(\\)]+?)}}"}
            service: shop
            x: ${{self:service}}-${self:service}
            """#)
        #expect(doubled["x"]?.summary == "'shop-${self:service}'")
        let other = try VariableScene(
            #"""
            provider: {name: aws, variableSyntax: '\%\{([^{}]+?)\}'}
            service: shop
            x: "%{self:service}-${AWS::Region}"
            """#)
        #expect(other["x"]?.summary == "'shop-<AWS::Region>'")
    }

    @Test func takesFilesFromTheServiceDirectoryAndBesideIt() throws {
        let scene = try VariableScene(
            "x: ${file(../shared.yml):a}\ny: ${file(conf/deep.yml):b}\n", at: "services/a/serverless.yml",
            files: [
                "services/shared.yml": "a: 1\n", "services/a/conf/deep.yml": "b: ${file(c.yml):c}\n",
                "services/a/c.yml": "c: 3\n",
            ])
        #expect(scene["x"]?.summary == "1")
        #expect(scene["y"]?.summary == "3")
        #expect(
            scene.resolution.files.map(\.description) == [
                "services/a/serverless.yml", "services/a/c.yml", "services/a/conf/deep.yml", "services/shared.yml",
            ])
        #expect(scene.resolution.issues.isEmpty)
    }

    @Test func takesFrameworkDefaultsOnlyWhereNothingElseIsSaid() throws {
        let bare = try VariableScene("provider: aws\nx: ${self:provider.stage}\ny: ${self:provider.stage, 'q'}\n")
        #expect(bare["x"]?.string == "dev")
        #expect(bare["y"]?.string == "q")
        #expect(bare.resolution.stage == "dev" && bare.resolution.region == "us-east-1")
        let named = try VariableScene("provider: {stage: '${sls:stage}', region: '${opt:region}'}\n")
        #expect(named.resolution.stage == "dev")
        #expect(named.resolution.region == nil)
    }

    @Test func saysWhereAFileIsMissing() throws {
        let scene = try VariableScene("a: ${file(no.yml):x}\nb: ${file(no.yml):y, 1}\nc: ${file(s.js):z}\n", files: ["s.js": ""])
        #expect(scene.issueKinds == [.missingFile, .notEvaluated])
        let issue = try #require(scene.resolution.issues.first)
        #expect(scene.text(at: issue.place) == "${file(no.yml):x}" && issue.isPartial)
        #expect(scene.resolution.issues.last?.isPartial == false)
    }

    @Test func asksTheComposeFileLast() throws {
        let place = SourcePlace(wholeOf: try #require(RelativePath("serverless-compose.yml")))
        let url = Value(.symbolic(.imported("api.url")), place: place)
        let options = VariableOptions(inheritedParameters: ["url": url, "size": Value(.string("big"), place: place)])
        let scene = try VariableScene(
            "params: {default: {size: small}}\nx: ${param:url}\ny: ${param:size}\n", options: options)
        #expect(scene["x"]?.summary == "<imported api.url>")
        #expect(scene["y"]?.summary == "'small'")
    }

    @Test func advisesAnotherStageWhereTheFileDependsOnIt() throws {
        let scene = try VariableScene("a: ${file(config.${sls:stage}.yml):x}\nb: ${file(config.yml):y}\n")
        #expect(scene.resolution.issues.map { $0.help?.contains("--stage") } == [true, false])
    }

    @Test func assumesFallbacksForStageAndRegion() throws {
        let scene = try VariableScene("provider: {stage: \"${env:STAGE, 'qa'}\", region: \"${env:R, 'eu-west-1'}\"}\n")
        #expect(scene.resolution.stage == "qa" && scene.resolution.region == "eu-west-1")
        #expect(scene["provider.stage"]?.isUndetermined == true)
    }

    @Test func takesNoFallbackForAFileThatIsThereButUnread() throws {
        let long = "a: " + String(repeating: "x", count: ManifestLoader.standardMaxFileBytes)
        let scene = try VariableScene(
            "x: ${file(long.yml):a, 'b'}\ny: ${file(../up.yml):a, 'b'}\n", files: ["long.yml": long])
        #expect(scene.issueKinds == [.tooLarge, .outsideRoot])
        #expect(scene.resolution.issues.map(\.isPartial) == [true, false])
        #expect(scene["x"]?.isUndetermined == true && scene["x"]?.alternatives.first?.string == "b")
    }

    @Test func saysThatAMapCannotStandInText() throws {
        let scene = try VariableScene("m: {a: 1}\nx: pre-${self:m}\n")
        #expect(scene.issueKinds == [.unexpectedShape])
        #expect(scene["x"]?.summary == "'pre-?'")
    }

    @Test func doesNotCallAnUnusedUnknownPartial() throws {
        let scene = try VariableScene("custom: {a: '${self:custom.none}', b: '${opt:x}', c: '${plug:y}'}\n")
        #expect(scene.resolution.issues.allSatisfy { !$0.isPartial })
    }

    @Test(arguments: [
        ("'${self:custom.none}'", 1), ("'a ${self:custom.none} b'", 1), ("'${self:custom.none, self:custom.no}'", 1),
        ("'${self:custom.none, 1}'", 0), ("'${opt:none, self:custom.none}'", 0), ("'${opt:none}'", 0),
        ("'${self:provider.stage}'", 0), ("'${self:custom.b}'", 0), ("'${self:custom.${opt:x}.y}'", 0),
    ])
    func saysOnceWhichPathsTheFrameworkWouldNotFind(value: String, count: Int) throws {
        let scene = try VariableScene("custom: {b: null}\nx: \(value)\n")
        let missing = scene.resolution.issues.filter { $0.message.contains("`custom.none` is not in") }
        #expect(missing.count == count)
        #expect(missing.allSatisfy { $0.kind == .unresolved && !$0.isPartial })
    }

    @Test func givesTheSameTwice() throws {
        let text = "custom: {a: '${self:custom.b}', b: '${self:custom.a}', c: '${file(x.yml)}', d: '${env:E, 1}'}\n"
        let first = try VariableScene(text)
        let second = try VariableScene(text)
        #expect(first.document == second.document && first.resolution.issues == second.resolution.issues)
    }
}
