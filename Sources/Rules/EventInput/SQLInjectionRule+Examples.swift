import ApplicationModel
import AuditKit

extension SQLInjectionRule {
    static let examples: [RuleExample] = [
        .flagged(
            .javaScript,
            """
            const mysql = require('mysql2/promise');
            const { Pool } = require('pg');
            const pool = new Pool();
            exports.handler = async (event) => {
              const { id, name } = JSON.parse(event.body);
              const connection = await mysql.createConnection({ host: process.env.HOST });
              await connection.«query»(`SELECT * FROM orders WHERE id = '${id}'`);
              await pool.«query»({ text: "SELECT * FROM users WHERE name = '" + name + "'", values: [id] });
            };
            """),
        .flagged(
            .typeScript,
            """
            import { RDSDataClient, ExecuteStatementCommand } from '@aws-sdk/client-rds-data';
            import knex from 'knex';
            const client = new RDSDataClient({});
            const db = knex({ client: 'pg' });
            export const handler = async (event: { Records: { body: string }[] }) => {
              for (const record of event.Records) {
                const order = JSON.parse(record.body);
                await client.send(new «ExecuteStatementCommand»({
                  resourceArn: process.env.DB, secretArn: process.env.SECRET,
                  sql: 'DELETE FROM orders WHERE id = ' + order.id,
                }));
                await db.«raw»(`UPDATE orders SET note = '${order.note}'`);
              }
            };
            """,
            events: "- sqs: arn:aws:sqs:eu-west-1:123456789012:orders"),
        // A schema that takes any text takes SQL; a UUID is none.
        .flagged(
            .typeScript,
            """
            import { z } from 'zod';
            import { Pool } from 'pg';
            const Order = z.object({ id: z.string().uuid(), note: z.string().max(500), count: z.number().int() });
            const pool = new Pool();
            export const handler = async (event) => {
              const { id, note, count } = Order.parse(JSON.parse(event.body));
              await pool.query(`SELECT * FROM orders WHERE id = '${id}' AND count > ${count}`);
              await pool.«query»(`UPDATE orders SET note = '${note}' WHERE id = '${id}'`);
            };
            """),
        // The API holds every body against a model, and no text passes for a whole number.
        .flagged(
            .javaScript,
            """
            const { Pool } = require('pg');
            const pool = new Pool();
            exports.handler = async (event) => {
              const { id, note } = JSON.parse(event.body);
              await pool.query(`SELECT * FROM orders WHERE id = ${id}`);
              await pool.«query»(`UPDATE orders SET note = '${note}' WHERE id = ${id}`);
            };
            """,
            events: """
                - http:
                    method: post
                    path: orders
                    request:
                      schemas:
                        $default:
                          type: object
                          additionalProperties: false
                          properties: { id: { type: integer }, note: { type: string } }
                """),
        // A body that is sent as another type gets past the model.
        .flagged(
            .javaScript,
            """
            const { Pool } = require('pg');
            const pool = new Pool();
            exports.handler = async (event) => {
              const { id } = JSON.parse(event.body);
              await pool.«query»(`SELECT * FROM orders WHERE id = ${id}`);
            };
            """,
            events: """
                - http:
                    method: post
                    path: orders
                    request:
                      schemas:
                        application/json:
                          type: object
                          additionalProperties: false
                          properties: { id: { type: integer } }
                """),
        .flagged(
            .python,
            """
            import os
            import boto3
            import psycopg2
            from sqlalchemy import create_engine, text

            engine = create_engine(os.environ["DB"])

            def handler(event, context):
                query = event["queryStringParameters"]
                with psycopg2.connect(os.environ["DSN"]) as connection:
                    with connection.cursor() as cursor:
                        cursor.«execute»("SELECT * FROM orders WHERE id = '%s'" % query["id"])
                with engine.connect() as connection:
                    connection.execute(«text»(f"SELECT * FROM orders ORDER BY {query['sort']}"))
                boto3.client("athena").«start_query_execution»(
                    QueryString="SELECT * FROM logs WHERE day = '{}'".format(query["day"]))
            """),
        .clean(
            .javaScript,
            """
            const mysql = require('mysql2/promise');
            const { Pool } = require('pg');
            const sql = require('mssql');
            const pool = new Pool();
            const COLUMNS = ['id', 'name'];
            exports.handler = async (event) => {
              const { id, name, sort } = JSON.parse(event.body);
              const connection = await mysql.createConnection({ host: process.env.HOST });
              await connection.query('SELECT * FROM orders WHERE id = ?', [id]);
              await connection.query('SELECT * FROM orders WHERE id = ' + connection.escape(id));
              await connection.query({ sql: 'SELECT * FROM orders WHERE name = ?', values: [name] });
              await pool.query({ text: 'SELECT * FROM users WHERE name = $1', values: [name] });
              await sql.query`SELECT * FROM users WHERE name = ${name}`;
              await pool.query(`SELECT * FROM orders LIMIT ${parseInt(sort, 10)}`);
              if (!COLUMNS.includes(sort)) throw new Error('sort');
              await pool.query(`SELECT * FROM orders ORDER BY ${sort}`);
            };
            """),
        .clean(
            .python,
            """
            import json
            import os
            import psycopg2
            from typing import List, Literal
            from uuid import UUID
            from pydantic import BaseModel, constr

            class Line(BaseModel):
                article: constr(pattern=r"^[A-Z0-9]{1,12}$")

            class Order(BaseModel):
                id: UUID
                sort: Literal["day", "name"]
                lines: List[Line]

            def handler(event, context):
                order = Order.model_validate_json(event["body"])
                cursor = psycopg2.connect(os.environ["DSN"]).cursor()
                cursor.execute(f"SELECT * FROM orders WHERE id = '{order.id}' ORDER BY {order.sort}")
                for line in order.lines:
                    cursor.execute(f"SELECT * FROM articles WHERE number = '{line.article}'")
            """),
        .clean(
            .python,
            """
            import os
            import boto3
            import psycopg2
            from psycopg2 import sql
            from sqlalchemy import create_engine, text

            engine = create_engine(os.environ["DB"])
            COLUMNS = {"day": "created_at", "name": "customer"}

            def handler(event, context):
                query = event["queryStringParameters"]
                connection = psycopg2.connect(os.environ["DSN"])
                cursor = connection.cursor()
                cursor.execute("SELECT * FROM orders WHERE id = %s", (query["id"],))
                cursor.execute(sql.SQL("SELECT * FROM {}").format(sql.Identifier(query["table"])))
                cursor.execute("SELECT * FROM orders ORDER BY " + COLUMNS[query["sort"]])
                with engine.connect() as connection:
                    connection.execute(text("SELECT * FROM orders WHERE id = :id"), {"id": query["id"]})
                boto3.client("rds-data").execute_statement(
                    sql="SELECT * FROM orders WHERE id = :id",
                    parameters=[{"name": "id", "value": {"stringValue": query["id"]}}])
            """),
        .flagged(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
              runtime: java21
            functions:
              orders:
                handler: shop.App::handleRequest
                events:
                  - httpApi: GET /orders
            """,
            files: [
                "src/main/java/shop/App.java": """
                    package shop;
                    import java.sql.*;
                    import com.amazonaws.services.lambda.runtime.Context;
                    import com.amazonaws.services.lambda.runtime.RequestHandler;
                    import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
                    public class App implements RequestHandler<APIGatewayProxyRequestEvent, String> {
                        public String handleRequest(APIGatewayProxyRequestEvent event, Context context) {
                            String id = event.getQueryStringParameters().get("id");
                            Connection connection = DriverManager.getConnection(System.getenv("DATABASE"));
                            Statement statement = connection.createStatement();
                            statement.«executeQuery»("SELECT * FROM orders WHERE id = '" + id + "'");
                            connection.«prepareStatement»(String.format("SELECT * FROM orders WHERE id = '%s'", id));
                            return "";
                        }
                    }
                    """
            ]),
        .clean(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
              runtime: java21
            functions:
              orders:
                handler: shop.App::handleRequest
                events:
                  - httpApi: GET /orders
            """,
            files: [
                "src/main/java/shop/App.java": """
                    package shop;
                    import java.sql.*;
                    import com.amazonaws.services.lambda.runtime.Context;
                    import com.amazonaws.services.lambda.runtime.RequestHandler;
                    import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
                    public class App implements RequestHandler<APIGatewayProxyRequestEvent, String> {
                        public String handleRequest(APIGatewayProxyRequestEvent event, Context context) {
                            String id = event.getQueryStringParameters().get("id");
                            int page = Integer.parseInt(event.getQueryStringParameters().get("page"));
                            try (Connection connection = DriverManager.getConnection(System.getenv("DATABASE"));
                                 PreparedStatement statement = connection.prepareStatement("SELECT * FROM orders WHERE id = ? LIMIT " + page)) {
                                statement.setString(1, id);
                                statement.executeQuery();
                            }
                            return "";
                        }
                    }
                    """
            ]),
        .flagged(
            .go,
            """
            package main

            import (
                "context"
                "database/sql"
                "fmt"
                "os"

                "github.com/aws/aws-lambda-go/events"
                "github.com/aws/aws-lambda-go/lambda"
                _ "github.com/lib/pq"
            )

            type store struct{ db *sql.DB }

            func (s *store) find(ctx context.Context, name string) (*sql.Rows, error) {
                query := fmt.Sprintf("SELECT id FROM orders WHERE name = '%s'", name)
                return s.db.«QueryContext»(ctx, query)
            }

            func (s *store) handle(ctx context.Context, request events.APIGatewayProxyRequest) (events.APIGatewayProxyResponse, error) {
                if _, err := s.find(ctx, request.QueryStringParameters["name"]); err != nil {
                    return events.APIGatewayProxyResponse{StatusCode: 500}, nil
                }
                s.db.«Exec»("DELETE FROM orders WHERE id = " + request.PathParameters["id"])
                return events.APIGatewayProxyResponse{StatusCode: 204}, nil
            }

            func main() {
                db, err := sql.Open("postgres", os.Getenv("DATABASE"))
                if err != nil {
                    panic(err)
                }
                lambda.Start((&store{db: db}).handle)
            }
            """),
        .clean(
            .go,
            """
            package main

            import (
                "context"
                "database/sql"
                "fmt"
                "os"
                "strconv"

                "github.com/aws/aws-lambda-go/events"
                "github.com/aws/aws-lambda-go/lambda"
                "github.com/google/uuid"
            )

            var db, _ = sql.Open("postgres", os.Getenv("DATABASE"))

            func handle(ctx context.Context, request events.APIGatewayProxyRequest) (events.APIGatewayProxyResponse, error) {
                count, err := strconv.Atoi(request.QueryStringParameters["count"])
                if err != nil {
                    return events.APIGatewayProxyResponse{StatusCode: 400}, nil
                }
                id := request.PathParameters["id"]
                if _, err := uuid.Parse(id); err != nil {
                    return events.APIGatewayProxyResponse{StatusCode: 400}, nil
                }
                db.QueryContext(ctx, "SELECT id FROM orders WHERE name = $1", request.QueryStringParameters["name"])
                db.QueryRow(fmt.Sprintf("SELECT id FROM orders LIMIT %d", count))
                db.Exec("DELETE FROM orders WHERE id = '" + id + "'")
                return events.APIGatewayProxyResponse{StatusCode: 204}, nil
            }

            func main() { lambda.Start(handle) }
            """),
    ]
}
