import ApplicationModel
import AuditKit

extension SecretInManifestRule {
    static let examples: [RuleExample] = [
        .flagged(
            .cloudFormation,
            """
            Parameters:
              DbPassword:
                Type: String
                NoEcho: true
                Default: «kestrel-Over-7-hills»
            Mappings:
              Partners:
                prod:
                  ApiKey: «kQ3vT8xLm2Zp9RwYc4Hs»
            Resources:
              Orders:
                Type: AWS::RDS::DBInstance
                Properties:
                  MasterUsername: shop
                  MasterUserPassword: «osprey-Under-9-bridges»
              Worker:
                Type: AWS::EC2::Instance
                Properties:
                  UserData:
                    Fn::Base64: «"#!/bin/bash\\nexport QUEUE_TOKEN=kQ3vT8xLm2Zp9RwYc4Hs\\n./work"»
            """),
        .flagged(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
            custom:
              replica: «postgres://shop:kestrel7hills@db.shop.example/orders»
            functions:
              list:
                handler: list.handler
            resources:
              Resources:
                Broker:
                  Type: AWS::AmazonMQ::Broker
                  Properties:
                    Users:
                      - Username: shop
                        Password: «kestrel-Over-7-hills»
                Pool:
                  Type: AWS::ECS::TaskDefinition
                  Properties:
                    ContainerDefinitions:
                      - Environment:
                          - Name: DB_PASSWORD
                            Value: «osprey-Under-9-bridges»
            """),
        .flagged(
            .cloudFormation,
            """
            # What is hidden is no name of something else.
            Parameters:
              GatewayToken: { Type: String, NoEcho: true, Default: «poc-gateway-token-42» }
            Resources:
              Orders: { Type: AWS::SQS::Queue }
            """),
        .clean(
            .cloudFormation,
            """
            # References, generated secrets, names and placeholders.
            Parameters:
              DbPassword: { Type: String, NoEcho: true }
              KeyName: { Type: String, Default: shop-key }
            Resources:
              Secret:
                Type: AWS::SecretsManager::Secret
                Properties:
                  Name: shop/prod/db-credentials
                  GenerateSecretString:
                    SecretStringTemplate: '{"username": "shop"}'
                    GenerateStringKey: password
                    PasswordLength: 32
              Orders:
                Type: AWS::RDS::DBInstance
                Properties:
                  MasterUserPassword: '{{resolve:secretsmanager:shop/prod/db-credentials:SecretString:password}}'
              Copy:
                Type: AWS::RDS::DBInstance
                Properties:
                  MasterUserPassword: !Ref DbPassword
              Client:
                Type: AWS::Cognito::UserPoolClient
                Properties:
                  GenerateSecret: true
                  TokenValidityUnits: { AccessToken: hours }
            """),
        .clean(
            .serverlessFramework,
            """
            # A variable of the environment is for `secret-in-environment`.
            service: shop
            provider:
              name: aws
              apiGateway:
                apiKeys:
                  - name: partners
            custom:
              dbPasswordParameter: /shop/db-password
              tokenTable: shop-tokens-v2
            functions:
              pay:
                handler: pay.handler
                environment:
                  DB_PASSWORD: kestrel-Over-7-hills
            """),
    ]
}
