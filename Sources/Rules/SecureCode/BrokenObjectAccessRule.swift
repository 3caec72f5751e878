import ApplicationModel
import AuditKit
import CodeAnalysis
import Findings
import SourceText

/// A key that the caller chooses, in code that never asks who the caller is.
struct BrokenObjectAccessRule: CodeRule {
    static let metadata = RuleMetadata(
        .secureCode, "broken-object-access", since: "0.1.0", severity: .medium, confidence: .medium,
        summary: "lets every signed-in caller choose whose record it works on",
        why: """
            An authorizer says that somebody is signed in; whose records they may see only the code can say. Where the \
            key of a record comes from the request and the code never reads who sent it, one user reads and changes the \
            records of all others by counting. It is the most common hole of APIs.
            """,
        remedy: """
            Make the caller's identity a part of the key or of the condition: `requestContext.authorizer.claims.sub` in \
            the partition key, or a `ConditionExpression` that compares the owner. If every signed-in caller may see \
            every record, suppress the finding with that reason.
            """,
        cwe: [639],
        references: [
            "https://owasp.org/API-Security/editions/2023/en/0xa1-broken-object-level-authorization/",
            "https://cheatsheetseries.owasp.org/cheatsheets/Insecure_Direct_Object_Reference_Prevention_Cheat_Sheet.html",
            "https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-id-token.html",
        ])

    private static let reading = APISet([
        "aws-sdk.DynamoDB.DocumentClient#get", "aws-sdk.DynamoDB#getItem", "@aws-sdk/lib-dynamodb.GetCommand",
        "@aws-sdk/client-dynamodb.GetItemCommand", "boto3.resource(dynamodb).Table().get_item", "boto3.client(dynamodb).get_item",
        "@aws-sdk/lib-dynamodb.DynamoDBDocument.from().get", "software.amazon.awssdk.services.dynamodb.DynamoDb*Client#getItem",
        "com.amazonaws.services.dynamodbv2.AmazonDynamoDB*#getItem",
    ])
    private static let writing = APISet([
        "aws-sdk.DynamoDB.DocumentClient#delete", "aws-sdk.DynamoDB.DocumentClient#update", "aws-sdk.DynamoDB#deleteItem", "aws-sdk.DynamoDB#updateItem",
        "@aws-sdk/lib-dynamodb.DeleteCommand", "@aws-sdk/lib-dynamodb.UpdateCommand", "@aws-sdk/client-dynamodb.DeleteItemCommand",
        "@aws-sdk/client-dynamodb.UpdateItemCommand", "boto3.resource(dynamodb).Table().delete_item", "boto3.resource(dynamodb).Table().update_item",
        "boto3.client(dynamodb).delete_item", "boto3.client(dynamodb).update_item", "@aws-sdk/lib-dynamodb.DynamoDBDocument.from().update",
        "@aws-sdk/lib-dynamodb.DynamoDBDocument.from().delete", "software.amazon.awssdk.services.dynamodb.DynamoDb*Client#deleteItem",
        "software.amazon.awssdk.services.dynamodb.DynamoDb*Client#updateItem", "com.amazonaws.services.dynamodbv2.AmazonDynamoDB*#deleteItem",
        "com.amazonaws.services.dynamodbv2.AmazonDynamoDB*#updateItem",
    ])
    /// Other stores: where a call names the record.
    private static let others: [(apis: APISet, writes: Bool)] = [
        (APISet(["aws-sdk.S3#getObject", "@aws-sdk/client-s3.GetObjectCommand", "boto3.client(s3).get_object"]), false),
        (APISet(["aws-sdk.S3#deleteObject", "@aws-sdk/client-s3.DeleteObjectCommand", "boto3.client(s3).delete_object"]), true),
        (APISet(["mongoose.model().findById", "mongodb*.findOne", "mongoose.model().findOne", "pymongo*.find_one"]), false),
        (
            APISet([
                "mongoose.model().findByIdAndUpdate", "mongoose.model().findByIdAndDelete", "mongoose.model().findByIdAndRemove", "mongodb*.updateOne",
                "mongodb*.deleteOne", "mongoose.model().updateOne", "mongoose.model().deleteOne", "pymongo*.update_one", "pymongo*.delete_one",
            ]), true
        ),
    ]
    /// Fields of an event by which code may learn who the caller is.
    private static let identity: Set<String> = ["authorizer", "identity", "authorization", "cookie", "cookies", "claims", "principalid", "user", "auth"]

    init() {}

    func verdicts(on code: FunctionCode, of function: Function, in context: AuditContext) -> [Verdict] {
        guard let trigger = function.triggers.first(where: isForUsers), !asksWho(code) else { return [] }
        let finder = FlowFinder(code: code, function: function)
        return code.analysis.calls.compactMap { call in
            guard let writes = Self.writes(call), let key = Self.key(of: call, code),
                let part = finder.parts(in: key, at: call).first(where: { $0.origin.path.root != .error })
            else { return nil }
            let verb = writes ? "changes" : "reads"
            return .violation(
                Violation(
                    at: call.namePlace, "`\(part.origin.path)` chooses the record, and nothing asks whose it is",
                    gain: "a signed-in caller of `\(trigger.summary)` \(verb) the records of all others by their keys",
                    severity: verb == "changes" ? .high : .medium))
        }
    }

    /// Whether a call writes a record or reads one; `nil` when it does neither.
    private static func writes(_ call: CallFact) -> Bool? {
        if call.isAny(of: reading) { return false }
        if call.isAny(of: writing) { return true }
        return others.first { call.isAny(of: $0.apis) }?.writes
    }

    /// What names the record: a key, or an identifier that stands alone or in the conditions.
    private static func key(of call: CallFact, _ code: FunctionCode) -> AbstractValue? {
        if let key = CallOption.options(of: call, named: ["Key"], in: code).first { return key.value }
        guard let first = call.argument(0, named: "filter")?.value else { return nil }
        if call.apis.contains(where: { APIPath.name($0).hasPrefix("findById") }) { return first }
        // A condition besides may be the owner.
        let names = code.analysis.fieldNames(of: first)
        guard names.count == 1, let name = names.first, ["_id", "id"].contains(name) else { return nil }
        return code.analysis.field(name, of: first)
    }

    /// Whether a door tells users apart; what other services sign for has no owner.
    private func isForUsers(_ trigger: Trigger) -> Bool {
        switch trigger.route?.authorization {
        case .cognito, .jwt: trigger.invocation != .never
        default: false
        }
    }

    private func asksWho(_ code: FunctionCode) -> Bool {
        code.analysis.reads.contains { read in
            read.path.fields.contains { Self.identity.contains($0.lowercased()) }
        }
    }

    private static let pool = """
        - http:
            path: orders/{id}
            method: get
            authorizer: { arn: 'arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_x' }
        """

    static let examples: [RuleExample] = [
        .flagged(
            .javaScript,
            """
            const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
            const { DynamoDBDocumentClient, GetCommand } = require('@aws-sdk/lib-dynamodb');
            const db = DynamoDBDocumentClient.from(new DynamoDBClient({}));
            exports.handler = async (event) => {
              const { id } = event.pathParameters;
              const { Item } = await db.send(new «GetCommand»({ TableName: process.env.TABLE, Key: { id } }));
              return { statusCode: 200, body: JSON.stringify(Item) };
            };
            """, events: pool),
        .flagged(
            .python,
            """
            import os
            import boto3

            table = boto3.resource("dynamodb").Table(os.environ["TABLE"])

            def handler(event, context):
                table.«delete_item»(Key={"id": event["pathParameters"]["id"]})
                return {"statusCode": 204}
            """, events: pool),
        .flagged(
            .javaScript,
            """
            const mongoose = require('mongoose');
            const { S3Client, GetObjectCommand } = require('@aws-sdk/client-s3');
            const Order = mongoose.model('Order', new mongoose.Schema({ total: Number, owner: String }));
            const s3 = new S3Client({});
            exports.handler = async (event) => {
              const { id } = event.pathParameters;
              await s3.send(new «GetObjectCommand»({ Bucket: 'invoices', Key: `${id}.pdf` }));
              return { statusCode: 200, body: JSON.stringify(await Order.«findById»(id)) };
            };
            """, events: pool),
        .flagged(
            .java,
            """
            import java.util.Map;
            import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
            import software.amazon.awssdk.services.dynamodb.model.*;
            import com.amazonaws.services.lambda.runtime.*;
            import com.amazonaws.services.lambda.runtime.events.*;

            public class Orders implements RequestHandler<APIGatewayProxyRequestEvent, String> {
                private final DynamoDbClient db = DynamoDbClient.create();
                public String handleRequest(APIGatewayProxyRequestEvent event, Context context) {
                    String id = event.getPathParameters().get("id");
                    GetItemRequest request = GetItemRequest.builder().tableName("orders")
                        .key(Map.of("id", AttributeValue.builder().s(id).build())).build();
                    return db.«getItem»(request).item().toString();
                }
            }
            """, events: pool),
        .clean(
            .python,
            """
            import os
            import pymongo

            orders = pymongo.MongoClient(os.environ["DB"]).shop.orders

            def handler(event, context):
                order = orders.find_one({"_id": event["pathParameters"]["id"], "owner": event["requestContext"]["authorizer"]["claims"]["sub"]})
                return {"statusCode": 200, "body": order["total"]}
            """, events: pool),
        .clean(
            .javaScript,
            """
            const AWS = require('aws-sdk');
            const db = new AWS.DynamoDB.DocumentClient();
            exports.handler = async (event) => {
              const owner = event.requestContext.authorizer.claims.sub;
              const { Item } = await db.get({ TableName: 'orders', Key: { owner, id: event.pathParameters.id } }).promise();
              return { statusCode: 200, body: JSON.stringify(Item) };
            };
            """, events: pool),
        .clean(
            .python,
            """
            # The record is the same for everyone: no key comes from the caller.
            import boto3

            table = boto3.resource("dynamodb").Table("settings")

            def handler(event, context):
                return {"statusCode": 200, "body": table.get_item(Key={"id": "shop"})["Item"]["name"]}
            """, events: pool),
    ]
}
