import CodeAnalysis
import SourceText
import Testing

/// What handlers hand over to other functions, and what they leave behind.
@Suite("Deliveries")
struct DeliveryTests {
    private static let ways: [(String, String, Delivery.Service, String)] = [
        (
            "a.js",
            """
            const { SQSClient, SendMessageCommand: Send } = require('@aws-sdk/client-sqs');
            exports.handler = async (event) => {
              await new SQSClient({}).send(new Send({ QueueUrl: process.env.Q, MessageBody: JSON.stringify({ a: event.a }) }));
            };
            """, .queue, "event.a"
        ),
        (
            "a.js",
            """
            const AWS = require('aws-sdk');
            const lambda = new AWS.Lambda();
            exports.handler = (event, context, callback) => lambda.invoke({ FunctionName: process.env.Q, Payload: event.a }, callback);
            """, .function, "event.a"
        ),
        (
            "a.js",
            """
            const Lambda = require('aws-sdk/clients/lambda');
            const lambda = new Lambda();
            exports.handler = (event) => lambda.invoke({ FunctionName: process.env.Q, Payload: event.a }).promise();
            """, .function, "event.a"
        ),
        (
            "a.py",
            """
            import json, os, boto3
            def handler(event, context):
                boto3.client("sns").publish(TopicArn=os.environ["Q"], Message=json.dumps({"a": event["a"]}))
            """, .topic, "event.a"
        ),
        (
            "a.py",
            """
            import os, boto3
            topic = boto3.resource("sns").Topic(os.environ["Q"])
            def handler(event, context):
                topic.publish(Message=event["a"])
            """, .topic, "event.a"
        ),
        (
            "a.py",
            """
            import json, os, boto3
            events = boto3.client("events")
            def handler(event, context):
                events.put_events(Entries=[{"EventBusName": os.getenv("Q"), "Detail": json.dumps(event["a"])}])
            """, .bus, "event.a"
        ),
    ]

    @Test(arguments: ways.indices)
    func whatIsSentIsKnownWithWhereItGoes(_ index: Int) async throws {
        let (file, text, service, path) = Self.ways[index]
        let deliveries = try await analysis([file: text]).deliveries
        #expect(deliveries.map(\.service) == [service])
        #expect(deliveries.first?.target.constants == [.environment("Q")])
        #expect(deliveries.first?.origins.map(\.path.description) == [path])
    }

    @Test func whatWasCheckedBeforeItIsSentIsSaid() async throws {
        let result = try await analysis([
            "a.js": """
            const { SNSClient, PublishCommand } = require('@aws-sdk/client-sns');
            const validator = require('validator');
            exports.handler = async (event) => {
              if (!validator.isEmail(event.a)) throw new Error('no address');
              await new SNSClient({}).send(new PublishCommand({ TopicArn: 't', Message: JSON.stringify({ a: event.a }) }));
            };
            """
        ])
        #expect(result.deliveries.first?.origins.first?.guarantees.contains(.validated) == true)
    }

    /// A call of the same name that names no target is another service's.
    @Test func aCallWithoutATargetIsNoDelivery() async throws {
        let result = try await analysis([
            "a.js": "const AWS = require('aws-sdk');\nexports.handler = (e) => new AWS.SNS().publish({ PhoneNumber: e.a, Message: e.b });"
        ])
        #expect(result.deliveries.isEmpty)
    }

    @Test func whatAListOfTheModuleIsGivenOutlivesTheEvent() async throws {
        let result = try await analysis([
            "a.js": "const all = [];\nexports.handler = (event) => { const own = []; own.push(event.a); all.push(event.b); };"
        ])
        #expect(result.writes.map(\.target) == [.moduleObject(field: nil)])
        #expect(result.writes.first?.value.origins.map(\.path.description) == ["event.b"])
    }
}
