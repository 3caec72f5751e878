/// An action of the IAM policy language, such as `s3:GetObject`, as the catalogue knows it.
/// Source: https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
package struct Action: Sendable, Hashable {
    /// What an action does to what it acts on, as AWS classifies it.
    package enum AccessLevel: String, Sendable, Hashable, CaseIterable {
        case list, read, write, tagging
        case permissionsManagement
        /// AWS no longer documents the action, so nothing is said of it.
        case retired
    }

    /// The service prefix, such as `s3`.
    package let service: String
    /// The name in AWS's spelling, such as `GetObject`.
    package let name: String
    /// What it does.
    package let accessLevel: AccessLevel
    /// Whether a statement can name resources for it; otherwise only `Resource: "*"` has an effect.
    package let supportsResources: Bool

    /// Makes an action.
    package init(service: String, name: String, accessLevel: AccessLevel, supportsResources: Bool) {
        self.service = service
        self.name = name
        self.accessLevel = accessLevel
        self.supportsResources = supportsResources
    }

    /// The action as policies write it.
    package var description: String { service + ":" + name }
}

extension Action: CustomStringConvertible {}
