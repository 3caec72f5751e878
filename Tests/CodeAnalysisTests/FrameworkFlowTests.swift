import Testing

@testable import CodeAnalysis

/// Handlers as people write them with frameworks: what of a request reaches `lib.take`.
@Suite("Flows through frameworks")
struct FrameworkFlowTests {
    private static let ecmaScript: [(String, [String])] = [
        ("import { Hono } from 'hono'; import { handle } from 'hono/aws-lambda';\nconst app = new Hono().basePath('/a');\n"
            + "app.get('/:id', (c) => lib.take(c.req.param('id')));\napp.post('/x', async (c) => { const { cmd } = await c.req.json(); lib.take(cmd); });\n"
            + "export const handler = handle(app);", ["request.body.cmd", "request.params.id"]),
        ("import Fastify from 'fastify'; import wrap from '@fastify/aws-lambda';\nconst app = Fastify();\n"
            + "app.register(async (scope) => { scope.get('/:id', async (request) => lib.take(request.params.id)); });\n"
            + "app.route({ method: 'POST', url: '/x', handler: (request) => lib.take(request.body.code) });\nexport const handler = wrap(app);",
            ["request.body.code", "request.params.id"]),
        ("import Koa from 'koa'; import Router from '@koa/router'; import serverless from 'serverless-http';\nconst app = new Koa(); const router = new Router();\n"
            + "router.get('/:id', async (ctx) => lib.take(ctx.params.id));\nrouter.post('/', async ({ request, query }) => lib.take(request.body.cmd, query.q));\n"
            + "app.use(router.routes());\nexport const handler = serverless(app);", ["request.body.cmd", "request.params.id", "request.query.q"]),
        ("class Users { static #only?: Users; static get only() { return (this.#only ??= new Users()); } find = (name: string) => lib.take(name); }\n"
            + "export const handler = async (event) => Users.only.find(event.body);", ["event.body"]),
        ("async function* each(records) { for (const record of records) yield JSON.parse(record.body); }\n"
            + "export const handler = async ({ Records }) => { for await (const { url } of each(Records)) lib.take(url); };", ["event.Records[].body[].url"]),
        ("import { withDurableExecution } from '@aws/durable-execution-sdk-js';\nexport const handler = withDurableExecution(async (event, context) => {\n"
            + "const order = await context.step('parse', async () => JSON.parse(event.body));\n"
            + "await context.runInChildContext('pay', async (child) => { const done = await child.step(async () => order.card); lib.take(done); }); });",
            ["event.body.card"]),
    ]

    @Test(arguments: ecmaScript)
    func ofNode(text: String, expected: [String]) async throws {
        let result = try await analysis(["handler.ts": "import * as lib from 'lib';\n" + text])
        #expect(flows(result, into: "lib.take") == expected)
    }

    /// Modules list controllers, constructors name what they are given, and a pipe holds bodies against their classes.
    @Test func ofNest() async throws {
        let files = [
            "handler.ts": """
                import { NestFactory } from '@nestjs/core';
                import { ValidationPipe } from '@nestjs/common';
                import { AppModule } from './module';
                export const handler = async (event) => {
                  const app = await NestFactory.create(AppModule);
                  app.useGlobalPipes(new ValidationPipe());
                };
                """,
            "module.ts": """
                import { Body, Controller, Get, Module, Param, ParseIntPipe, Post, Query } from '@nestjs/common';
                import { IsString, IsUUID } from 'class-validator';
                import { Service } from './service';
                export class Order { @IsUUID() id: string; @IsString() name: string; }
                @Controller('orders')
                export class Orders {
                  constructor(private readonly service: Service) {}
                  @Get(':id') find(@Param('id') id: string, @Query('page', ParseIntPipe) page: number) { return this.service.find(id, page); }
                  @Post() add(@Body() order: Order) { return this.service.find(order.id, order.name); }
                  helper(@Param('other') other: string) { return this.service.find(other, other); }
                }
                @Module({ controllers: [Orders] })
                export class AppModule {}
                """,
            "service.ts": "import * as lib from 'lib';\nexport class Service { find(...parts) { lib.take(parts[0], parts[1]); } }",
        ]
        let result = try await analysis(files, entry: "handler.ts")
        #expect(flows(result, into: "lib.take", without: .word) == ["request.body.name", "request.params.id"])
    }

    private static let python: [(String, [String])] = [
        ("from fastapi import APIRouter, Depends, FastAPI, Request\nfrom mangum import Mangum\nfrom pydantic import BaseModel\n"
            + "class Order(BaseModel):\n    name: str\n    count: int\ndef user(token: str):\n    yield token\napp = FastAPI()\nrouter = APIRouter()\n"
            + "@router.post('/')\ndef add(order: Order, who = Depends(user)):\n    lib.take(order.name, order.count, who)\n"
            + "@router.post('/raw')\nasync def raw(request: Request):\n    data = await request.json()\n    lib.take(data['x'])\napp.include_router(router)\nhandler = Mangum(app)",
            ["request.body.name", "request.body.x", "request.token"]),
        ("from flask import Flask, request\nfrom flask.views import MethodView\nclass Item(MethodView):\n    def get(self, item):\n        lib.take(item)\n"
            + "    def post(self):\n        lib.take(request.get_json()['x'])\nhandler = Flask(__name__)\nhandler.add_url_rule('/<item>', view_func=Item.as_view('item'))",
            ["request.body.x", "request.item"]),
        ("from aws_lambda_powertools.event_handler import APIGatewayRestResolver\nfrom aws_lambda_powertools.event_handler.router import Router\n"
            + "app = APIGatewayRestResolver()\nrouter = Router()\n@router.get('/<name>')\ndef get(name):\n    lib.take(name, app.current_event.json_body['x'])\n"
            + "    lib.take(app.current_event.get_query_string_value('q', default_value=''))\napp.include_router(router)\n"
            + "def handler(event, context):\n    return app.resolve(event, context)", ["event.body.x", "event.queryStringParameters.q", "request.name"]),
        ("from aws_lambda_powertools.utilities.batch import BatchProcessor, process_partial_response\ndef one(record):\n    lib.take(record.json_body['x'])\n"
            + "def handler(event, context):\n    return process_partial_response(event=event, record_handler=one, processor=BatchProcessor(), context=context)",
            ["event.Records[].body.x"]),
        ("from flask import Flask\nhandler = Flask(__name__)\n@handler.route('/<int:page>/<name>')\ndef get(page, name):\n    lib.take(page, name)", ["request.name"]),
        ("from starlette.applications import Starlette\nfrom starlette.routing import Route\nfrom mangum import Mangum\nasync def home(request):\n"
            + "    lib.take(request.query_params['x'])\nhandler = Mangum(Starlette(routes=[Route('/', home)]))", ["request.query_params.x"]),
        ("class Handler:\n    def __call__(self, event, context):\n        lib.take(event['body'])\nhandler = Handler()", ["event.body"]),
        ("from aws_durable_execution_sdk_python.context import DurableContext, StepContext, durable_step\n"
            + "from aws_durable_execution_sdk_python.execution import durable_execution\n@durable_step\ndef load(step: StepContext, order):\n    lib.take(order['id'])\n"
            + "    return order['name']\n@durable_execution\ndef handler(event, context: DurableContext):\n    name = context.step(load(event['order']), name='load')\n"
            + "    lib.take(context.step(lambda step: name))", ["event.order.id", "event.order.name"]),
    ]

    @Test(arguments: python)
    func ofPython(text: String, expected: [String]) async throws {
        let result = try await analysis(["app.py": "import lib\n" + text])
        #expect(flows(result, into: "lib.take") == expected)
    }

    private static let go: [(String, [String])] = [
        ("import (\"lib\"; \"github.com/gin-gonic/gin\")\ntype in struct { Host string `json:\"host\" binding:\"required\"`; Count int `json:\"count\"`; ID string `json:\"id\" binding:\"uuid\"` }\n"
            + "func ping(c *gin.Context) { var i in; if err := c.ShouldBindJSON(&i); err != nil { return }; lib.Take(i.Host, i.Count, i.ID, c.Param(\"name\")) }\n"
            + "func main() { r := gin.Default(); r.POST(\"/:name\", ping) }", ["request.body.host", "request.params.name"]),
        ("import (\"encoding/json\"; \"lib\"; \"net/http\")\ntype server struct { root string }\nfunc (s *server) get(w http.ResponseWriter, r *http.Request) {\n"
            + "var b map[string]string\njson.NewDecoder(r.Body).Decode(&b)\nlib.Take(r.URL.Query().Get(\"q\"), b[\"x\"]) }\n"
            + "func main() { s := &server{}; http.HandleFunc(\"/\", s.get) }", ["request.body.x", "request.query.q"]),
        ("import (\"encoding/json\"; \"lib\"; \"github.com/aws/aws-lambda-go/events\"; \"github.com/aws/aws-lambda-go/lambda\"; \"github.com/go-playground/validator/v10\")\n"
            + "type order struct { ID string `json:\"id\" validate:\"uuid4\"`; Name string `json:\"name\" validate:\"max=20\"` }\n"
            + "func handler(r events.APIGatewayProxyRequest) error { var o order\nif err := json.Unmarshal([]byte(r.Body), &o); err != nil { return err }\n"
            + "if err := validator.New().Struct(o); err != nil { return err }\nlib.Take(o.ID, o.Name); return nil }\nfunc main() { lambda.Start(handler) }",
            ["event.body.name"]),
        ("import (\"lib\"; \"strconv\"; \"github.com/aws/aws-lambda-go/lambda\")\ntype event struct { Input struct { Name string `json:\"name\"` } `json:\"input\"`; Page string `json:\"page\"` }\n"
            + "func handler(e event) error { if _, err := strconv.Atoi(e.Page); err != nil { return err }\nlib.Take(e.Input.Name, e.Page); return nil }\n"
            + "func main() { lambda.Start(handler) }", ["event.input.name"]),
    ]

    @Test(arguments: go)
    func ofGo(text: String, expected: [String]) async throws {
        let result = try await analysis(["main.go": "package main\n" + text], ["main"])
        #expect(flows(result, into: "lib.Take", without: .word) == expected)
    }
}

/// Applications of Spring's behind the handler that AWS's container makes.
@Suite("Flows through Spring")
struct SpringFlowTests {
    @Test func controllersBelowTheApplicationAreGivenRequests() async throws {
        let files = [
            "src/main/java/shop/Handler.java": """
                package shop;
                import com.amazonaws.serverless.proxy.spring.SpringBootLambdaContainerHandler;
                import com.amazonaws.services.lambda.runtime.*;
                public class Handler implements RequestStreamHandler {
                    private static SpringBootLambdaContainerHandler handler = SpringBootLambdaContainerHandler.getAwsProxyHandler(Application.class);
                    public void handleRequest(java.io.InputStream in, java.io.OutputStream out, Context context) { handler.proxyStream(in, out, context); }
                }
                """,
            "src/main/java/shop/Application.java": """
                package shop;
                import org.springframework.boot.autoconfigure.SpringBootApplication;
                @SpringBootApplication
                public class Application {}
                """,
            "src/main/java/shop/web/OrderController.java": """
                package shop.web;
                import org.springframework.web.bind.annotation.*;
                import other.Lib;
                @RestController
                public class OrderController {
                    @GetMapping("/{id}")
                    public String find(@PathVariable String id, @RequestParam("page") int page) { return Lib.take(id, page); }
                    @PostMapping
                    public String add(@RequestBody String body) { return Lib.take(body); }
                    public String helper(@PathVariable String other) { return Lib.take(other); }
                }
                """,
        ]
        let result = try await analysis(files, ["Handler", "handleRequest"], entry: "src/main/java/shop/Handler.java")
        #expect(flows(result, into: "other.Lib.take") == ["request.body", "request.params.id"])
    }
}
