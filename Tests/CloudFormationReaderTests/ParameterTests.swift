import ApplicationModel
import ManifestReading
import SourceText
import Testing

@Suite struct ParameterTests {
    private static let template = """
        Parameters:
          Stage: {Type: String, Default: dev, AllowedValues: [dev, prod]}
          Password: {Type: String, NoEcho: true, Default: hunter22}
          Empty: {Type: String, Default: ''}
          Subnets: {Type: CommaDelimitedList, Default: 'a, b'}
          Ami: {Type: 'AWS::SSM::Parameter::Value<String>', Default: /shop/ami}
        Resources:
          Queue:
            Type: AWS::SQS::Queue
            Properties:
              QueueName: !Sub '${Stage}-orders'
              Stage: !Ref Stage
              Password: !Ref Password
              Empty: !Ref Empty
              Subnets: !Ref Subnets
              Ami: !Ref Ami
        """

    @Test func aDefaultIsTheValueThatGetsDeployed() throws {
        let properties = try Reading(Self.template).properties("Queue")
        #expect(properties["QueueName"]?.string == "dev-orders")
        #expect(properties["Subnets"]?.elements.compactMap(\.string) == ["a", "b"])
        let stage = try #require(properties["Stage"])
        #expect(stage.string == "dev")
        #expect(stage.place.span.lowerBound < stage.usePlace.span.lowerBound, "the value stands at the default")
        #expect(stage.trace.map(\.expression) == ["Ref Stage"])
    }

    @Test func whatIsHiddenLeftOpenOrStoredElsewhereStaysASymbol() throws {
        let properties = try Reading(Self.template).properties("Queue")
        #expect(properties["Password"]?.content == .symbolic(.parameter("Password")))
        #expect(properties["Empty"]?.content == .symbolic(.parameter("Empty")))
        guard case .symbolic(.parameter("Ami"))? = properties["Ami"]?.content else {
            Issue.record("\(String(describing: properties["Ami"]?.content))")
            return
        }
    }

    @Test func whoeverScansMayGiveAValue() throws {
        let reading = try Reading(Self.template, options: ReadingOptions(params: ["Stage": "prod"]))
        #expect(try reading.properties("Queue")["QueueName"]?.string == "prod-orders")
    }

    @Test func theModelHasParametersAndOutputs() throws {
        let application = try Reading(
            """
            Parameters: {Stage: {Type: String}}
            Resources: {Queue: {Type: AWS::SQS::Queue}}
            Outputs: {Url: {Value: !Ref Queue, Export: {Name: queue-url}}}
            """
        ).application
        #expect(application.parameters.map(\.name) == ["Stage"])
        #expect(application.outputs.map(\.name) == ["Url"])
        #expect(application.outputs.first?.value?.referencedLogicalID == "Queue")
        #expect(application.outputs.first?.exportName?.string == "queue-url")
    }
}
