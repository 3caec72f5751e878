import AuditKit
import Findings
import Rules
import Scanning
import SourceText
import Testing

/// What `fix` makes of permissions: what an expert would write by hand, and nothing where a need is not known.
@Suite struct LeastPrivilegeRepairTests {
    private static let code = [
        "create.js": """
        const { DynamoDBClient, PutItemCommand } = require('@aws-sdk/client-dynamodb');
        const { S3Client, PutObjectCommand } = require('@aws-sdk/client-s3');
        const { SNSClient, PublishCommand } = require('@aws-sdk/client-sns');
        const db = new DynamoDBClient({});
        const s3 = new S3Client({});
        const sns = new SNSClient({});
        exports.handler = async (event) => {
          await db.send(new PutItemCommand({ TableName: process.env.TABLE, Item: { id: { S: '1' } } }));
          await s3.send(new PutObjectCommand({ Bucket: process.env.BUCKET, Key: 'last.json', Body: 'x' }));
          await sns.send(new PublishCommand({ TopicArn: process.env.TOPIC, Message: 'new' }));
        };
        """,
        "list.js": """
        const { DynamoDBClient, QueryCommand } = require('@aws-sdk/client-dynamodb');
        const db = new DynamoDBClient({});
        exports.handler = async () => db.send(new QueryCommand({ TableName: process.env.TABLE, IndexName: 'byDay', KeyConditionExpression: 'd = :d' }));
        """,
        "ping.js": "exports.handler = async () => ({ statusCode: 204 });",
    ]

    private static func service(_ head: String, role: String = "") -> String {
        """
        service: shop
        \(head)
        provider:
          name: aws
          runtime: nodejs24.x
          environment:
            TABLE: !Ref Orders
            BUCKET: ${self:service}-uploads-${sls:stage}
            TOPIC: !Ref News
        \(role)
        functions:
          create:
            handler: create.handler # makes an order
          list:
            handler: list.handler
          ping:
            handler: ping.handler
        resources:
          Resources:
            Orders:
              Type: AWS::DynamoDB::Table
            News:
              Type: AWS::SNS::Topic
        """
    }

    private static let shared = """
          iam:
            role:
              statements:
                - Effect: Allow
                  Action: dynamodb:*
                  Resource: '*'
                - Effect: Allow
                  Action: [s3:GetObject, s3:PutObject, sns:Publish]
                  Resource: '*'
        """

    @Test func versionFourGivesEachFunctionItsStatements() async throws {
        let text = try await fixed(["serverless.yml": Self.service("frameworkVersion: '4'", role: Self.shared)])
        #expect(!text.contains("dynamodb:*") && !text.contains("  iam:\n    role:\n      statements:\n        - Effect"))
        #expect(
            text.contains(
                """
                    handler: create.handler # makes an order
                    iam:
                      role:
                        statements:
                          - Effect: Allow
                            Action: dynamodb:PutItem
                            Resource: !GetAtt Orders.Arn
                          - Effect: Allow
                            Action: s3:PutObject
                            Resource: arn:aws:s3:::${self:provider.environment.BUCKET}/last.json
                          - Effect: Allow
                            Action: sns:Publish
                            Resource: !Ref News
                """), "\(text)")
        #expect(
            text.contains(
                """
                    handler: list.handler
                    iam:
                      role:
                        statements:
                          - Effect: Allow
                            Action: dynamodb:Query
                            Resource: !Sub ${Orders.Arn}/index/byDay
                """))
        #expect(text.contains("  ping:\n    handler: ping.handler\nresources:"))
    }

    @Test func statementsThatEveryFunctionInheritsMoveToThoseThatNeedThem() async throws {
        let role = Self.shared.replacing("role:\n", with: "role:\n      mode: perFunction\n")
        let text = try await fixed(["serverless.yml": Self.service("frameworkVersion: '4'", role: role)])
        #expect(text.contains("  iam:\n    role:\n      mode: perFunction\nfunctions:"), "\(text)")
        #expect(text.contains("Resource: !Sub ${Orders.Arn}/index/byDay"))
    }

    @Test func thePluginsSpellingIsUsedWhereItIsInstalled() async throws {
        let head = "frameworkVersion: '3'\nplugins:\n  - serverless-iam-roles-per-function"
        let text = try await fixed(["serverless.yml": Self.service(head, role: Self.shared)])
        #expect(text.contains("    iamRoleStatements:\n      - Effect: Allow\n        Action: dynamodb:Query"), "\(text)")
        #expect(!text.contains("dynamodb:*"))
    }

    @Test func withoutRolesPerFunctionTheSharedOneIsNarrowed() async throws {
        let text = try await fixed(["serverless.yml": Self.service("frameworkVersion: '3'", role: Self.shared)])
        #expect(
            text.contains(
                """
                        - Effect: Allow
                          Action:
                            - dynamodb:PutItem
                            - dynamodb:Query
                          Resource:
                            - !GetAtt Orders.Arn
                            - !Sub ${Orders.Arn}/index/byDay
                """), "\(text)")
        #expect(text.contains("[s3:PutObject, sns:Publish]"))
        #expect(text.contains("            - arn:aws:s3:::${self:provider.environment.BUCKET}/last.json\n            - !Ref News"), "\(text)")
    }

    @Test func nothingGoesWhereACallCouldNotBeToldUnlessItIsAssumed() async throws {
        var files = Self.code
        files["ping.js"] = """
            const AWS = require('aws-sdk');
            const s3 = new AWS.S3();
            exports.handler = async (event) => s3[event.operation]({ Bucket: 'a' }).promise();
            """
        files["serverless.yml"] = Self.service("frameworkVersion: '4'", role: Self.shared)
        #expect(await report(files).changes.isEmpty)
        #expect(await !report(files, assumingComplete: true).changes.isEmpty)
    }

    private static let commented = """
          iam:
            role:
              # What the functions may do.
              statements: # of everybody
                # Orders are kept
                # for a year.
                - Effect: Allow # ask the data team
                  Action:
                    - dynamodb:PutItem # new orders
                    # the list of a day
                    - dynamodb:Query
                    - dynamodb:Scan # nobody
                  Resource:
                    - !GetAtt Orders.Arn # the table
                    # its indexes
                    - !Sub ${Orders.Arn}/index/*

                - Action: sns:Publish # to all
                  Effect: Allow
                  Resource: !Ref News
                # Unused by now.
                - Effect: Allow
                  Action: [sqs:SendMessage]
                  Resource: '*'
        """

    @Test func commentsGoWithWhatTheyStandAt() async throws {
        let text = try await fixed(["serverless.yml": Self.service("frameworkVersion: '4'", role: Self.commented)])
        #expect(
            text.contains(
                """
                        statements:
                          # Orders are kept
                          # for a year.
                          # ask the data team
                          - Effect: Allow
                            # new orders
                            Action: dynamodb:PutItem
                            # the table
                            Resource: !GetAtt Orders.Arn
                          - Effect: Allow
                            # to all
                            Action: sns:Publish
                            Resource: !Ref News
                """), "\(text)")
        #expect(
            text.contains(
                """
                        statements:
                          # Orders are kept
                          # for a year.
                          # ask the data team
                          - Effect: Allow
                            # the list of a day
                            Action: dynamodb:Query
                            # its indexes
                            Resource: !Sub ${Orders.Arn}/index/byDay
                """), "\(text)")
        #expect(!text.contains("# nobody") && !text.contains("# Unused"))
    }

    private static let template = """
        Transform: AWS::Serverless-2016-10-31
        Globals:
          Function:
            Runtime: nodejs24.x
            CodeUri: .
            Environment:
              Variables:
                TABLE: !Ref Orders
                BUCKET: !Ref Uploads
                TOPIC: !Ref News
        Resources:
          Create:
            Type: AWS::Serverless::Function
            Properties:
              Handler: create.handler
              Policies:
                - DynamoDBCrudPolicy: # orders
                    TableName: !Ref Orders
                - S3FullAccessPolicy:
                    BucketName: !Ref Uploads
                - AmazonSNSFullAccess
                - AmazonSQSReadOnlyAccess
          Orders:
            Type: AWS::DynamoDB::Table
          Uploads:
            Type: AWS::S3::Bucket
          News:
            Type: AWS::SNS::Topic
        """

    @Test func policiesOfSAMBecomeWhatIsNeeded() async throws {
        let text = try await fixed(["template.yaml": Self.template])
        #expect(
            text.contains(
                """
                      Policies:
                        # orders
                        - Statement:
                            - Effect: Allow
                              Action: dynamodb:PutItem
                              Resource: !GetAtt Orders.Arn
                        - Statement:
                            - Effect: Allow
                              Action: s3:PutObject
                              Resource: !Sub ${Uploads.Arn}/last.json
                        - SNSPublishMessagePolicy:
                            TopicName: !GetAtt News.TopicName
                  Orders:
                """), "\(text)")
    }

    private static let role = """
          Shared:
            Type: AWS::IAM::Role
            Properties:
              AssumeRolePolicyDocument:
                Version: '2012-10-17'
                Statement:
                  - Effect: Allow
                    Principal: { Service: lambda.amazonaws.com }
                    Action: sts:AssumeRole
              ManagedPolicyArns:
                - arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole
              Policies:
                - PolicyName: all
                  PolicyDocument:
                    Version: '2012-10-17'
                    Statement:
                      - Effect: Allow
                        Action: dynamodb:*
                        Resource: [!GetAtt Orders.Arn, !Sub '${Orders.Arn}/index/*']
                      - Effect: Allow
                        Action: s3:PutObject
                        Resource: !Sub ${Uploads.Arn}/*
                      - Effect: Allow
                        Action: sns:Publish
                        Resource: !Ref News
        """

    private static func sharing(_ type: String, more: String = "") -> String {
        let function = { (name: String, handler: String) in
            """
              \(name):
                Type: \(type)
                Properties:
                  Handler: \(handler).handler
                  Role: !GetAtt Shared.Arn
            """
        }
        let source = type == "AWS::Lambda::Function" ? "Code: ." : "CodeUri: ."
        let settings = """
                  Runtime: nodejs24.x
                  \(source)
                  Environment:
                    Variables: { TABLE: !Ref Orders, BUCKET: !Ref Uploads, TOPIC: !Ref News }
            """
        let tail = template.split(separator: "  Orders:").last.map { "  Orders:" + $0 } ?? ""
        return """
            \(type == "AWS::Lambda::Function" ? "AWSTemplateFormatVersion: '2010-09-09'" : "Transform: AWS::Serverless-2016-10-31")
            Resources:
            \(function("Create", "create"))
            \(settings)
            \(function("List", "list"))
            \(settings)
            \(role)
            \(tail)
            \(more)
            """
    }

    @Test func functionsOfSAMGetRolesOfTheirOwn() async throws {
        let text = try await fixed(["template.yaml": Self.sharing("AWS::Serverless::Function")])
        #expect(!text.contains("Shared"), "\(text)")
        #expect(text.contains("      Policies:\n        - Statement:\n            - Effect: Allow\n              Action: dynamodb:Query"))
    }

    @Test func functionsOfCloudFormationGetRolesOfTheirOwn() async throws {
        let text = try await fixed(["template.yaml": Self.sharing("AWS::Lambda::Function")])
        #expect(!text.contains("Shared"), "\(text)")
        #expect(text.contains("Role: !GetAtt CreateRole.Arn") && text.contains("  ListRole:\n    Type: AWS::IAM::Role"))
        #expect(text.contains("Resource: !Sub ${Orders.Arn}/index/byDay"))
    }

    @Test func commentsOfASharedRoleAreInEachOneMadeOfIt() async throws {
        let template = Self.sharing("AWS::Lambda::Function").replacing("Action: dynamodb:*", with: "Action: dynamodb:* # orders")
            .replacing("Action: sts:AssumeRole", with: "Action: sts:AssumeRole # nobody else")
        let text = try await fixed(["template.yaml": template])
        let trust = "Principal:\n              Service: lambda.amazonaws.com\n            # nobody else\n            Action: sts:AssumeRole\n"
        #expect(text.split(separator: trust).count == 3, "\(text)")
        // Narrowed for both functions first, when it is about all actions of the statement.
        let start = "              # orders\n              - Effect: Allow\n                Action: dynamodb:"
        #expect(text.contains(start + "PutItem\n") && text.contains(start + "Query\n"), "\(text)")
    }

    @Test func aRoleThatSomethingElseNamesStays() async throws {
        let more = "Outputs:\n  Role:\n    Value: !GetAtt Shared.Arn"
        let text = try await fixed(["template.yaml": Self.sharing("AWS::Lambda::Function", more: more)])
        #expect(text.contains("  Shared:\n") && text.contains("                  - dynamodb:PutItem\n                  - dynamodb:Query"), "\(text)")
    }

    @Test func noPolicyIsLeftEmpty() async throws {
        let template = Self.sharing("AWS::Lambda::Function").replacing("dynamodb:*", with: "kinesis:PutRecord")
            .replacing("s3:PutObject", with: "s3:ListAllMyBuckets").replacing("sns:Publish", with: "sqs:SendMessage")
        let files = ["create.js", "list.js"].reduce(into: ["template.yaml": template]) { $0[$1] = Self.code["ping.js"] }
        let text = try await fixed(files)
        #expect(!text.contains("Policies:") && text.contains("ManagedPolicyArns:"), "\(text)")
    }

    @Test func resolversWithinASchemaAreCalled() async throws {
        let schema = """
            const { GraphQLSchema, GraphQLObjectType, graphql } = require('graphql');
            const AWS = require('aws-sdk');
            const db = new AWS.DynamoDB.DocumentClient();
            const schema = new GraphQLSchema({ query: new GraphQLObjectType({
              fields: { order: { resolve: (parent, args) => db.get({ TableName: process.env.TABLE, Key: { id: args.id } }).promise() } } }) });
            exports.handler = async (event) => graphql(schema, event.body);
            """
        let role = Self.shared.replacing("Action: [s3:GetObject, s3:PutObject, sns:Publish]", with: "Action: s3:GetObject")
        var files = Self.code.mapValues { _ in schema }
        files["serverless.yml"] = Self.service("frameworkVersion: '3'", role: role)
        let text = try await fixed(files)
        #expect(text.contains("Action: dynamodb:GetItem") || text.contains("- dynamodb:GetItem"), "\(text)")
    }

    @Test func aClientThatALibraryIsGivenMayBeUsedForAnything() async {
        var files = Self.code.mapValues { _ in
            """
            const store = require('some-store');
            const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
            const sessions = store.make({ client: new DynamoDBClient({}) });
            exports.handler = async (event) => sessions.load(event.id);
            """
        }
        files["serverless.yml"] = Self.service("frameworkVersion: '3'", role: Self.shared)
        #expect(await report(files).changes.isEmpty)
    }

    /// The next deployment has other parameters.
    @Test func defaultsOfParametersAreWrittenAsParameters() async throws {
        let template = Self.template.replacing("Resources:\n  Create:", with: """
            Parameters:
              Stage: { Type: String, Default: dev }
              Topic: { Type: String }
            Resources:
              Create:
            """).replacing("TABLE: !Ref Orders", with: "TABLE: !Sub orders-${Stage}").replacing("TOPIC: !Ref News", with: "TOPIC: !Ref Topic")
            .replacing("BucketName: !Ref Uploads", with: "BucketName: '*'").replacing("BUCKET: !Ref Uploads", with: "BUCKET: !Sub '${Stage}.devices'")
            .replacing("TableName: !Ref Orders", with: "TableName: '*'")
        let text = try await fixed(["template.yaml": template])
        #expect(text.contains("Resource: !Sub arn:aws:dynamodb:*:*:table/orders-${Stage}"), "\(text)")
        #expect(text.contains("Resource: !Sub arn:aws:s3:::${Stage}.devices/last.json"))
        #expect(text.contains("AmazonSNSFullAccess") || text.contains("Resource: !Ref Topic"))
    }

    @Test func whatMayBeTheRightGrantIsNotTakenAway() async throws {
        let template = Self.template.replacing("- AmazonSNSFullAccess", with: "- SQSSendMessagePolicy: # to be the topic's\n            QueueName: news")
            .replacing("        - AmazonSQSReadOnlyAccess\n", with: "")
        let queue = template.replacing("new PublishCommand", with: "new SendMessageCommand")
        #expect(try await fixed(["template.yaml": queue]).contains("SQSSendMessagePolicy") == false)
        let code = (Self.code["create.js"] ?? "").replacing("client-sns", with: "client-sqs").replacing("SNSClient", with: "SQSClient")
            .replacing("PublishCommand({ TopicArn: process.env.TOPIC, Message: 'new' })", with: "ReceiveMessageCommand({ QueueUrl: 'https://sqs.eu-west-1.amazonaws.com/123456789012/news' })")
            .replacing("PublishCommand", with: "ReceiveMessageCommand")
        #expect(try await fixed(["template.yaml": template, "create.js": code]).contains("- SQSSendMessagePolicy: # to be the topic's"))
    }

    @Test func statementsOfSAMFunctionsAreRemovedAndNothingElse() async throws {
        let template = """
            Transform: AWS::Serverless-2016-10-31
            Resources:
              Ping:
                Type: AWS::Serverless::Function
                Properties:
                  Runtime: nodejs24.x
                  CodeUri: .
                  Handler: ping.handler
                  Policies:
                    - Statement:
                        - Effect: Allow
                          Action: [dynamodb:PutItem, dynamodb:Query]
                          Resource: arn:aws:dynamodb:*:*:table/orders
                  Timeout: 3
            """
        #expect(try await fixed(["template.yaml": template]).hasSuffix("      Handler: ping.handler\n      Timeout: 3"))
    }

    /// Which service it is of only the deployment knows.
    @Test func destinationsThatTheDeploymentNamesKeepTheirGrant() async {
        let template = """
            Transform: AWS::Serverless-2016-10-31
            Parameters:
              Dead: { Type: String }
            Resources:
              Ping:
                Type: AWS::Serverless::Function
                Properties:
                  Runtime: nodejs24.x
                  CodeUri: .
                  Handler: ping.handler
                  Policies:
                    - Statement:
                        - { Effect: Allow, Action: sqs:SendMessage, Resource: !Ref Dead }
                  EventInvokeConfig: { DestinationConfig: { OnFailure: { Destination: !Ref Dead } } }
            """
        let files = Self.code.merging(["template.yaml": template]) { $1 }
        #expect(await report(files).changes.isEmpty)
    }

    /// A role that refers to the bucket which starts its function could not be deployed.
    @Test func aBucketThatStartsTheFunctionIsNotReferredTo() async throws {
        let template = Self.template.replacing(
            "      Handler: create.handler\n",
            with: "      Handler: create.handler\n      Events:\n        Put: { Type: S3, Properties: { Bucket: !Ref Uploads, Events: 's3:ObjectCreated:*' } }\n")
        let text = try await fixed(["template.yaml": template])
        #expect(text.contains("S3FullAccessPolicy") && !text.contains("${Uploads.Arn}"), "\(text)")
        #expect(text.contains("Action: dynamodb:PutItem"))
    }

    /// Of a message both the identity and the set of settings are checked.
    @Test func resourcesThatAreCheckedTogetherStayAsTheyAreGranted() async throws {
        let files = [
            "create.js": """
            const { SESClient, SendEmailCommand } = require('@aws-sdk/client-ses');
            exports.handler = async () => new SESClient({}).send(new SendEmailCommand({ Source: 'a@shop.example', ConfigurationSetName: 'all' }));
            """,
            "list.js": Self.code["ping.js"] ?? "",
        ]
        let role = Self.shared.replacing("dynamodb:*", with: "ses:*").replacing("[s3:GetObject, s3:PutObject, sns:Publish]", with: "sqs:SendMessage")
        let all = files.merging(["serverless.yml": Self.service("frameworkVersion: '3'", role: role)]) { $1 }
        let text = try await fixed(all)
        #expect(text.contains("Action: ses:SendEmail\n          Resource: '*'"), "\(text)")
    }

    /// Whatever the items are that a library makes, they are written.
    @Test func whatUnseenItemsNeedStays() async throws {
        let code = """
            const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
            const { DynamoDBDocumentClient, TransactWriteCommand } = require('@aws-sdk/lib-dynamodb');
            const { build } = require('elsewhere');
            exports.handler = async (event) => DynamoDBDocumentClient.from(new DynamoDBClient({})).send(new TransactWriteCommand(build(event)));
            """
        let role = Self.shared.replacing("dynamodb:*", with: "[dynamodb:PutItem, dynamodb:UpdateItem, dynamodb:Scan]")
            .replacing("[s3:GetObject, s3:PutObject, sns:Publish]", with: "dynamodb:DeleteItem")
        var files = Self.code.mapValues { _ in code }
        files["serverless.yml"] = Self.service("frameworkVersion: '3'", role: role)
        let text = try await fixed(files)
        #expect(text.contains("dynamodb:PutItem") && text.contains("dynamodb:UpdateItem") && text.contains("dynamodb:DeleteItem"), "\(text)")
        #expect(!text.contains("dynamodb:Scan"))
    }

    @Test func whatAthenaDoesForTheCallerStays() async {
        var files = Self.code.mapValues { _ in
            """
            const AWS = require('aws-sdk');
            exports.handler = async () => new AWS.Athena().startQueryExecution({ QueryString: 'select 1' }).promise();
            """
        }
        files["serverless.yml"] = Self.service("frameworkVersion: '3'", role: Self.shared)
        #expect(await report(files).changes.isEmpty)
    }

    // MARK: Running it

    private func fixed(_ files: [String: String]) async throws -> String {
        let report = await report(Self.code.merging(files) { $1 })
        return String(decoding: try #require(report.changes.first).after, as: UTF8.self)
    }

    private func report(_ files: [String: String], assumingComplete: Bool = false) async -> FixReport {
        var options = ScanOptions(rules: RuleRegistry.all, today: RuleExampleTests.today, toolVersion: "test")
        options.assumesCompleteCode = assumingComplete
        let rules = RuleRegistry.all.map { $0.metadata.id }.filter { $0.description.hasPrefix("least-privilege/") }
        let request = FixPlanner.Request(rules: Set(rules), allowsUnsafe: false)
        return await FixPlanner(files: InMemoryFileSource(files), options: options, request: request).report()
    }
}
