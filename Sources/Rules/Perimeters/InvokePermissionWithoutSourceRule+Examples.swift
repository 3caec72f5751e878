import ApplicationModel
import AuditKit

extension InvokePermissionWithoutSourceRule {
    static let examples: [RuleExample] = [
        .flagged(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
            functions:
              export:
                handler: export.handler
            resources:
              Resources:
                Everybody:
                  Type: AWS::Lambda::Permission
                  Properties:
                    FunctionName: !Ref ExportLambdaFunction
                    Action: lambda:InvokeFunction
                    Principal: «'*'»
            """),
        .flagged(
            .serverlessFramework,
            """
            # A signature is asked for, but anybody's will do.
            service: shop
            provider:
              name: aws
            functions:
              export:
                handler: export.handler
                url:
                  authorizer: aws_iam
            resources:
              Resources:
                Everybody:
                  Type: AWS::Lambda::Permission
                  Properties:
                    FunctionName: !GetAtt ExportLambdaFunction.Arn
                    Action: lambda:InvokeFunctionUrl
                    FunctionUrlAuthType: AWS_IAM
                    Principal: «'*'»
            """),
        .clean(
            .serverlessFramework,
            """
            # One organization, one source, one account.
            service: shop
            provider:
              name: aws
            functions:
              export:
                handler: export.handler
            resources:
              Resources:
                Organization:
                  Type: AWS::Lambda::Permission
                  Properties:
                    FunctionName: !Ref ExportLambdaFunction
                    Action: lambda:InvokeFunction
                    Principal: '*'
                    PrincipalOrgID: o-a1b2c3d4e5
                Bucket:
                  Type: AWS::Lambda::Permission
                  Properties:
                    FunctionName: !Ref ExportLambdaFunction
                    Action: lambda:InvokeFunction
                    Principal: '*'
                    SourceArn: arn:aws:s3:::uploads
                Account:
                  Type: AWS::Lambda::Permission
                  Properties:
                    FunctionName: !Ref ExportLambdaFunction
                    Action: lambda:InvokeFunction
                    Principal: !Ref AWS::AccountId
            """),
        .clean(
            .serverlessFramework,
            """
            # Only through a function URL that asks nobody, which is another rule's business.
            service: shop
            provider:
              name: aws
            functions:
              export:
                handler: export.handler
            resources:
              Resources:
                Everybody:
                  Type: AWS::Lambda::Permission
                  Properties:
                    FunctionName: !Ref ExportLambdaFunction
                    Action: lambda:InvokeFunctionUrl
                    FunctionUrlAuthType: NONE
                    Principal: '*'
            """),
        .undecided(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
            functions:
              export:
                handler: export.handler
            resources:
              Resources:
                Somebody:
                  Type: AWS::Lambda::Permission
                  Properties:
                    FunctionName: !Ref ExportLambdaFunction
                    Action: lambda:InvokeFunction
                    Principal: ${env:CALLER}
            """),
        .flagged(
            .serverlessFramework,
            """
            # A service without a source, and an account that is not known to be the own one.
            service: shop
            provider:
              name: aws
            functions:
              resize:
                handler: resize.handler
            resources:
              Resources:
                Bucket:
                  Type: AWS::Lambda::Permission
                  Properties:
                    FunctionName: !Ref ResizeLambdaFunction
                    Action: lambda:InvokeFunction
                    Principal: «s3.amazonaws.com»
                Partner:
                  Type: AWS::Lambda::Permission
                  Properties:
                    FunctionName: !Ref ResizeLambdaFunction
                    Action: lambda:InvokeFunction
                    Principal: «'123456789012'»
            """),
        .flagged(
            .cloudFormation,
            """
            Resources:
              FromTopic:
                Type: AWS::Lambda::Permission
                Properties:
                  FunctionName: !GetAtt Ship.Arn
                  Action: lambda:InvokeFunction
                  Principal: «sns.amazonaws.com»
              FromRule:
                Type: AWS::Lambda::Permission
                Properties:
                  FunctionName: !GetAtt Ship.Arn
                  Action: lambda:InvokeFunction
                  Principal: «events.amazonaws.com»
                  SourceArn: !If [hasRule, !GetAtt Rule.Arn, !Ref AWS::NoValue]
            """),
        .clean(
            .cloudFormation,
            """
            Resources:
              FromTopic:
                Type: AWS::Lambda::Permission
                Properties:
                  FunctionName: !GetAtt Ship.Arn
                  Action: lambda:InvokeFunction
                  Principal: sns.amazonaws.com
                  SourceArn: !Ref Topic
              FromBucket:
                Type: AWS::Lambda::Permission
                Properties:
                  FunctionName: !GetAtt Ship.Arn
                  Action: lambda:InvokeFunction
                  Principal: s3.amazonaws.com
                  SourceAccount: !Ref AWS::AccountId
              FromRole:
                Type: AWS::Lambda::Permission
                Properties:
                  FunctionName: !GetAtt Ship.Arn
                  Action: lambda:InvokeFunction
                  Principal: arn:aws:iam::123456789012:role/reports
            """),
    ]
}
