import ApplicationModel
import AuditKit

extension CrossSiteScriptingRule {
    static let examples: [RuleExample] = [
        .flagged(
            .javaScript,
            """
            exports.handler = async (event) => {
              const { name } = event.queryStringParameters;
              return {
                statusCode: 200,
                headers: { 'Content-Type': 'text/html; charset=utf-8' },
                body: «`<h1>Hello ${name}</h1>`»,
              };
            };
            """),
        .flagged(
            .javaScript,
            """
            const express = require('express');
            const serverless = require('serverless-http');
            const app = express();
            app.get('/orders', (req, res) => {
              res.«send»('<p>Nothing found for ' + req.query.q + '</p>');
            });
            app.get('/names', (req, res) => res.status(404).«send»(req.query.name));
            module.exports.handler = serverless(app);
            """),
        .flagged(
            .python,
            """
            def page(title, text):
                return {
                    "statusCode": 200,
                    "headers": {"Content-Type": "text/html"},
                    "body": «"<html><h1>" + title + "</h1>" + text + "</html>"»,
                }

            def handler(event, context):
                return page("Orders", "for " + event["queryStringParameters"]["customer"])
            """),
        .flagged(
            .javaScript,
            """
            const { S3Client, PutObjectCommand } = require('@aws-sdk/client-s3');
            const s3 = new S3Client({});
            exports.handler = async (event) => {
              const { name, text } = JSON.parse(event.body);
              await s3.send(new «PutObjectCommand»({ Bucket: 'pages', Key: 'a.html', ACL: 'public-read', ContentType: 'text/html', Body: `<h1>${name}</h1>` }));
              await s3.send(new PutObjectCommand({ Bucket: 'notes', Key: 'a.txt', ContentType: 'text/plain', Body: text }));
            };
            """),
        .clean(
            .javaScript,
            """
            const he = require('he');
            exports.handler = async (event) => {
              const { name, page } = event.queryStringParameters;
              if (!name) return { statusCode: 400, body: `no name for ${page}` };
              if (page === 'json') {
                return { statusCode: 200, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ name }) };
              }
              return {
                statusCode: 200,
                headers: { 'content-type': 'text/html' },
                body: `<h1>Hello ${he.escape(name)}</h1><p>${Number(page)}</p>`,
              };
            };
            """),
        .clean(
            .javaScript,
            """
            const express = require('express');
            const escapeHtml = require('escape-html');
            const serverless = require('serverless-http');
            const app = express();
            app.use(express.json());
            app.get('/orders', (req, res) => {
              res.send('<p>Nothing found for ' + escapeHtml(req.query.q) + '</p>');
            });
            app.post('/orders', (req, res) => {
              res.send({ note: req.body.note });
              res.json(req.body);
            });
            module.exports.handler = serverless(app);
            """),
        .clean(
            .python,
            """
            import html
            import json

            def handler(event, context):
                query = event["queryStringParameters"]
                if query["format"] == "json":
                    return {"statusCode": 200, "body": json.dumps({"name": query["name"]})}
                return {
                    "statusCode": 200,
                    "headers": {"Content-Type": "text/html"},
                    "body": f"<h1>{html.escape(query['name'])}</h1>",
                }
            """),
        .flagged(
            .serverlessFramework,
            """
            # One function stores what somebody says, and another one shows it.
            service: shop
            provider:
              name: aws
              runtime: nodejs24.x
              environment:
                TABLE: !Ref Reviews
            functions:
              review:
                handler: review.handler
                events:
                  - httpApi: POST /reviews
              show:
                handler: show.handler
                events:
                  - httpApi: GET /reviews
            resources:
              Resources:
                Reviews:
                  Type: AWS::DynamoDB::Table
            """,
            files: [
                "review.js": """
                    const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
                    const { DynamoDBDocumentClient, PutCommand } = require('@aws-sdk/lib-dynamodb');
                    const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));
                    exports.handler = async (event) => {
                      const { id, text } = JSON.parse(event.body);
                      await client.send(new PutCommand({ TableName: process.env.TABLE, Item: { id: Number(id), text } }));
                    };
                    """,
                "show.js": """
                    const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
                    const { DynamoDBDocumentClient, GetCommand } = require('@aws-sdk/lib-dynamodb');
                    const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));
                    exports.handler = async (event) => {
                      const { Item } = await client.send(new GetCommand({ TableName: process.env.TABLE, Key: { id: event.pathParameters.id } }));
                      return { statusCode: 200, headers: { 'Content-Type': 'text/html' }, body: «`<p>${Item.text}</p>`» };
                    };
                    """,
            ]),
        .flagged(
            .serverlessFramework,
            """
            # What anyone sends becomes a page of the bucket, which anyone may open.
            service: shop
            provider:
              name: aws
              runtime: python3.14
            functions:
              publish:
                handler: publish.handler
                events:
                  - httpApi: POST /pages
            """,
            files: [
                "publish.py": """
                    import uuid
                    import boto3

                    s3 = boto3.client("s3")

                    def handler(event, context):
                        page = "<html>" + event["body"] + "</html>"
                        s3.«put_object»(Bucket="pages", Key=str(uuid.uuid4()), Body=page, ContentType="text/html", ACL="public-read")
                    """
            ]),
        .clean(
            .serverlessFramework,
            """
            # The field that is shown is a number, the text is escaped, and nothing writes to the other table.
            service: shop
            provider:
              name: aws
              runtime: python3.14
            functions:
              review:
                handler: review.handler
                events:
                  - httpApi: POST /reviews
              show:
                handler: show.handler
                events:
                  - httpApi: GET /reviews
            """,
            files: [
                "review.py": """
                    import json
                    import boto3

                    table = boto3.resource("dynamodb").Table("reviews")
                    s3 = boto3.client("s3")

                    def handler(event, context):
                        body = json.loads(event["body"])
                        table.put_item(Item={"id": int(body["id"]), "stars": int(body["stars"]), "text": body["text"]})
                        s3.put_object(Bucket="reviews", Key="last", Body=body["text"], ContentType="text/plain", ACL="public-read")
                        s3.put_object(Bucket="reviews", Key="page", Body=body["text"], ContentType="text/html")
                    """,
                "show.py": """
                    import html
                    import boto3

                    dynamodb = boto3.resource("dynamodb")

                    def handler(event, context):
                        item = dynamodb.Table("reviews").get_item(Key={"id": event["pathParameters"]["id"]})["Item"]
                        shop = dynamodb.Table("shops").get_item(Key={"id": "1"})["Item"]
                        body = f"<h1>{shop['name']}</h1>{item['stars']}: {html.escape(item['text'])}"
                        return {"statusCode": 200, "headers": {"Content-Type": "text/html"}, "body": body}
                    """,
            ]),
        .flagged(
            .go,
            """
            package main

            import (
                "fmt"

                "github.com/aws/aws-lambda-go/events"
                "github.com/aws/aws-lambda-go/lambda"
            )

            func handler(request events.APIGatewayV2HTTPRequest) (events.APIGatewayV2HTTPResponse, error) {
                name := request.QueryStringParameters["name"]
                return events.APIGatewayV2HTTPResponse{
                    StatusCode: 200,
                    Headers:    map[string]string{"Content-Type": "text/html"},
                    Body:       «fmt.Sprintf("<h1>Hello %s</h1>", name)»,
                }, nil
            }

            func main() { lambda.Start(handler) }
            """),
        .clean(
            .go,
            """
            package main

            import (
                "html/template"
                "strings"

                "github.com/aws/aws-lambda-go/events"
                "github.com/aws/aws-lambda-go/lambda"
            )

            var greeting = template.Must(template.New("page").Parse("<h1>Hello {{.}}</h1>"))

            func handler(request events.APIGatewayV2HTTPRequest) (events.APIGatewayV2HTTPResponse, error) {
                var page strings.Builder
                if err := greeting.Execute(&page, request.QueryStringParameters["name"]); err != nil {
                    return events.APIGatewayV2HTTPResponse{StatusCode: 500}, nil
                }
                return events.APIGatewayV2HTTPResponse{
                    StatusCode: 200,
                    Headers:    map[string]string{"Content-Type": "text/html"},
                    Body:       page.String(),
                }, nil
            }

            func main() { lambda.Start(handler) }
            """),
    ]
}
