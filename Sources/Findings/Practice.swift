/// The ten practices of serverless security; the order is the report's.
package enum Practice: String, Sendable, Hashable, CaseIterable, Comparable {
    case dependencies
    case leastPrivilege = "least-privilege"
    case perimeters
    case eventInput = "event-input"
    case gatewayPolicy = "gateway-policy"
    case observability
    case secureCode = "secure-code"
    case transit
    case secrets
    case granularity

    /// The number people know the practice by, 1 to 10.
    package var number: Int { (Practice.allCases.firstIndex(of: self) ?? 0) + 1 }

    /// What the practice asks for, as a heading.
    package var title: String {
        switch self {
        case .dependencies: "Patch function dependencies"
        case .leastPrivilege: "Least privilege per function"
        case .perimeters: "Isolated function perimeters"
        case .eventInput: "Sanitize event input"
        case .gatewayPolicy: "API gateway as a security buffer"
        case .observability: "Monitor and log functions"
        case .secureCode: "Secure coding conventions"
        case .transit: "Secure and verify data in transit"
        case .secrets: "Secrets in secure storage"
        case .granularity: "Minimal granularity"
        }
    }

    /// The heading of a narrow table column, at most seven characters.
    package var columnTitle: String {
        switch self {
        case .dependencies: "deps"
        case .leastPrivilege: "iam"
        case .perimeters: "perim"
        case .eventInput: "input"
        case .gatewayPolicy: "gateway"
        case .observability: "observe"
        case .secureCode: "code"
        case .transit: "transit"
        case .secrets: "secrets"
        case .granularity: "package"
        }
    }

    package static func < (left: Practice, right: Practice) -> Bool { left.number < right.number }
}
