import ApplicationModel
import AuditKit

extension WildcardActionRule {
    static let examples: [RuleExample] = [
        .flagged(
            .python,
            """
            # What the code calls takes the wildcard's place.
            import boto3

            table = boto3.resource("dynamodb").Table("orders")

            def handler(event, context):
                return table.get_item(Key={"id": event["id"]})["Item"]["state"]
            """,
            permissions: """
                - Effect: Allow
                  Action: «dynamodb:*»
                  Resource: arn:aws:dynamodb:*:*:table/orders
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
                      Action: «'dynamodb:*'»
                      Resource: arn:aws:dynamodb:eu-west-1:123456789012:table/orders
            functions:
              list:
                handler: list.handler
                events:
                  - httpApi: GET /orders
            """),
        .flagged(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
              iamRoleStatements:
                - Effect: Allow
                  Action:
                    - s3:GetObject
                    - «"*"»
                  Resource: "*"
                - Effect: Allow
                  Action: [«s3:Put*»]
                  Resource: arn:aws:s3:::uploads/*
            functions:
              list:
                handler: list.handler
            """),
        .flagged(
            .serverlessFramework,
            """
            # No catalogue is needed to see what stars mean.
            service: shop
            provider:
              name: aws
              iam:
                role:
                  statements:
                    - Effect: Allow
                      Action: [«'newservice:*'», «'s*:*'»]
                      Resource: '*'
                    - Effect: Allow
                      # Exceptions are `not-action-allow`'s business.
                      NotAction: [iam:CreateUser, iam:DeleteUser]
                      Resource: '*'
            functions:
              list:
                handler: list.handler
            """),
        .flagged(
            .cloudFormation,
            """
            # Roles that no function runs under.
            Resources:
              Ship:
                Type: AWS::StepFunctions::StateMachine
                Properties: { RoleArn: !GetAtt ShipRole.Arn, DefinitionString: '{}' }
              ShipRole:
                Type: AWS::IAM::Role
                Properties:
                  AssumeRolePolicyDocument:
                    Statement: [{ Effect: Allow, Principal: { Service: states.amazonaws.com }, Action: sts:AssumeRole }]
                  Policies:
                    - PolicyName: ship
                      PolicyDocument:
                        Statement: [{ Effect: Allow, Action: «'logs:*'», Resource: '*' }]
              Operators:
                Type: AWS::IAM::Role
                Properties:
                  AssumeRolePolicyDocument:
                    Statement: [{ Effect: Allow, Principal: { AWS: !Ref AWS::AccountId }, Action: sts:AssumeRole }]
              OperatorsPolicy:
                Type: AWS::IAM::Policy
                Properties:
                  PolicyName: operate
                  Roles: [!Ref Operators]
                  PolicyDocument:
                    Statement: [{ Effect: Allow, Action: «'*'», Resource: '*' }]
            """),
        .clean(
            .serverlessFramework,
            """
            # A denial of everything leaves nothing of what is allowed beside it.
            service: shop
            provider:
              name: aws
              iam:
                role:
                  statements:
                    - Effect: Allow
                      Action: 'dynamodb:*'
                      Resource: '*'
                    - Effect: Deny
                      Action: '*'
                      Resource: '*'
            functions:
              list:
                handler: list.handler
            """),
        .clean(
            .serverlessFramework,
            """
            # Reading actions of one kind, and a denial of everything else.
            service: shop
            provider:
              name: aws
              iam:
                role:
                  statements:
                    - Effect: Allow
                      Action: [s3:Get*, dynamodb:PutItem]
                      Resource: arn:aws:s3:::uploads/*
                    - Effect: Deny
                      Action: 'dynamodb:*'
                      Resource: '*'
            functions:
              list:
                handler: list.handler
            """),
        .clean(
            .serverlessFramework,
            """
            # What looks like a policy means nothing to another provider.
            service: shop
            provider:
              name: google
              iamRoleStatements:
                - Effect: Allow
                  Action: '*'
                  Resource: '*'
            functions:
              list:
                handler: list
            """),
        .flagged(
            .serverlessFramework,
            """
            # In one of two cases.
            service: shop
            provider:
              name: aws
              iam:
                role:
                  statements:
                    - Effect: Allow
                      Action: !If [isShop, «'dynamodb:*'», dynamodb:GetItem]
                      Resource: arn:aws:dynamodb:eu-west-1:123456789012:table/orders
            functions:
              list:
                handler: list.handler
            """),
        .undecided(
            .serverlessFramework,
            """
            # IAM knows no effect in small letters.
            service: shop
            provider:
              name: aws
              iam:
                role:
                  statements:
                    - Effect: allow
                      Action: 's3:*'
                      Resource: arn:aws:s3:::uploads/*
            functions:
              list:
                handler: list.handler
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
                      Action: newservice:Put*
                      Resource: '*'
            functions:
              list:
                handler: list.handler
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
                      Action: ${env:ACTIONS}
                      Resource: arn:aws:s3:::uploads/*
            functions:
              list:
                handler: list.handler
            """),
    ]
}
