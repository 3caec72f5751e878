import ApplicationModel
import AuditKit

extension RouteWithoutAuthorizationRule {
    static let examples: [RuleExample] = [
        .flagged(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
            functions:
              orders:
                handler: orders.handler
                events:
                  - «http»: POST /orders
                  - «httpApi»:
                      path: /orders
                      method: get
            """),
        .flagged(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: azure
            functions:
              orders:
                handler: orders.handler
                events:
                  - «http»: true
                    authLevel: anonymous
            """),
        .clean(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
            functions:
              orders:
                handler: orders.handler
                events:
                  - http:
                      path: orders
                      method: post
                      authorizer: aws_iam
            """),
        .clean(
            .serverlessFramework,
            """
            # Browsers ask without credentials, and nobody outside reaches a private endpoint.
            service: shop
            provider:
              name: aws
              endpointType: PRIVATE
            functions:
              orders:
                handler: orders.handler
                events:
                  - http: POST /orders
                  - http: OPTIONS /orders
            """),
        .flagged(
            .serverlessFramework,
            """
            # A policy that lets everybody in keeps nobody out.
            service: shop
            provider:
              name: aws
              apiGateway:
                resourcePolicy:
                  - Effect: Allow
                    Principal: '*'
                    Action: execute-api:Invoke
                    Resource: execute-api:/*
            functions:
              orders:
                handler: orders.handler
                events:
                  - «http»: POST /orders
            """),
        .flagged(
            .sam,
            """
            Transform: AWS::Serverless-2016-10-31
            Resources:
              Create:
                Type: AWS::Serverless::Function
                Properties:
                  Handler: create.handler
                  CodeUri: src/
                  Events:
                    «Post»: { Type: Api, Properties: { Path: /orders, Method: post } }
            """),
        .clean(
            .sam,
            """
            Transform: AWS::Serverless-2016-10-31
            Resources:
              Shop:
                Type: AWS::Serverless::Api
                Properties:
                  StageName: live
                  Auth: { DefaultAuthorizer: AWS_IAM }
              Create:
                Type: AWS::Serverless::Function
                Properties:
                  Handler: create.handler
                  CodeUri: src/
                  Events:
                    Post: { Type: Api, Properties: { RestApiId: !Ref Shop, Path: /orders, Method: post } }
            """),
        .undecided(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
              apiGateway:
                resourcePolicy:
                  - Effect: Allow
                    Principal: '*'
                    Action: execute-api:Invoke
                    Resource: execute-api:/*
                    Condition:
                      IpAddress:
                        aws:SourceIp: [203.0.113.0/24]
            functions:
              orders:
                handler: orders.handler
                events:
                  - http: POST /orders
            """),
        .undecided(
            .serverlessFramework,
            """
            # No function of this name is there to ask.
            service: shop
            provider:
              name: aws
            functions:
              orders:
                handler: orders.handler
                events:
                  - http:
                      path: orders
                      method: post
                      authorizer: nosuch
            """),
        .undecided(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
            functions:
              orders:
                handler: orders.handler
                events:
                  - httpApi:
                      path: /orders
                      method: post
                      authorizer:
                        name: ${env:AUTHORIZER}
            """),
        .flagged(
            .serverlessFramework,
            """
            # The one authorizer of the API stands before one route only.
            service: shop
            provider:
              name: aws
              httpApi:
                authorizers:
                  customers:
                    type: jwt
                    identitySource: $request.header.Authorization
                    issuerUrl: https://login.shop.example/
                    audience: shop
            functions:
              orders:
                handler: orders.handler
                events:
                  - httpApi:
                      path: /orders
                      method: post
                      authorizer: customers
                  - «httpApi»: DELETE /orders/{id}
            """),
        .flagged(
            .sam,
            """
            Transform: AWS::Serverless-2016-10-31
            Resources:
              Shop:
                Type: AWS::Serverless::HttpApi
                Properties:
                  Auth:
                    Authorizers:
                      Customers:
                        IdentitySource: $request.header.Authorization
                        JwtConfiguration:
                          issuer: https://login.shop.example/
                          audience: [shop]
              Orders:
                Type: AWS::Serverless::Function
                Properties:
                  Runtime: python3.14
                  Handler: orders.handler
                  CodeUri: src/
                  Events:
                    «Delete»:
                      Type: HttpApi
                      Properties:
                        ApiId: !Ref Shop
                        Method: delete
                        Path: /orders/{id}
            """),
    ]
}
