import ApplicationModel
import AuditKit
import CodeAnalysis
import Findings

/// A whole body that becomes an item of a store.
struct MassAssignmentRule: FlowRule {
    static let metadata = RuleMetadata(
        .eventInput, "mass-assignment", since: "0.1.0", severity: .medium,
        summary: "stores whatever fields the request has",
        why: """
            What is stored has the fields that the sender thought of, not those that the program did: `role`, `price`, \
            `ownerId`, `verified`. Nothing looks at them now; whatever reads the item later takes them for the program's \
            own.
            """,
        remedy: """
            Name the fields: `const { title, text } = body`, then `{ id, title, text }`. Or let a schema that refuses what it \
            does not know (`additionalProperties: false`, `z.strictObject`, pydantic's `extra="forbid"`) read the body first.
            """,
        cwe: [915],
        references: ["https://cheatsheetseries.owasp.org/cheatsheets/Mass_Assignment_Cheat_Sheet.html"])

    static let safe: Guarantees = [.validated, .jsonEncoded]

    private static let words = "an item that is stored, with all its fields"

    static let sinks = [
        Sink(
            [
                "@aws-sdk/lib-dynamodb.PutCommand", "@aws-sdk/client-dynamodb.PutItemCommand", "aws-sdk*.DynamoDB*#put", "aws-sdk*.DynamoDB*#putItem",
                "aws-sdk/clients/dynamodb*#put*", "@aws-sdk/lib-dynamodb.DynamoDBDocument.from().put", "boto3.client(dynamodb).put_item",
                "boto3.resource(dynamodb).Table().put_item",
            ], .field("Item"), words: words),
        Sink(
            ["mongodb*.insertOne", "mongodb*.insertMany", "mongodb*.insert", "mongoose.model().create", "mongoose.model().insertMany", "mongoose.model()"]
                + ["pymongo*.insert_one", "pymongo*.insert_many", "sequelize*.define().create", "knex*.insert", "knex*.update"],
            .argument(0), words: words),
        Sink(
            ["mongodb*.updateOne", "mongodb*.findOneAndUpdate", "pymongo*.update_one", "pymongo*.find_one_and_update"], .field("$set", of: 1), words: words),
        Sink(
            ["mongoose.model().findByIdAndUpdate", "mongoose.model().updateOne", "mongoose.model().findOneAndUpdate"],
            .argument(1), .field("$set", of: 1), words: words),
        Sink(["@prisma/client*.create", "@prisma/client*.update", "@prisma/client*.upsert"], .field("data"), words: words),
    ]

    init() {}

    /// The whole body, spread or as it is; a field of it is named.
    func counts(_ flow: Flow, in code: FunctionCode) -> Bool {
        guard flow.value.origins.contains(where: { $0.path == flow.origin.path }), flow.value.text.isEmpty else { return false }
        switch flow.origin.path.root {
        case .event: return flow.origin.path.fields == ["body"] && flow.origin.path.components.contains(.decoded("json"))
        case .request: return ["body", "json", "json_body"].contains { flow.origin.path.fields == [$0] }
        case .context, .answer, .error: return false
        }
    }

    func gain(_ flow: Flow, of function: Function) -> String {
        "\(function.attacker) sets fields that are not theirs to set, such as a role, a price or an owner"
    }

    static let examples: [RuleExample] = [
        .flagged(
            .javaScript,
            """
            const { randomUUID } = require('crypto');
            const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
            const { DynamoDBDocumentClient, PutCommand } = require('@aws-sdk/lib-dynamodb');
            const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));
            exports.handler = async (event) => {
              const order = JSON.parse(event.body);
              await client.send(new «PutCommand»({ TableName: 'orders', Item: { id: randomUUID(), ...order } }));
            };
            """),
        .flagged(
            .typeScript,
            """
            import mongoose from 'mongoose';
            const books = mongoose.models.books || mongoose.model('books', new mongoose.Schema({ name: String, owner: String }));
            class Books {
              constructor(private books: any) { this.books = books; }
              update(id: number, data: object) { return this.books.«findOneAndUpdate»({ id }, { $set: data }, { new: true }); }
            }
            export const handler = async (event: any) => {
              const body: object = JSON.parse(event.body);
              return new Books(books).update(Number(event.pathParameters.id), body);
            };
            """),
        .flagged(
            .python,
            """
            import json
            import uuid
            import boto3

            table = boto3.resource("dynamodb").Table("orders")

            def handler(event, context):
                order = json.loads(event["body"])
                table.«put_item»(Item=order)
                table.«put_item»(Item={"id": str(uuid.uuid4()), **order})
            """),
        .clean(
            .javaScript,
            """
            const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
            const { DynamoDBDocumentClient, PutCommand } = require('@aws-sdk/lib-dynamodb');
            const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));
            exports.handler = async (event) => {
              const { title, count } = JSON.parse(event.body);
              await client.send(new PutCommand({ TableName: 'orders', Item: { id: event.requestContext.requestId, title, count } }));
              await client.send(new PutCommand({ TableName: 'raw', Item: { id: '1', text: event.body, json: JSON.stringify(title) } }));
            };
            """),
        .clean(
            .python,
            """
            import json
            import boto3

            table = boto3.resource("dynamodb").Table("orders")
            FIELDS = ("title", "count")

            def handler(event, context):
                order = json.loads(event["body"])
                table.put_item(Item={"id": context.aws_request_id, "title": order["title"], "count": order["count"]})
                table.put_item(Item={name: order[name] for name in FIELDS})
            """),
    ]
}
