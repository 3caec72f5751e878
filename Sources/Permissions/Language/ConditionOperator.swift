/// How a condition compares the request's value with the policy's.
/// Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
package enum ConditionOperator: String, Sendable, Hashable, CaseIterable {
    case stringEquals = "StringEquals"
    case stringNotEquals = "StringNotEquals"
    case stringEqualsIgnoreCase = "StringEqualsIgnoreCase"
    case stringNotEqualsIgnoreCase = "StringNotEqualsIgnoreCase"
    case stringLike = "StringLike"
    case stringNotLike = "StringNotLike"
    case numericEquals = "NumericEquals"
    case numericNotEquals = "NumericNotEquals"
    case numericLessThan = "NumericLessThan"
    case numericLessThanEquals = "NumericLessThanEquals"
    case numericGreaterThan = "NumericGreaterThan"
    case numericGreaterThanEquals = "NumericGreaterThanEquals"
    case dateEquals = "DateEquals"
    case dateNotEquals = "DateNotEquals"
    case dateLessThan = "DateLessThan"
    case dateLessThanEquals = "DateLessThanEquals"
    case dateGreaterThan = "DateGreaterThan"
    case dateGreaterThanEquals = "DateGreaterThanEquals"
    case bool = "Bool"
    case binaryEquals = "BinaryEquals"
    case ipAddress = "IpAddress"
    case notIPAddress = "NotIpAddress"
    case arnEquals = "ArnEquals"
    case arnNotEquals = "ArnNotEquals"
    case arnLike = "ArnLike"
    case arnNotLike = "ArnNotLike"
    case null = "Null"

    /// Whether it holds when no value compares.
    package var isNegated: Bool {
        switch self {
        case .stringNotEquals, .stringNotEqualsIgnoreCase, .stringNotLike, .numericNotEquals, .dateNotEquals,
            .notIPAddress, .arnNotEquals, .arnNotLike:
            true
        default: false
        }
    }

    /// What in its values is more than itself: only strings and ARNs take variables, only some of them wildcards.
    func notation(in version: Policy.Version) -> WildcardPattern.Notation {
        switch self {
        case .stringLike, .stringNotLike, .arnEquals, .arnNotEquals, .arnLike, .arnNotLike: version.notation
        case .stringEquals, .stringNotEquals, .stringEqualsIgnoreCase, .stringNotEqualsIgnoreCase:
            version.notation.subtracting(.wildcards)
        default: []
        }
    }

    /// Whether a wildcard stays within a part of its value, so that patterns cannot be compared as a whole.
    var comparesParts: Bool {
        self == .arnEquals || self == .arnNotEquals || self == .arnLike || self == .arnNotLike
    }

    var ignoresCase: Bool {
        self == .stringEqualsIgnoreCase || self == .stringNotEqualsIgnoreCase || self == .bool || self == .null
    }
}

extension Policy {
    /// One key of a `Condition` element with its operator.
    /// Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html
    package struct Condition: Sendable, Hashable {
        /// How a key with several values is looked at.
        /// Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
        package enum Qualifier: String, Sendable, Hashable {
            case forAllValues = "ForAllValues", forAnyValue = "ForAnyValue"
        }

        /// `ForAllValues` or `ForAnyValue`.
        package var qualifier: Qualifier?
        /// The operator.
        package var comparison: ConditionOperator
        /// Whether it also holds when the request has no such key.
        package var holdsIfAbsent: Bool
        /// The key, such as `aws:SourceIp`; letters' case does not count.
        package var key: String
        /// The values, one of which must compare; for a negated operator none may.
        package var values: [WildcardPattern]

        /// Makes a condition from values as written.
        package init(
            _ comparison: ConditionOperator, _ key: String, _ values: [String], qualifier: Qualifier? = nil,
            holdsIfAbsent: Bool = false, version: Version = .v2012
        ) {
            self.init(
                comparison, key, pieces: values.map { [.text($0)] }, qualifier: qualifier,
                holdsIfAbsent: holdsIfAbsent, version: version)
        }

        /// Makes a condition from values that are put together.
        package init(
            _ comparison: ConditionOperator, _ key: String, pieces: [[WildcardPattern.Piece]],
            qualifier: Qualifier? = nil, holdsIfAbsent: Bool = false, version: Version = .v2012
        ) {
            self.qualifier = qualifier
            self.comparison = comparison
            self.holdsIfAbsent = holdsIfAbsent
            self.key = key
            let notation = comparison.notation(in: version)
            values = pieces.map {
                WildcardPattern($0, reading: notation, ignoringCase: comparison.ignoresCase)
            }
        }

        /// The operator as policies write it, such as `ForAnyValue:StringLikeIfExists`.
        package var operatorText: String {
            (qualifier.map { $0.rawValue + ":" } ?? "") + comparison.rawValue + (holdsIfAbsent ? "IfExists" : "")
        }
    }
}
