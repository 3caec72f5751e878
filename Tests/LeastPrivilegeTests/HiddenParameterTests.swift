import LeastPrivilege
import Testing

/// What calls need whose parameters cannot all be seen: whatever they may be, never nothing.
@Suite("Needs of parameters that cannot be seen")
struct HiddenParameterTests {
    private static let manifest = """
        service: shop
        provider: { name: aws, runtime: RUNTIME, environment: { BUS: !Ref Bus, TABLE: orders, STREAM: !GetAtt Clicks.Arn } }
        functions:
          f: { handler: a.handler }
        resources:
          Resources:
            Bus: { Type: AWS::Events::EventBus, Properties: { Name: shop } }
            Clicks: { Type: AWS::Kinesis::Stream, Properties: { Name: clicks } }
            Sealed:
              Type: AWS::S3::Bucket
              Properties:
                BucketName: sealed
                BucketEncryption:
                  ServerSideEncryptionConfiguration:
                    - ServerSideEncryptionByDefault: { SSEAlgorithm: aws:kms, KMSMasterKeyID: !GetAtt Key.Arn }
            Key: { Type: AWS::KMS::Key, Properties: { KeyPolicy: {} } }
        """

    private func all(_ file: String, _ code: String) async throws -> [Need] {
        let runtime = file.hasSuffix(".py") ? "python3.13" : "nodejs22.x"
        let compared = try await ComparedApplication(Self.manifest.replacing("RUNTIME", with: runtime), [file: code])
        return compared.comparison.functions.first?.needs.needs ?? []
    }

    /// The needs of the service that a call is of, whoever has them.
    private func needs(_ file: String, _ code: String, of service: String) async throws -> [String] {
        try await all(file, code).filter { $0.action.hasPrefix(service) }.map { need in
            let resources = need.resources.map(\.description).joined(separator: " ")
            return "\(need.action) \(resources)\(need.isCertain ? "" : " perhaps")"
        }
    }

    private static func python(_ body: String) -> String {
        """
        import boto3, json, os
        from elsewhere import build
        db = boto3.client("dynamodb")
        bus = boto3.client("events")
        s3 = boto3.client("s3")
        def handler(event, context):
            \(body.replacing("\n", with: "\n    "))
        """
    }

    private static let table = "arn:aws:dynamodb:*:*:table"

    /// Every kind of item may be among them.
    @Test(arguments: ["TransactItems=build(event)", "TransactItems=event['items']", "TransactItems=[build(event)]", "**build(event)"])
    func transactionsOfUnseenItemsMayNeedEverything(parameters: String) async throws {
        let needs = try await needs("a.py", Self.python("db.transact_write_items(\(parameters))"), of: "dynamodb:")
        #expect(needs == ["ConditionCheckItem", "DeleteItem", "PutItem", "UpdateItem"].map { "dynamodb:\($0) \(Self.table)/* perhaps" })
    }

    @Test func whatIsSeenOfATransactionIsCertain() async throws {
        let code = Self.python(
            """
            items = []
            for row in event["rows"]:
                items.append({"Put": {"TableName": "orders", "Item": row}})
            items.append(build(event))
            db.transact_write_items(TransactItems=items)
            """)
        let needs = try await needs("a.py", code, of: "dynamodb:")
        #expect(needs.contains("dynamodb:PutItem \(Self.table)/*"))
        #expect(needs.contains("dynamodb:DeleteItem \(Self.table)/* perhaps"))
    }

    @Test func whatIsSeenWholeIsAllThatIsNeeded() async throws {
        let code = Self.python(#"db.transact_write_items(TransactItems=[{"Put": {"TableName": "orders", "Item": event["item"]}}])"#)
        #expect(try await needs("a.py", code, of: "dynamodb:") == ["dynamodb:PutItem \(Self.table)/orders"])
    }

    private static let buses = "arn:aws:events:*:*:event-bus"

    @Test(arguments: [
        ("Entries=build(event)", "*"), ("Entries=[json.loads(r['body']) for r in event['Records']]", "*"), ("**build(event)", "*"),
        ("Entries=[{'Detail': '{}', **build(event)}]", "*"), ("Entries=[{'Detail': '{}'}]", "default"),
        ("Entries=[{'Detail': '{}', 'EventBusName': os.environ['BUS']}]", "shop"),
    ])
    func eventsOfUnseenEntriesMayGoToAnyBus(parameters: String, bus: String) async throws {
        let needs = try await needs("a.py", Self.python("bus.put_events(\(parameters))"), of: "events:")
        #expect(needs == ["events:PutEvents \(Self.buses)/\(bus)"])
    }

    @Test func entriesWithoutABusGoToTheDefaultOne() async throws {
        let code = Self.python("bus.put_events(Entries=[{'Detail': '{}'}, {'Detail': '{}', 'EventBusName': os.environ['BUS']}])")
        #expect(try await needs("a.py", code, of: "events:") == ["events:PutEvents \(Self.buses)/shop \(Self.buses)/default"])
    }

    @Test(arguments: [
        "new PutEventsCommand({ Entries: build(event) })", "new PutEventsCommand(build(event))",
        "new PutEventsCommand({ Entries: event.Records.map((r) => ({ Source: 'x', ...build(r) })) })",
    ])
    func spreadEntriesMayGoToAnyBus(command: String) async throws {
        let code = """
            const { EventBridgeClient, PutEventsCommand } = require('@aws-sdk/client-eventbridge');
            const { build } = require('elsewhere');
            exports.handler = async (event) => new EventBridgeClient({}).send(\(command));
            """
        #expect(try await needs("a.js", code, of: "events:") == ["events:PutEvents \(Self.buses)/*"])
    }

    /// What parameters ask for that cannot be seen may be needed, and what is seen is needed alone.
    @Test(arguments: [
        ("s3.put_object(Bucket='b', Key='k', Body=b'', **build(event))", "s3:PutObjectAcl", true),
        ("s3.copy_object(**build(event))", "s3:PutObjectTagging", true),
        ("s3.upload_file('x', 'b', 'k', build(event))", "s3:PutObjectAcl", true),
        ("s3.upload_file('x', 'b', 'k', ExtraArgs={'ContentType': 'text/plain'})", "s3:PutObjectAcl", false),
        ("s3.generate_presigned_post('b', 'k', Fields={'acl': 'public-read'})", "s3:PutObjectAcl", true),
        ("s3.generate_presigned_post('b', 'k', Conditions=[['starts-with', '$acl', 'p']])", "s3:PutObjectAcl", true),
        ("s3.generate_presigned_post('b', 'k', Conditions=[['content-length-range', 0, 9]])", "s3:PutObjectAcl", false),
        // What an object's tags ask for is asked for where it is copied.
        ("s3.copy_object(Bucket='b', Key='k', CopySource={'Bucket': 'a', 'Key': 'k'})", "s3:GetObjectTagging", true),
        ("s3.copy({'Bucket': 'a', 'Key': 'k'}, 'b', 'k')", "s3:PutObjectTagging", true),
        ("s3.copy_object(Bucket='b', Key='k', CopySource='a/k', TaggingDirective='REPLACE')", "s3:GetObjectTagging", false),
        // Large files go in parts, each of which is read again under the key.
        ("s3.upload_file('x', 'sealed', 'k')", "kms:Decrypt", true), ("s3.upload_file('x', 'b', 'k')", "s3:AbortMultipartUpload", true),
        ("s3.put_object(Bucket='sealed', Key='k', Body=b'')", "kms:Decrypt", false),
        // A role may be handed over among what is not seen.
        ("boto3.client('transcribe').start_medical_scribe_job(**build(event))", "iam:PassRole", true),
        ("db.put_item(**build(event))", "iam:PassRole", false),
    ])
    func rightsThatGoWithACall(call: String, action: String, isNeeded: Bool) async throws {
        let found = try await all("a.py", Self.python(call)).contains { $0.action == action }
        #expect(found == isNeeded)
    }

    /// A table is asked for by the index where one is named.
    @Test func queriesWithUnseenParametersMayBeOfAnIndex() async throws {
        let needs = try await needs("a.py", Self.python("db.query(TableName='orders', **build(event))"), of: "dynamodb:")
        #expect(needs == ["dynamodb:Query \(Self.table)/orders \(Self.table)/orders/index/*"])
    }

    @Test(arguments: [
        ("boto3.client('kinesis').put_record(StreamARN=os.environ['STREAM'], Data=b'', PartitionKey='1')", "kinesis:PutRecord arn:aws:kinesis:*:*:stream/clicks"),
        (
            "boto3.client('lambda').invoke(FunctionName=context.function_name, InvocationType='Event')",
            "lambda:InvokeFunction arn:aws:lambda:*:*:function:shop-dev-f"
        ),
        (
            "boto3.client('lambda').invoke(FunctionName='mail', Qualifier='live')",
            "lambda:InvokeFunction arn:aws:lambda:*:*:function:mail arn:aws:lambda:*:*:function:mail:live"
        ),
        ("db.get_item(TableName=event.get('table', os.environ['TABLE']), Key={})", "dynamodb:GetItem \(table)/*"),
    ])
    func resourcesThatAreNamedInOtherWords(call: String, expected: String) async throws {
        let service = String(expected.prefix { $0 != ":" }) + ":"
        #expect(try await needs("a.py", Self.python(call), of: service).first == expected)
    }
}
