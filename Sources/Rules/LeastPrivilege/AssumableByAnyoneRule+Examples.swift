import ApplicationModel
import AuditKit

extension AssumableByAnyoneRule {
    static let examples: [RuleExample] = [
        .flagged(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
            functions:
              list:
                handler: list.handler
            resources:
              Resources:
                Reports:
                  Type: AWS::IAM::Role
                  Properties:
                    AssumeRolePolicyDocument:
                      Statement:
                        - Effect: Allow
                          Principal: {AWS: «'*'»}
                          Action: sts:AssumeRole
            """),
        .flagged(
            .cloudFormation,
            """
            # Any repository of the world, twice; and a partner without an external id.
            Resources:
              Deploy:
                Type: AWS::IAM::Role
                Properties:
                  AssumeRolePolicyDocument:
                    Statement:
                      - Effect: Allow
                        Principal:
                          Federated: !Sub «arn:aws:iam::${AWS::AccountId}:oidc-provider/token.actions.githubusercontent.com»
                        Action: sts:AssumeRoleWithWebIdentity
                        Condition:
                          StringEquals:
                            token.actions.githubusercontent.com:aud: sts.amazonaws.com
                      - Effect: Allow
                        Principal:
                          Federated: «arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com»
                        Action: sts:AssumeRoleWithWebIdentity
                        Condition:
                          StringLike:
                            token.actions.githubusercontent.com:sub: repo:*
              Partner:
                Type: AWS::IAM::Role
                Properties:
                  AssumeRolePolicyDocument:
                    Statement:
                      - Effect: Allow
                        Principal: {AWS: [«arn:aws:iam::123456789012:root»]}
                        Action: sts:AssumeRole
            """),
        .clean(
            .cloudFormation,
            """
            Resources:
              Deploy:
                Type: AWS::IAM::Role
                Properties:
                  AssumeRolePolicyDocument:
                    Statement:
                      - Effect: Allow
                        Principal:
                          Federated: !Sub arn:aws:iam::${AWS::AccountId}:oidc-provider/token.actions.githubusercontent.com
                        Action: sts:AssumeRoleWithWebIdentity
                        Condition:
                          StringLike:
                            token.actions.githubusercontent.com:sub: repo:shop/orders:*
              Partner:
                Type: AWS::IAM::Role
                Properties:
                  AssumeRolePolicyDocument:
                    Statement:
                      - Effect: Allow
                        Principal: {AWS: arn:aws:iam::123456789012:root}
                        Action: sts:AssumeRole
                        Condition: {StringEquals: {sts:ExternalId: 7f2a}}
                      - Effect: Allow
                        Principal: {AWS: arn:aws:iam::123456789012:role/reports}
                        Action: sts:AssumeRole
                      - Effect: Allow
                        Principal: '*'
                        Action: sts:AssumeRole
                        Condition: {StringEquals: {aws:PrincipalOrgID: o-a1b2c3d4e5}}
              Function:
                Type: AWS::IAM::Role
                Properties:
                  AssumeRolePolicyDocument:
                    Statement:
                      - {Effect: Allow, Principal: {Service: [lambda.amazonaws.com]}, Action: sts:AssumeRole}
                      - {Effect: Allow, Principal: {AWS: !Sub 'arn:aws:iam::${AWS::AccountId}:root'}, Action: sts:AssumeRole}
            """),
        .undecided(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
            functions:
              list:
                handler: list.handler
            resources:
              Resources:
                Reports:
                  Type: AWS::IAM::Role
                  Properties:
                    AssumeRolePolicyDocument:
                      Statement:
                        - Effect: Allow
                          Principal: {AWS: '${env:PARTNER}'}
                          Action: sts:AssumeRole
            """),
        .undecided(
            .cloudFormation,
            """
            Parameters:
              Trust:
                Type: String
            Resources:
              Reports:
                Type: AWS::IAM::Role
                Properties:
                  AssumeRolePolicyDocument: !Ref Trust
            """),
    ]
}
