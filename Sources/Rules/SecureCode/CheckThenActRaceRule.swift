import ApplicationModel
import AuditKit
import CodeAnalysis
import Findings
import SourceText

/// An item that is read, changed and written back without a condition.
struct CheckThenActRaceRule: CodeRule {
    static let metadata = RuleMetadata(
        .secureCode, "check-then-act-race", since: "0.1.0", severity: .medium, confidence: .medium,
        summary: "writes back what it has read without asking whether it is still so",
        why: """
            A function runs as often at once as it is invoked. Between the read of an item and its write another \
            invocation may write it: one voucher is spent twice, and one of two bookings is lost. Who sends two requests \
            at once decides when that happens.
            """,
        remedy: """
            Let the table do it: `UpdateExpression: 'SET stock = stock - :n'` with `ConditionExpression: 'stock >= :n'`, \
            or a version number that the `ConditionExpression` compares.
            """,
        cwe: [362, 367],
        references: [
            "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.ConditionExpressions.html",
            "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/WorkingWithItems.html#WorkingWithItems.AtomicCounters",
        ])

    private static let reads = APISet([
        "aws-sdk.DynamoDB.DocumentClient#get", "aws-sdk.DynamoDB#getItem", "@aws-sdk/lib-dynamodb.GetCommand*",
        "@aws-sdk/client-dynamodb.GetItemCommand*", "boto3.resource(dynamodb).Table().get_item", "boto3.client(dynamodb).get_item",
    ])
    private static let puts = APISet([
        "aws-sdk.DynamoDB.DocumentClient#put", "aws-sdk.DynamoDB#putItem", "@aws-sdk/lib-dynamodb.PutCommand", "@aws-sdk/client-dynamodb.PutItemCommand",
        "boto3.resource(dynamodb).Table().put_item", "boto3.client(dynamodb).put_item",
    ])
    private static let updates = APISet([
        "aws-sdk.DynamoDB.DocumentClient#update", "aws-sdk.DynamoDB#updateItem", "@aws-sdk/lib-dynamodb.UpdateCommand",
        "@aws-sdk/client-dynamodb.UpdateItemCommand", "boto3.resource(dynamodb).Table().update_item", "boto3.client(dynamodb).update_item",
    ])

    init() {}

    func verdicts(on code: FunctionCode, of function: Function, in context: AuditContext) -> [Verdict] {
        let readers = code.calls(of: Self.reads)
        guard !readers.isEmpty else { return models(in: code, function) }
        return code.analysis.calls.compactMap { call in
            guard call.isAny(of: Self.puts) || call.isAny(of: Self.updates), !isConditional(call, code),
                let origin = readValue(in: call, code) ?? testedState(before: call, code),
                let reader = readers.first(where: { isSameTable($0, call, code) })
            else { return nil }
            return .violation(
                Violation(
                    at: call.namePlace, "what was read is written back without a condition",
                    gain: "\(function.caller) sends two requests at once, and `\(function.name)` counts or grants one thing twice",
                    severity: Self.metadata.severity.weighed(by: function.exposure),
                    related: [(place: reader.namePlace, note: "the item is read here"), (place: origin.trail.place, note: "a part of it decides what is written")]))
        }
    }

    // MARK: Models

    private static let modelReads = APISet(["pynamodb.models.Model.get", "mongoengine*.get", "peewee.Model.get*", "tortoise.models.Model.get*"])
    private static let modelWrites = APISet(["pynamodb.models.Model#save", "pynamodb.models.Model#update", "peewee.Model#save", "tortoise.models.Model#save"])

    /// An instance of a model whose field is tested, changed and saved without a condition.
    private func models(in code: FunctionCode, _ function: Function) -> [Verdict] {
        let writes = code.calls(of: Self.modelWrites).filter { call in
            !call.arguments.contains { $0.name == "condition" }
        }
        guard let write = writes.first, let reader = code.calls(of: Self.modelReads).first else { return [] }
        let assigned = assignedFields(in: code)
        for fact in code.analysis.comparisons {
            for (read, known) in [(fact.left, fact.right), (fact.right, fact.left)] where known.origins.isEmpty {
                let tested = read.origins.first { origin in
                    guard case .answer(let api) = origin.path.root, Self.modelReads.contains(api), let field = origin.path.fields.last else { return false }
                    return assigned.contains(field)
                }
                guard tested != nil else { continue }
                return [
                    .violation(
                        Violation(
                            at: write.namePlace, "what was read is written back without a condition",
                            gain: "\(function.caller) sends two requests at once, and `\(function.name)` counts or grants one thing twice",
                            severity: Self.metadata.severity.weighed(by: function.exposure),
                            related: [(place: reader.namePlace, note: "the item is read here"), (place: fact.place, note: "a part of it decides what is written")]))
                ]
            }
        }
        return []
    }

    /// The names of the fields of objects that reached functions assign.
    private func assignedFields(in code: FunctionCode) -> Set<String> {
        var names: Set<String> = []
        for path in Set(code.analysis.reached.map(\.path)) {
            guard let module = code.program[path]?.module else { continue }
            for function in module.functions { function.body.visitAssignments { names.formUnion($0.assignedName(in: module)) } }
            for expression in module.expressions {
                if case .assign(let pattern, _) = expression.kind { names.formUnion(pattern.assignedName(in: module)) }
            }
        }
        return names
    }

    private func isConditional(_ call: CallFact, _ code: FunctionCode) -> Bool {
        !CallOption.options(of: call, named: ["ConditionExpression", "Expected"], in: code).isEmpty
    }

    /// A part of the read item in what is written; its key is written again by everyone.
    private func readValue(in call: CallFact, _ code: FunctionCode) -> Origin? {
        let names: Set<String> = call.isAny(of: Self.puts) ? ["Item"] : ["ExpressionAttributeValues"]
        let written = CallOption.options(of: call, named: names, in: code).map(\.value)
        let values = written.flatMap { value in code.analysis.fieldNames(of: value).compactMap { code.analysis.field($0, of: value) } }
        return values.flatMap { code.analysis.origins(in: $0) }.first { origin in
            guard case .answer(let api) = origin.path.root else { return false }
            // Only what is computed from the old value loses another's write: a number that was counted.
            return isRead(api) && origin.guarantees.contains(.number)
        }
    }

    /// A field of the read item that is compared with what the program knows, and that is then written.
    private func testedState(before call: CallFact, _ code: FunctionCode) -> Origin? {
        let written = writtenNames(in: call, code)
        guard !written.isEmpty else { return nil }
        for fact in code.analysis.comparisons where fact.site == call.site && fact.place < call.place {
            for (read, known) in [(fact.left, fact.right), (fact.right, fact.left)] where known.origins.isEmpty && !known.constants.isEmpty {
                let found = read.origins.first { origin in
                    guard case .answer(let api) = origin.path.root, isRead(api), let field = origin.path.fields.last else { return false }
                    return written.contains(field)
                }
                if let found { return found }
            }
        }
        return nil
    }

    /// The fields that a call writes: those of the item, or those that its expression sets.
    private func writtenNames(in call: CallFact, _ code: FunctionCode) -> Set<String> {
        let options = CallOption.options(of: call, named: ["Item", "UpdateExpression", "ExpressionAttributeNames"], in: code)
        return options.reduce(into: []) { names, option in
            switch option.name {
            case "Item": names.formUnion(code.analysis.fieldNames(of: option.value))
            case "UpdateExpression":
                let words = option.value.texts.flatMap { $0.split { !($0.isLetter || $0.isNumber || $0 == "_" || $0 == "#" || $0 == ":") } }
                names.formUnion(words.map(String.init))
            default:
                names.formUnion(code.analysis.fieldNames(of: option.value).flatMap { code.analysis.field($0, of: option.value)?.strings ?? [] })
            }
        }
    }

    private func isRead(_ api: String) -> Bool {
        Self.reads.contains(api.hasSuffix("().promise") ? String(api.dropLast(10)) : api)
    }

    private func isSameTable(_ read: CallFact, _ write: CallFact, _ code: FunctionCode) -> Bool {
        guard let first = table(of: read, code), let second = table(of: write, code) else { return false }
        return first == second
    }

    private func table(of call: CallFact, _ code: FunctionCode) -> AbstractValue? {
        if let named = CallOption.options(of: call, named: ["TableName"], in: code).first?.value { return known(named) }
        return code.analysis.arguments(madeWith: call.receiver).first.flatMap(known)
    }

    private func known(_ value: AbstractValue) -> AbstractValue? { value.constant == nil ? nil : value }

    static let examples: [RuleExample] = [
        .flagged(
            .javaScript,
            """
            const AWS = require('aws-sdk');
            const db = new AWS.DynamoDB.DocumentClient();
            const TableName = process.env.TABLE;
            exports.handler = async (event) => {
              const { id, count } = JSON.parse(event.body);
              const { Item } = await db.get({ TableName, Key: { id } }).promise();
              if (Item.stock < count) return { statusCode: 409 };
              await db.«update»({
                TableName,
                Key: { id },
                UpdateExpression: 'SET stock = :stock',
                ExpressionAttributeValues: { ':stock': Item.stock - count },
              }).promise();
              return { statusCode: 204 };
            };
            """),
        .flagged(
            .python,
            """
            import json
            import boto3

            table = boto3.resource("dynamodb").Table("accounts")

            def handler(event, context):
                body = json.loads(event["body"])
                account = table.get_item(Key={"id": body["id"]})["Item"]
                table.«put_item»(Item={"id": body["id"], "balance": account["balance"] - int(body["sum"])})
                return {"statusCode": 204}
            """),
        .flagged(
            .javaScript,
            """
            // A voucher is spent as often as it is sent at once.
            const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
            const { DynamoDBDocumentClient, GetCommand, UpdateCommand } = require('@aws-sdk/lib-dynamodb');
            const db = DynamoDBDocumentClient.from(new DynamoDBClient({}));
            exports.handler = async (event) => {
              const { id } = JSON.parse(event.body);
              const { Item } = await db.send(new GetCommand({ TableName: 'vouchers', Key: { id } }));
              if (Item.status !== 'open') return { statusCode: 409 };
              await db.send(new «UpdateCommand»({
                TableName: 'vouchers',
                Key: { id },
                UpdateExpression: 'SET #status = :spent',
                ExpressionAttributeNames: { '#status': 'status' },
                ExpressionAttributeValues: { ':spent': 'spent' },
              }));
              return { statusCode: 204 };
            };
            """),
        .flagged(
            .python,
            """
            from pynamodb.models import Model
            from pynamodb.attributes import UnicodeAttribute

            class Voucher(Model):
                class Meta:
                    table_name = "vouchers"

                id = UnicodeAttribute(hash_key=True)
                state = UnicodeAttribute()

                def spend(self):
                    if self.state != "open":
                        raise ValueError("spent")
                    self.state = "spent"
                    self.«save»()

            def handler(event, context):
                Voucher.get(event["pathParameters"]["id"]).spend()
                return {"statusCode": 204}
            """),
        .clean(
            .python,
            """
            from pynamodb.models import Model
            from pynamodb.attributes import UnicodeAttribute

            class Voucher(Model):
                id = UnicodeAttribute(hash_key=True)
                state = UnicodeAttribute()
                owner = UnicodeAttribute()

            def handler(event, context):
                voucher = Voucher.get(event["pathParameters"]["id"])
                if voucher.owner != "shop":
                    return {"statusCode": 403}
                voucher.state = "spent"
                voucher.save(condition=Voucher.state == "open")
                return {"statusCode": 204}
            """),
        .clean(
            .python,
            """
            import json
            import boto3

            table = boto3.resource("dynamodb").Table("vouchers")

            def handler(event, context):
                key = {"id": json.loads(event["body"])["id"]}
                voucher = table.get_item(Key=key)["Item"]
                if voucher["kind"] != "gift":
                    return {"statusCode": 400}
                if voucher["status"] != "open":
                    return {"statusCode": 409}
                table.update_item(
                    Key=key,
                    UpdateExpression="SET #s = :spent",
                    ConditionExpression="#s = :open",
                    ExpressionAttributeNames={"#s": "status"},
                    ExpressionAttributeValues={":spent": "spent", ":open": "open"},
                )
                table.update_item(Key=key, UpdateExpression="SET seen = :now", ExpressionAttributeValues={":now": "now"})
                return {"statusCode": 204}
            """),
        .clean(
            .javaScript,
            """
            const AWS = require('aws-sdk');
            const db = new AWS.DynamoDB.DocumentClient();
            const TableName = process.env.TABLE;
            exports.handler = async (event) => {
              const { id, count } = JSON.parse(event.body);
              const { Item } = await db.get({ TableName, Key: { id } }).promise();
              await db.update({
                TableName,
                Key: { id },
                UpdateExpression: 'SET stock = :stock',
                ConditionExpression: 'stock = :old',
                ExpressionAttributeValues: { ':stock': Item.stock - count, ':old': Item.stock },
              }).promise();
              await db.put({ TableName: 'log', Item: { id, stock: Item.stock - count } }).promise();
            };
            """),
        .clean(
            .python,
            """
            import json
            import boto3

            table = boto3.resource("dynamodb").Table("accounts")

            def handler(event, context):
                body = json.loads(event["body"])
                account = table.get_item(Key={"id": body["id"]})["Item"]
                table.update_item(
                    Key={"id": account["id"]},
                    UpdateExpression="SET balance = balance - :sum",
                    ConditionExpression="balance >= :sum",
                    ExpressionAttributeValues={":sum": int(body["sum"])},
                )
            """),
    ]
}

extension CodePattern {
    /// The name of the field that is assigned; empty when something else is.
    fileprivate func assignedName(in module: CodeModule) -> [String] {
        guard case .target(let target) = self, case .member(_, let name, _) = module[target].kind else { return [] }
        return [name]
    }
}
