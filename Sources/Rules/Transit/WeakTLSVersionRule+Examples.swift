import ApplicationModel
import AuditKit

extension WeakTLSVersionRule {
    static let examples: [RuleExample] = [
        .flagged(
            .cloudFormation,
            """
            Resources:
              Domain:
                Type: AWS::ApiGateway::DomainName
                Properties:
                  DomainName: api.shop.example
                  RegionalCertificateArn: !Ref Certificate
                  SecurityPolicy: «TLS_1_0»
              «Listener»:
                Type: AWS::ElasticLoadBalancingV2::Listener
                Properties:
                  LoadBalancerArn: !Ref Balancer
                  Port: 443
                  Protocol: HTTPS
              Search:
                Type: AWS::OpenSearchService::Domain
                Properties:
                  DomainEndpointOptions:
                    EnforceHTTPS: true
                    TLSSecurityPolicy: «Policy-Min-TLS-1-0-2019-07»
            """),
        .flagged(
            .cloudFormation,
            """
            Conditions:
              isProduction: !Equals [!Ref 'AWS::Region', eu-west-1]
            Resources:
              Pages:
                Type: AWS::CloudFront::Distribution
                Properties:
                  DistributionConfig:
                    Enabled: true
                    ViewerCertificate:
                      AcmCertificateArn: !Ref Certificate
                      MinimumProtocolVersion: !If [isProduction, TLSv1.2_2021, «TLSv1»]
              «Files»:
                Type: AWS::CloudFront::Distribution
                Properties:
                  DistributionConfig:
                    Enabled: true
                    ViewerCertificate:
                      CloudFrontDefaultCertificate: true
            """),
        .flagged(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
            plugins: [serverless-domain-manager]
            custom:
              customDomain:
                domainName: api.shop.example
                securityPolicy: «tls_1_0»
            functions:
              list:
                handler: list.handler
            """),
        .clean(
            .cloudFormation,
            """
            Resources:
              Domain:
                Type: AWS::ApiGateway::DomainName
                Properties:
                  DomainName: api.shop.example
                  SecurityPolicy: TLS_1_2
              HttpDomain:
                Type: AWS::ApiGatewayV2::DomainName
                Properties:
                  DomainName: http.shop.example
                  DomainNameConfigurations:
                    - CertificateArn: !Ref Certificate
              Listener:
                Type: AWS::ElasticLoadBalancingV2::Listener
                Properties:
                  Protocol: HTTPS
                  SslPolicy: ELBSecurityPolicy-TLS13-1-2-2021-06
              Pages:
                Type: AWS::CloudFront::Distribution
                Properties:
                  DistributionConfig:
                    ViewerCertificate:
                      AcmCertificateArn: !Ref Certificate
                      MinimumProtocolVersion: TLSv1.2_2021
            """),
        .undecided(
            .cloudFormation,
            """
            Parameters:
              Policy:
                Type: String
            Resources:
              Domain:
                Type: AWS::ApiGateway::DomainName
                Properties:
                  DomainName: api.shop.example
                  SecurityPolicy: !Ref Policy
            """),
    ] + codeExamples
}
