import LeastPrivilege
import Testing

/// What libraries need that call AWS for the code.
@Suite("Needs of libraries")
struct LibraryNeedTests {
    private static let manifest = """
        service: shop
        provider:
          name: aws
          runtime: RUNTIME
          environment: { TABLE: !Ref Orders, NAME: /shop/key }
        functions:
          f: { handler: a.handler, events: [{ httpApi: GET / }] }
        resources:
          Resources:
            Orders: { Type: AWS::DynamoDB::Table, Properties: { TableName: orders-prod } }
        """

    private func function(_ file: String, _ code: String) async throws -> (needs: [String], incompleteness: String?) {
        let runtime = file.hasSuffix(".py") ? "python3.13" : "nodejs22.x"
        let compared = try await ComparedApplication(Self.manifest.replacing("RUNTIME", with: runtime), [file: code])
        return (compared.needs, compared.comparison.functions.first?.needs.incompleteness)
    }

    private static let table = "arn:aws:dynamodb:*:*:table/orders-prod"
    private static let parameter = "arn:aws:ssm:*:*:parameter/"
    private static let secret = "arn:aws:secretsmanager:*:*:secret:"

    private static let function = "lambda:InvokeFunction arn:aws:lambda:*:*:function:"

    private static let cases: [(String, String, [String])] = [
        (
            "a.js",
            """
            import { withDurableExecution } from '@aws/durable-execution-sdk-js';
            export const handler = withDurableExecution(async (event, context) => {
              const paid = await context.invoke('pay', 'arn:aws:lambda:eu-west-1:123456789012:function:pay:live', event);
              await context.runInChildContext('later', async (child) => child.invoke('ship:live', { paid }));
            });
            """,
            ["\(function)pay:live", "\(function)ship:live"]
        ),
        (
            "a.py",
            """
            import os, boto3
            from aws_durable_execution_sdk_python import DurableContext, durable_execution, durable_step
            table = boto3.resource("dynamodb").Table(os.environ["TABLE"])
            @durable_step
            def keep(step, order):
                return table.put_item(Item=order)
            @durable_execution
            def handler(event, context: DurableContext):
                kept = context.step(keep(event["order"]))
                return context.invoke("pay", kept, name="pay")
            """,
            ["dynamodb:PutItem \(table)", "\(function)pay"]
        ),
        (
            "a.py",
            """
            import os
            from aws_lambda_powertools.utilities import parameters
            from aws_lambda_powertools.utilities.idempotency import DynamoDBPersistenceLayer, idempotent
            store = DynamoDBPersistenceLayer(table_name=os.environ["TABLE"])
            ssm = parameters.SSMProvider()
            @idempotent(persistence_store=store)
            def handler(event, context):
                ssm.get_multiple("/shop/")
                return parameters.get_parameter(os.environ["NAME"]), parameters.get_secret("db")
            """,
            [
                "dynamodb:DeleteItem \(table)", "dynamodb:GetItem \(table)", "dynamodb:PutItem \(table)", "dynamodb:UpdateItem \(table)",
                "secretsmanager:GetSecretValue \(secret)db-??????", "ssm:GetParameter \(parameter)shop/key", "ssm:GetParametersByPath \(parameter)shop/",
            ]
        ),
        (
            "a.js",
            """
            import { getParametersByName } from '@aws-lambda-powertools/parameters/ssm';
            import { getSecret } from '@aws-lambda-powertools/parameters/secrets';
            export const handler = async () => [await getSecret('db'), await getParametersByName({ '/a': {}, '/b': {} })];
            """,
            [
                "secretsmanager:GetSecretValue \(secret)db-??????", "ssm:GetParameter \(parameter)a \(parameter)b perhaps",
                "ssm:GetParameters \(parameter)a \(parameter)b",
            ]
        ),
        (
            "a.js",
            """
            import middy from '@middy/core';
            import ssm from '@middy/ssm';
            import secretsManager from '@middy/secrets-manager';
            export const handler = middy(async () => ({}))
              .use(ssm({ fetchData: { key: '/shop/key', all: '/shop/all/' } }))
              .use(secretsManager({ fetchData: { db: 'db' } }));
            """,
            [
                "secretsmanager:GetSecretValue \(secret)db-??????", "ssm:GetParameters \(parameter)shop/key",
                "ssm:GetParametersByPath \(parameter)shop/all/",
            ]
        ),
        (
            "a.py",
            """
            import os
            from pynamodb.models import Model
            from pynamodb.attributes import UnicodeAttribute
            class Order(Model):
                class Meta:
                    table_name = os.environ["TABLE"]
                id = UnicodeAttribute(hash_key=True)
            def handler(event, context):
                order = Order(event["id"])
                order.save()
                return Order.get("1")
            """,
            [
                "dynamodb:DescribeTable \(table) perhaps", "dynamodb:DescribeTable \(table) perhaps", "dynamodb:GetItem \(table)",
                "dynamodb:PutItem \(table)",
            ]
        ),
        (
            "a.js",
            """
            const dynamoose = require('dynamoose');
            const Order = dynamoose.model('orders', { id: String }, { create: false, waitForActive: false });
            exports.handler = async (event) => { await Order.get(event.id); return Order.query('id').eq('1').exec(); };
            """,
            [
                "dynamodb:GetItem arn:aws:dynamodb:*:*:table/orders", "dynamodb:Query arn:aws:dynamodb:*:*:table/orders",
                "dynamodb:Query arn:aws:dynamodb:*:*:table/orders/index/* perhaps",
            ]
        ),
        (
            "a.js",
            """
            import { Table, Entity, PutItemCommand } from 'dynamodb-toolbox';
            const table = new Table({ name: process.env.TABLE });
            const Order = new Entity({ name: 'Order', table });
            export const handler = async (event) => Order.build(PutItemCommand).item({ id: event.id }).send();
            """, ["dynamodb:PutItem \(table)"]
        ),
        (
            "a.js",
            """
            import { Entity } from 'electrodb';
            const orders = new Entity(
              { model: { entity: 'o', service: 's', version: '1' }, indexes: { byOwner: { index: 'owner', pk: {} }, byId: { pk: {} } } },
              { table: process.env.TABLE });
            export const handler = async (event) => {
              await orders.query.byOwner({ owner: event.owner }).go();
              await orders.query.byId({ id: event.id }).go();
              return orders.get({ id: event.id }).go();
            };
            """, ["dynamodb:GetItem \(table)", "dynamodb:Query \(table)/index/owner", "dynamodb:Query \(table)"]
        ),
        (
            "a.py",
            """
            import requests
            from aws_requests_auth.boto_utils import BotoAWSRequestsAuth
            def handler(event, context):
                auth = BotoAWSRequestsAuth(aws_host="x", aws_region="eu-west-1", aws_service="execute-api")
                return requests.get("https://x/orders", auth=auth).json()
            """, ["execute-api:Invoke arn:aws:execute-api:*:*:*/*/*/*"]
        ),
        (
            "a.py",
            """
            import awswrangler as wr
            from smart_open import open as s3open
            def handler(event, context):
                with s3open("s3://out/a.txt", "w") as file:
                    file.write("x")
                return wr.s3.read_csv("s3://in/data/")
            """,
            [
                "s3:AbortMultipartUpload arn:aws:s3:::out/a.txt perhaps", "s3:GetObject arn:aws:s3:::in/data/*", "s3:ListBucket arn:aws:s3:::in",
                "s3:PutObject arn:aws:s3:::out/a.txt",
            ]
        ),
    ]

    @Test(arguments: cases.indices)
    func calls(_ index: Int) async throws {
        let (file, code, expected) = Self.cases[index]
        let found = try await function(file, code)
        #expect(found.needs == expected)
        #expect(found.incompleteness == nil)
    }

    /// What of a library is not known says so by its name.
    @Test(arguments: [
        ("a.py", "import awswrangler as wr\ndef handler(event, context):\n    return wr.athena.read_sql_query('x', database='d')", "awswrangler"),
        ("a.py", "import s3fs\ndef handler(event, context):\n    return s3fs.S3FileSystem().open('b/k')", "s3fs"),
        ("a.js", "const aws4 = require('aws4');\nexports.handler = (event) => aws4.sign({ service: event.service, host: 'x' });", "signed"),
    ])
    func whatIsNotKnownIsNamed(_ file: String, _ code: String, _ name: String) async throws {
        #expect(try await function(file, code).incompleteness?.contains(name) == true)
    }

    /// A secret that is kept is described first.
    @Test func cachesOfSecretsAskForTheDescription() async throws {
        let code = """
            import botocore.session
            from aws_secretsmanager_caching import SecretCache, SecretCacheConfig
            client = botocore.session.get_session().create_client('secretsmanager')
            cache = SecretCache(config=SecretCacheConfig(), client=client)
            def handler(event, context):
                return cache.get_secret_string("db")
            """
        let found = try await function("a.py", code)
        #expect(found.needs == ["secretsmanager:DescribeSecret \(Self.secret)db-??????", "secretsmanager:GetSecretValue \(Self.secret)db-??????"])
        #expect(found.incompleteness == nil)
    }

    /// What calls AWS by itself is told by its name, and what is only named for AWS is not.
    @Test(arguments: [
        ("a.js", "const { QldbDriver } = require('amazon-qldb-driver-nodejs'); exports.handler = async () => new QldbDriver('l').execute();", true),
        ("a.py", "import aurora_dsql_psycopg2 as dsql\ndef handler(event, context):\n    return dsql.connect()", true),
        ("a.js", "const agg = require('aws-kinesis-agg'); exports.handler = async (e) => agg.deaggregateSync(e.Records[0].kinesis, true, () => 1);", false),
        ("a.js", "const { S3 } = require('@aws-sdk/client-s3'); exports.handler = async () => new S3({}).listBuckets();", false),
    ])
    func librariesThatCallAWSAreTold(file: String, code: String, isUnread: Bool) async throws {
        let reason = try await function(file, code).incompleteness
        #expect(reason?.hasSuffix("calls of AWS is not known") ?? false == isUnread)
    }
}
