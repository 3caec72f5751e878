import ApplicationModel
import AuditKit

extension UnvalidatedEventRule {
    static let examples: [RuleExample] = [
        // `importer` came later and checks nothing.
        .flagged(
            .serverlessFramework, storyJavaScript,
            files: [
                "subscribe.js": checkingSubscribe,
                "importer.js": """
                    const { LambdaClient, InvokeCommand } = require('@aws-sdk/client-lambda');
                    const lambda = new LambdaClient({});
                    exports.handler = async («event») => {
                      for (const line of JSON.parse(event.body).lines) {
                        await lambda.send(new InvokeCommand({
                          FunctionName: process.env.NOTIFICATION, Payload: JSON.stringify({ address: line.address }),
                        }));
                      }
                    };
                    """,
                "notification.js": """
                    const { SESClient, SendEmailCommand } = require('@aws-sdk/client-ses');
                    const ses = new SESClient({});
                    exports.handler = async («event») => {
                      await ses.send(new SendEmailCommand({
                        Destination: { ToAddresses: [event.address] }, Message: { Subject: { Data: 'Welcome' } },
                      }));
                    };
                    """,
            ]),
        .flagged(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
              runtime: python3.14
            functions:
              order:
                handler: order.handler
                events:
                  - httpApi: POST /orders
            """,
            files: [
                "order.py": """
                    import json, os
                    import boto3

                    table = boto3.resource("dynamodb").Table(os.environ["TABLE"])

                    def handler(«event», context):
                        order = json.loads(event["body"])
                        table.put_item(Item={"pk": context.aws_request_id, "note": order["note"]})
                    """
            ]),
        .clean(
            .serverlessFramework, storyJavaScript,
            files: [
                "subscribe.js": checkingSubscribe,
                "importer.js": "exports.handler = async () => ({ statusCode: 202 });",
                "notification.js": """
                    const { SESClient, SendEmailCommand } = require('@aws-sdk/client-ses');
                    const validator = require('validator');
                    const ses = new SESClient({});
                    exports.handler = async (event) => {
                      console.log(event.address);
                      if (!validator.isEmail(event.address)) throw new Error('no address');
                      await ses.send(new SendEmailCommand({
                        Destination: { ToAddresses: [event.address] }, Message: { Subject: { Data: 'Welcome' } },
                      }));
                    };
                    """,
            ]),
        // The API holds the body against a model.
        .clean(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
              runtime: nodejs24.x
            functions:
              order:
                handler: order.handler
                events:
                  - http:
                      method: post
                      path: orders
                      request:
                        schemas:
                          application/json:
                            type: object
                            additionalProperties: false
                            properties:
                              note: {type: string, maxLength: 200}
            """,
            files: [
                "order.js": """
                    const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
                    const { PutCommand } = require('@aws-sdk/lib-dynamodb');
                    const client = new DynamoDBClient({});
                    exports.handler = async (event) => {
                      const { note } = JSON.parse(event.body);
                      await client.send(new PutCommand({ TableName: process.env.TABLE, Item: { pk: event.requestContext.requestId, note } }));
                    };
                    """
            ]),
        .clean(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
              runtime: python3.14
            functions:
              order:
                handler: order.handler
                events:
                  - sqs: arn:aws:sqs:eu-central-1:111122223333:orders
            """,
            files: [
                "order.py": """
                    import os
                    import boto3
                    from pydantic import BaseModel

                    table = boto3.resource("dynamodb").Table(os.environ["TABLE"])

                    class Order(BaseModel):
                        article: int
                        note: str

                    def handler(event, context):
                        for record in event["Records"]:
                            order = Order.model_validate_json(record["body"])
                            table.put_item(Item={"pk": record["messageId"], "article": order.article, "note": order.note})
                    """
            ]),
        .clean(
            .javaScript,
            """
            // The schema of the model holds what it is given to its types.
            const mongoose = require('mongoose');
            const Order = mongoose.model('Order', new mongoose.Schema({ article: Number, note: String }));
            exports.handler = async (event) => {
              const { article, note } = JSON.parse(event.body);
              const order = new Order({ article, note });
              if (order.validateSync()) return { statusCode: 400 };
              await Order.findByIdAndUpdate(event.pathParameters.id, order);
              return { statusCode: 204 };
            };
            """, events: "- httpApi: PUT /orders/{id}"),
        .clean(
            .javaScript,
            """
            // Only Step Functions says `aws.states`, and it writes what it saw itself.
            const AWS = require('aws-sdk');
            const sns = new AWS.SNS();
            exports.handler = async (event) => {
              await sns.publish({ TopicArn: process.env.TOPIC, Message: JSON.stringify(event) }).promise();
              await sns.publish({ TopicArn: process.env.TOPIC, Message: event.detail.executionArn }).promise();
            };
            """,
            events: """
                - eventBridge:
                    pattern:
                      source: [aws.states]
                      detail-type: [Step Functions Execution Status Change]
                """),
        .clean(
            .javaScript,
            """
            // The next round comes in through the same door.
            const AWS = require('aws-sdk');
            const lambda = new AWS.Lambda();
            exports.handler = async (event, context) => {
              if (event.rest < 1) return;
              await lambda.invoke({ FunctionName: context.functionName, InvocationType: 'Event', Payload: JSON.stringify(event) }).promise();
            };
            """, events: "- schedule: rate(1 day)"),
        .clean(
            .python,
            """
            # What could not be read goes back to the queue whose reader refused it.
            import os
            import boto3

            sqs = boto3.client("sqs")

            def handler(event, context):
                for record in event["Records"]:
                    sqs.send_message(QueueUrl=os.environ["ORDERS"], MessageBody=record["body"].strip())
            """,
            events: """
                - sqs:
                    arn:
                      Fn::GetAtt: [Letters, Arn]
                """,
            more: """
                    environment:
                      ORDERS:
                        Ref: Orders
                resources:
                  Resources:
                    Orders:
                      Type: AWS::SQS::Queue
                      Properties:
                        RedrivePolicy:
                          deadLetterTargetArn:
                            Fn::GetAtt: [Letters, Arn]
                          maxReceiveCount: 3
                    Letters:
                      Type: AWS::SQS::Queue
                """),
        .clean(
            .javaScript,
            """
            // GraphQL holds arguments to their types.
            const { ApolloServer } = require('apollo-server-lambda');
            const AWS = require('aws-sdk');
            const db = new AWS.DynamoDB.DocumentClient();
            const resolvers = {
              Mutation: { addOrder: (_, { note }) => db.put({ TableName: 'orders', Item: { id: '1', note } }).promise() },
            };
            const server = new ApolloServer({ typeDefs: 'type Mutation { addOrder(note: String!): String }', resolvers });
            exports.handler = server.createHandler();
            """),
    ]

    private static let storyJavaScript = """
        service: shop
        provider:
          name: aws
          runtime: nodejs24.x
          environment:
            NOTIFICATION: shop-dev-notification
        functions:
          subscribe:
            handler: subscribe.handler
            events:
              - httpApi: POST /subscriptions
          importer:
            handler: importer.handler
            events:
              - httpApi: POST /imports
          notification:
            handler: notification.handler
        """

    private static let checkingSubscribe = """
        const { LambdaClient, InvokeCommand } = require('@aws-sdk/client-lambda');
        const validator = require('validator');
        const lambda = new LambdaClient({});
        exports.handler = async (event) => {
          const { address } = JSON.parse(event.body);
          if (!validator.isEmail(address)) return { statusCode: 400 };
          await lambda.send(new InvokeCommand({ FunctionName: process.env.NOTIFICATION, Payload: JSON.stringify({ address }) }));
          return { statusCode: 202 };
        };
        """
}
