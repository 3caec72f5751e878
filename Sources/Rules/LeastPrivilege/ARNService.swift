import ApplicationModel
import Permissions

/// Which service's resources an ARN is of: an action of another service is not allowed by it, whatever follows.
enum ARNService {
    /// Actions whose resources carry another service's name in their ARNs.
    /// Source: https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
    private static let others: [String: String] = [
        "kafka-cluster": "kafka", "rds-data": "rds", "apigatewayv2": "apigateway", "ssmmessages": "ssm",
        "ec2messages": "ec2", "sts": "iam",
    ]

    /// Whether a resource, as written, may be one that an action is about.
    static func mayName(_ resource: Value, for action: Action) -> Bool {
        guard let text = resource.text(placeholder: "?"), text.hasPrefix("arn:") else { return true }
        let fields = text.split(separator: ":", maxSplits: 3, omittingEmptySubsequences: false)
        guard fields.count > 2, ActionCatalogue.bundled.hasService(String(fields[2])) else { return true }
        let service = fields[2].lowercased()
        // A service of several prefixes shares its ARNs.
        return action.service == service || others[action.service] == service || action.service.hasPrefix(service + "-")
            || service.hasPrefix(action.service + "-")
    }
}
