import ApplicationModel
import AuditKit

extension PrivilegeEscalationRule {
    static let examples: [RuleExample] = [
        .flagged(
            .serverlessFramework,
            """
            # The two are harmless apart.
            service: shop
            provider:
              name: aws
              iam:
                role:
                  statements:
                    - Effect: Allow
                      Action: iam:PassRole
                      Resource: arn:aws:iam::123456789012:role/*
                    - Effect: Allow
                      Action: [«lambda:CreateFunction», lambda:InvokeFunction]
                      Resource: arn:aws:lambda:eu-west-1:123456789012:function:jobs-*
            functions:
              run:
                handler: run.handler
                events:
                  - httpApi: POST /jobs
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
                      Action: [«iam:AttachRolePolicy», «ssm:SendCommand»]
                      Resource: '*'
            functions:
              run:
                handler: run.handler
            """),
        .flagged(
            .serverlessFramework,
            """
            # A policy of AWS's is joined with the author's own statement.
            service: shop
            provider:
              name: aws
              iam:
                role:
                  managedPolicies:
                    - «arn:aws:iam::aws:policy/AWSCloudFormationFullAccess»
                  statements:
                    - Effect: Allow
                      Action: iam:Pass*
                      Resource: '*'
            functions:
              deploy:
                handler: deploy.handler
            """),
        .flagged(
            .serverlessFramework,
            """
            # A role that may write its own policy may do everything.
            service: shop
            provider:
              name: aws
            functions:
              run:
                handler: run.handler
                role: RunRole
            resources:
              Resources:
                RunRole:
                  Type: AWS::IAM::Role
                  Properties:
                    AssumeRolePolicyDocument: {Statement: []}
                    Policies:
                      - PolicyName: own
                        PolicyDocument:
                          Statement:
                            - Effect: Allow
                              Action: «iam:PutRolePolicy»
                              Resource: !GetAtt RunRole.Arn
            """),
        .clean(
            .serverlessFramework,
            """
            # One role, for one service; code of one function; and an action that is denied everywhere.
            service: shop
            provider:
              name: aws
              iam:
                role:
                  statements:
                    - Effect: Allow
                      Action: iam:PassRole
                      Resource: !GetAtt JobRole.Arn
                    - Effect: Allow
                      Action: iam:PassRole
                      Resource: '*'
                      Condition:
                        StringEquals:
                          iam:PassedToService: scheduler.amazonaws.com
                    - Effect: Allow
                      Action: [lambda:CreateFunction, lambda:InvokeFunction, states:CreateStateMachine]
                      Resource: '*'
                    - Effect: Allow
                      Action: lambda:UpdateFunctionCode
                      Resource: arn:aws:lambda:eu-west-1:123456789012:function:jobs
                    - Effect: Allow
                      Action: iam:CreateAccessKey
                      Resource: '*'
                    - Effect: Deny
                      Action: iam:Create*
                      Resource: '*'
            functions:
              run:
                handler: run.handler
            """),
        .clean(
            .serverlessFramework,
            """
            # Whoever may do everything has nothing left to gain; that is another rule's finding.
            service: shop
            provider:
              name: aws
              iam:
                role:
                  statements:
                    - Effect: Allow
                      Action: '*'
                      Resource: '*'
                    - Effect: Allow
                      Action: iam:PutUserPolicy
                      Resource: '*'
            functions:
              run:
                handler: run.handler
            """),
        .undecided(
            .serverlessFramework,
            """
            # What the role of elsewhere may do is not in the tree.
            service: shop
            provider:
              name: aws
              iam:
                role: arn:aws:iam::123456789012:role/shop
            functions:
              run:
                handler: run.handler
            """),
    ]
}
