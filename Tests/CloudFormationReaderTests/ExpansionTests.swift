import ApplicationModel
import ManifestReading
import SourceText
import Testing

/// What makes a template longer than it is written: loops, includes, mappings, nested stacks.
@Suite struct ExpansionTests {
    @Test func loopsMakeAResourceForEachElement() throws {
        let reading = try Reading(
            """
            Transform: AWS::LanguageExtensions
            Parameters: {Names: {Type: CommaDelimitedList, Default: 'orders,invoices'}}
            Resources:
              Fn::ForEach::Queues:
                - Name
                - !Ref Names
                - Queue${Name}:
                    Type: AWS::SQS::Queue
                    Properties: {QueueName: !Sub 'shop-${Name}', Own: !Ref Name}
            """)
        #expect(try reading.application.resources.map(\.logicalID) == ["Queueorders", "Queueinvoices"])
        #expect(try reading.properties("Queueinvoices")["QueueName"]?.string == "shop-invoices")
        #expect(try reading.properties("Queueinvoices")["Own"]?.string == "invoices")
        #expect(reading.result.issues.isEmpty)
    }

    @Test func aLoopOverNobodyKnowsWhatIsSaid() throws {
        let reading = try Reading(
            """
            Parameters: {Names: {Type: CommaDelimitedList}}
            Resources:
              Fn::ForEach::Queues: [Name, !Ref Names, {'Q${Name}': {Type: AWS::SQS::Queue}}]
            """)
        #expect(reading.issueKinds == [.unresolved])
    }

    @Test func nestedLoopsEndAtTheLimit() throws {
        let letters = (0..<40).map { "v\($0)" }.joined(separator: ", ")
        var body = "{'Q${A}${B}${C}${D}': {Type: AWS::SQS::Queue}}"
        for name in ["D", "C", "B", "A"] { body = "{'Fn::ForEach::L\(name)': [\(name), [\(letters)], \(body)]}" }
        let reading = try Reading("Resources: \(body)")
        #expect(reading.issueKinds.contains(.limit))
    }

    @Test func filesOfTheTreeAreIncluded() throws {
        let reading = try Reading(files: [
            "app/template.yaml": """
            Resources:
              Queue:
                Type: AWS::SQS::Queue
                Properties:
                  Fn::Transform: {Name: AWS::Include, Parameters: {Location: ./queue.yaml}}
              Remote:
                Type: AWS::SQS::Queue
                Properties:
                  Fn::Transform: {Name: AWS::Include, Parameters: {Location: s3://b/queue.yaml}}
            """,
            "app/queue.yaml": "QueueName: orders\n",
        ], manifest: "app/template.yaml")
        #expect(try reading.properties("Queue")["QueueName"]?.string == "orders")
        #expect(try reading.properties("Remote").isUndetermined)
        #expect(reading.result.issues.map(\.isPartial) == [false])
        #expect(try reading.application.files.map(\.description) == ["app/template.yaml", "app/queue.yaml"])
    }

    @Test func includesEndWhenTheyIncludeThemselves() throws {
        let include = "Fn::Transform: {Name: AWS::Include, Parameters: {Location: ./a.yaml}}\n"
        let reading = try Reading(files: [
            "template.yaml": "Resources:\n  Q:\n    Type: AWS::SQS::Queue\n    Properties:\n      " + include,
            "a.yaml": include,
        ])
        #expect(reading.issueKinds.contains(.outsideRoot))
    }

    @Test func mappingsAreLookedUp() throws {
        let text = """
            Parameters: {Stage: {Type: String, Default: dev}}
            Mappings: {Sizes: {dev: {Memory: 128}, prod: {Memory: 1024}}, Regions: {eu-west-1: {Zone: a}}}
            Resources:
              Fn:
                Type: AWS::Lambda::Function
                Properties:
                  MemorySize: !FindInMap [Sizes, !Ref Stage, Memory]
                  Zone: !FindInMap [Regions, !Ref AWS::Region, Zone]
            """
        #expect(try Reading(text).function("Fn").memory?.number == 128)
        #expect(try Reading(text, options: ReadingOptions(params: ["Stage": "prod"])).function("Fn").memory?.number == 1024)
        #expect(try Reading(text).properties("Fn")["Zone"]?.isUndetermined == true)
        #expect(try Reading(text, options: ReadingOptions(region: "eu-west-1")).properties("Fn")["Zone"]?.string == "a")
    }

    private static let parent = """
        Resources:
          Queue: {Type: AWS::SQS::Queue}
          Workers:
            Type: AWS::CloudFormation::Stack
            Properties:
              TemplateURL: nested/workers.yaml
              Parameters: {QueueArn: !GetAtt Queue.Arn, Stage: prod}
          Reader:
            Type: AWS::Lambda::Function
            Properties: {Environment: {Variables: {WORKER: !GetAtt Workers.Outputs.WorkerName}}}
        """

    private static let child = """
        Parameters: {QueueArn: {Type: String}, Stage: {Type: String, Default: dev}}
        Conditions: {IsProd: !Equals [!Ref Stage, prod]}
        Resources:
          Worker:
            Type: AWS::Lambda::Function
            Properties: {Timeout: !If [IsProd, 30, 3], Role: !GetAtt Role.Arn}
          Role: {Type: AWS::IAM::Role, Properties: {AssumeRolePolicyDocument: {}}}
          Mapping:
            Type: AWS::Lambda::EventSourceMapping
            Properties: {EventSourceArn: !Ref QueueArn, FunctionName: !Ref Worker}
        Outputs: {WorkerName: {Value: !Ref Worker}}
        """

    @Test func aNestedStackIsPartOfItsParent() throws {
        let reading = try Reading(files: ["template.yaml": Self.parent, "nested/workers.yaml": Self.child])
        let application = try reading.application
        #expect(application.functions.map(\.name) == ["Reader", "Workers.Worker"])
        let worker = try reading.function("Workers.Worker")
        #expect(worker.timeout?.number == 30, "what the parent sets decides the child's conditions")
        #expect(worker.roleID == Role.ID("Workers.Role"))
        #expect(worker.triggers.map(\.kind) == [.queue])
        #expect(worker.triggers.first?.sourceLogicalID == "Queue", "the queue is the parent's")
        let variable = try #require(try reading.function("Reader").environment.first)
        #expect(variable.value.referencedLogicalID == "Workers.Worker")
        #expect(reading.result.issues.isEmpty)
    }

    @Test func stacksThatNestThemselvesOrAreMissingAreSaid() throws {
        let own = """
            Resources:
              Again: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: template.yaml}}
              Gone: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: gone.yaml}}
              Remote: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: 'https://b.s3.amazonaws.com/t.yaml'}}
            """
        let reading = try Reading(own)
        #expect(Set(reading.issueKinds) == [.cycle, .missingFile])
    }
}
