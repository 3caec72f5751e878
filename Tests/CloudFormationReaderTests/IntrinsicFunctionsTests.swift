import ApplicationModel
import CloudFormationReader
import ManifestReading
import ManifestSyntax
import SourceText
import Testing

@Suite struct IntrinsicFunctionsTests {
    private func resolve(_ text: String, parameters: Set<String> = []) throws -> Value {
        let path = try #require(RelativePath("template.yml"))
        let document = ManifestDocument.parse(SourceFile(path: path, text: "v: " + text), language: .yaml)
        let value = Value(try #require(document.roots.first))
        return try #require(IntrinsicFunctions(parameters: parameters).resolve(value)["v"])
    }

    @Test(arguments: [
        ("!Ref Orders", Symbol.resource(logicalID: "Orders", attribute: nil)),
        ("{Ref: AWS::Region}", .pseudoParameter("AWS::Region")),
        ("!Ref Stage", .parameter("Stage")),
        ("!GetAtt Orders.Arn", .resource(logicalID: "Orders", attribute: "Arn")),
        ("{'Fn::GetAtt': [Orders, Arn]}", .resource(logicalID: "Orders", attribute: "Arn")),
        ("!GetAtt Nested.Outputs.Url", .resource(logicalID: "Nested", attribute: "Outputs.Url")),
        ("!ImportValue shared-queue", .imported("shared-queue")),
        ("!Sub '${Orders.Arn}'", .resource(logicalID: "Orders", attribute: "Arn")),
        ("!Join ['', [!Ref Orders]]", .resource(logicalID: "Orders", attribute: nil)),
    ])
    func namesWhatAReferenceStandsFor(text: String, symbol: Symbol) throws {
        #expect(try resolve(text, parameters: ["Stage"]).content == .symbolic(symbol))
    }

    @Test func substitutionKeepsLiteralPartsAndOwnVariables() throws {
        let value = try resolve(
            "!Sub ['arn:${AWS::Partition}:${Service}:${Name}:${!raw}', {Service: s3, Name: !Ref Orders}]")
        #expect(
            value.content
                == .composed([
                    .literal("arn:"), .symbol(.pseudoParameter("AWS::Partition")), .literal(":s3:"),
                    .symbol(.resource(logicalID: "Orders", attribute: nil)), .literal(":${raw}"),
                ]))
    }

    @Test func joiningLiteralsGivesAString() throws {
        #expect(try resolve("!Join ['/', [a, b, 3]]").string == "a/b/3")
    }

    @Test func aJoinOfAListThatIsNotKnownStaysAFunction() throws {
        let value = try resolve("!Join [',', !Ref Subnets]")
        guard case .symbolic(.intrinsic("Fn::Join", _)) = value.content else {
            Issue.record("\(value.content)")
            return
        }
    }

    @Test(arguments: ["Select", "Split", "If", "FindInMap", "Base64"])
    func otherFunctionsKeepTheirArguments(name: String) throws {
        let value = try resolve("{'Fn::\(name)': [0, !Ref Orders]}")
        guard case .symbolic(.intrinsic("Fn::" + name, let argument)) = value.content else {
            Issue.record("\(value.content)")
            return
        }
        #expect(argument.elements.last?.referencedLogicalID == "Orders")
    }

    @Test(arguments: [
        ("'{{resolve:ssm:/app/url:1}}'", SecretReference.Store.parameterStore, "/app/url:1", false),
        ("'{{resolve:ssm-secure:/app/key}}'", .parameterStore, "/app/key", true),
        ("'{{resolve:secretsmanager:db:SecretString:password}}'", .secretsManager, "db", true),
        ("!Sub '{{resolve:secretsmanager:${Database}:SecretString:password}}'", .secretsManager, "${Database}", true),
    ])
    func dynamicReferencesAreSecretsReadAtDeployment(
        text: String, store: SecretReference.Store, name: String, isDecrypted: Bool
    ) throws {
        let secret = SecretReference(store: store, name: name, resolvedAt: .deployment, isDecrypted: isDecrypted)
        #expect(try resolve(text).content == .symbolic(.secret(secret)))
    }

    @Test func aSecretWithinAStringLeavesTheRestReadable() throws {
        let value = try resolve("'postgres://app:{{resolve:ssm-secure:/db}}@host'")
        #expect(value.text(placeholder: "*") == "postgres://app:*@host")
        #expect(value.symbols.count == 1)
    }

    @Test func anOpenDynamicReferenceStaysText() throws {
        #expect(try resolve("'{{resolve:ssm:/a'").string == "{{resolve:ssm:/a")
    }

    @Test func depthIsBounded() {
        let place = SourcePlace(wholeOf: .root)
        var value = Value(.string("x"), place: place)
        for _ in 0..<1000 { value = Value(.list([value]), place: place) }
        var resolved = IntrinsicFunctions().resolve(value)
        var depth = 0
        while let inner = resolved.elements.first {
            resolved = inner
            depth += 1
        }
        #expect(depth == IntrinsicFunctions.depthLimit)
        #expect(resolved.isUndetermined)
    }
}

@Suite struct ResourceReaderTests {
    @Test func badShapesAreIssuesAndTheRestIsRead() throws {
        let path = try #require(RelativePath("template.yml"))
        let text =
            "Queue: {Type: 'AWS::SQS::Queue', Properties: {QueueName: q}}\nBroken: 3\nEmpty:\n'Fn::ForEach::X': []\n"
        let document = ManifestDocument.parse(SourceFile(path: path, text: text), language: .yaml)
        let reader = ResourceReader(section: Value(try #require(document.roots.first)))
        #expect(reader.resources.map(\.logicalID) == ["Queue"])
        #expect(reader.resources.first?.properties["QueueName"]?.string == "q")
        #expect(reader.issues.map(\.kind) == [.unexpectedShape, .notEvaluated])
    }
}
