import ApplicationModel
import ServerlessFrameworkReader
import SourceText
import TestSupport
import Testing

@Suite struct VariableHostileInputTests {
    @Test(arguments: [
        "a: ${self:a}\n", "a: ${self:b}\nb: ${self:a}\n", "a: x${self:b}\nb: y${self:a}\n", "a: ${self:}\n",
        "a: {b: '${self:a}'}\n", "a: {b: ['${self:}']}\n", "a: ${file(serverless.yml)}\n", "a: ${file(f.yml)}\n",
        "a: ${self:${self:a}}\n", "provider: ${self:provider.x}\nb: ${sls:stage}\n",
        "params: {default: {p: '${param:p}'}}\n",
    ])
    func reportsCycles(_ manifest: String) throws {
        let scene = try VariableScene(manifest, files: ["f.yml": "g: ${file(g.yml)}\n", "g.yml": "f: ${file(f.yml)}\n"])
        #expect(scene.issueKinds.contains(.cycle))
        #expect(scene.resolution.issues.allSatisfy { $0.place.span.count > 0 })
    }

    @Test func doesNotCallSharedPathsACycle() throws {
        let scene = try VariableScene(
            "custom: ${file(c.yml)}\nx: ${self:custom.b}\n",
            files: ["c.yml": "a: 1\nb: ${self:custom.a}\nc: ${self:custom.b}${self:custom.b}\n"])
        #expect(scene.resolution.issues.isEmpty)
        #expect(scene["custom.c"]?.string == "11")
    }

    @Test func stopsDoublingTexts() throws {
        var text = "s0: 0123456789abcdef\n"
        for index in 1...64 { text += "s\(index): ${self:s\(index - 1)}${self:s\(index - 1)}\n" }
        let scene = try VariableScene(text)
        #expect(scene.issueKinds.contains(.limit))
        #expect(scene["s3"]?.string?.count == 128)
        #expect(scene["s64"]?.isUndetermined == true)
    }

    @Test func stopsDoublingSymbols() throws {
        var text = "s0: ${env:A, 'b'}\n"
        for index in 1...64 { text += "s\(index): ${self:s\(index - 1)}-${self:s\(index - 1)}\n" }
        #expect(try VariableScene(text).issueKinds.contains(.limit))
    }

    @Test func stopsDoublingMaps() throws {
        var text = "s0: [1, 2]\n"
        for index in 1...64 { text += "s\(index): ['${self:s\(index - 1)}', '${self:s\(index - 1)}']\n" }
        let scene = try VariableScene(text)
        #expect(scene.issueKinds.contains(.limit))
        #expect(weight(scene.document) < 1_000_000)
    }

    private func weight(_ value: Value) -> Int {
        switch value.content {
        case .list(let elements): elements.reduce(1) { $0 + weight($1) }
        case .map(let members): members.reduce(1) { $0 + weight($1.value) }
        default: 1
        }
    }

    @Test func stopsLongChains() throws {
        var text = "s0: end\n"
        for index in 1...5_000 { text += "s\(index): ${self:s\(index - 1)}\n" }
        let forward = try VariableScene(text)
        #expect(forward["s5000"]?.string == "end")
        #expect((forward["s5000"]?.trace.count ?? 99) <= VariableLimits.standard.traceSteps)
        let backward = try VariableScene(
            (1...5_000).reversed().map { "s\($0): ${self:s\($0 - 1)}\n" }.joined() + "s0: end\n")
        #expect(backward.issueKinds.contains(.limit))
    }

    @Test func stopsDeepNesting() throws {
        let open = String(repeating: "${self:", count: 20_000)
        let scene = try VariableScene("a: '" + open + String(repeating: "}", count: 20_000) + "'\nb: '" + open + "'\n")
        #expect(scene["a"]?.string == open + String(repeating: "}", count: 20_000))
        #expect(scene.issueKinds.contains(.limit))
    }

    @Test func readsLongTextsOnce() throws {
        let pieces = ["${", "${self:a", "${a:'", "${file(", "\\", "${AWS::", "#{", "${x:${y}", "${self:a, '"]
        for piece in pieces {
            let text = String(repeating: piece, count: 20_000)
            let quoted = text.replacing("'", with: "''")
            _ = try VariableScene("a: '\(quoted)'\n")
        }
    }

    @Test func survivesAnyBytesWithinMarks() throws {
        var state: UInt64 = 0x9E37_79B9_7F4A_7C15
        let alphabet = Array("${}#:,()'\"\\.~ abself:optfile0/\u{e9}")
        for _ in 0..<400 {
            var text = ""
            for _ in 0..<40 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                text.append(alphabet[Int((state >> 33) % UInt64(alphabet.count))])
            }
            _ = try VariableScene("a: '\(text.replacing("'", with: "''"))'\nb: ${self:a}-\n")
        }
    }

    @Test func keepsPlacesWithinTheFileHoweverItIsMangled() throws {
        let seed = """
            service: shop
            provider: {name: aws, stage: "${opt:stage, 'dev'}", region: '${env:R, "eu-west-1"}'}
            custom: &c
              a: ${self:custom.b.${self:provider.stage}, 'x'}
              b: {dev: '${ssm:/k~true}', list: [1, '${file(serverless.yml):service}']}
            functions:
              f: {environment: {K: "pre-${self:custom.a}-é${AWS::Region}"}, other: *c}

            """
        let pieces = ["${self:", "}", "${", "${self:}", "${file(serverless.yml)}", "'", "\"", ",", "*c", "<<: ", "(", ":"]
        var random = SplitMix64(seed: 7)
        for _ in 0..<500 {
            var bytes = Array(seed.utf8)
            for _ in 0..<Int.random(in: 1...5, using: &random) {
                let at = Int.random(in: 0...bytes.count, using: &random)
                let piece = Array(pieces[Int.random(in: 0..<pieces.count, using: &random)].utf8)
                let end = min(bytes.count, at + Int.random(in: 0...6, using: &random))
                bytes.replaceSubrange(at..<(Bool.random(using: &random) ? at : end), with: piece)
            }
            guard let scene = try? VariableScene(String(decoding: bytes, as: UTF8.self)) else { continue }
            #expect(places(of: scene.document).allSatisfy { $0.span.upperBound <= scene.file.bytes.count })
            #expect(scene.resolution.issues.allSatisfy { $0.place.span.upperBound <= scene.file.bytes.count })
        }
    }

    private func places(of value: Value) -> [SourcePlace] {
        [value.place, value.usePlace] + value.trace.map(\.place) + value.elements.flatMap(places)
            + value.members.flatMap { [$0.keyPlace] + places(of: $0.value) } + value.alternatives.flatMap(places)
    }
}
