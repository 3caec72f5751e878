import ApplicationModel
import AuditKit

extension SensitiveDataLoggedRule {
    static let examples: [RuleExample] = [
        .flagged(
            .javaScript,
            """
            const { SecretsManager } = require('aws-sdk');
            const secrets = new SecretsManager();
            exports.handler = async (event) => {
              console.«log»('event', JSON.stringify(event));
              console.«log»(JSON.stringify(process.env, null, 2));
              const { name, password } = JSON.parse(event.body);
              console.«info»(`signing in ${name} with ${password}`);
              console.«info»('mail goes to', JSON.parse(event.body).email);
              const answer = await secrets.getSecretValue({ SecretId: 'shop' }).promise();
              console.«debug»(answer.SecretString);
            };
            """),
        .flagged(
            .python,
            """
            import json
            import logging
            import os

            logger = logging.getLogger()

            def handler(event, context):
                «print»(event)
                logger.«info»("headers: %s", event["headers"])
                logger.«info»("environment %s", os.environ)
                body = json.loads(event["body"])
                logger.«debug»("token " + body["token"])
            """),
        .flagged(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
              runtime: python3.14
              environment:
                MAIL_API_KEY: ${ssm:/mail/key}
                TABLE: orders
                ISSUER: ''
            functions:
              guard:
                handler: orders.guard
              orders:
                handler: orders.handler
                events:
                  - http:
                      path: orders
                      method: post
                      authorizer: guard
            """,
            files: [
                "orders.py": """
                    import os
                    import boto3
                    from aws_lambda_powertools import Logger

                    logger = Logger()
                    s3 = boto3.client("s3")

                    def guard(event, context):
                        if not os.environ["ISSUER"]:
                            raise NotImplementedError("no issuer")
                        «print»("event", event)
                        return {"principalId": "user"}

                    @logger.«inject_lambda_context»(log_event=True)
                    def handler(event, context):
                        logger.«info»("key " + os.environ["MAIL_API_KEY"])
                        logger.info("table " + os.environ["TABLE"])
                        url = s3.generate_presigned_url("put_object", Params={"Bucket": "orders", "Key": "a"}, ExpiresIn=60)
                        logger.«info»("upload to %s", url)
                    """
            ]),
        .flagged(
            .javaScript,
            """
            const crypto = require('crypto');
            const jwt = require('jsonwebtoken');
            const stripe = require('stripe')(process.env.STRIPE_KEY);
            exports.handler = async (event) => {
              jwt.verify(event.headers.authorization, process.env.PUBLIC_KEY, {}, (error, claims) => console.«log»('signed in', claims));
              const payment = JSON.parse(event.body);
              console.«log»('payment %j', payment);
              const invitation = { id: payment.id, token: crypto.randomBytes(24).toString('hex') };
              console.«log»(invitation);
              return stripe.events.retrieve(payment.id);
            };
            """),
        .flagged(
            .javaScript,
            """
            exports.handler = async (event) => {
              const { from, to, subject } = event.Records[0].ses.mail.commonHeaders;
              console.«log»({ from: from[0], to: to[0], subject });
            };
            """, events: "[]"),
        .flagged(
            .javaScript,
            """
            // What is kept with a token is read back with it.
            const AWS = require('aws-sdk');
            const crypto = require('crypto');
            const db = new AWS.DynamoDB.DocumentClient();
            exports.handler = async (event) => {
              const { id } = event.pathParameters;
              if (event.httpMethod === 'POST') {
                const token = crypto.randomBytes(24).toString('hex');
                await db.put({ TableName: 'subscriptions', Item: { id: String(id), token } }).promise();
                return { statusCode: 201, body: token };
              }
              const { Item } = await db.get({ TableName: 'subscriptions', Key: { id } }).promise();
              console.«log»('found', Item);
              console.log('state', Item.state);
              return { statusCode: 200, body: String(Item.state) };
            };
            """),
        .clean(
            .javaScript,
            """
            const crypto = require('crypto');
            const jwt = require('jsonwebtoken');
            exports.handler = async (event) => {
              const claims = jwt.verify(event.headers.authorization, process.env.PUBLIC_KEY);
              const token = crypto.randomBytes(24).toString('hex');
              console.log({ issuer: claims.iss, request: crypto.randomUUID(), token: '***' });
              console.log(event.Records[0].ses.mail.messageId);
              return { statusCode: 200, body: token };
            };
            """),
        .clean(
            .javaScript,
            """
            const crypto = require('crypto');
            exports.handler = async (event) => {
              console.log('request', event.requestContext.requestId, event.rawPath);
              console.log(process.env.STAGE, Object.keys(event.headers));
              const { token } = JSON.parse(event.body);
              console.log('token', crypto.createHash('sha256').update(token).digest('hex'));
              console.log('has a token', Boolean(token));
              console.log('calls', JSON.parse(event.body).phone.substring(0, 3));
            };
            """),
        .clean(
            .python,
            """
            import logging

            logger = logging.getLogger()

            def handler(event, context):
                logger.info("%d records", len(event["Records"]))
                for record in event["Records"]:
                    logger.info(record["messageId"])
                print(event)
            """, events: "- sqs: arn:aws:sqs:eu-west-1:123456789012:orders"),
        .flagged(
            .java,
            """
            import com.google.gson.Gson;
            import org.slf4j.*;
            import com.amazonaws.services.lambda.runtime.*;
            import com.amazonaws.services.lambda.runtime.events.*;

            public class Orders implements RequestHandler<APIGatewayProxyRequestEvent, String> {
                private static final Logger log = LoggerFactory.getLogger(Orders.class);
                public String handleRequest(APIGatewayProxyRequestEvent event, Context context) {
                    log.«info»("sign-in with {}", event.getHeaders().get("Authorization"));
                    context.getLogger().«log»(new Gson().toJson(System.getenv()));
                    return "";
                }
            }
            """),
        .clean(
            .java,
            """
            import org.slf4j.*;
            import com.amazonaws.services.lambda.runtime.*;
            import com.amazonaws.services.lambda.runtime.events.*;

            public class Orders implements RequestHandler<APIGatewayProxyRequestEvent, String> {
                private static final Logger log = LoggerFactory.getLogger(Orders.class);
                public String handleRequest(APIGatewayProxyRequestEvent event, Context context) {
                    log.info("order {} of {}", event.getQueryStringParameters().get("id"), context.getAwsRequestId());
                    context.getLogger().log("table " + System.getenv("TABLE"));
                    return "";
                }
            }
            """),
        .clean(
            .javaScript,
            """
            // Messages on a socket have no headers; only the request that opens it has.
            exports.handler = async (event) => {
              console.log('message', JSON.stringify(event));
              return { statusCode: 200 };
            };
            """, events: "- websocket: $default"),
        .clean(
            .javaScript,
            """
            // The template hands over the body alone.
            exports.handler = async (event) => {
              console.log('order', event);
              return { id: event.id };
            };
            """,
            events: """
                - http:
                    path: orders
                    method: post
                    integration: lambda
                    request:
                      template:
                        application/json: '{ "id": $input.json("$.id") }'
                """),
        .clean(
            .python,
            """
            import json

            def handler(event, context):
                body = json.loads(event["body"]) if event.get("body") else event
                print("order", body)
            """),
        .flagged(
            .go,
            """
            package main

            import (
                "log"

                "github.com/aws/aws-lambda-go/events"
                "github.com/aws/aws-lambda-go/lambda"
            )

            func handler(request events.APIGatewayV2HTTPRequest) (events.APIGatewayV2HTTPResponse, error) {
                log.«Printf»("request %+v", request)
                log.«Println»("token", request.Headers["authorization"])
                return events.APIGatewayV2HTTPResponse{StatusCode: 204}, nil
            }

            func main() { lambda.Start(handler) }
            """),
        .clean(
            .go,
            """
            package main

            import (
                "log/slog"

                "github.com/aws/aws-lambda-go/events"
                "github.com/aws/aws-lambda-go/lambda"
            )

            func handler(request events.APIGatewayV2HTTPRequest) (events.APIGatewayV2HTTPResponse, error) {
                slog.Info("request", "path", request.RawPath, "id", request.RequestContext.RequestID)
                return events.APIGatewayV2HTTPResponse{StatusCode: 204}, nil
            }

            func main() { lambda.Start(handler) }
            """),
    ]
}
