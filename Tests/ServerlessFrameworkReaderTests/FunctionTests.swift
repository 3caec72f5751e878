import ApplicationModel
import ManifestReading
import SourceText
import Testing

@Suite struct FunctionTests {
    @Test(arguments: [
        "functions:\n  a: {handler: x}\n  b: {handler: y}\n  c: null",
        "functions:\n  - a: {handler: x}\n  - b: {handler: y}",
        "functions:\n  - ${file(more.yml)}\n  - b: {handler: y}",
        "functions:\n  - a: {timeout: 3}\n    b: {handler: y}\n  - a: {handler: x}",
    ])
    func functionsAreReadInEveryShape(section: String) throws {
        let reading = try Reading(files: [
            "serverless.yml": "service: {name: shop}\nprovider: aws\n" + section, "more.yml": "a:\n  handler: x\n",
        ])
        let application = try reading.application
        #expect(application.functions.map(\.name) == ["a", "b"])
        #expect(application.functions.compactMap(\.handler?.string) == ["x", "y"])
        #expect(application.name == "shop")
        #expect(application.provider.isAWS)
    }

    @Test func functionsThatAreNotKnownAreNeverSilent() throws {
        for section in [
            "functions: ${file(functions.js)}", "functions:\n  - ${file(functions.js)}",
            "functions: {a: '${file(a.js)}'}",
        ] {
            let reading = try Reading("service: s\nprovider: aws\n" + section)
            #expect(reading.result.issues.contains { $0.isPartial && $0.message.contains("not known") })
        }
    }

    @Test func settingsComeFromTheProviderUnlessTheFunctionHasItsOwn() throws {
        let reading = try Reading(
            provider: """
                runtime: nodejs20.x
                memorySize: 512
                timeout: 9
                logRetentionInDays: 14
                tracing: {lambda: true}
                layers: [arn:l]
                vpc: {securityGroupIds: [sg], subnetIds: [sn]}
                environment: {A: 1, B: 2, C: 3}
                tags: {team: a, cost: b}
                stackTags: {stack: c}
                """,
            function: """
                timeout: 3
                tracing: false
                vpc: {subnetIds: [own]}
                environment: {B: own, C: null, D: 4}
                tags: {team: own}
                reservedConcurrency: 0
                """)
        let function = try reading.function
        #expect(function.runtime?.string == "nodejs20.x")
        #expect(function.memory?.number == 512)
        #expect(function.timeout?.number == 3)
        #expect(function.logRetention?.number == 14)
        // The framework takes the first that is not false.
        #expect(function.tracing?.bool == true)
        #expect(function.layers.compactMap(\.string) == ["arn:l"])
        #expect(function.vpc?["subnetIds"]?.elements.first?.string == "own")
        #expect(function.vpc?["securityGroupIds"]?.elements.first?.string == "sg")
        #expect(
            function.environment.map { "\($0.name)=\($0.value.scalarText ?? "") \($0.isInherited)" } == [
                "A=1 true", "B=own false", "D=4 false",
            ])
        #expect(function.tags.map { "\($0.key)=\($0.value.string ?? "")" } == ["stack=c", "team=own", "cost=b"])
        #expect(function.reservedConcurrency?.number == 0)
        #expect(function.logicalID == "HelloLambdaFunction")
    }

    @Test func aFunctionCanLeaveTheProvidersNetwork() throws {
        let reading = try Reading(provider: "vpc: {securityGroupIds: [sg], subnetIds: [sn]}", function: "vpc: null")
        #expect(try reading.function.vpc == nil)
    }

    @Test func destinationsAndDeadLetterQueuesAreFound() throws {
        let reading = try Reading(
            function: """
                onError: arn:aws:sns:eu-west-1:111111111111:failed
                destinations: {onSuccess: hello, onFailure: {type: sqs, arn: !GetAtt Failed.Arn}}
                disableLogs: true
                """)
        let function = try reading.function
        #expect(function.failureDestinations.count == 2)
        #expect(function.failureDestinations.last?.referencedLogicalID == "Failed")
        #expect(function.successDestinations.first?.string == "hello")
        #expect(function.hasLogsDisabled)
    }

    @Test func extensionsOfGeneratedResourcesCount() throws {
        let reading = try Reading(
            function: "",
            rest: """
                resources:
                  extensions:
                    HelloLambdaFunction: {Properties: {DeadLetterConfig: {TargetArn: arn:q}, TracingConfig: {Mode: Active}, Environment: {Variables: {EXTRA: x}}}}
                    HelloLogGroup: {Properties: {RetentionInDays: 7}}
                """)
        let function = try reading.function
        #expect(function.failureDestinations.first?.string == "arn:q")
        #expect(function.tracing?.string == "Active")
        #expect(function.environment.map(\.name) == ["EXTRA"])
        #expect(function.logRetention?.number == 7)
        #expect(try reading.application.resource("HelloLambdaFunction")?.type == "AWS::Lambda::Function")
    }

    @Test func resourcesInAListAreOneTemplate() throws {
        let reading = try Reading(
            function: "",
            rest: """
                resources:
                  - Resources: {A: {Type: AWS::SQS::Queue}}
                  - Resources: {A: {Properties: {QueueName: q}}, B: {Type: AWS::SNS::Topic}}
                """)
        let application = try reading.application
        #expect(application.resources.map(\.logicalID) == ["A", "B"])
        #expect(application.resource("A")?.properties["QueueName"]?.string == "q")
    }

    @Test func pluginsInBothForms() throws {
        for section in ["plugins: [a, ./local/b]", "plugins: {localPath: ./p, modules: [a, ./local/b]}"] {
            #expect(try Reading(function: "", rest: section).application.plugins.map(\.name) == ["a", "./local/b"])
        }
    }

    @Test func ofDuplicateNamesTheLastCounts() throws {
        let reading = try Reading(
            "service: s\nprovider: aws\nfunctions:\n  hello: {handler: a}\n  hello: {handler: b}\n")
        #expect(try reading.application.functions.compactMap(\.handler?.string) == ["b"])
    }
}
