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
                    HelloLambdaEvConf: {Properties: {DestinationConfig: {OnFailure: {Destination: arn:f}}}}
                """)
        let function = try reading.function
        #expect(function.failureDestinations.compactMap(\.string) == ["arn:q", "arn:f"])
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

    @Test func extensionsOfAFunctionsResourceGoBeforeItsSettings() throws {
        let reading = try Reading(
            provider: "tags: {team: a}", function: "runtime: nodejs18.x\ntimeout: 3\nmemorySize: 128",
            rest: """
                resources:
                  extensions:
                    HelloLambdaFunction: {Properties: {Runtime: nodejs22.x, Timeout: 9, MemorySize: 512, Tags: [{Key: owner, Value: me}, {Key: team, Value: b}]}}
                """)
        let function = try reading.function
        #expect(function.runtime?.string == "nodejs22.x")
        #expect(function.timeout?.number == 9)
        #expect(function.memory?.number == 512)
        #expect(function.tags.map { "\($0.key)=\($0.value.string ?? "")" } == ["team=b", "owner=me"])
    }

    @Test(arguments: [
        ("frameworkVersion: '4'", "", "nodejs20.x" as String?), ("frameworkVersion: '3'", "", nil), ("", "", nil),
        ("frameworkVersion: '4'", "runtime: python3.13", "python3.13"), ("frameworkVersion: '4'", "image: {name: a}", nil),
    ])
    func versionFourHasADefaultRuntime(rest: String, function: String, runtime: String?) throws {
        let function = try Reading(function: function, rest: rest).function
        #expect(function.runtime?.string == runtime)
        #expect((function.runtime?.trace.isEmpty == false) == (runtime == "nodejs20.x"))
    }

    @Test(arguments: [
        ("frameworkVersion: '3'", 3, Application.FrameworkMajor.Basis.stated), ("", 3, .assumed),
        ("build: {esbuild: true}", 4, .implied), ("stages: {default: {params: {}}}", 4, .implied),
        ("  other: {handler: h, iam: {role: {statements: []}}}", 4, .implied),
    ])
    func theVersionSaysWhatItRestsOn(rest: String, number: Int, basis: Application.FrameworkMajor.Basis) throws {
        let application = try Reading(function: "", rest: rest).application
        #expect(application.frameworkMajor == Application.FrameworkMajor(number, basis: basis))
    }

    @Test func aLogGroupOfTheAuthorsDecidesHowLongLogsAreKept() throws {
        let resources = "resources: {Resources: {Logs: {Type: AWS::Logs::LogGroup, Properties: {LogGroupName: own}}}}"
        let provider = "logRetentionInDays: 9"
        #expect(
            try Reading(provider: provider, function: "logs: {logGroup: own}", rest: resources).function.logRetention == nil)
        #expect(
            try Reading(provider: provider, function: "logs: {logGroup: other}", rest: resources).function.logRetention?
                .isUndetermined == true)
    }

    @Test func functionsUnderResourcesAreReadAsCloudFormationReadsThem() throws {
        let reading = try Reading(
            """
            service: shop
            provider: {name: aws}
            functions:
              hello: {handler: a.b}
            resources:
              Resources:
                Raw:
                  Type: AWS::Lambda::Function
                  Properties: {Handler: a.b, Runtime: nodejs22.x, Role: !GetAtt RawRole.Arn}
                RawRole:
                  Type: AWS::IAM::Role
                  Properties:
                    Policies:
                      - PolicyDocument: {Statement: [{Effect: Allow, Action: 's3:*', Resource: '*'}]}
                Sam: {Type: AWS::Serverless::Function, Properties: {Handler: a.b}}
                HelloLambdaFunction: {Type: AWS::Lambda::Function, Properties: {Timeout: 3}}
            """)
        let application = try reading.application
        #expect(application.functions.map(\.name) == ["hello", "Raw"])
        let raw = try #require(application.function(named: "Raw"))
        #expect(raw.runtime?.string == "nodejs22.x")
        #expect(application.role(of: raw)?.statements.flatMap(\.actions).compactMap(\.string) == ["s3:*"])
        #expect(application.function(named: "hello")?.roleID == Role.ID("default"))
        let issues = reading.result.issues.filter { $0.kind == .notEvaluated }
        #expect(issues.map(\.isPartial) == [false])
        #expect(issues.first?.message.contains("`Sam`") == true)
    }
}
