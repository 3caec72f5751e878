import ApplicationModel
import AuditKit

extension CrossAccountLayerRule {
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
                layers:
                  - «arn:aws:lambda:eu-west-1:123456789012:layer:chromium:31»
                events:
                  - httpApi: GET /orders
            """),
        .flagged(
            .serverlessFramework,
            """
            # For every function, with the region left open.
            service: shop
            provider:
              name: aws
              layers:
                - !Sub «'arn:aws:lambda:${AWS::Region}:123456789012:layer:fonts:2'»
            functions:
              list:
                handler: list.handler
              export:
                handler: export.handler
            """),
        .clean(
            .serverlessFramework,
            """
            # AWS's own, the own account's, and one of the same manifest.
            service: shop
            provider:
              name: aws
            functions:
              list:
                handler: list.handler
                layers:
                  - !Sub arn:aws:lambda:${AWS::Region}:017000801446:layer:AWSLambdaPowertoolsPythonV3-python313-x86_64:18
                  - !Sub arn:aws:lambda:${AWS::Region}:${AWS::AccountId}:layer:common:3
                  - !Ref CommonLambdaLayer
            layers:
              common:
                path: layers/common
            """),
        .clean(
            .serverlessFramework,
            """
            # The role shows which account the manifest is deployed to.
            service: shop
            provider:
              name: aws
              iam:
                role: arn:aws:iam::123456789012:role/shop
            functions:
              list:
                handler: list.handler
                layers:
                  - arn:aws:lambda:eu-west-1:123456789012:layer:common:3
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
                layers:
                  - ${env:LAYER_ARN}
            """),
        .flagged(
            .sam,
            """
            Transform: AWS::Serverless-2016-10-31
            Globals:
              Function:
                Layers:
                  - «arn:aws:lambda:eu-west-1:123456789012:layer:fonts:2»
            Resources:
              List:
                Type: AWS::Serverless::Function
                Properties: {CodeUri: src/, Handler: list.handler, Runtime: python3.14}
            """),
    ]
}
