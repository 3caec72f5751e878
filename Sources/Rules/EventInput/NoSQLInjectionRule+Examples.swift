import AuditKit

extension NoSQLInjectionRule {
    static let examples: [RuleExample] = [
        .flagged(
            .javaScript,
            """
            const { MongoClient } = require('mongodb');
            const { DynamoDBClient, ExecuteStatementCommand } = require('@aws-sdk/client-dynamodb');
            const { QueryCommand } = require('@aws-sdk/lib-dynamodb');
            const client = new MongoClient(process.env.DB);
            const dynamo = new DynamoDBClient({});
            exports.handler = async (event) => {
              const { email, password, filter } = JSON.parse(event.body);
              const users = client.db('shop').collection('users');
              const user = await users.«findOne»({ email, password });
              await users.«find»(JSON.parse(event.body)).toArray();
              await users.«find»({ $where: `this.owner == '${event.queryStringParameters.owner}'` });
              await dynamo.send(new «QueryCommand»({
                TableName: 'orders', KeyConditionExpression: 'id = :id', FilterExpression: `${filter} > :min`,
              }));
              await dynamo.send(new «ExecuteStatementCommand»({ Statement: `SELECT * FROM orders WHERE id = '${email}'` }));
              return user;
            };
            """),
        .flagged(
            .python,
            """
            import json
            import os
            import boto3
            from pymongo import MongoClient

            users = MongoClient(os.environ["DB"]).shop.users
            table = boto3.resource("dynamodb").Table("orders")

            def handler(event, context):
                body = json.loads(event["body"])
                user = users.«find_one»({"email": body["email"], "password": body["password"]})
                table.«scan»(FilterExpression="customer = " + body["customer"])
                return user
            """),
        .flagged(
            .python,
            """
            import os
            from pymongo import MongoClient

            users = MongoClient(os.environ["DB"])[os.environ["NAME"]]["users"]

            def handler(event, context):
                query = {}
                for name in event["queryStringParameters"]:
                    query[name] = event["queryStringParameters"][name]
                return list(users.«find»(query)) + list(users.«find»(event["queryStringParameters"]))
            """),
        .clean(
            .python,
            """
            import os
            from pymongo import MongoClient

            users = MongoClient(os.environ["DB"])[os.environ["NAME"]]["users"]
            FIELDS = ("name", "city")

            def handler(event, context):
                query = {}
                for name in event["queryStringParameters"]:
                    if name in FIELDS:
                        query[name] = event["queryStringParameters"][name]
                return list(users.find(query))
            """),
        .clean(
            .typeScript,
            """
            import { MongoClient, ObjectId } from 'mongodb';
            import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
            import { DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
            const client = new MongoClient(process.env.DB!);
            const dynamo = DynamoDBDocumentClient.from(new DynamoDBClient({}));
            export const handler = async (event: any) => {
              const { email, id, note } = JSON.parse(event.body);
              const users = client.db('shop').collection('users');
              await users.findOne({ email: String(email), owner: event.queryStringParameters.owner });
              await users.findOne({ _id: new ObjectId(id) });
              await users.findOne({ note: { $eq: note } });
              if (typeof note !== 'string') return { statusCode: 400 };
              await users.find({ note });
              await dynamo.send(new QueryCommand({
                TableName: 'orders', KeyConditionExpression: 'id = :id', ExpressionAttributeValues: { ':id': id },
              }));
            };
            """),
        .clean(
            .python,
            """
            import json
            import os
            import boto3
            from boto3.dynamodb.conditions import Attr, Key
            from pymongo import MongoClient

            users = MongoClient(os.environ["DB"]).shop.users
            table = boto3.resource("dynamodb").Table("orders")

            def handler(event, context):
                body = json.loads(event["body"])
                users.find_one({"email": str(body["email"])})
                users.find_one({"owner": event["pathParameters"]["owner"]})
                table.query(KeyConditionExpression=Key("id").eq(body["id"]), FilterExpression=Attr("kind").eq(body["kind"]))
                table.scan(FilterExpression="customer = :c", ExpressionAttributeValues={":c": body["customer"]})
            """),
        .flagged(
            .java,
            """
            import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
            import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
            import com.amazonaws.services.lambda.runtime.*;
            import com.amazonaws.services.lambda.runtime.events.*;

            public class Orders implements RequestHandler<APIGatewayProxyRequestEvent, String> {
                private final DynamoDbClient dynamo = DynamoDbClient.create();
                public String handleRequest(APIGatewayProxyRequestEvent event, Context context) {
                    String field = event.getQueryStringParameters().get("field");
                    ScanRequest request = ScanRequest.builder().tableName("orders").filterExpression(field + " = :v").build();
                    return dynamo.«scan»(request).toString();
                }
            }
            """),
        .clean(
            .java,
            """
            import java.util.Map;
            import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
            import software.amazon.awssdk.services.dynamodb.model.*;
            import com.amazonaws.services.lambda.runtime.*;
            import com.amazonaws.services.lambda.runtime.events.*;

            public class Orders implements RequestHandler<APIGatewayProxyRequestEvent, String> {
                private final DynamoDbClient dynamo = DynamoDbClient.create();
                public String handleRequest(APIGatewayProxyRequestEvent event, Context context) {
                    String owner = event.getQueryStringParameters().get("owner");
                    Map<String, AttributeValue> values = Map.of(":v", AttributeValue.builder().s(owner).build());
                    return dynamo.scan(b -> b.tableName("orders").filterExpression("owner = :v").expressionAttributeValues(values)).toString();
                }
            }
            """),
    ]
}
