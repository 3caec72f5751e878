/// The setting by which a door or a store says which version of TLS it asks for at least.
struct TLSFloor: Sendable {
    /// What a setting that is missing leaves.
    enum Default: Sendable {
        /// TLS 1.2 or newer.
        case current
        /// TLS 1.0.
        case old
        /// What the service chooses, which was TLS 1.0 for long.
        case unsaid
    }

    /// The resource's type.
    let type: String
    /// What to call such a resource.
    let noun: String
    /// The setting's path in the properties; `*` for every element of a list.
    let path: [String]
    /// What holds where it is not set.
    let byDefault: Default
    /// The value to write instead.
    let current: String
    /// Whether a value of the setting lets TLS 1.1 or older in.
    let isOld: @Sendable (String) -> Bool

    /// The settings that are known.
    ///
    /// Sources: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-custom-domain-tls-version.html,
    /// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html,
    /// https://docs.aws.amazon.com/opensearch-service/latest/developerguide/infrastructure-security.html,
    /// https://docs.aws.amazon.com/transfer/latest/userguide/security-policies.html,
    /// https://docs.aws.amazon.com/iot/latest/developerguide/transport-security.html
    static let all: [TLSFloor] = [
        TLSFloor(
            type: "AWS::ApiGateway::DomainName", noun: "the domain name", path: ["SecurityPolicy"], byDefault: .unsaid,
            current: "TLS_1_2", isOld: { $0 == "TLS_1_0" }),
        TLSFloor(
            type: "AWS::ApiGatewayV2::DomainName", noun: "the domain name",
            path: ["DomainNameConfigurations", "*", "SecurityPolicy"], byDefault: .current, current: "TLS_1_2",
            isOld: { $0 == "TLS_1_0" }),
        TLSFloor(
            type: "AWS::ElasticLoadBalancingV2::Listener", noun: "the listener", path: ["SslPolicy"], byDefault: .old,
            current: "ELBSecurityPolicy-TLS13-1-2-2021-06", isOld: isOldListenerPolicy),
        TLSFloor(
            type: "AWS::OpenSearchService::Domain", noun: "the search domain",
            path: ["DomainEndpointOptions", "TLSSecurityPolicy"], byDefault: .old,
            current: "Policy-Min-TLS-1-2-PFS-2023-10", isOld: { $0.hasPrefix("Policy-Min-TLS-1-0") }),
        TLSFloor(
            type: "AWS::Elasticsearch::Domain", noun: "the search domain",
            path: ["DomainEndpointOptions", "TLSSecurityPolicy"], byDefault: .old,
            current: "Policy-Min-TLS-1-2-2019-07", isOld: { $0.hasPrefix("Policy-Min-TLS-1-0") }),
        TLSFloor(
            type: "AWS::Transfer::Server", noun: "the transfer server", path: ["SecurityPolicyName"], byDefault: .current,
            current: "TransferSecurityPolicy-2024-01",
            isOld: { ["TransferSecurityPolicy-2018-11", "TransferSecurityPolicy-2020-06"].contains($0) }),
        TLSFloor(
            type: "AWS::IoT::DomainConfiguration", noun: "the IoT domain", path: ["TlsConfig", "SecurityPolicy"],
            byDefault: .current, current: "IoTSecurityPolicy_TLS13_1_2_2022_10", isOld: { $0.contains("_TLS12_1_0_") }),
        TLSFloor(
            type: "AWS::CloudFront::Distribution", noun: "the distribution",
            path: ["DistributionConfig", "Origins", "*", "CustomOriginConfig", "OriginSSLProtocols", "*"],
            byDefault: .current, current: "TLSv1.2", isOld: { ["SSLv3", "TLSv1", "TLSv1.1"].contains($0) }),
    ]

    /// Policies whose name carries no version of TLS, or one below 1.2, take TLS 1.0 or 1.1.
    private static let isOldListenerPolicy: @Sendable (String) -> Bool = { policy in
        guard policy.hasPrefix("ELBSecurityPolicy-") else { return false }
        return !["-TLS-1-2-", "-FS-1-2-", "-TLS13-1-2-", "-TLS13-1-3-"].contains(where: policy.contains)
    }
}
