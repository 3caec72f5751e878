/// A `${key}` or `${key, 'default'}` of a pattern.
/// Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
struct PolicyVariable: Sendable, Hashable {
    let key: String
    let fallback: String?

    /// Reads what stands between the braces.
    init(_ text: String) {
        let parts = text.split(separator: ",", maxSplits: 1, omittingEmptySubsequences: false)
        key = Self.trimmed(parts.first ?? "")
        let quoted = parts.count > 1 ? Self.trimmed(parts[1]) : ""
        let isQuoted = quoted.utf8.count >= 2 && quoted.hasPrefix("'") && quoted.hasSuffix("'")
        fallback = isQuoted ? String(quoted.dropFirst().dropLast()) : nil
    }

    private static func trimmed(_ text: Substring) -> String {
        let start = text.drop { $0 == " " }
        guard let last = start.lastIndex(where: { $0 != " " }) else { return "" }
        return String(start[...last])
    }
}

extension WildcardPattern {
    /// The pattern with the request's values in place of its variables; `nil` when one has neither value nor default,
    /// so that nothing can match. A value's own `*` is no wildcard. What is not known stays a variable.
    func resolved(in context: RequestContext) -> WildcardPattern? {
        guard tokens.contains(.variableStart) else { return self }
        var result: [PatternToken] = []
        var name: String.UnicodeScalarView?
        for token in tokens {
            if token == .variableStart {
                name = String.UnicodeScalarView()
            } else if token == .variableEnd, let written = name {
                guard let value = tokens(of: String(written), in: context) else { return nil }
                result += value
                name = nil
            } else if name != nil, let scalar = token.scalar {
                name?.append(scalar)
            } else {
                result.append(token)
            }
        }
        return WildcardPattern(
            text: text, notation: notation, ignoresCase: ignoresCase, tokens: PatternToken.normalised(result))
    }

    private func tokens(of name: String, in context: RequestContext) -> [PatternToken]? {
        let variable = PolicyVariable(name)
        switch context.value(of: variable.key) {
        case .unknown: return WildcardPattern("${" + name + "}", reading: .variables).tokens
        // A key with several values cannot be a variable.
        case .known(let values) where values.count == 1: return literalTokens(values.first ?? "")
        case .known, .absent: return variable.fallback.map(literalTokens)
        }
    }

    private func literalTokens(_ text: String) -> [PatternToken] {
        WildcardPattern(text, reading: [], ignoringCase: ignoresCase).tokens
    }
}
