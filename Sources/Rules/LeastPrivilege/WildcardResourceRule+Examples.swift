import ApplicationModel
import AuditKit

extension WildcardResourceRule {
    static let examples: [RuleExample] = [
        .flagged(
            .serverlessFramework,
            """
            # Each ARN widens the actions of its own service alone.
            service: shop
            provider:
              name: aws
              iam:
                role:
                  statements:
                    - Effect: Allow
                      Action: [secretsmanager:GetSecretValue, dynamodb:GetItem]
                      Resource:
                        - arn:aws:secretsmanager:eu-west-1:123456789012:secret:shop-a1b2c3
                        - «arn:aws:dynamodb:eu-west-1:123456789012:table/*»
                        - arn:aws:ec2:eu-west-1:123456789012:*/*
            functions:
              list:
                handler: list.handler
            """),
        .flagged(
            .serverlessFramework,
            """
            # There is one queue, and the function is told its address.
            service: shop
            provider:
              name: aws
              iam:
                role:
                  statements:
                    - Effect: Allow
                      Action: sqs:SendMessage
                      Resource: «'*'»
            functions:
              create:
                handler: create.handler
                environment:
                  QUEUE_URL: !Ref OrdersQueue
            resources:
              Resources:
                OrdersQueue:
                  Type: AWS::SQS::Queue
            """),
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
                      Action:
                        - dynamodb:PutItem
                        - dynamodb:DeleteItem
                      Resource: «"*"»
            functions:
              create:
                handler: create.handler
                events:
                  - httpApi: POST /orders
            """),
        .flagged(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
              iamRoleStatements:
                - Effect: Allow
                  Action: s3:GetObject
                  Resource:
                    - arn:aws:s3:::uploads/*
                    - «arn:aws:s3:::*»
                - Effect: Allow
                  Action: sqs:SendMessage
                  Resource: !Sub «'arn:aws:sqs:${AWS::Region}:${AWS::AccountId}:*'»
            functions:
              create:
                handler: create.handler
            """),
        .clean(
            .sam,
            """
            # The delivery of logs takes nothing but everything.
            Transform: AWS::Serverless-2016-10-31
            Resources:
              Ship:
                Type: AWS::Serverless::StateMachine
                Properties:
                  Definition: { StartAt: End, States: { End: { Type: Succeed } } }
                  Policies:
                    - Statement:
                        - Effect: Allow
                          Action:
                            - logs:CreateLogDelivery
                            - logs:CreateLogStream
                            - logs:PutLogEvents
                            - logs:PutResourcePolicy
                            - logs:DescribeLogGroups
                          Resource: '*'
            """),
        .clean(
            .cloudFormation,
            """
            # Two colons behind the account: nothing has such a name.
            Resources:
              List:
                Type: AWS::Lambda::Function
                Properties: { Code: { ZipFile: pass }, Role: !GetAtt Role.Arn }
              Role:
                Type: AWS::IAM::Role
                Properties:
                  AssumeRolePolicyDocument:
                    Statement: [{ Effect: Allow, Principal: { Service: lambda.amazonaws.com }, Action: sts:AssumeRole }]
                  Policies:
                    - PolicyName: list
                      PolicyDocument:
                        Statement:
                          - Effect: Allow
                            Action: mq:DescribeBroker
                            Resource: !Sub 'arn:aws:mq:${AWS::Region}:${AWS::AccountId}::*/*'
            """),
        .clean(
            .serverlessFramework,
            """
            # Tracing takes no resource, and references name one.
            service: shop
            provider:
              name: aws
              iam:
                role:
                  statements:
                    - Effect: Allow
                      Action: [xray:PutTraceSegments, xray:PutTelemetryRecords, cloudwatch:PutMetricData]
                      Resource: '*'
                    - Effect: Allow
                      Action: dynamodb:PutItem
                      Resource: !GetAtt Orders.Arn
            functions:
              create:
                handler: create.handler
            resources:
              Resources:
                Orders:
                  Type: AWS::DynamoDB::Table
            """),
        .clean(
            .serverlessFramework,
            """
            # All objects of one bucket, all indexes of one table.
            service: shop
            provider:
              name: aws
              iam:
                role:
                  statements:
                    - Effect: Allow
                      Action: s3:PutObject
                      Resource: arn:aws:s3:::uploads/*
                    - Effect: Allow
                      Action: dynamodb:Query
                      Resource: arn:aws:dynamodb:eu-west-1:*:table/orders/index/*
            functions:
              create:
                handler: create.handler
            """),
        .flagged(
            .serverlessFramework,
            """
            # All roles, or all tables, are as much as `*` for these actions.
            service: shop
            provider:
              name: aws
              iam:
                role:
                  statements:
                    - Effect: Allow
                      Action: sts:AssumeRole
                      Resource: «arn:aws:iam::*:role/*»
                    - Effect: Allow
                      Action: dynamodb:GetItem
                      Resource: «'arn:aws:dynamodb:eu-west-1:123456789012:table/*'»
            functions:
              create:
                handler: create.handler
            """),
        .flagged(
            .serverlessFramework,
            """
            # Whatever the condition is, it is too much; in the second statement, in one case.
            service: shop
            provider:
              name: aws
              iam:
                role:
                  statements:
                    - Effect: Allow
                      Action: !If [isShop, dynamodb:PutItem, sqs:SendMessage]
                      Resource: «'*'»
                    - Effect: Allow
                      Action: dynamodb:GetItem
                      Resource: !If [isShop, !GetAtt Orders.Arn, «'*'»]
            functions:
              create:
                handler: create.handler
            resources:
              Resources:
                Orders:
                  Type: AWS::DynamoDB::Table
            """),
        .undecided(
            .serverlessFramework,
            """
            # Nothing in the manifest says what is handed in under this name.
            service: shop
            provider:
              name: aws
              iam:
                role:
                  statements:
                    - Effect: Allow
                      Action: dynamodb:PutItem
                      Resource: !Sub '${OrdersTableArn}'
            functions:
              create:
                handler: create.handler
            """),
        .undecided(
            .serverlessFramework,
            """
            # What is allowed everywhere is not known.
            service: shop
            provider:
              name: aws
              iam:
                role:
                  statements:
                    - Effect: Allow
                      Action: ${env:ACTIONS}
                      Resource: '*'
            functions:
              create:
                handler: create.handler
            """),
        .undecided(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
              iam:
                role:
                  statements:
                    - Effect: Allow
                      Action: newservice:PutThing
                      Resource: '*'
            functions:
              create:
                handler: create.handler
            """),
        .undecided(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
              iam:
                role:
                  statements:
                    - Effect: Allow
                      Action: dynamodb:PutItem
                      Resource: ${env:TABLE_ARN}
            functions:
              create:
                handler: create.handler
            """),
    ]
}
