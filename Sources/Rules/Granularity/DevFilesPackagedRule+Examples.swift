import ApplicationModel
import AuditKit

extension DevFilesPackagedRule {
    static let examples: [RuleExample] = [
        .flagged(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
            package:
              patterns:
                - src/**
                - «.env.production»
                - «tests/fixtures/**»
            functions:
              list:
                handler: src/list.handler
            """),
        .flagged(
            .serverlessFramework,
            """
            # Everything, and with it what the framework would leave out.
            service: shop
            provider:
              name: aws
            functions:
              list:
                handler: src/list.handler
                package:
                  patterns:
                    - «'**'»
                    - '!node_modules/aws-sdk/**'
            """),
        .flagged(
            .sam,
            """
            Transform: AWS::Serverless-2016-10-31
            Resources:
              List:
                Type: AWS::Serverless::Function
                Properties:
                  CodeUri: «./»
                  Handler: list.handler
                  Runtime: python3.14
            """),
        .clean(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
            package:
              patterns:
                - '!**'
                - src/**
                - '!**/*.test.js'
            functions:
              list:
                handler: src/list.handler
            """),
        .clean(
            .serverlessFramework,
            """
            # Everything but what must not be there.
            service: shop
            provider:
              name: aws
            package:
              patterns:
                - ./**
                - '!.git/**'
                - '!.env*'
                - '!tests/**'
            functions:
              list:
                handler: src/list.handler
            """),
        .clean(
            .sam,
            """
            Transform: AWS::Serverless-2016-10-31
            Resources:
              List:
                Type: AWS::Serverless::Function
                Properties:
                  CodeUri: src/
                  Handler: list.handler
                  Runtime: python3.14
              Bundled:
                Type: AWS::Serverless::Function
                Metadata:
                  BuildMethod: esbuild
                Properties:
                  CodeUri: .
                  Handler: src/list.handler
                  Runtime: nodejs24.x
            """),
        .undecided(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
            package:
              patterns:
                - src/**
                - ${env:EXTRA_FILES}
            functions:
              list:
                handler: src/list.handler
            """),
    ]
}
