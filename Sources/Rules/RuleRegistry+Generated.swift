// Written by `ringfence-dev generate` from the names of the rules' files.
package import AuditKit
import Findings

extension RuleRegistry {
    /// Every rule, sorted by id.
    package static let all: [any Rule.Type] = ([
        APIKeyAsOnlyAuthorizationRule.self,
        AdminManagedPolicyRule.self,
        CORSAnyOriginRule.self,
        CleartextEventSourceRule.self,
        CleartextURLRule.self,
        DebugEnabledRule.self,
        DeprecatedRuntimeRule.self,
        IgnoredFunctionStatementsRule.self,
        InvokePermissionWithoutSourceRule.self,
        NoFailureDestinationRule.self,
        NoLogRetentionRule.self,
        NoTracingRule.self,
        ParameterWithoutNoEchoRule.self,
        PlaintextAtDeployRule.self,
        PublicFunctionURLRule.self,
        RouteWithoutAuthorizationRule.self,
        RouteWithoutSchemaRule.self,
        RouteWithoutThrottleRule.self,
        SecretInEnvironmentRule.self,
        SecretInManifestRule.self,
        SecretInOutputRule.self,
        SecretWithoutRotationRule.self,
        SharedPackageRule.self,
        SharedRoleRule.self,
        StaleSuppressionRule.self,
        StoreWithoutEncryptionRule.self,
        StoreWithoutTransportPolicyRule.self,
        TLSVerificationDisabledByEnvironmentRule.self,
        UnboundedStringRule.self,
        UnexplainedSuppressionRule.self,
        UntaggedFunctionRule.self,
        WeakTLSVersionRule.self,
        WildcardActionRule.self,
        WildcardResourceRule.self,
    ] as [any Rule.Type]).sorted { $0.metadata.id < $1.metadata.id }
}
