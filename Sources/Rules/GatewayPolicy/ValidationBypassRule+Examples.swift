import ApplicationModel
import AuditKit

extension ValidationBypassRule {
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
                  - http:
                      path: orders
                      method: post
                      request:
                        schemas:
                          «application/json»:
                            type: object
                            properties: { id: { type: string, maxLength: 40 } }
            """),
        .flagged(
            .serverlessFramework,
            """
            # However strict the schema is, `text/plain` gets around it.
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
                          «application/json»:
                            type: object
                            additionalProperties: false
                            properties: { id: { type: string, maxLength: 40 } }
            """),
        .flagged(
            .cloudFormation,
            """
            Resources:
              «Create»:
                Type: AWS::ApiGateway::Method
                Properties:
                  HttpMethod: POST
                  RestApiId: !Ref Shop
                  RequestModels: { application/json: Order }
              Change:
                Type: AWS::ApiGateway::Method
                Properties:
                  HttpMethod: PUT
                  RestApiId: !Ref Shop
                  RequestModels: { application/json: Order }
                  RequestValidatorId: !Ref Parameters
              Parameters:
                Type: AWS::ApiGateway::RequestValidator
                Properties:
                  RestApiId: !Ref Shop
                  ValidateRequestBody: «false»
              Shop:
                Type: AWS::ApiGateway::RestApi
                Properties:
                  Body:
                    openapi: 3.0.1
                    paths:
                      /orders:
                        «post»:
                          requestBody:
                            content: { application/json: { schema: { type: object } } }
            """),
        .flagged(
            .sam,
            """
            Transform: AWS::Serverless-2016-10-31
            Resources:
              Shop:
                Type: AWS::Serverless::Api
                Properties:
                  StageName: live
                  Models: { Order: { type: object, properties: { id: { type: string, maxLength: 40 } } } }
              Create:
                Type: AWS::Serverless::Function
                Properties:
                  Handler: create.handler
                  CodeUri: src/
                  Events:
                    Post:
                      Type: Api
                      Properties:
                        RestApiId: !Ref Shop
                        Path: /orders
                        Method: post
                        RequestModel: «{ Model: Order, Required: true, ValidateBody: true }»
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
                          application/json: { type: object, additionalProperties: false }
                          $default: { type: object, additionalProperties: false }
                  - http:
                      path: orders/search
                      method: post
                      integration: lambda
                      request:
                        passThrough: NEVER
                        schemas:
                          application/json: { type: object, additionalProperties: false }
            """),
        .clean(
            .cloudFormation,
            """
            Resources:
              Create:
                Type: AWS::ApiGateway::Method
                Properties:
                  HttpMethod: POST
                  RequestModels: { application/json: Order, $default: Order }
                  RequestValidatorId: !Ref Bodies
              Bodies:
                Type: AWS::ApiGateway::RequestValidator
                Properties: { ValidateRequestBody: true }
            """),
        .undecided(
            .cloudFormation,
            """
            Parameters:
              Validator: { Type: String }
            Resources:
              Create:
                Type: AWS::ApiGateway::Method
                Properties:
                  HttpMethod: POST
                  RequestModels: { application/json: Order }
                  RequestValidatorId: !Ref Validator
            """),
    ]
}
