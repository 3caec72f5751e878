import Foundation
import Testing

@Suite struct GraphCommandTests {
    private static let manifest = """
        service: shop
        frameworkVersion: '3'
        plugins: [serverless-iam-roles-per-function]
        provider:
          name: aws
          runtime: nodejs22.x
          iam:
            role:
              statements:
                - {Effect: Allow, Action: 'dynamodb:PutItem', Resource: !GetAtt Orders.Arn}
        functions:
          create:
            handler: a.create
            environment: {TABLE: !Ref Orders}
            events:
              - httpApi: POST /orders
          list:
            handler: a.list
            events:
              - httpApi: {method: GET, path: /orders, authorizer: {type: aws_iam}}
          ship:
            handler: a.ship
            iamRoleStatements:
              - {Effect: Allow, Action: [sqs:SendMessage, s3:GetObject], Resource: [!GetAtt Parcels.Arn, '*']}
            onError: !Ref Failed
            events:
              - sqs: !GetAtt Parcels.Arn
              - schedule: rate(5 minutes)
        resources:
          Resources:
            Orders: {Type: 'AWS::DynamoDB::Table'}
            Parcels: {Type: 'AWS::SQS::Queue', Properties: {RedrivePolicy: {deadLetterTargetArn: !GetAtt Failed.Arn}}}
            Failed: {Type: 'AWS::SQS::Queue'}
        """

    /// The edges as `from kind to`.
    private func edges(_ arguments: [String] = [], _ manifest: String = manifest) async throws -> Set<String> {
        let run = try await CommandLineRun(["graph", "--format", "json"] + arguments, files: ["serverless.yml": manifest])
        #expect(run.code == 0, "\(run.errors)")
        let json = try #require(JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
        let application = try #require((json["applications"] as? [[String: Any]])?.first)
        let edges = try #require(application["edges"] as? [[String: String]])
        return Set(edges.map { "\($0["from"] ?? "") \($0["kind"] ?? "") \($0["to"] ?? "")" })
    }

    @Test func drawsWhatReachesAndIsReached() async throws {
        let edges = try await edges()
        for edge in [
            "outside:internet invokes door:create:0", "door:create:0 invokes function:create",
            "function:create runsAs role:default", "function:list runsAs role:default",
            "role:default mayUse resource:Orders", "function:create names resource:Orders",
            "resource:Parcels delivers function:ship", "function:ship mayUse resource:Parcels",
            "function:ship mayUse anything:s3", "resource:Parcels failsTo resource:Failed",
            "door:ship:1 delivers function:ship",
        ] { #expect(edges.contains(edge), "\(edge) is missing in \(edges.sorted())") }
        #expect(!edges.contains("function:ship runsAs role:default"))
    }

    @Test func drawsARuleOnceThoughItHasAPermission() async throws {
        let template = """
            Resources:
              Sweep:
                Type: AWS::Lambda::Function
                Properties: {Handler: a.b, Runtime: nodejs24.x, Role: 'arn:aws:iam::123456789012:role/r', Code: {S3Bucket: b, S3Key: k}}
              Nightly:
                Type: AWS::Events::Rule
                Properties: {ScheduleExpression: rate(1 day), Targets: [{Id: a, Arn: !GetAtt Sweep.Arn}]}
              Permission:
                Type: AWS::Lambda::Permission
                Properties: {FunctionName: !Ref Sweep, Action: 'lambda:InvokeFunction', Principal: events.amazonaws.com, SourceArn: !GetAtt Nightly.Arn}
            """
        let run = try await CommandLineRun(["graph", "--format", "json"], files: ["template.yaml": template])
        let json = try #require(JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
        let application = try #require((json["applications"] as? [[String: Any]])?.first)
        let nodes = try #require(application["nodes"] as? [[String: Any]])
        #expect(nodes.compactMap { $0["label"] as? String } == ["Sweep", "rate(1 day)"])
    }

    @Test func drawsTheNeighbourhoodOfAFunction() async throws {
        let edges = try await edges(["--function", "cre*"])
        #expect(edges.contains("door:create:0 invokes function:create"))
        #expect(!edges.contains { $0.contains("function:ship") || $0.contains("function:list") })
    }

    @Test(arguments: [("g.svg", "<svg"), ("g.mmd", "flowchart"), ("g.dot", "digraph"), ("g.json", "ringfence-graph")])
    func theNameOfTheFileSaysTheFormat(file: String, beginning: String) async throws {
        let run = try await CommandLineRun(["graph", "-o", file], files: ["serverless.yml": Self.manifest])
        #expect(run.code == 0 && run.output.isEmpty)
        #expect(run.files[file]?.prefix(200).contains(beginning) == true)
    }

    @Test func printsTheSameBytesTwice() async throws {
        let files = ["b/serverless.yml": Self.manifest, "a/serverless.yml": Manifest.open]
        for format in ["svg", "mermaid", "dot", "json"] {
            let first = try await CommandLineRun(["graph", "--format", format], files: files)
            let second = try await CommandLineRun(["graph", "--format", format], files: files)
            #expect(first.output == second.output && first.output.contains("b/serverless.yml"))
        }
    }

    @Test func saysWhichFunctionsThereAre() async throws {
        let run = try await CommandLineRun(["graph", "--function", "crate"], files: ["serverless.yml": Self.manifest])
        #expect(run.code == 2)
        #expect(run.errors.contains("`crate`") && run.errors.contains("create, list, ship"))
    }

    @Test func findsNothingToDraw() async throws {
        #expect(try await CommandLineRun(["graph"], files: ["readme.md": "x"]).code == 3)
        #expect(try await CommandLineRun(["graph", "--format", "png"], files: ["serverless.yml": Self.manifest]).code == 2)
    }

    @Test func drawsWhatParsesOfABrokenFileAndExitsWithFour() async throws {
        let run = try await CommandLineRun(
            ["graph", "--format", "json"], files: ["serverless.yml": Manifest.open + "  second:\n    handler: 'unclosed\n"])
        #expect(run.code == 4)
        #expect(run.output.contains("function:hello"))
    }
}
