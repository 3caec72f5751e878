import ApplicationModel
import AuditKit

extension RouteWithoutSchemaRule {
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
                  - «httpApi»: PUT /orders/{id}
                  - http: GET /orders
            """),
        .flagged(
            .cloudFormation,
            """
            # Past every function into a queue; what only reads carries no body.
            Resources:
              Shop: { Type: AWS::ApiGateway::RestApi, Properties: { Name: shop } }
              «Send»:
                Type: AWS::ApiGateway::Method
                Properties:
                  RestApiId: !Ref Shop
                  ResourceId: !GetAtt Shop.RootResourceId
                  HttpMethod: POST
                  Integration:
                    Type: AWS
                    IntegrationHttpMethod: POST
                    Uri: !Sub 'arn:aws:apigateway:${AWS::Region}:sqs:path/${AWS::AccountId}/${Orders.QueueName}'
              Receive:
                Type: AWS::ApiGateway::Method
                Properties:
                  RestApiId: !Ref Shop
                  ResourceId: !GetAtt Shop.RootResourceId
                  HttpMethod: GET
                  Integration:
                    Type: AWS
                    IntegrationHttpMethod: POST
                    Uri: !Sub 'arn:aws:apigateway:${AWS::Region}:sqs:path/${AWS::AccountId}/${Orders.QueueName}'
              Orders: { Type: AWS::SQS::Queue }
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
                      request:
                        schemas:
                          application/json:
                            type: object
                            additionalProperties: false
            """),
        .flagged(
            .serverlessFramework,
            """
            # Schemas that say nothing, and a key that current versions do not read.
            service: shop
            frameworkVersion: '4'
            provider:
              name: aws
            functions:
              orders:
                handler: orders.handler
                events:
                  - «http»:
                      path: orders
                      method: post
                      request:
                        schemas: {}
                  - «http»:
                      path: orders
                      method: put
                      request:
                        schemas:
                          application/json: {}
                  - «http»:
                      path: orders
                      method: patch
                      request:
                        schema:
                          application/json:
                            type: object
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
                    «Post»: { Type: HttpApi, Properties: { Path: /orders, Method: post } }
            """),
        .undecided(
            .serverlessFramework,
            """
            # No schema of that name is declared.
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
                      request:
                        schemas:
                          application/json: create-order
            """),
        .clean(
            .serverlessFramework,
            """
            service: shop
            frameworkVersion: '2'
            provider:
              name: aws
            functions:
              orders:
                handler: orders.handler
                events:
                  - http:
                      path: orders
                      method: post
                      request:
                        schema:
                          application/json:
                            type: object
                            required: [item]
            """),
        .flagged(
            .serverlessFramework,
            """
            # Any object fits the one schema, and the other is for a type of content that a caller need not name.
            service: shop
            provider:
              name: aws
            functions:
              orders:
                handler: orders.handler
                events:
                  - «http»:
                      path: orders
                      method: post
                      request:
                        schemas:
                          application/json:
                            type: object
                  - «http»:
                      path: notes
                      method: post
                      request:
                        schemas:
                          text/plain:
                            type: object
                            additionalProperties: false
            """),
        .clean(
            .serverlessFramework,
            """
            # `$default` is held against bodies of every type.
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
                      request:
                        schemas:
                          $default:
                            type: object
                            additionalProperties: false
            """),
        .clean(
            .serverlessFramework,
            """
            # Requests of these methods carry no body.
            service: shop
            provider:
              name: aws
            functions:
              orders:
                handler: orders.handler
                events:
                  - http: GET /orders
                  - httpApi: DELETE /orders/{id}
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
                  - http:
                      path: orders
                      method: ${env:METHOD}
            """),
    ]
}
