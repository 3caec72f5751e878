import ApplicationModel
import AuditKit

extension PublicFunctionURLRule {
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
                «url»: true
            """),
        .flagged(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
            functions:
              export:
                handler: export.handler
                «url»:
                  cors: true
            """),
        .flagged(
            .serverlessFramework,
            """
            # The framework knows the word in small letters alone; anything else asks nobody.
            service: shop
            provider:
              name: aws
            functions:
              export:
                handler: export.handler
                «url»:
                  authorizer: AWS_IAM
            """),
        .clean(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
            functions:
              export:
                handler: export.handler
                url:
                  authorizer: aws_iam
            """),
        .clean(
            .serverlessFramework,
            """
            # A route of an API is another rule's business.
            service: shop
            provider:
              name: aws
            functions:
              export:
                handler: export.handler
                events:
                  - httpApi: GET /export
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
                url:
                  authorizer: ${env:URL_AUTHORIZER}
            """),
        .flagged(
            .sam,
            """
            Transform: AWS::Serverless-2016-10-31
            Resources:
              Export:
                Type: AWS::Serverless::Function
                Properties:
                  CodeUri: src/
                  Handler: export.handler
                  Runtime: python3.14
                  «FunctionUrlConfig»:
                    AuthType: NONE
            """),
        .clean(
            .sam,
            """
            Transform: AWS::Serverless-2016-10-31
            Resources:
              Export:
                Type: AWS::Serverless::Function
                Properties:
                  CodeUri: src/
                  Handler: export.handler
                  Runtime: python3.14
                  FunctionUrlConfig:
                    AuthType: AWS_IAM
            """),
    ]
}
