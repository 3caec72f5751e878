import ApplicationModel
import AuditKit

extension UnusedEnvironmentRule {
    static let examples: [RuleExample] = [
        .flagged(
            .serverlessFramework,
            """
            service: shop
            frameworkVersion: '4'
            provider:
              name: aws
              iam:
                role:
                  mode: perFunction
              environment:
                «ORDERS»: !Ref Orders
            functions:
              list:
                handler: list.handler
                iam:
                  role:
                    statements:
                      - Effect: Allow
                        Action: dynamodb:Query
                        Resource: !GetAtt Orders.Arn
              ping:
                handler: ping.handler
            resources:
              Resources:
                Orders:
                  Type: AWS::DynamoDB::Table
            """),
        .flagged(
            .serverlessFramework,
            """
            # Each function has its own.
            service: shop
            provider:
              name: aws
              environment:
                «LEVEL»: info
                REGION: eu-west-1
            functions:
              list:
                handler: list.handler
                environment:
                  LEVEL: debug
              ping:
                handler: ping.handler
                environment:
                  LEVEL: warn
            """),
        .clean(
            .serverlessFramework,
            """
            # What one role allows for all, nobody can tell apart.
            service: shop
            provider:
              name: aws
              environment:
                ORDERS: !Ref Orders
              iam:
                role:
                  statements:
                    - Effect: Allow
                      Action: dynamodb:Query
                      Resource: !GetAtt Orders.Arn
            functions:
              list:
                handler: list.handler
              ping:
                handler: ping.handler
            resources:
              Resources:
                Orders:
                  Type: AWS::DynamoDB::Table
            """),
        .clean(
            .serverlessFramework,
            """
            # A pattern that may cover it is use enough, and a name that is no resource's may be anything.
            service: shop
            frameworkVersion: '4'
            provider:
              name: aws
              iam:
                role:
                  mode: perFunction
              environment:
                ORDERS: !Ref Orders
                STAGE: dev
            functions:
              list:
                handler: list.handler
                iam:
                  role:
                    statements:
                      - Effect: Allow
                        Action: dynamodb:*
                        Resource: arn:aws:dynamodb:*:*:table/shop-*
            resources:
              Resources:
                Orders:
                  Type: AWS::DynamoDB::Table
            """),
        .flagged(
            .sam,
            """
            Transform: AWS::Serverless-2016-10-31
            Globals:
              Function:
                Runtime: python3.14
                Environment:
                  Variables:
                    «LEVEL»: info
                    STAGE: test
            Resources:
              List:
                Type: AWS::Serverless::Function
                Properties: {CodeUri: list/, Handler: app.handler, Environment: {Variables: {LEVEL: debug}}}
              Ping:
                Type: AWS::Serverless::Function
                Properties: {CodeUri: ping/, Handler: app.handler, Environment: {Variables: {LEVEL: warn}}}
            """),
    ]
}
