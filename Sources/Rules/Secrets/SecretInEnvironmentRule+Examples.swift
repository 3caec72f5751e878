import ApplicationModel
import AuditKit

extension SecretInEnvironmentRule {
    static let examples: [RuleExample] = [
        .flagged(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
              environment:
                DB_PASSWORD: «kestrel-Over-7-hills»
            functions:
              pay:
                handler: pay.handler
                environment:
                  DATABASE_URL: «postgres://shop:kestrel7hills@db.shop.example/orders»
            """),
        .flagged(
            .serverlessFramework,
            """
            # Whatever the environment holds, the fallback stands in the repository.
            service: shop
            provider:
              name: aws
            functions:
              pay:
                handler: pay.handler
                environment:
                  DB_PASSWORD: ${env:DB_PASSWORD, '«kestrel-Over-7-hills»'}
            """),
        .flagged(
            .sam,
            """
            Transform: AWS::Serverless-2016-10-31
            Parameters:
              DbPassword: { Type: String, Default: «kestrel-Over-7-hills» }
            Globals:
              Function:
                Environment: { Variables: { DATABASE_URL: «'postgres://shop:kestrel7hills@db.shop.example/orders'» } }
            Resources:
              Pay:
                Type: AWS::Serverless::Function
                Properties:
                  Handler: pay.handler
                  CodeUri: src/
                  Environment: { Variables: { DB_PASSWORD: !Ref DbPassword } }
            """),
        .clean(
            .serverlessFramework,
            """
            # References, names, ARNs and paths are no secrets.
            service: shop
            provider:
              name: aws
            functions:
              pay:
                handler: pay.handler
                environment:
                  DB_PASSWORD: ${env:DB_PASSWORD}
                  API_TOKEN: '{{resolve:secretsmanager:shop/token:SecretString}}'
                  SECRET_NAME: shop/prod/db-credentials
                  DB_SECRET: arn:aws:secretsmanager:eu-west-1:123456789012:secret:shop/db-AbCdEf
                  TOKEN_PARAMETER: /shop/prod/token
                  STRIPE_SECRET: shop-stripe-secret
                  API_KEY: ${file(config.yml):apiKey}
            """,
            files: ["config.yml": "apiKey: <your-key>\n"]),
        .clean(
            .serverlessFramework,
            """
            # Placeholders, switches, numbers, tables and addresses.
            service: shop
            provider:
              name: aws
            functions:
              pay:
                handler: pay.handler
                environment:
                  DB_PASSWORD: changeme
                  API_KEY: xxxxxxxxxxxxxxxx
                  TOKEN_EXPIRY: 3600
                  REQUIRE_TOKEN: 'true'
                  TOKENS_TABLE: shop-tokens-v2
                  AUTH_TOKEN_URL: https://login.shop.example/oauth2/token
                  JWT_SECRET_FILE: keys/jwt2024.pem
            """),
    ]
}
