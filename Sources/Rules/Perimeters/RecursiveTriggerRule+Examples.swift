import ApplicationModel
import AuditKit

extension RecursiveTriggerRule {
    static let examples: [RuleExample] = [
        .flagged(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
              iam:
                role:
                  statements:
                    - Effect: Allow
                      Action: [s3:GetObject, s3:PutObject]
                      Resource: arn:aws:s3:::uploads/*
            functions:
              resize:
                handler: resize.handler
                events:
                  - «s3»: uploads
            """),
        .flagged(
            .serverlessFramework,
            """
            # Nothing ends a loop through a table.
            service: shop
            provider:
              name: aws
              environment:
                ORDERS: !Ref Orders
              iam:
                role:
                  statements:
                    - Effect: Allow
                      Action: dynamodb:UpdateItem
                      Resource: !GetAtt Orders.Arn
            functions:
              count:
                handler: count.handler
                events:
                  - «stream»:
                      type: dynamodb
                      arn: !GetAtt Orders.StreamArn
              list:
                handler: list.handler
            resources:
              Resources:
                Orders:
                  Type: AWS::DynamoDB::Table
            """),
        .flagged(
            .serverlessFramework,
            """
            # What fails comes back as a new event.
            service: shop
            provider:
              name: aws
            functions:
              notify:
                handler: notify.handler
                events:
                  - «sns»:
                      arn: !Ref Alarms
                destinations:
                  onFailure:
                    type: sns
                    arn: !Ref Alarms
            resources:
              Resources:
                Alarms:
                  Type: AWS::SNS::Topic
            """),
        .clean(
            .serverlessFramework,
            """
            # Reads from one place and writes to another, in a bucket by prefix.
            service: shop
            provider:
              name: aws
              iam:
                role:
                  statements:
                    - Effect: Allow
                      Action: s3:GetObject
                      Resource: arn:aws:s3:::uploads/*
                    - Effect: Allow
                      Action: s3:PutObject
                      Resource: arn:aws:s3:::uploads/thumbnails/*
            functions:
              resize:
                handler: resize.handler
                events:
                  - s3:
                      bucket: uploads
                      rules:
                        - prefix: originals/
            """),
        .clean(
            .serverlessFramework,
            """
            # The role is shared, and nothing shows that it is this function that sends.
            service: shop
            provider:
              name: aws
              iam:
                role:
                  statements:
                    - Effect: Allow
                      Action: sqs:SendMessage
                      Resource: arn:aws:sqs:eu-west-1:123456789012:orders
            functions:
              create:
                handler: create.handler
                events:
                  - httpApi: POST /orders
              ship:
                handler: ship.handler
                events:
                  - sqs: arn:aws:sqs:eu-west-1:123456789012:orders
            """),
        .undecided(
            .serverlessFramework,
            """
            # Where in the bucket it writes is not in the manifest.
            service: shop
            provider:
              name: aws
              iam:
                role:
                  statements:
                    - Effect: Allow
                      Action: s3:PutObject
                      Resource: arn:aws:s3:::uploads/*
            functions:
              resize:
                handler: resize.handler
                events:
                  - s3:
                      bucket: uploads
                      rules:
                        - prefix: originals/
            """),
        .flagged(
            .cloudFormation,
            """
            Resources:
              Orders:
                Type: AWS::SQS::Queue
              «Mapping»:
                Type: AWS::Lambda::EventSourceMapping
                Properties:
                  EventSourceArn: !GetAtt Orders.Arn
                  FunctionName: !Ref Ship
              Ship:
                Type: AWS::Lambda::Function
                Properties:
                  Code: {ZipFile: "import boto3\\ndef handler(event, context): getattr(boto3.client('sqs'), event['operation'])(**event['message'])"}
                  Handler: index.handler
                  Runtime: python3.14
                  Role: !GetAtt ShipRole.Arn
                  Environment:
                    Variables:
                      ORDERS: !Ref Orders
              ShipRole:
                Type: AWS::IAM::Role
                Properties:
                  AssumeRolePolicyDocument:
                    Statement: [{Effect: Allow, Principal: {Service: lambda.amazonaws.com}, Action: sts:AssumeRole}]
                  Policies:
                    - PolicyName: ship
                      PolicyDocument:
                        Statement: [{Effect: Allow, Action: ['sqs:*Message'], Resource: !GetAtt Orders.Arn}]
            """),
        .clean(
            .serverlessFramework,
            """
            # It may write to its stream, and never does.
            service: shop
            provider:
              name: aws
              runtime: nodejs24.x
              iam:
                role:
                  statements:
                    - Effect: Allow
                      Action: [kinesis:GetRecords, kinesis:PutRecord]
                      Resource: !GetAtt Orders.Arn
            functions:
              ship:
                handler: ship.handler
                events:
                  - stream:
                      type: kinesis
                      arn: !GetAtt Orders.Arn
            resources:
              Resources:
                Orders:
                  Type: AWS::Kinesis::Stream
            """,
            files: ["ship.js": "exports.handler = async (event) => { for (const record of event.Records) console.log(record.eventID); };"]),
    ]
}
