import ApplicationModel
import AuditKit
import Findings
import SourceText

/// A public door without a firewall for web requests.
struct NoWebACLRule: ApplicationRule {
    static let metadata = RuleMetadata(
        .gatewayPolicy, "no-web-acl", since: "0.1.0", severity: .low, audience: .pedantic,
        summary: "has a public door without a web ACL",
        why: """
            AWS WAF counts requests by address, turns away known attackers and bots, and holds requests against lists of \
            attacks before the gateway sees them. It helps against noise and floods; against what a schema and an \
            authorizer would keep out it is the weaker guard. Only doors that strangers can reach are reported.
            """,
        remedy: "Add an `AWS::WAFv2::WebACL` with a rate-based rule and an `AWS::WAFv2::WebACLAssociation` for the door.",
        cwe: [693],
        references: [
            "https://docs.aws.amazon.com/waf/latest/developerguide/how-aws-waf-works-resources.html",
            "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-vs-rest.html",
        ])

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
                events:
                  - «http»: GET /orders
            """),
        .flagged(
            .cloudFormation,
            """
            Resources:
              «Pages»:
                Type: AWS::CloudFront::Distribution
                Properties: { DistributionConfig: { Enabled: true } }
              «Pool»:
                Type: AWS::Cognito::UserPool
              Balancer:
                Type: AWS::ElasticLoadBalancingV2::LoadBalancer
                Properties: { Scheme: internal }
            """),
        .clean(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
            functions:
              list:
                handler: list.handler
                events:
                  - http: GET /orders
            resources:
              Resources:
                Guard:
                  Type: AWS::WAFv2::WebACLAssociation
                  Properties:
                    ResourceArn: !Sub 'arn:aws:apigateway:${AWS::Region}::/restapis/${ApiGatewayRestApi}/stages/dev'
                    WebACLArn: arn:aws:wafv2:eu-west-1:123456789012:regional/webacl/shop/0123
            """),
        .clean(
            .cloudFormation,
            """
            Resources:
              Pages:
                Type: AWS::CloudFront::Distribution
                Properties: { DistributionConfig: { Enabled: true, WebACLId: !GetAtt Firewall.Arn } }
              Balancer:
                Type: AWS::ElasticLoadBalancingV2::LoadBalancer
              Guard:
                Type: AWS::WAFv2::WebACLAssociation
                Properties: { ResourceArn: !Ref Balancer, WebACLArn: !GetAtt Firewall.Arn }
            """),
        .undecided(
            .cloudFormation,
            """
            Parameters:
              Firewall: { Type: String }
            Resources:
              Pages:
                Type: AWS::CloudFront::Distribution
                Properties:
                  DistributionConfig:
                    Enabled: true
                    WebACLId: !If [isProduction, !Ref Firewall, !Ref Firewall]
              Pool:
                Type: AWS::Cognito::UserPool
              Guard:
                Type: AWS::WAFv2::WebACLAssociation
                Properties: { ResourceArn: !ImportValue shop-pool, WebACLArn: !Ref Firewall }
            """),
    ]

    init() {}

    func verdicts(on application: Application, in context: AuditContext) -> [Verdict] {
        guard application.provider.isAWS else { return [] }
        let acls = WebACLs(of: application)
        let doors = application.apis.flatMap { verdicts(on: $0, acls, in: application) }
        return doors + application.resources.flatMap { verdicts(on: $0, acls, in: application) }
    }

    private func verdicts(on api: API, _ acls: WebACLs, in application: Application) -> [Verdict] {
        guard [.rest, .http].contains(api.kind), api.endpointType != "PRIVATE", isOpen(api, in: application) else { return [] }
        guard api.kind == .rest else {
            let isBehindDistribution = !application.resources(ofType: "AWS::CloudFront::Distribution").isEmpty
            return isBehindDistribution ? [] : [.violation(violation(at: api.place, "the HTTP API", api.id.name, remedy: Self.forHTTP))]
        }
        // The framework's own API has a logical id of its own.
        let ids = [api.id.name, "ApiGatewayRestApi", "ApiGatewayStage"]
        if acls.isByPlugin || ids.contains(where: acls.isGuarded) || guardsStage(of: api, acls, in: application) { return [] }
        if api.isExternal || !acls.strays.isEmpty {
            let place = acls.strays.first?.place ?? api.place
            return [.undecided(at: place, because: "a web ACL may be put before the API elsewhere", functions: [])]
        }
        return [.violation(violation(at: api.place, "the REST API", api.id.name))]
    }

    /// An ACL is put before a stage, which is mostly a resource of its own.
    private func guardsStage(of api: API, _ acls: WebACLs, in application: Application) -> Bool {
        application.resources(ofType: "AWS::ApiGateway::Stage").contains {
            $0.properties["RestApiId"]?.referencedLogicalID == api.id.name && acls.isGuarded($0.logicalID)
        }
    }

    private func isOpen(_ api: API, in application: Application) -> Bool {
        application.functions.contains { function in
            function.triggers.contains { $0.route?.apiID == api.id && $0.route?.mayBeAnonymous == true }
        }
    }

    private static let forHTTP = """
        An HTTP API cannot have a web ACL: put a CloudFront distribution with `WebACLId` before it and let the API take \
        requests from there alone, or use a REST API.
        """

    private func verdicts(on resource: Resource, _ acls: WebACLs, in application: Application) -> [Verdict] {
        switch resource.type {
        case "AWS::CloudFront::Distribution":
            return application.settings("DistributionConfig", "WebACLId", of: resource).compactMap { setting in
                switch setting {
                case .missing: .violation(violation(at: resource.logicalIDPlace, "the distribution", resource.logicalID))
                case .set(let value): value.string == "" ? .violation(violation(at: value.place, "the distribution", resource.logicalID)) : nil
                // Which one it is does not matter, but a condition may leave none.
                case .unknown(let value): value.isReference ? nil : .undecided(at: value.place, because: value.whyUndetermined, functions: [])
                }
            }.decisive
        case "AWS::ElasticLoadBalancingV2::LoadBalancer":
            guard resource.properties["Scheme"]?.string != "internal", resource.properties["Type"]?.string ?? "application" == "application" else { return [] }
            return associated(resource, "the load balancer", acls)
        case "AWS::AppSync::GraphQLApi": return associated(resource, "the GraphQL API", acls)
        case "AWS::Cognito::UserPool": return associated(resource, "the user pool", acls)
        default: return []
        }
    }

    private func associated(_ resource: Resource, _ noun: String, _ acls: WebACLs) -> [Verdict] {
        if acls.isGuarded(resource.logicalID) { return [] }
        if let stray = acls.strays.first {
            let reason = "a web ACL may be put before `\(resource.logicalID)`: \(stray.whyUndetermined)"
            return [.undecided(at: stray.place, because: reason, functions: [])]
        }
        return [.violation(violation(at: resource.logicalIDPlace, noun, resource.logicalID))]
    }

    private func violation(
        at place: SourcePlace, _ noun: String, _ name: String, remedy: String? = nil
    ) -> Violation {
        Violation(
            at: place, "\(noun) has no web ACL",
            gain: "floods, bots and scanners reach `\(name)` as fast as they can send", functions: [],
            subject: "door \(name)", remedy: remedy)
    }
}

extension Value {
    /// Whether a reference, whatever it comes to, names something.
    fileprivate var isReference: Bool {
        switch content {
        case .symbolic(.resource), .symbolic(.imported), .symbolic(.secret): true
        case .composed(let parts): !parts.isEmpty
        default: false
        }
    }
}
