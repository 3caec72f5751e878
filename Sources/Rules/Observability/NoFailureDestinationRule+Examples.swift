import ApplicationModel
import AuditKit

extension NoFailureDestinationRule {
    static let examples: [RuleExample] = [
        .flagged(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
            functions:
              resize:
                handler: resize.handler
                events:
                  - «s3»: uploads
            """),
        .flagged(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
            functions:
              ship:
                handler: ship.handler
                events:
                  - sqs:
                      arn: !GetAtt Orders.Arn
            resources:
              Resources:
                «Orders»:
                  Type: AWS::SQS::Queue
            """),
        .flagged(
            .serverlessFramework,
            """
            # Queues for what could not be delivered get nothing of what the function fails on.
            service: shop
            provider:
              name: aws
            functions:
              mail:
                handler: mail.handler
                events:
                  - «sns»:
                      topicName: orders
                      redrivePolicy:
                        deadLetterTargetRef: Undelivered
              export:
                handler: export.handler
                events:
                  - «http»:
                      path: exports
                      method: post
                      async: true
            resources:
              Resources:
                Undelivered:
                  Type: AWS::SQS::Queue
            """),
        .flagged(
            .sam,
            """
            Transform: AWS::Serverless-2016-10-31
            Resources:
              Mail:
                Type: AWS::Serverless::Function
                Properties:
                  Handler: mail.handler
                  CodeUri: src/
                  Events:
                    «News»: { Type: SNS, Properties: { Topic: !Ref Topic } }
              Topic: { Type: AWS::SNS::Topic }
            """),
        .clean(
            .sam,
            """
            Transform: AWS::Serverless-2016-10-31
            Resources:
              Mail:
                Type: AWS::Serverless::Function
                Properties:
                  Handler: mail.handler
                  CodeUri: src/
                  EventInvokeConfig:
                    DestinationConfig: { OnFailure: { Type: SQS, Destination: !GetAtt Failed.Arn } }
                  Events:
                    News: { Type: SNS, Properties: { Topic: !Ref Topic } }
              Topic: { Type: AWS::SNS::Topic }
              Failed: { Type: AWS::SQS::Queue }
            """),
        .flagged(
            .sam,
            """
            Transform: AWS::Serverless-2016-10-31
            Resources:
              Index:
                Type: AWS::Serverless::Function
                Properties:
                  Handler: index.handler
                  CodeUri: src/
                  Events:
                    «Orders»:
                      Type: DynamoDB
                      Properties: { Stream: !GetAtt Table.StreamArn, StartingPosition: LATEST }
              Table: { Type: AWS::DynamoDB::Table }
            """),
        .flagged(
            .cloudFormation,
            """
            # A pipe that loses records, and a worker whose messages come back for ever.
            Resources:
              «Copy»:
                Type: AWS::Pipes::Pipe
                Properties:
                  RoleArn: !GetAtt CopyRole.Arn
                  Source: !GetAtt Clicks.Arn
                  SourceParameters: { KinesisStreamParameters: { StartingPosition: LATEST } }
                  Target: !Ref Machine
              Clicks: { Type: AWS::Kinesis::Stream }
              «Jobs»: { Type: AWS::SQS::Queue }
              Failed: { Type: AWS::SQS::Queue }
              Other:
                Type: AWS::SQS::Queue
                Properties: { RedrivePolicy: { deadLetterTargetArn: !GetAtt Failed.Arn, maxReceiveCount: 3 } }
              Worker:
                Type: AWS::ECS::TaskDefinition
                Properties: { TaskRoleArn: !GetAtt WorkerRole.Arn }
              WorkerRole:
                Type: AWS::IAM::Role
                Properties:
                  AssumeRolePolicyDocument:
                    Statement: [{ Effect: Allow, Principal: { Service: ecs-tasks.amazonaws.com }, Action: sts:AssumeRole }]
                  Policies:
                    - PolicyName: work
                      PolicyDocument:
                        Statement:
                          - Effect: Allow
                            Action: [sqs:ReceiveMessage, sqs:DeleteMessage]
                            Resource: [!GetAtt Jobs.Arn, !GetAtt Failed.Arn, !GetAtt Other.Arn]
            """),
        .clean(
            .sam,
            """
            Transform: AWS::Serverless-2016-10-31
            Resources:
              Index:
                Type: AWS::Serverless::Function
                Properties:
                  Handler: index.handler
                  CodeUri: src/
                  Events:
                    Orders:
                      Type: DynamoDB
                      Properties:
                        Stream: !GetAtt Table.StreamArn
                        StartingPosition: LATEST
                        DestinationConfig: { OnFailure: { Type: SQS, Destination: !GetAtt Failed.Arn } }
              Table: { Type: AWS::DynamoDB::Table }
              Copy:
                Type: AWS::Pipes::Pipe
                Properties:
                  RoleArn: arn:aws:iam::123456789012:role/copy
                  Source: !GetAtt Table.StreamArn
                  SourceParameters: { DynamoDBStreamParameters: { StartingPosition: LATEST, DeadLetterConfig: { Arn: !GetAtt Failed.Arn } } }
                  Target: !Ref Machine
              Failed: { Type: AWS::SQS::Queue }
            """),
        .undecided(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
            functions:
              index:
                handler: index.handler
                events:
                  - stream:
                      type: dynamodb
                      arn: arn:aws:dynamodb:eu-west-1:123456789012:table/orders/stream/2026
                      destinations: ${env:FAILED}
            """),
        .undecided(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
            functions:
              cleanUp:
                handler: cleanUp.handler
                events:
                  - schedule:
                      rate: rate(1 day)
                      enabled: ${env:CLEAN_UP}
            """),
        .clean(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
            functions:
              resize:
                handler: resize.handler
                events:
                  - s3: uploads
                destinations:
                  onFailure: arn:aws:sqs:eu-west-1:123456789012:failed-uploads
            """),
        .clean(
            .serverlessFramework,
            """
            # The caller waits and sees the error itself.
            service: shop
            provider:
              name: aws
            functions:
              list:
                handler: list.handler
                events:
                  - httpApi: GET /orders
            """),
        .clean(
            .serverlessFramework,
            """
            # A queue of another stack has a redrive policy or not: not this manifest's to say.
            service: shop
            provider:
              name: aws
            functions:
              ship:
                handler: ship.handler
                events:
                  - sqs: arn:aws:sqs:eu-west-1:123456789012:orders
            """),
    ]
}
