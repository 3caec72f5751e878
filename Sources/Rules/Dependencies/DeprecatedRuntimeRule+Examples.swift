import ApplicationModel
import AuditKit

extension DeprecatedRuntimeRule {
    static let examples: [RuleExample] = [
        .flagged(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
              runtime: «nodejs12.x»
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
              runtime: python3.14
            functions:
              list:
                handler: list.handler
              report:
                handler: report.handler
                runtime: «python3.6»
            """),
        .clean(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
              runtime: python3.14
            functions:
              list:
                handler: list.handler
            """),
        .clean(
            .serverlessFramework,
            """
            # Azure has runtimes and dates of its own.
            service: shop
            provider:
              name: azure
              runtime: nodejs12
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
              runtime: ${env:RUNTIME}
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
              runtime: nodejs99.x
            functions:
              list:
                handler: list.handler
            """),
        .flagged(
            .sam,
            """
            Transform: AWS::Serverless-2016-10-31
            Globals:
              Function:
                Runtime: «nodejs16.x»
            Resources:
              List:
                Type: AWS::Serverless::Function
                Properties: {CodeUri: list/, Handler: app.handler}
            """),
    ]
}
