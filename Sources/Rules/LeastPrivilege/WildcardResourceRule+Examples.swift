import ApplicationModel
import AuditKit

extension WildcardResourceRule {
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
