import ApplicationModel
import AuditKit
import CodeAnalysis
import Findings

/// A part of the event that becomes an operator or an expression of a document or key-value store.
struct NoSQLInjectionRule: FlowRule {
    static let metadata = RuleMetadata(
        .eventInput, "nosql-injection", since: "0.1.0", severity: .high,
        summary: "lets the event change the meaning of a query to a document store",
        why: """
            A value that JSON decoded may be an object: `{"$ne": null}` where the program expects a password makes the \
            condition true for everyone, `{"$regex": "^a"}` reads a secret letter by letter, and `$where` runs as code. \
            The expressions of DynamoDB and the statements of PartiQL are text: who stands in them writes conditions.
            """,
        remedy: """
            Make values what they should be before they go into a query: `String(value)`, a schema that says `type: \
            string`, `{ $eq: value }`. Keep expressions constant and hand values over as `ExpressionAttributeValues` and \
            names as `ExpressionAttributeNames`; PartiQL takes `Parameters`.
            """,
        cwe: [943],
        references: [
            "https://cheatsheetseries.owasp.org/cheatsheets/Injection_Prevention_Cheat_Sheet.html",
            "https://www.mongodb.com/docs/manual/reference/operator/query/",
            "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.ExpressionAttributeValues.html",
        ])

    static let safe: Guarantees = [.word]

    private static let query = "the conditions of a query"
    private static let expression = "the text of an expression"

    static let sinks = [
        Sink(mongo, .argument(0, named: "filter"), .field("$where"), words: query),
        Sink(
            dynamo + javaDynamo, .field("FilterExpression"), .field("KeyConditionExpression"), .field("ConditionExpression"),
            .field("UpdateExpression"), .field("ProjectionExpression"), words: expression),
        Sink(partiQL, .field("Statement"), words: "the text of a PartiQL statement"),
    ]

    init() {}

    func counts(_ flow: Flow, in code: FunctionCode) -> Bool {
        guard flow.sink.words == Self.query else { return flow.isInText(of: code) }
        if let condition = code.analysis.field("$where", of: flow.call.argument(0)?.value ?? .none),
            condition.origins.contains(where: { $0.path == flow.origin.path })
        {
            return true
        }
        if flow.isWholeOfNames || hasChosenKeys(flow, in: code) { return true }
        return flow.mayHoldObject && QueryWalk(code: code, flow: flow).isOperator(flow.value, depth: 0)
    }

    /// Whether a field of the conditions is named by whoever sends the event: `$where` is a name too.
    private func hasChosenKeys(_ flow: Flow, in code: FunctionCode) -> Bool {
        code.analysis.writes.contains { write in
            write.target == .computedField && write.object.references.contains(where: flow.value.references.contains)
                && write.key.origins.contains { origin in
                    origin.path.root == flow.origin.path.root && origin.guarantees.isDisjoint(with: Guarantees.harmless.union(.word))
                }
        }
    }

    func gain(_ flow: Flow, of function: Function) -> String {
        "\(function.attacker) makes the query match, return or change items that it was not meant for"
    }
}

extension Flow {
    /// Whether the parameters of a request are the conditions, by names of the sender's.
    fileprivate var isWholeOfNames: Bool {
        guard case .event = origin.path.root, value.origins.contains(where: { $0.path == origin.path }) else { return false }
        return origin.path.components.count == 1 && ["queryStringParameters", "multiValueQueryStringParameters"].contains(origin.path.fields.first)
    }

    /// Whether the part may be an object rather than text: what JSON decoded, what a framework did, and what a caller sends as
    /// it is; the query and headers of an HTTP request are text.
    fileprivate var mayHoldObject: Bool {
        guard origin.guarantees.isDisjoint(with: [.scalar, .jsonEncoded, .digest]) else { return false }
        if origin.path.components.contains(.decoded("json")) || origin.path.components.contains(.decoded("yaml")) { return true }
        switch origin.path.root {
        case .request: return ["body", "json", "query", "data", "json_body"].contains(origin.path.fields.first ?? "")
        case .event: return part.trigger == nil
        case .context, .answer, .error: return false
        }
    }
}

/// Looks for a part of the event that stands by itself in a query, where an object would be an operator.
private struct QueryWalk {
    let code: FunctionCode
    let flow: Flow

    func isOperator(_ value: AbstractValue, depth: Int) -> Bool {
        // What a library made of it, such as an identifier, has its own type.
        guard code.analysis.apis(of: value).isEmpty else { return false }
        if value.origins.contains(where: { $0.path == flow.origin.path }) {
            // A text that is put together is no object.
            return !value.text.contains { if case .constant = $0 { true } else { false } }
        }
        guard depth < 4 else { return false }
        for object in code.analysis.objects(of: value) {
            for name in object.fieldOrder where name != "$eq" && name != "$in" {
                if let field = object.fields[name], isOperator(field, depth: depth + 1) { return true }
            }
        }
        return false
    }
}

extension NoSQLInjectionRule {
    private static let verbs = [
        "find", "findOne", "findOneAndUpdate", "findOneAndDelete", "findOneAndReplace", "updateOne", "updateMany", "deleteOne", "deleteMany",
        "replaceOne", "countDocuments", "count", "distinct", "remove", "update", "exists",
        "find_one", "find_one_and_update", "find_one_and_delete", "update_one", "update_many", "delete_one", "delete_many", "replace_one",
        "count_documents", "aggregate",
    ]

    private static let mongo =
        ["mongodb*", "mongodb*#", "mongoose*", "mongoose*#", "monk*", "pymongo*", "pymongo*#", "motor*", "mongoist*"].flatMap { library in
            verbs.map { APIPattern(library.hasSuffix("#") ? library + $0 : library + "." + $0) }
        }

    private static let dynamo: [APIPattern] =
        ["Query", "Scan", "Update", "UpdateItem", "Put", "PutItem", "Delete", "DeleteItem", "Get", "GetItem"].flatMap { verb in
            [APIPattern("@aws-sdk/client-dynamodb.\(verb)Command"), APIPattern("@aws-sdk/lib-dynamodb.\(verb)Command")]
        }
        + ["query", "scan", "update", "updateItem", "put", "putItem", "delete", "deleteItem", "get", "getItem"].flatMap { verb in
            ["aws-sdk*.DynamoDB*#", "aws-sdk/clients/dynamodb*#", "@aws-sdk/client-dynamodb.DynamoDB#", "@aws-sdk/lib-dynamodb.DynamoDBDocument.from()."].map {
                APIPattern($0 + verb)
            }
        }
        + ["query", "scan", "update_item", "put_item", "delete_item", "get_item"].flatMap { verb in
            [APIPattern("boto3.client(dynamodb).\(verb)"), APIPattern("boto3.resource(dynamodb).Table().\(verb)")]
        }

    private static let javaDynamo: [APIPattern] = ["query*", "scan*", "updateItem", "putItem", "deleteItem", "getItem"].flatMap { verb in
        ["software.amazon.awssdk.services.dynamodb.DynamoDb*Client#", "com.amazonaws.services.dynamodbv2.AmazonDynamoDB*#"].map { APIPattern($0 + verb) }
    }

    private static let partiQL: [APIPattern] = [
        "software.amazon.awssdk.services.dynamodb.DynamoDb*Client#executeStatement", "com.amazonaws.services.dynamodbv2.AmazonDynamoDB*#executeStatement",
        "@aws-sdk/client-dynamodb.ExecuteStatementCommand", "@aws-sdk/lib-dynamodb.ExecuteStatementCommand",
        "aws-sdk*.DynamoDB#executeStatement", "aws-sdk/clients/dynamodb#executeStatement", "@aws-sdk/client-dynamodb.DynamoDB#executeStatement",
        "boto3.client(dynamodb).execute_statement", "boto3.resource(dynamodb).meta.client.execute_statement",
    ]
}
