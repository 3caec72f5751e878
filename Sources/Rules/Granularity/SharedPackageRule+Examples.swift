import ApplicationModel
import AuditKit

extension SharedPackageRule {
    static let examples: [RuleExample] = [
        .flagged(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
            «functions»:
              list:
                handler: src/list.handler
              export:
                handler: src/export.handler
            """),
        .clean(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
            package:
              individually: true
            functions:
              list:
                handler: src/list.handler
              export:
                handler: src/export.handler
            """),
        .clean(
            .serverlessFramework,
            """
            # One source file holds both: there is nothing to separate.
            service: shop
            provider:
              name: aws
            functions:
              list:
                handler: src/orders.list
              export:
                handler: src/orders.export
            """),
        .flagged(
            .serverlessFramework,
            """
            # One archive with every bundle.
            service: shop
            frameworkVersion: '4'
            provider:
              name: aws
              runtime: nodejs22.x
            «build»: esbuild
            functions:
              list:
                handler: src/list.handler
              export:
                handler: src/export.handler
            """),
        .flagged(
            .serverlessFramework,
            """
            # The second still ships the code of the first.
            service: shop
            provider:
              name: aws
            «functions»:
              list:
                handler: src/list.handler
                package:
                  individually: true
              export:
                handler: src/export.handler
            """),
        .clean(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
            package:
              individually: true
            plugins:
              - serverless-esbuild
            functions:
              list:
                handler: src/list.handler
              export:
                handler: src/export.handler
            """),
        .flagged(
            .sam,
            """
            Transform: AWS::Serverless-2016-10-31
            Resources:
              List:
                Type: AWS::Serverless::Function
                Properties:
                  CodeUri: «src/»
                  Handler: list.handler
                  Runtime: nodejs24.x
              Export:
                Type: AWS::Serverless::Function
                Properties:
                  CodeUri: ./src
                  Handler: export.handler
                  Runtime: nodejs24.x
            """),
        .flagged(
            .sam,
            """
            # One archive of classes.
            Transform: AWS::Serverless-2016-10-31
            Globals:
              Function: { Runtime: java25, CodeUri: «.» }
            Resources:
              List: { Type: AWS::Serverless::Function, Properties: { Handler: 'shop.List::handleRequest' } }
              Export: { Type: AWS::Serverless::Function, Properties: { Handler: 'shop.Export::handleRequest' } }
            """),
        .clean(
            .sam,
            """
            # A folder each, a bundle each, and two names in one file.
            Transform: AWS::Serverless-2016-10-31
            Globals:
              Function:
                Runtime: python3.14
            Resources:
              List:
                Type: AWS::Serverless::Function
                Properties: {CodeUri: list/, Handler: app.handler}
              Export:
                Type: AWS::Serverless::Function
                Properties: {CodeUri: export/, Handler: app.handler}
              Count:
                Type: AWS::Serverless::Function
                Properties: {CodeUri: count/, Handler: app.orders}
              CountAll:
                Type: AWS::Serverless::Function
                Properties: {CodeUri: count/, Handler: app.all}
              Web:
                Type: AWS::Serverless::Function
                Metadata: {BuildMethod: esbuild}
                Properties: {CodeUri: web/, Handler: web.handler, Runtime: nodejs24.x}
              WebAdmin:
                Type: AWS::Serverless::Function
                Metadata: {BuildMethod: esbuild}
                Properties: {CodeUri: web/, Handler: admin.handler, Runtime: nodejs24.x}
            """),
        .undecided(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
            package:
              individually: ${env:INDIVIDUALLY}
            functions:
              list:
                handler: src/list.handler
              export:
                handler: src/export.handler
            """),
    ]
}
