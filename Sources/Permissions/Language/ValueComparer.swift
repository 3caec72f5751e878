/// Compares one value of a request with one value of a condition, negation left aside.
struct ValueComparer {
    private let comparison: ConditionOperator

    init(_ comparison: ConditionOperator) { self.comparison = comparison }

    func compares(_ value: String, with expected: WildcardPattern) -> Truth {
        switch comparison {
        case .arnEquals, .arnNotEquals, .arnLike, .arnNotLike: return ARNSegments.compares(value, with: expected)
        case .ipAddress, .notIPAddress: return Truth(isWithin(value, expected.text))
        case .binaryEquals: return Truth(Self.unpadded(value) == Self.unpadded(expected.text))
        default:
            if let order = numericOrder { return Truth(order(Self.number(value), Self.number(expected.text))) }
            if let order = dateOrder { return Truth(order(DateText.instant(value), DateText.instant(expected.text))) }
            return Truth(expected, matches: WildcardPattern(value, reading: [], ignoringCase: expected.ignoresCase))
        }
    }

    private typealias Order = (Double?, Double?) -> Bool

    private var numericOrder: Order? {
        switch comparison {
        case .numericEquals, .numericNotEquals: Self.ordered(==)
        case .numericLessThan: Self.ordered(<)
        case .numericLessThanEquals: Self.ordered(<=)
        case .numericGreaterThan: Self.ordered(>)
        case .numericGreaterThanEquals: Self.ordered(>=)
        default: nil
        }
    }

    private var dateOrder: Order? {
        switch comparison {
        case .dateEquals, .dateNotEquals: Self.ordered(==)
        case .dateLessThan: Self.ordered(<)
        case .dateLessThanEquals: Self.ordered(<=)
        case .dateGreaterThan: Self.ordered(>)
        case .dateGreaterThanEquals: Self.ordered(>=)
        default: nil
        }
    }

    private static func ordered(_ isInOrder: @escaping (Double, Double) -> Bool) -> Order {
        { left, right in
            guard let left, let right else { return false }
            return isInOrder(left, right)
        }
    }

    /// A decimal number; neither hexadecimal nor infinite, which Swift would read too.
    private static func number(_ text: String) -> Double? {
        let isDecimal = text.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == 0x2E || $0 == 0x2D || $0 == 0x2B }
        return isDecimal ? Double(text) : nil
    }

    private static func unpadded(_ text: String) -> Substring {
        var text = text[...]
        while text.utf8.last == UInt8(ascii: "=") { text.removeLast() }
        return text
    }

    private func isWithin(_ value: String, _ range: String) -> Bool {
        guard let address = AddressRange(value), let range = AddressRange(range) else { return false }
        return range.contains(address)
    }
}

/// ARNs compared part by part, as the `Arn` operators do: a wildcard stays within its part.
/// Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
enum ARNSegments {
    private static let count = 6

    static func compares(_ value: String, with expected: WildcardPattern) -> Truth {
        if expected.isEverything { return .yes }
        let wanted = segments(expected.tokens)
        let given = segments(WildcardPattern.literal(value).tokens)
        guard wanted.count == count, given.count == count else { return .no }
        return zip(wanted, given).every { Truth(pattern($0), matches: pattern($1)) }
    }

    private static func segments(_ tokens: [PatternToken]) -> [ArraySlice<PatternToken>] {
        tokens.split(separator: PatternToken(":"), maxSplits: count - 1, omittingEmptySubsequences: false)
    }

    private static func pattern(_ tokens: ArraySlice<PatternToken>) -> WildcardPattern {
        WildcardPattern(text: "", notation: [], ignoresCase: false, tokens: PatternToken.normalised(Array(tokens)))
    }
}
