// Written by `ringfence-dev generate` from the names of the rules' files.
package import AuditKit
import Findings

extension RuleRegistry {
    /// Every rule, sorted by id.
    package static let all: [any Rule.Type] = ([
        APIKeyAsOnlyAuthorizationRule.self,
        AdminManagedPolicyRule.self,
        AssumableByAnyoneRule.self,
        CORSAnyOriginRule.self,
        CleartextURLRule.self,
        CrossAccountLayerRule.self,
        DebugEnabledRule.self,
        DeprecatedRuntimeRule.self,
        IgnoredFunctionStatementsRule.self,
        InvokePermissionWithoutSourceRule.self,
        NoFailureDestinationRule.self,
        NoLogRetentionRule.self,
        NoTracingRule.self,
        NotActionAllowRule.self,
        OpenNetworkRule.self,
        PassRoleAnyRule.self,
        PlaintextAtDeployRule.self,
        PrivilegeEscalationRule.self,
        PublicBucketRule.self,
        PublicDatabaseRule.self,
        PublicFunctionURLRule.self,
        PublicResourcePolicyRule.self,
        RecursiveTriggerRule.self,
        RouteWithoutAuthorizationRule.self,
        RouteWithoutSchemaRule.self,
        RouteWithoutThrottleRule.self,
        SecretInEnvironmentRule.self,
        SharedPackageRule.self,
        SharedRoleRule.self,
        StaleSuppressionRule.self,
        TLSVerificationDisabledByEnvironmentRule.self,
        UnboundedStringRule.self,
        UnexplainedSuppressionRule.self,
        UnknownActionRule.self,
        UntaggedFunctionRule.self,
        WildcardActionRule.self,
        WildcardResourceRule.self,
        WildcardTrustRule.self,
    ] as [any Rule.Type]).sorted { $0.metadata.id < $1.metadata.id }
}
