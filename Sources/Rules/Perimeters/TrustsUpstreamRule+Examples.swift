import ApplicationModel
import AuditKit

extension TrustsUpstreamRule {
    static let examples: [RuleExample] = [
        .flagged(
            .serverlessFramework, javaScript,
            files: [
                "subscribe.js": sender,
                "notification.js": """
                    const { SESClient, SendEmailCommand } = require('@aws-sdk/client-ses');
                    const ses = new SESClient({});
                    exports.handler = async («event») => {
                      for (const record of event.Records) {
                        const { address } = JSON.parse(record.body);
                        await ses.send(new SendEmailCommand({
                          Destination: { ToAddresses: [address] }, Message: { Subject: { Data: 'Welcome' } },
                        }));
                      }
                    };
                    """,
            ]),
        .flagged(
            .sam, python,
            files: [
                "order.py": """
                    import json, os
                    import boto3

                    sns = boto3.client("sns")
                    ARTICLES = ["tea", "coffee"]

                    def handler(event, context):
                        article = json.loads(event["body"])["article"]
                        if article not in ARTICLES:
                            return {"statusCode": 400}
                        sns.publish(TopicArn=os.environ["TOPIC"], Message=json.dumps({"article": article}))
                        return {"statusCode": 202}
                    """,
                "store.py": """
                    import json, os
                    import boto3

                    table = boto3.resource("dynamodb").Table(os.environ["TABLE"])

                    def handler(«event», context):
                        for record in event["Records"]:
                            order = json.loads(record["Sns"]["Message"])
                            table.put_item(Item={"pk": record["Sns"]["MessageId"], "article": order["article"]})
                    """,
            ]),
        // Both look.
        .clean(
            .serverlessFramework, javaScript,
            files: [
                "subscribe.js": sender,
                "notification.js": """
                    const { SESClient, SendEmailCommand } = require('@aws-sdk/client-ses');
                    const validator = require('validator');
                    const ses = new SESClient({});
                    exports.handler = async (event) => {
                      for (const record of event.Records) {
                        const { address } = JSON.parse(record.body);
                        if (!validator.isEmail(address)) throw new Error('no address');
                        await ses.send(new SendEmailCommand({
                          Destination: { ToAddresses: [address] }, Message: { Subject: { Data: 'Welcome' } },
                        }));
                      }
                    };
                    """,
            ]),
        // What is sent is of the sender's own making, and only the time of it is kept.
        .clean(
            .sam, python,
            files: [
                "order.py": """
                    import json, os
                    import boto3

                    sns = boto3.client("sns")

                    def handler(event, context):
                        sns.publish(TopicArn=os.environ["TOPIC"], Message=json.dumps({"id": context.aws_request_id}))
                        return {"statusCode": 202}
                    """,
                "store.py": """
                    import os
                    import boto3

                    table = boto3.resource("dynamodb").Table(os.environ["TABLE"])

                    def handler(event, context):
                        for record in event["Records"]:
                            table.put_item(Item={"pk": record["Sns"]["MessageId"], "at": record["Sns"]["Timestamp"]})
                    """,
            ]),
    ]

    private static let javaScript = """
        service: shop
        provider:
          name: aws
          runtime: nodejs24.x
          environment:
            QUEUE: !Ref Welcomes
        functions:
          subscribe:
            handler: subscribe.handler
            events:
              - httpApi: POST /subscriptions
          notification:
            handler: notification.handler
            events:
              - sqs:
                  arn: !GetAtt Welcomes.Arn
        resources:
          Resources:
            Welcomes:
              Type: AWS::SQS::Queue
        """

    private static let sender = """
        const { SQSClient, SendMessageCommand } = require('@aws-sdk/client-sqs');
        const validator = require('validator');
        const sqs = new SQSClient({});
        exports.handler = async (event) => {
          const { address } = JSON.parse(event.body);
          if (!validator.isEmail(address)) return { statusCode: 400 };
          await sqs.send(new SendMessageCommand({ QueueUrl: process.env.QUEUE, MessageBody: JSON.stringify({ address }) }));
          return { statusCode: 202 };
        };
        """

    private static let python = """
        Transform: AWS::Serverless-2016-10-31
        Globals:
          Function:
            Runtime: python3.14
            CodeUri: .
            Environment:
              Variables:
                TOPIC: !Ref Orders
        Resources:
          Orders:
            Type: AWS::SNS::Topic
          Order:
            Type: AWS::Serverless::Function
            Properties:
              Handler: order.handler
              Events:
                Post:
                  Type: HttpApi
                  Properties: {Path: /orders, Method: post}
          Store:
            Type: AWS::Serverless::Function
            Properties:
              Handler: store.handler
              Events:
                Ordered:
                  Type: SNS
                  Properties: {Topic: !Ref Orders}
        """
}
