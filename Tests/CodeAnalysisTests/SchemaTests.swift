import ApplicationModel
import CodeAnalysis
import Testing

/// Handlers that hold their event against a schema and then hand parts of it to `sink`: which parts may still spell
/// something, and which nothing looked at.
@Suite("Values that a schema has accepted")
struct SchemaTests {
    private func dangerous(_ analysis: HandlerAnalysis, _ sink: String = "sink") -> [String] {
        flows(analysis, into: sink, without: .word)
    }

    private func unvalidated(_ analysis: HandlerAnalysis, _ sink: String = "sink") -> [String] {
        flows(analysis, into: sink, without: [.validated, .described])
    }

    private func run(_ head: String, _ body: String, files: [String: String] = [:], file: String = "handler.ts") async throws -> HandlerAnalysis {
        let text = "import sink from 'sink';\n\(head)\nexport const handler = async (event) => { \(body) }"
        return try await analysis(files.merging([file: text]) { _, own in own }, entry: file)
    }

    // MARK: Libraries of ECMAScript

    private static let zodHead = """
        import { z } from 'zod';
        const Order = z.object({ id: z.string().uuid(), count: z.coerce.number().int().max(9), kind: z.enum(['a', 'b']), note: z.string().max(80),
          code: z.string().regex(/^[A-Z]{3}$/), when: z.string().datetime(), tags: z.array(z.string().cuid()), free: z.any().optional() });
        """

    /// After the schema has passed: what each field may still be.
    private static let zod: [(String, [String], [String])] = [
        ("const o = Order.parse(JSON.parse(event.body)); sink(o.id, o.count, o.kind, o.code)", [], []),
        ("const o = Order.parse(JSON.parse(event.body)); sink(o.note)", ["event.body.note"], []),
        ("const o = Order.parse(JSON.parse(event.body)); sink(o.tags[0]); o.tags.map(t => sink(t))", [], []),
        ("const { note, free } = await Order.parseAsync(JSON.parse(event.body)); sink(note); sink(free)", ["event.body.free", "event.body.note"], []),
        ("const r = Order.safeParse(JSON.parse(event.body)); if (!r.success) return; sink(r.data.id, r.data.kind)", [], []),
        ("const { success, data } = Order.safeParse(JSON.parse(event.body)); sink(data.id, data.note)", ["event.body.note"], []),
        ("const raw = JSON.parse(event.body); if (!Order.safeParse(raw).success) return; sink(raw.id, raw.note)", ["event.body.note"], []),
        ("const raw = JSON.parse(event.body); Order.safeParse(raw); sink(raw.id)", ["event.body.id"], ["event.body.id"]),
        // What is not described is not in the result, but still in what came.
        ("const o = Order.parse(JSON.parse(event.body)); sink(o.other)", [], []),
        ("const raw = JSON.parse(event.body); Order.parse(raw); sink(raw.other)", ["event.body.other"], ["event.body.other"]),
        ("const o = Order.passthrough().parse(JSON.parse(event.body)); sink(o.other)", ["event.body[]"], ["event.body[]"]),
        ("const raw = JSON.parse(event.body); Order.strict().parse(raw); sink(raw.other)", ["event.body.other"], []),
        ("const o = z.object({ id: z.string().transform(Number) }).parse(event.queryStringParameters); sink(o.id)", [], []),
        ("const o = z.object({ id: z.string().transform(s => s.trim()) }).parse(event.queryStringParameters); sink(o.id)", ["event.queryStringParameters.id"], []),
        ("const o = z.union([z.object({ a: z.number() }), z.object({ a: z.string() })]).parse(JSON.parse(event.body)); sink(o.a)", ["event.body.a"], []),
        ("const o = Order.pick({ id: true }).extend({ n: z.number().nullable() }).parse(JSON.parse(event.body)); sink(o.id, o.n)", [], []),
        ("const o = z.object({ a: z.union([z.number(), z.null()]) }).parse(JSON.parse(event.body)); sink(o.a)", [], []),
        ("const o = z.record(z.string(), z.number()).parse(JSON.parse(event.body)); sink(o.a)", [], []),
    ]

    @Test(arguments: zod.indices)
    func zodTypesItsFields(_ index: Int) async throws {
        let (body, spelling, unchecked) = Self.zod[index]
        let result = try await run(Self.zodHead, body)
        #expect(dangerous(result) == spelling, "\(body)")
        #expect(unvalidated(result) == unchecked, "\(body)")
    }

    private static let joiHead = """
        import Joi from 'joi';
        const Order = Joi.object({ id: Joi.string().guid().required(), count: Joi.number().integer(), kind: Joi.string().valid('a', 'b'),
          note: Joi.string().max(80), tags: Joi.array().items(Joi.string().alphanum()) });
        """
    private static let joi: [(String, [String])] = [
        ("const { error, value } = Order.validate(JSON.parse(event.body)); if (error) throw error; sink(value.id, value.count, value.kind, value.tags[0])", []),
        ("const { error, value } = Order.validate(JSON.parse(event.body)); if (error) throw error; sink(value.note)", ["event.body.note"]),
        // With an error the value is what came.
        ("const { value } = Order.validate(JSON.parse(event.body)); sink(value.id)", ["event.body.id"]),
        ("const o = await Order.validateAsync(JSON.parse(event.body)); sink(o.id, o.count)", []),
        ("const o = Joi.attempt(JSON.parse(event.body), Order); sink(o.kind)", []),
        ("const { error, value } = Order.validate(JSON.parse(event.body)); if (error) throw error; sink(value.other)", ["event.body.other"]),
        ("const raw = JSON.parse(event.body); Joi.assert(raw, Order); sink(raw.kind)", []),
    ]

    @Test(arguments: joi.indices)
    func joiTypesItsFields(_ index: Int) async throws {
        let (body, expected) = Self.joi[index]
        #expect(dangerous(try await run(Self.joiHead, body)) == expected, "\(body)")
    }

    /// Fields that are not described cannot be there, unless the call lets them through.
    @Test func joiRefusesWhatItDoesNotKnow() async throws {
        let body = "if (error) throw error; sink(value.other)"
        let strict = try await run(Self.joiHead, "const { error, value } = Order.validate(JSON.parse(event.body)); \(body)")
        #expect(unvalidated(strict).isEmpty)
        let loose = try await run(Self.joiHead, "const { error, value } = Order.validate(JSON.parse(event.body), { allowUnknown: true }); \(body)")
        #expect(unvalidated(loose) == ["event.body.other"])
    }

    private static let otherECMAScript: [(String, String, [String])] = [
        (
            "import * as yup from 'yup';\nconst Order = yup.object({ id: yup.string().uuid().required(), age: yup.number().integer() });",
            "const o = await Order.validate(JSON.parse(event.body)); sink(o.id, o.age)", []
        ),
        (
            "import * as yup from 'yup';\nconst Order = yup.object({ id: yup.string().uuid().required(), note: yup.string() });",
            "const raw = JSON.parse(event.body); if (!(await Order.isValid(raw))) return; sink(raw.id, raw.note)", ["event.body.note"]
        ),
        (
            "import Ajv from 'ajv';\nconst validate = new Ajv().compile({ type: 'object', properties: { id: { type: 'string', format: 'uuid' }, n: { type: 'integer' }, note: { type: 'string' } } });",
            "const o = JSON.parse(event.body); if (!validate(o)) return { statusCode: 400 }; sink(o.id, o.n); sink(o.note); sink(o.other)",
            ["event.body.note", "event.body.other"]
        ),
        (
            "import Ajv from 'ajv';\nimport schema from './order.json';\nconst ajv = new Ajv();\nconst validate = ajv.compile(schema);",
            "const o = JSON.parse(event.body); if (validate(o)) sink(o.id, o.kind)", []
        ),
        (
            "const Ajv = require('ajv');\nconst schema = require('./order.json');\nconst ajv = new Ajv();",
            "const o = JSON.parse(event.body); if (!ajv.validate(schema, o)) return; sink(o.id); sink(o.address.city)", ["event.body.address.city"]
        ),
        (
            "import { validate } from 'jsonschema';",
            "const o = JSON.parse(event.body); const r = validate(o, { type: 'object', properties: { n: { type: 'number' } } }); if (!r.valid) return; sink(o.n)", []
        ),
        (
            "import { validate } from 'jsonschema';",
            "const o = JSON.parse(event.body); const r = validate(o, { type: 'object', properties: { n: { type: 'number' } } }); if (r.errors.length > 0) return; sink(o.n)",
            []
        ),
        (
            "import { IsInt, IsUUID, IsString, validate, validateOrReject } from 'class-validator';\nimport { plainToClass } from 'class-transformer';\nclass Order { @IsUUID() id: string; @IsInt() n: number; @IsString() note: string; other: number }",
            "const o = plainToClass(Order, JSON.parse(event.body)); const errors = await validate(o); if (errors.length > 0) return; sink(o.id, o.n); sink(o.note); sink(o.other)",
            ["event.body.note", "event.body.other"]
        ),
        (
            "import { IsInt, validateOrReject } from 'class-validator';\nimport { plainToInstance } from 'class-transformer';\nclass Order { @IsInt() n: number }",
            "const o = plainToInstance(Order, JSON.parse(event.body)); await validateOrReject(o); sink(o.n)", []
        ),
        (
            "import { IsInt } from 'class-validator';\nimport { plainToInstance } from 'class-transformer';\nclass Order { @IsInt() n: number }",
            "const o = plainToInstance(Order, JSON.parse(event.body)); sink(o.n)", ["event.body.n"]
        ),
        (
            "import { z } from 'zod';\nimport { parse } from '@aws-lambda-powertools/parser';\nimport { ApiGatewayEnvelope } from '@aws-lambda-powertools/parser/envelopes/api-gateway';\nconst S = z.object({ id: z.number(), note: z.string() });",
            "const o = ApiGatewayEnvelope.parse(event, S); sink(o.id); sink(o.note)", ["event.body.note"]
        ),
    ]

    @Test(arguments: otherECMAScript.indices)
    func everyLibraryTypesItsFields(_ index: Int) async throws {
        let (head, body, expected) = Self.otherECMAScript[index]
        let schema = """
            { "type": "object", "required": ["id"], "properties": { "id": { "$ref": "#/definitions/id" }, "kind": { "enum": ["a", "b"] },
              "address": { "type": "object", "properties": { "city": { "type": "string" } } } },
              "definitions": { "id": { "type": "string", "pattern": "^[a-z0-9]{1,20}$" } } }
            """
        let result = try await run(head, body, files: ["order.json": schema])
        #expect(dangerous(result) == expected, "\(body)")
    }

    @Test(arguments: [
        ("@middy/validator", "validator({ eventSchema: transpileSchema(schema) })", "import { transpileSchema } from '@middy/validator/transpile';"),
        ("@middy/validator", "validator({ inputSchema: schema })", ""),
    ])
    func aMiddlewareStandsBeforeItsHandler(_ package: String, _ middleware: String, _ more: String) async throws {
        let result = try await analysis(
            [
                "handler.ts": """
                    import sink from 'sink';
                    import middy from '@middy/core';
                    import jsonBodyParser from '@middy/http-json-body-parser';
                    import validator from '\(package)';
                    \(more)
                    const schema = { type: 'object', properties: { body: { type: 'object', properties: { n: { type: 'integer' }, note: { type: 'string' } } } } };
                    const base = async (event) => { sink(event.body.n); sink(event.body.note); sink(event.path) };
                    export const handler = middy(base).use(jsonBodyParser()).use(\(middleware));
                    """
            ])
        #expect(dangerous(result) == ["event.body.note", "event.path"])
        #expect(unvalidated(result) == ["event.path"])
    }

    /// Schemas that refer to themselves, or are more than anybody writes, are read to an end.
    private static let selfReferring: [(String, String, [String]?)] = [
        (
            "import { z } from 'zod';\nlet S = z.object({ n: z.number() });\nfor (const x of [1, 2, 3]) S = x > 1 ? S.extend({ m: z.number() }) : S.partial();",
            "const o = S.parse(JSON.parse(event.body)); sink(o.n, o.m)", nil
        ),
        (
            "import { z } from 'zod';\nconst Node = z.object({ n: z.number(), s: z.string(), next: z.lazy(() => Node) });",
            "const o = Node.parse(JSON.parse(event.body)); sink(o.n); sink(o.s)", ["event.body.s"]
        ),
        (
            "import Ajv from 'ajv';\nconst validate = new Ajv().compile({ type: 'object', properties: { n: { type: 'integer' }, next: { $ref: '#' }, s: { type: 'string' } } });",
            "const o = JSON.parse(event.body); if (!validate(o)) return; sink(o.n); sink(o.s)", ["event.body.s"]
        ),
        (
            "import Ajv from 'ajv';\nconst validate = new Ajv().compile({ anyOf: [\(String(repeating: "{ anyOf: [", count: 60)){ type: 'integer' }\(String(repeating: "] }", count: 60))] });",
            "const o = JSON.parse(event.body); if (!validate(o)) return; sink(o.s)", ["event.body.s"]
        ),
    ]

    @Test(arguments: selfReferring.indices)
    func schemasThatReferToThemselvesAreReadToAnEnd(_ index: Int) async throws {
        let (head, body, expected) = Self.selfReferring[index]
        let result = try await run(head, body)
        #expect(result.cut == nil)
        if let expected { #expect(dangerous(result) == expected, "\(head.prefix(80))") }
    }

    // MARK: Libraries of Python

    private static let python: [(String, String, [String])] = [
        (
            "from pydantic import BaseModel, Field, constr\nfrom typing import List, Literal, Optional, Annotated\nclass Item(BaseModel):\n    sku: constr(pattern=r'^[A-Z0-9]{1,8}$')\n    note: str\nclass Order(BaseModel):\n    n: int\n    kind: Literal['a', 'b']\n    items: List[Item]\n    code: Annotated[str, Field(pattern='^[a-z]+$')]\n    note: Optional[str] = None",
            "o = Order(**json.loads(event['body']))\nsink(o.n, o.kind, o.items[0].sku, o.code)\nsink(o.note)\nsink(o.items[0].note)",
            ["event.body.items[].note", "event.body.note"]
        ),
        (
            "from pydantic import BaseModel\nfrom uuid import UUID\nfrom typing import Union\nclass Order(BaseModel):\n    id: UUID\n    either: Union[int, str]",
            "o = Order.model_validate_json(event['body'])\nsink(o.id)\nsink(o.either)", ["event.body.either"]
        ),
        (
            "from pydantic import BaseModel\nfrom typing import List\nclass Node(BaseModel):\n    n: int\n    s: str\n    children: List['Node'] = []",
            "o = Node(**json.loads(event['body']))\nsink(o.n)\nsink(o.s)", ["event.body.s"]
        ),
        (
            "import jsonschema\nSCHEMA = {'type': 'object', 'properties': {'n': {'type': 'integer'}, 'id': {'type': 'string', 'format': 'uuid'}}}",
            "o = json.loads(event['body'])\njsonschema.validate(instance=o, schema=SCHEMA)\nsink(o['n'])\nsink(o['id'])", ["event.body.id"]
        ),
        (
            "from jsonschema import Draft202012Validator, FormatChecker\nSCHEMA = {'type': 'object', 'properties': {'n': {'type': 'integer'}, 'id': {'type': 'string', 'format': 'uuid'}}}\nvalidator = Draft202012Validator(SCHEMA, format_checker=FormatChecker())",
            "o = json.loads(event['body'])\nif not validator.is_valid(o):\n    return None\nsink(o['n'], o['id'])", []
        ),
        (
            "import fastjsonschema\nvalidate = fastjsonschema.compile({'type': 'object', 'properties': {'n': {'type': 'integer'}, 's': {'type': 'string'}}})",
            "o = validate(json.loads(event['body']))\nsink(o['n'])\nsink(o['s'])", ["event.body.s"]
        ),
        (
            "from marshmallow import Schema, fields, validate, EXCLUDE\nclass Item(Schema):\n    n = fields.Int()\nclass Order(Schema):\n    class Meta:\n        unknown = EXCLUDE\n    id = fields.UUID(required=True)\n    kind = fields.Str(validate=validate.OneOf(['a', 'b']))\n    note = fields.Str(validate=validate.Length(max=10))\n    items = fields.List(fields.Nested(Item))",
            "o = Order().load(json.loads(event['body']))\nsink(o['id'], o['kind'])\nsink(o['note'])", ["event.body.note"]
        ),
        (
            "from marshmallow import Schema, fields\nclass Order(Schema):\n    n = fields.Integer()\n    s = fields.String()",
            "raw = json.loads(event['body'])\nerrors = Order().validate(raw)\nif errors:\n    return None\nsink(raw['n'])\nsink(raw['s'])", ["event.body.s"]
        ),
        (
            "from cerberus import Validator\nv = Validator({'n': {'type': 'integer'}, 'code': {'type': 'string', 'regex': '[a-z]+'}, 's': {'type': 'string'}})",
            "o = json.loads(event['body'])\nif not v.validate(o):\n    return None\nsink(o['n'], o['code'])\nsink(o['s'])", ["event.body.s"]
        ),
        (
            "from voluptuous import Schema, Required, All, Length, In\nOrder = Schema({Required('n'): int, 'kind': In(['a', 'b']), 's': All(str, Length(max=5))})",
            "o = Order(json.loads(event['body']))\nsink(o['n'], o['kind'])\nsink(o['s'])", ["event.body.s"]
        ),
        (
            "from aws_lambda_powertools.utilities.parser import parse, BaseModel, envelopes\nclass Order(BaseModel):\n    n: int\n    s: str",
            "for o in parse(event=event, model=Order, envelope=envelopes.SqsEnvelope):\n    sink(o.n)\n    sink(o.s)", ["event.Records[].body.s"]
        ),
        (
            "from aws_lambda_powertools.utilities.validation import validate\nSCHEMA = {'type': 'object', 'properties': {'n': {'type': 'integer'}, 's': {'type': 'string'}}}",
            "validate(event=event, schema=SCHEMA, envelope='powertools_json(body)')\no = json.loads(event['body'])\nsink(o['n'])\nsink(o['s'])",
            ["event.body.s"]
        ),
    ]

    @Test(arguments: python.indices)
    func everyLibraryOfPythonTypesItsFields(_ index: Int) async throws {
        let (head, body, expected) = Self.python[index]
        let indented = body.split(separator: "\n").map { "    " + $0 }.joined(separator: "\n")
        let result = try await analysis(["app.py": "import json\nfrom sinks import sink\n\(head)\n\ndef handler(event, context):\n\(indented)\n"])
        #expect(dangerous(result, "sinks.sink") == expected, "\(head)")
        #expect(unvalidated(result, "sinks.sink") == [], "\(head)")
    }

    @Test func decoratorsHoldTheEventOfTheirFunction() async throws {
        let parser = try await analysis([
            "app.py": """
                from aws_lambda_powertools.utilities.parser import event_parser, BaseModel, envelopes
                from sinks import sink

                class Order(BaseModel):
                    n: int
                    s: str

                @event_parser(model=Order, envelope=envelopes.EventBridgeEnvelope)
                def handler(event: Order, context):
                    sink(event.n)
                    sink(event.s)
                """
        ])
        #expect(dangerous(parser, "sinks.sink") == ["event.detail.s"])
        let validator = try await analysis([
            "app.py": """
                from aws_lambda_powertools.utilities.validation import validator, envelopes
                from sinks import sink
                INBOUND = {"type": "object", "properties": {"n": {"type": "integer"}, "s": {"type": "string"}}}

                @validator(inbound_schema=INBOUND)
                def handler(event, context):
                    sink(event["n"])
                    sink(event["s"])
                    sink(event["other"])
                """
        ])
        #expect(dangerous(validator, "sinks.sink") == ["event.other", "event.s"])
        #expect(unvalidated(validator, "sinks.sink") == ["event.other"])
    }
}
