import AuditKit
import CodeAnalysis

/// Where a call takes what it is made with, out of the function.
enum OutwardCall: Sendable {
    case store, message, function, service

    /// Where a call of a library goes; `nil` for one that stays in the function, and for one that only reads.
    init?(_ call: CallFact) {
        guard let found = call.apis.lazy.compactMap({ Self.known[$0] }).first else { return nil }
        self = found
    }

    /// What it is, in words that fit behind "reaches".
    var words: String {
        switch self {
        case .store: "a store"
        case .message: "a message"
        case .function: "another function"
        case .service: "another service"
        }
    }

    private static let known = APITable(
        sdk("lambda", ["Invoke", "InvokeAsync"], .function) + sdk("sfn", ["StartExecution", "StartSyncExecution"], .function)
            + sdk("sqs", ["SendMessage", "SendMessageBatch"], .message) + sdk("sns", ["Publish", "PublishBatch"], .message)
            + sdk("eventbridge", ["PutEvents"], .message) + sdk("kinesis", ["PutRecord", "PutRecords"], .message)
            + sdk("firehose", ["PutRecord", "PutRecordBatch"], .message)
            + sdk("ses", ["SendEmail", "SendRawEmail", "SendTemplatedEmail"], .message) + sdk("sesv2", ["SendEmail"], .message)
            + sdk("dynamodb", ["PutItem", "UpdateItem", "BatchWriteItem", "TransactWriteItems"], .store)
            + sdk("s3", ["PutObject", "Upload"], .store) + documents + messages + databases + clients)

    private static let documents: [(APIPattern, OutwardCall)] =
        ["PutCommand", "UpdateCommand", "BatchWriteCommand", "TransactWriteCommand"].map { (APIPattern("@aws-sdk/lib-dynamodb.\($0)"), .store) }
        + ["put", "update", "batchWrite", "transactWrite"].flatMap { name -> [(APIPattern, OutwardCall)] in
            [
                (APIPattern("aws-sdk*DocumentClient#\(name)"), .store),
                (APIPattern("@aws-sdk/lib-dynamodb.DynamoDBDocument.from().\(name)"), .store),
            ]
        }
        + ["put_item", "update_item", "batch_write_item", "transact_write_items"].flatMap { name -> [(APIPattern, OutwardCall)] in
            [
                (APIPattern("boto3.client(dynamodb).\(name)"), .store), (APIPattern("boto3.resource(dynamodb).*.\(name)"), .store),
            ]
        } + [("boto3.client(s3).put_object", .store), ("boto3.resource(s3).*.put_object", .store)]

    private static let messages: [(APIPattern, OutwardCall)] = [
        ("boto3.client(lambda).invoke*", .function), ("boto3.client(stepfunctions).start_*execution", .function),
        ("boto3.client(sqs).send_message*", .message), ("boto3.resource(sqs).*.send_message*", .message),
        ("boto3.client(sns).publish*", .message), ("boto3.resource(sns).*.publish*", .message),
        ("boto3.client(events).put_events", .message), ("boto3.client(kinesis).put_record*", .message),
        ("boto3.client(firehose).put_record*", .message), ("boto3.client(ses*).send_*", .message),
        ("nodemailer.createTransport().sendMail", .message), ("@sendgrid/mail.send*", .message), ("twilio*.create", .message),
        ("smtplib.SMTP*.sendmail", .message), ("smtplib.SMTP*.send_message", .message), ("kafkajs*.send", .message), ("kafka.KafkaProducer().send", .message),
        ("amqplib*.sendToQueue", .message), ("amqplib*.publish", .message), ("pika*.basic_publish", .message), ("mailgun*.create", .message),
        ("postmark*.sendEmail", .message), ("sendgrid.SendGridAPIClient().send", .message), ("@slack/web-api*.postMessage", .message),
        ("slack_sdk*.chat_postMessage", .message), ("pusher#trigger", .message), ("mqtt*.publish", .message),
    ]

    private static let databases: [(APIPattern, OutwardCall)] = [
        ("mongodb*.insertOne", .store), ("mongodb*.insertMany", .store), ("mongodb*.updateOne", .store), ("mongodb*.replaceOne", .store),
        // Models of `mongoose` hold what they are given against their schema.
        ("mongodb*.findOneAndUpdate", .store),
        ("mysql*.query", .store), ("mysql*.execute", .store), ("serverless-mysql*.query", .store), ("serverless-postgres*.query", .store), ("pg*query", .store), ("sequelize*.create", .store), ("sequelize*.update", .store),
        ("knex*.insert", .store), ("knex*.update", .store), ("*edis*.set", .store), ("*edis*.hset", .store),
        ("psycopg2*.execute*", .store), ("pymysql*.execute*", .store), ("mysql.connector*.execute*", .store), ("pymongo*.insert_*", .store),
        ("pymongo*.update_*", .store),
        // Databases that are asked by request, search engines, and what maps objects to tables without a schema of values.
        ("faunadb*.query", .store), ("@supabase/supabase-js*.insert", .store), ("@supabase/supabase-js*.upsert", .store), ("supabase*.insert", .store),
        ("firebase-admin*.set", .store), ("firebase-admin*.add", .store), ("@google-cloud/firestore*.set", .store), ("@google-cloud/firestore*.add", .store),
        ("@elastic/elasticsearch.Client#index", .store), ("@elastic/elasticsearch.Client#bulk", .store), ("elasticsearch.Client#index", .store),
        ("@opensearch-project/opensearch.Client#index", .store), ("algoliasearch*.saveObject*", .store), ("elasticsearch.Elasticsearch().index", .store),
        ("opensearchpy.OpenSearch().index", .store), ("@prisma/client.PrismaClient#*.create", .store), ("@prisma/client.PrismaClient#*.update", .store),
        ("cassandra*.execute", .store), ("cassandra-driver*.execute", .store), ("neo4j*.run", .store), ("@planetscale/database*.execute", .store),
        ("@neondatabase/serverless*.query", .store), ("asyncpg*.execute", .store), ("aiomysql*.execute", .store), ("databases.Database().execute", .store),
        ("dynamodb-toolbox*.put", .store), ("@upstash/redis*.set", .store), ("memcached*.set", .store), ("pymemcache*.set", .store),
    ]

    private static let clients: [(APIPattern, OutwardCall)] = [
        ("axios", .service), ("axios.*", .service), ("node-fetch", .service), ("fetch", .service), ("cross-fetch", .service),
        ("got", .service), ("got.*", .service), ("request", .service), ("request.*", .service), ("request-promise*", .service),
        ("superagent.*", .service), ("undici.*", .service), ("https.request", .service), ("http.request", .service),
        ("https.get", .service), ("http.get", .service), ("requests.*", .service), ("httpx.*", .service),
        ("urllib.request.urlopen", .service), ("urllib3.*request", .service),
    ]

    /// Operations in the versions 2 and 3 of the SDK for JavaScript; what is sent is judged where the command is made.
    private static func sdk(_ package: String, _ operations: [String], _ call: OutwardCall) -> [(APIPattern, OutwardCall)] {
        operations.flatMap { operation -> [(APIPattern, OutwardCall)] in
            let method = operation.prefix(1).lowercased() + operation.dropFirst()
            return [
                (APIPattern("aws-sdk*#\(method)"), call), (APIPattern("@aws-sdk/client-\(package).\(operation)Command"), call),
                (APIPattern("@aws-sdk/client-\(package).*#\(method)"), call),
            ]
        }
    }
}
