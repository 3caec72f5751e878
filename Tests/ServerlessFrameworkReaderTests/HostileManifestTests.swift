import ApplicationModel
import ManifestReading
import SourceText
import TestSupport
import Testing

/// Broken and twisted manifests must never trap, and never grow out of hand.
@Suite struct HostileManifestTests {
    private static let manifest = """
        service: {name: shop}
        frameworkVersion: '3'
        plugins: [serverless-iam-roles-per-function, serverless-api-gateway-throttling, serverless-pseudo-parameters]
        provider:
          name: aws
          runtime: nodejs20.x
          tracing: {lambda: true, apiGateway: true}
          environment: {A: !Ref Jobs, B: "#{AWS::Region}"}
          iam: {role: {statements: [{Effect: Allow, Action: ['s3:*'], Resource: !Sub '${Jobs.Arn}/*'}], managedPolicies: [arn:x]}}
          httpApi: {cors: true, authorizers: {t: {type: jwt, issuerUrl: a, audience: [b]}}}
        package: {individually: true, patterns: ['!a/**']}
        custom: {apiGatewayThrottling: {maxRequestsPerSecond: 1}}
        functions:
          - one:
              handler: a.b
              vpc: {subnetIds: [a], securityGroupIds: [b]}
              iamRoleStatements: [{Effect: Allow, Action: '*', Resource: '*'}]
              destinations: {onFailure: {type: sqs, arn: !GetAtt Jobs.Arn}}
              events:
                - http: {path: a, method: get, cors: {origins: [x]}, authorizer: {name: two, type: request}, request: {schemas: {application/json: {type: object}}}}
                - httpApi: {path: /a, method: get, authorizer: t}
                - websocket: {route: $connect, authorizer: two}
                - sqs: {arn: !GetAtt Jobs.Arn}
                - stream: {type: kinesis, arn: arn:x, consumer: true}
                - alb: {listenerArn: arn:x, priority: 1, conditions: {path: [/a, /b], method: [GET, PUT]}}
          - two: {handler: c.d, role: Own, url: {authorizer: aws_iam, cors: true}}
        stepFunctions: {stateMachines: {m: {definition: {States: {A: {Resource: !GetAtt OneLambdaFunction.Arn}}}}}}
        resources:
          - Resources:
              Jobs: {Type: AWS::SQS::Queue, Properties: {RedrivePolicy: {deadLetterTargetArn: !GetAtt Dead.Arn}}}
              Own: {Type: AWS::IAM::Role, Properties: {Policies: [{PolicyDocument: {Statement: []}}], ManagedPolicyArns: [!Ref P]}}
              P: {Type: AWS::IAM::ManagedPolicy, Properties: {PolicyDocument: {Statement: {Effect: Allow, Action: a, Resource: b}}}}
              S: {Type: AWS::SNS::Subscription, Properties: {Protocol: lambda, TopicArn: x, Endpoint: !GetAtt OneLambdaFunction.Arn}}
          - extensions: {HttpApiStage: {Properties: {DefaultRouteSettings: {ThrottlingRateLimit: 1}}}}
        """

    private static let fragments = [
        "null", "true", "[]", "{}", "''", "-1", "[[]]", "{a: {a: {}}}", "!Ref Own", "!Sub '${'", "!GetAtt x",
        "'${self:}'",
        "${self:functions}", "'#{'", "'{{resolve:'", "9999999999999999999999", "'\u{1F600}'", "[null, 1, {}]",
        "!If [a]", "*",
    ]

    @Test func mutatedManifestsNeverTrap() throws {
        var generator = SplitMix64(seed: 0x5eed)
        let lines = Self.manifest.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        for _ in 0..<600 {
            var mutated = lines
            for _ in 0..<(1 + generator.next() % 4) { Self.mutate(&mutated, with: &generator) }
            let reading = try Reading(mutated.joined(separator: "\n"))
            #expect(reading.result.applications.count <= 1)
        }
    }

    private static func mutate(_ lines: inout [String], with generator: inout SplitMix64) {
        let index = Int(generator.next() % UInt64(lines.count))
        let fragment = fragments[Int(generator.next() % UInt64(fragments.count))]
        switch generator.next() % 5 {
        case 0: lines.remove(at: index)
        case 1: lines.swapAt(index, Int(generator.next() % UInt64(lines.count)))
        case 2: lines[index] = String(lines[index].prefix { $0 != ":" }) + ": " + fragment
        case 3: lines[index] = "  " + lines[index]
        default:
            let scalars = Array(lines[index])
            guard !scalars.isEmpty else { return }
            let cut = Int(generator.next() % UInt64(scalars.count))
            lines[index] = String(scalars[..<cut]) + fragment + String(scalars[cut...])
        }
    }

    @Test func whatEveryFunctionInheritsIsBounded() throws {
        let variables = (0..<1000).map { "    V\($0): x\n" }.joined()
        let functions = (0..<1000).map { "  f\($0): {handler: x}\n" }.joined()
        let reading = try Reading(
            "service: s\nprovider:\n  name: aws\n  environment:\n\(variables)functions:\n\(functions)")
        #expect(reading.result.issues.contains { $0.kind == .limit })
        #expect(try reading.application.functions.count == 1000)
        #expect(try reading.function.environment.isEmpty)
    }

    @Test func theManifestItselfReadsWhole() throws {
        let application = try Reading(Self.manifest).application
        #expect(application.functions.map(\.name) == ["one", "two"])
        #expect(application.functions.first?.triggers.count == 11)
        #expect(application.roles.map(\.id.name) == ["one", "Own"])
    }
}
