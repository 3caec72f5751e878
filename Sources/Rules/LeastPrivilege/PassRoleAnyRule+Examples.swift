import ApplicationModel
import AuditKit

extension PassRoleAnyRule {
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
                      Action: [scheduler:CreateSchedule, «iam:PassRole»]
                      Resource: '*'
            functions:
              plan:
                handler: plan.handler
                events:
                  - httpApi: POST /plans
            """),
        .flagged(
            .serverlessFramework,
            """
            # A pattern that covers it, every role by its type, and a condition that names no service.
            service: shop
            provider:
              name: aws
              iam:
                role:
                  statements:
                    - Effect: Allow
                      Action: «iam:Pass*»
                      Resource: arn:aws:iam::123456789012:role/*
                    - Effect: Allow
                      Action: «iam:PassRole»
                      Resource: '*'
                      Condition:
                        StringLike:
                          iam:PassedToService: '*'
            functions:
              plan:
                handler: plan.handler
            """),
        .clean(
            .serverlessFramework,
            """
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
            functions:
              plan:
                handler: plan.handler
            """),
        .clean(
            .serverlessFramework,
            """
            # Everything of IAM is `wildcard-action`'s finding.
            service: shop
            provider:
              name: aws
              iam:
                role:
                  statements:
                    - Effect: Allow
                      Action: iam:*
                      Resource: '*'
            functions:
              plan:
                handler: plan.handler
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
                      Action: iam:PassRole
                      Resource: ${env:JOB_ROLE}
            functions:
              plan:
                handler: plan.handler
            """),
        .flagged(
            .cloudFormation,
            """
            Resources:
              Plan:
                Type: AWS::Lambda::Function
                Properties:
                  Code: {ZipFile: pass}
                  Handler: index.handler
                  Runtime: python3.14
                  Role: !GetAtt PlanRole.Arn
              PlanRole:
                Type: AWS::IAM::Role
                Properties:
                  AssumeRolePolicyDocument:
                    Statement: [{Effect: Allow, Principal: {Service: lambda.amazonaws.com}, Action: sts:AssumeRole}]
                  Policies:
                    - PolicyName: plan
                      PolicyDocument:
                        Statement:
                          - Effect: Allow
                            Action: «iam:PassRole»
                            Resource: '*'
            """),
    ]
}
