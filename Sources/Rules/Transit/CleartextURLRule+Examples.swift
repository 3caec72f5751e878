import ApplicationModel
import AuditKit

extension CleartextURLRule {
    static let examples: [RuleExample] = [
        .flagged(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
              environment:
                PARTNER_API: «http://api.partner.example/v1»
            functions:
              pay:
                handler: pay.handler
                environment:
                  CACHE: «redis://cache.shop.example:6379»
                  KAFKA: «PLAINTEXT://broker.shop.example:9092»
            """),
        .flagged(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
            functions:
              old:
                handler: old.handler
                events:
                  - http:
                      path: old
                      method: get
                      integration: http_proxy
                      request:
                        uri: «http://old.shop.example/orders»
            """),
        .flagged(
            .serverlessFramework,
            """
            # A private network is crossed by others too, and a template's parameter is only a name for its default.
            service: shop
            provider:
              name: aws
            functions:
              pay:
                handler: pay.handler
                environment:
                  STOCK: «http://stock.shop.local:8080»
                  TENANT: «http://${env:TENANT}.shop.example/v1»
                  PARTNER: !Ref Partner
                  LEDGER: !If [isProduction, 'https://ledger.shop.example', «'http://ledger.test.shop.example'»]
            resources:
              Parameters:
                Partner:
                  Type: String
                  Default: «http://partner.shop.example»
            """),
        .flagged(
            .cloudFormation,
            """
            Resources:
              Forward:
                Type: AWS::ApiGatewayV2::Integration
                Properties:
                  ApiId: !Ref Shop
                  IntegrationType: HTTP_PROXY
                  IntegrationUri: «http://old.shop.example/orders»
              Hook:
                Type: AWS::SNS::Subscription
                Properties:
                  TopicArn: !Ref News
                  Protocol: http
                  Endpoint: «http://hooks.partner.example/news»
              Listener:
                Type: AWS::ElasticLoadBalancingV2::Listener
                Properties:
                  Protocol: «HTTP»
                  DefaultActions: [{ Type: forward, TargetGroupArn: !Ref Targets }]
              Pages:
                Type: AWS::CloudFront::Distribution
                Properties:
                  DistributionConfig:
                    DefaultCacheBehavior: { ViewerProtocolPolicy: «allow-all» }
                    Origins:
                      - DomainName: origin.shop.example
                        CustomOriginConfig: { OriginProtocolPolicy: «http-only» }
            """),
        .clean(
            .cloudFormation,
            """
            # It does nothing but send callers to HTTPS.
            Resources:
              Listener:
                Type: AWS::ElasticLoadBalancingV2::Listener
                Properties:
                  Protocol: HTTP
                  DefaultActions:
                    - Type: redirect
                      RedirectConfig: { Protocol: HTTPS, StatusCode: HTTP_301 }
              Hook:
                Type: AWS::SNS::Subscription
                Properties:
                  Protocol: https
                  Endpoint: https://hooks.partner.example/news
              Pages:
                Type: AWS::CloudFront::Distribution
                Properties:
                  DistributionConfig:
                    DefaultCacheBehavior: { ViewerProtocolPolicy: redirect-to-https }
                    Origins:
                      - DomainName: origin.shop.example
                        CustomOriginConfig: { OriginProtocolPolicy: https-only }
            """),
        .clean(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
              environment:
                PARTNER_API: https://api.partner.example/v1
                LOCAL_TABLE: http://localhost:8000
                METADATA: http://169.254.170.2/v2
            functions:
              pay:
                handler: pay.handler
            """),
        .clean(
            .serverlessFramework,
            """
            # A name in the form of an address, and a proxy that only passes TLS on.
            service: shop
            provider:
              name: aws
              environment:
                SVG: http://www.w3.org/2000/svg
                HTTP_PROXY: http://proxy.shop.example:3128
            functions:
              pay:
                handler: pay.handler
            """),
        .undecided(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
              environment:
                PARTNER_API: http://${env:PARTNER_HOST}/v1
            functions:
              pay:
                handler: pay.handler
            """),
        .undecided(
            .serverlessFramework,
            """
            # The code puts a host behind it.
            service: shop
            provider:
              name: aws
              environment:
                SCHEME: 'http://'
            functions:
              pay:
                handler: pay.handler
            """),
    ]
}
