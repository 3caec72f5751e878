import FoundationEssentials
import Testing

@Suite struct SchemaCommandTests {
    private static let manifest = """
        service: shop
        provider:
          name: aws
          runtime: nodejs24.x
        functions:
          createOrder:
            handler: orders.create
            events:
              - http: POST /orders
          worker:
            handler: worker.handler
            events:
              - sqs: arn:aws:sqs:eu-central-1:111122223333:orders
          lost:
            handler: nowhere.handler
          silent:
            handler: silent.handler
            events:
              - httpApi: POST /silent
        """

    private static let files = [
        "serverless.yml": manifest,
        "orders.js": """
            const db = require('./db');
            const SIZES = ['s', 'm', 'l'];
            exports.create = async (event) => {
              const { article, amount, size, tags, address, note } = JSON.parse(event.body);
              if (!SIZES.includes(size)) return { statusCode: 400 };
              if (note.length > 200) return { statusCode: 400 };
              for (const tag of tags) await db.tag(tag.trim());
              await db.save({ article: article.toUpperCase(), amount: parseInt(amount, 10), size, city: address.city, limit: Number(event.queryStringParameters.limit) });
              return { statusCode: 201 };
            };
            """,
        "db.js": "exports.tag = async (t) => require('fs').promises.appendFile(process.env.TAGS, t);\nexports.save = async (o) => require('fs').promises.writeFile(process.env.ORDERS, JSON.stringify(o));",
        "worker.js": "exports.handler = async (event) => { for (const r of event.Records) console.log(JSON.parse(r.body).id) }",
        "silent.js": "exports.handler = async () => ({ statusCode: 204 })",
    ]

    private func schema(_ arguments: [String], _ files: [String: String] = SchemaCommandTests.files) async throws -> JSONDocument {
        let run = try await CommandLineRun(["schema"] + arguments, files: files)
        #expect(run.code == 0, "\(run.errors)")
        return try JSONDocument(run.output)
    }

    @Test func theBodyIsDescribedByItsUses() async throws {
        let schema = try await schema(["createOrder"])
        #expect(schema["$schema"]?.string == "http://json-schema.org/draft-04/schema#")
        #expect(schema["additionalProperties"]?.bool == false)
        let fields = schema["properties"]
        #expect(fields?.keys == ["address", "amount", "article", "note", "size", "tags"])
        #expect(fields?["article"]?["type"]?.string == "string")
        #expect(fields?["amount"]?["type"]?.string == "integer")
        #expect(fields?["size"]?["enum"]?.strings == ["s", "m", "l"])
        #expect(fields?["tags"]?["type"]?.string == "array")
        #expect(fields?["tags"]?["items"]?["type"]?.string == "string")
        #expect(fields?["note"]?["maxLength"]?.number == 200)
        #expect(fields?["address"]?["additionalProperties"]?.bool == false)
    }

    @Test func theWholeEventHoldsTextInItsAddress() async throws {
        let schema = try await schema(["createOrder", "--event", "--draft", "2020-12"])
        #expect(schema["$schema"]?.string == "https://json-schema.org/draft/2020-12/schema")
        let limit = schema["properties"]?["queryStringParameters"]?["properties"]?["limit"]
        #expect(limit?["type"]?.string == "string")
        #expect(limit?["pattern"]?.string?.hasPrefix("^-?[0-9]") == true)
        let body = schema["properties"]?["body"]
        #expect(body?["type"]?.string == "string")
        #expect(body?["contentSchema"]?["properties"]?["size"]?["enum"]?.strings == ["s", "m", "l"])
        // The platform adds fields of its own.
        #expect(schema["additionalProperties"] == nil)
    }

    /// What uses leave open a default or a type says, and a text around a value leaves a number possible.
    @Test func hintsDecideWhereUsesSayNothing() async throws {
        let text = "export const create = async (event) => { const { limit = 10, page = '1', q } = JSON.parse(event.body); return `${q} ${limit} ${parseInt(page, 10)}` };"
        let fields = try await schema(["createOrder"], ["serverless.yml": Self.manifest, "orders.ts": text])["properties"]
        #expect(fields?["limit"]?["type"]?.string == "number")
        #expect(fields?["page"]?["type"]?.string == "integer")
        #expect(Set(fields?["q"]?["type"]?.strings ?? []) == ["string", "number", "boolean"])
    }

    /// What is stored or sent on as a whole may have fields that the code does not name.
    @Test func bodiesThatAreHandedOnStayOpen() async throws {
        let text = "export const create = async (event) => { const body = JSON.parse(event.body); await fetch(process.env.URL, { body }); return body.id };"
        let schema = try await schema(["createOrder"], ["serverless.yml": Self.manifest, "orders.ts": text])
        #expect(schema["additionalProperties"] == nil)
        #expect(schema["maxProperties"]?.number == 100)
    }

    @Test func aFunctionWithoutRoutesHasItsEventDescribed() async throws {
        let schema = try await schema(["worker"])
        #expect(schema["$schema"]?.string == "https://json-schema.org/draft/2020-12/schema")
        #expect(schema["properties"]?["Records"]?["type"]?.string == "array")
        #expect(schema["properties"]?["Records"]?["items"]?["properties"]?["body"]?["type"]?.string == "string")
    }

    /// Handlers whose schema or types say more than their uses.
    private static let declared: [(String, String)] = [
        ("orders.ts", "import { z } from 'zod';\nconst Order = z.object({ id: z.string().uuid(), count: z.number().int().min(1).max(9), kind: z.enum(['a', 'b']).optional(), tags: z.array(z.string().max(20)).max(5) });\nexport const create = async (event) => { const o = Order.parse(JSON.parse(event.body)); return o.id };"),
        ("orders.ts", "import Joi from 'joi';\nconst Order = Joi.object({ id: Joi.string().guid().required(), count: Joi.number().integer().min(1).max(9).required(), kind: Joi.string().valid('a', 'b'), tags: Joi.array().items(Joi.string().max(20)).max(5).required() });\nexport const create = async (event) => { const { error, value } = Order.validate(JSON.parse(event.body)); if (error) throw error; return value.id };"),
        ("orders.py", "import json\nfrom uuid import UUID\nfrom typing import List, Literal, Optional\nfrom pydantic import BaseModel, Field, constr\n\nclass Order(BaseModel):\n    id: UUID\n    count: int = Field(ge=1, le=9)\n    kind: Optional[Literal['a', 'b']] = None\n    tags: List[constr(max_length=20)] = Field(max_length=5)\n\ndef create(event, context):\n    return Order(**json.loads(event['body'])).id\n"),
        ("orders.py", "import json\nfrom marshmallow import Schema, fields, validate\n\nclass Order(Schema):\n    id = fields.UUID(required=True)\n    count = fields.Int(required=True, validate=validate.Range(min=1, max=9))\n    kind = fields.Str(validate=validate.OneOf(['a', 'b']))\n    tags = fields.List(fields.Str(validate=validate.Length(max=20)), required=True, validate=validate.Length(max=5))\n\ndef create(event, context):\n    return Order().load(json.loads(event['body']))['id']\n"),
    ]

    @Test(arguments: declared.indices)
    func schemasOfLibrariesAreWrittenAsTheySay(_ index: Int) async throws {
        let (file, text) = Self.declared[index]
        let manifest = Self.manifest.replacing("nodejs24.x", with: file.hasSuffix("py") ? "python3.14" : "nodejs24.x")
        let schema = try await schema(["createOrder"], ["serverless.yml": manifest, file: text])
        #expect(Set(schema["required"]?.strings ?? []) == ["id", "count", "tags"])
        let fields = schema["properties"]
        #expect(fields?["id"]?["format"]?.string == "uuid")
        #expect(fields?["count"]?["type"]?.string == "integer")
        #expect(fields?["count"]?["minimum"]?.number == 1)
        #expect(fields?["count"]?["maximum"]?.number == 9)
        #expect(fields?["kind"]?["enum"]?.strings.prefix(2) == ["a", "b"])
        #expect(fields?["tags"]?["maxItems"]?.number == 5)
        #expect(fields?["tags"]?["items"]?["maxLength"]?.number == 20)
        #expect(schema["additionalProperties"]?.bool == false)
    }

    @Test(arguments: [
        "const order: Order = JSON.parse(event.body); return order.lines.length",
        "const order = JSON.parse(event.body) as Order; return order.lines.length",
        "return use(JSON.parse(event.body))",
    ])
    func declaredTypesAreWritten(_ body: String) async throws {
        let text = """
            interface Line { sku: string; amount?: number }
            type Order = { lines: Line[]; kind: 'a' | 'b'; note: string | null; extra?: Record<string, string> };
            const use = (order: Order) => order.lines.length;
            export const create = async (event) => { \(body) };
            """
        let schema = try await schema(["createOrder"], ["serverless.yml": Self.manifest, "orders.ts": text])
        #expect(schema["required"]?.strings == ["lines", "kind", "note"])
        let line = schema["properties"]?["lines"]?["items"]
        #expect(line?["required"]?.strings == ["sku"])
        #expect(line?["properties"]?["amount"]?["type"]?.string == "number")
        #expect(schema["properties"]?["kind"]?["enum"]?.strings == ["a", "b"])
        #expect(schema["properties"]?["extra"]?["additionalProperties"]?["type"]?.string == "string")
    }

    @Test func theTypeOfAHandlerIsThatOfItsEvent() async throws {
        let text = """
            import { Handler } from 'aws-lambda';
            interface Job { id: string; pages: number[] }
            export const handler: Handler<Job, void> = async (event) => { console.log(event.id) };
            """
        let schema = try await schema(["worker"], ["serverless.yml": Self.manifest, "worker.ts": text])
        #expect(schema["properties"]?["pages"]?["items"]?["type"]?.string == "number")
    }

    @Test(arguments: [
        (["other"], 2, "no function is named `other`", "functions here: createOrder, lost, silent, worker"),
        (["lost"], 2, "the code of `lost` was not read", "help:"),
        (["silent"], 3, "the code of `silent` reads no field of the body", "error:"),
        (["createOrder", "--draft", "07"], 2, "`--draft 07` is not known", "04, 2020-12"),
    ])
    func mistakesAreExplained(_ arguments: [String], _ code: Int, _ message: String, _ help: String) async throws {
        let run = try await CommandLineRun(["schema"] + arguments, files: Self.files)
        #expect(run.code == Int32(code))
        #expect(run.errors.contains(message), "\(run.errors)")
        #expect(run.errors.contains(help), "\(run.errors)")
        #expect(run.output.isEmpty)
    }

    @Test func theSchemaGoesToAFile() async throws {
        let run = try await CommandLineRun(["schema", "createOrder", "-o", "order.json"], files: Self.files)
        #expect(run.code == 0)
        #expect(run.output.isEmpty)
        #expect(run.files["order.json"]?.contains("\"enum\": [\"s\", \"m\", \"l\"]") == true)
    }

    /// The inferred schema is the fix of the rule that misses one, and no rule about schemas has anything to say of it.
    @Test func theFixOfARouteWithoutASchemaIsTheInferredOne() async throws {
        let fixed = try await CommandLineRun(
            ["fix", "--unsafe", "--allow-dirty", "--rule", "gateway-policy/route-without-schema"], files: Self.files)
        let text = try #require(fixed.files["serverless.yml"])
        #expect(text.contains("article:"), "\(fixed.output)\(fixed.errors)")
        #expect(text.contains("additionalProperties: false"))
        let scan = try await CommandLineRun(
            ["scan", "--quiet", "--rule", "gateway-policy/*schema", "--rule", "event-input/unbounded-string"], files: fixed.files)
        #expect(scan.findings(in: "serverless.yml").filter { !$0.contains("route-without-schema") }.isEmpty, "\(scan.output)")
        #expect(scan.findings(in: "serverless.yml").count < 2, "\(scan.output)")
    }
}

/// JSON to look into.
private struct JSONDocument {
    private let value: Any

    init(_ text: String) throws { value = try JSONReader.read(text) }
    private init(value: Any) { self.value = value }

    subscript(_ key: String) -> JSONDocument? { (value as? [String: Any])?[key].map { JSONDocument(value: $0) } }
    var keys: [String] { (value as? [String: Any])?.keys.sorted() ?? [] }
    var string: String? { value as? String }
    var bool: Bool? { value as? Bool }
    var number: Double? { value as? Double }
    var strings: [String] { (value as? [Any])?.compactMap { $0 as? String } ?? [] }
}

private enum JSONReader {
    private indirect enum Part: Decodable {
        case map([String: Part]), list([Part]), text(String), number(Double), bool(Bool), null

        init(from decoder: any Decoder) throws {
            let box = try decoder.singleValueContainer()
            if let map = try? box.decode([String: Part].self) { self = .map(map) } else if let list = try? box.decode([Part].self) {
                self = .list(list)
            } else if let bool = try? box.decode(Bool.self) {
                self = .bool(bool)
            } else if let number = try? box.decode(Double.self) {
                self = .number(number)
            } else if let text = try? box.decode(String.self) {
                self = .text(text)
            } else {
                self = .null
            }
        }

        var value: Any {
            switch self {
            case .map(let map): map.mapValues(\.value)
            case .list(let list): list.map(\.value)
            case .text(let text): text
            case .number(let number): number
            case .bool(let bool): bool
            case .null: [Any]()
            }
        }
    }

    static func read(_ text: String) throws -> Any { try JSONDecoder().decode(Part.self, from: Data(text.utf8)).value }
}
