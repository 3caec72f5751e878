import ApplicationModel
import AuditKit

extension TrustsCallerClaimsRule {
    static let examples: [RuleExample] = [
        .flagged(
            .serverlessFramework, manifest("nodejs24.x", "get", "/orders"),
            files: [
                "order.js": """
                    const AWS = require('aws-sdk');
                    const documents = new AWS.DynamoDB.DocumentClient();
                    exports.handler = async (event) => {
                      const { userId } = event.queryStringParameters;
                      const orders = await documents.«query»({
                        TableName: 'orders', KeyConditionExpression: 'userId = :user', ExpressionAttributeValues: { ':user': userId },
                      }).promise();
                      return { statusCode: 200, body: JSON.stringify(orders.Items) };
                    };
                    """
            ]),
        .flagged(
            .serverlessFramework, manifest("nodejs24.x", "delete", "/orders"),
            files: [
                "order.ts": """
                    import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
                    import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
                    const client = new DynamoDBClient({});
                    export const handler = async (event: any) => {
                      const body = JSON.parse(event.body);
                      if (!body.«isAdmin») return { statusCode: 403 };
                      await client.send(new DeleteCommand({ TableName: 'orders', Key: { pk: body.order } }));
                    };
                    """
            ]),
        .flagged(
            .serverlessFramework, manifest("python3.14", "post", "/orders"),
            files: [
                "order.py": """
                    import json
                    import boto3

                    table = boto3.resource("dynamodb").Table("orders")

                    def handler(event, context):
                        order = json.loads(event["body"])
                        if «event["headers"].get("x-role") != "admin"» and order["total"] > 1000:
                            return {"statusCode": 403}
                        table.«put_item»(Item={"orderId": context.aws_request_id, "userId": order["userId"]})
                    """
            ]),
        .clean(
            .serverlessFramework, manifest("nodejs24.x", "get", "/orders"),
            files: [
                "order.js": """
                    const AWS = require('aws-sdk');
                    const documents = new AWS.DynamoDB.DocumentClient();
                    exports.handler = async (event) => {
                      const user = event.requestContext.authorizer.claims.sub;
                      const { userId, role } = event.queryStringParameters;
                      if (userId !== user) return { statusCode: 403 };
                      if (!['buyer', 'seller'].includes(role)) return { statusCode: 400 };
                      await documents.query({
                        TableName: 'orders', KeyConditionExpression: 'userId = :user', ExpressionAttributeValues: { ':user': userId },
                      }).promise();
                      await documents.put({ TableName: 'orders', Item: { orderId: event.requestContext.requestId, userId: user, role } }).promise();
                    };
                    """
            ]),
        .clean(
            .serverlessFramework, manifest("python3.14", "post", "/users"),
            files: [
                "order.py": """
                    import json
                    import boto3

                    table = boto3.resource("dynamodb").Table("users")

                    def handler(event, context):
                        user = json.loads(event["body"])
                        claims = event["requestContext"]["authorizer"]["claims"]
                        if claims["role"] != "admin":
                            return {"statusCode": 403}
                        table.put_item(Item={"userId": user["userId"], "name": user["name"]})
                    """
            ]),
    ]

    private static func manifest(_ runtime: String, _ method: String, _ path: String) -> String {
        """
        service: shop
        provider:
          name: aws
          runtime: \(runtime)
        functions:
          order:
            handler: order.handler
            events:
              - http:
                  method: \(method)
                  path: \(path)
                  authorizer:
                    arn: arn:aws:cognito-idp:eu-central-1:111122223333:userpool/eu-central-1_abcdefghi
        """
    }
}
