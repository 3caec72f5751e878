extension PolicyReader {
    /// The patterns of `Action`; `nil` when one of them cannot be read.
    mutating func actions(_ value: PolicyValue) -> [WildcardPattern]? {
        patterns(value) { reader, pieces in
            let pattern = WildcardPattern(pieces, reading: .wildcards, ignoringCase: true)
            if !pattern.isEverything, !pattern.text.utf8.contains(UInt8(ascii: ":")), !pattern.hasVariable {
                reader.note(
                    "an action is not \(Self.quoted(pattern.text))", help: "write `service:Action`", isPartial: false)
            }
            return pattern
        }
    }

    /// The patterns of `Resource`; `nil` when one of them cannot be read.
    mutating func resources(_ value: PolicyValue) -> [WildcardPattern]? {
        let notation = version.notation
        return patterns(value) { reader, pieces in
            let pattern = WildcardPattern(pieces, reading: notation)
            let prefix = pattern.literalPrefix
            if !prefix.hasPrefix("arn:"), !pattern.isEverything, !"arn:".hasPrefix(prefix) || pattern.isLiteral {
                reader.note(
                    "a resource is not \(Self.quoted(pattern.text))", help: "write an ARN or `*`", isPartial: false)
            }
            return pattern
        }
    }

    private mutating func patterns(
        _ value: PolicyValue, _ make: (inout PolicyReader, [WildcardPattern.Piece]) -> WildcardPattern
    ) -> [WildcardPattern]? {
        let texts = texts(value)
        guard let texts else { return nil }
        if texts.isEmpty { note("the list is empty", isPartial: false) }
        return texts.enumerated().map { index, pieces in
            let pattern = make(&self, pieces)
            if pattern.isOverlong {
                note(
                    "an element has more than \(WildcardPattern.lengthLimit) characters and matches nothing",
                    isPartial: false)
            }
            return pattern
        }
    }

    /// A string or a list of strings; numbers and booleans stand for their text. `nil` when there is anything else.
    private mutating func texts(_ value: PolicyValue) -> [[WildcardPattern.Piece]]? {
        let isList = if case .list = value { true } else { false }
        var isWhole = true
        var texts: [[WildcardPattern.Piece]] = []
        for (index, element) in value.oneOrMany.enumerated() {
            switch element {
            case .text(let pieces): texts.append(pieces)
            case .number(let text): texts.append([.text(text)])
            case .bool(let value): texts.append([.text(value ? "true" : "false")])
            case .null, .list, .map, .unknown:
                isWhole = false
                let message = "a string is needed, but this is \(element.kindName)"
                if isList { at(.index(index)) { $0.note(message) } } else { note(message) }
            }
        }
        return isWhole ? texts : nil
    }

    /// The principals; `nil` when one of them cannot be read.
    mutating func principals(_ value: PolicyValue) -> [Policy.Principal]? {
        if value.string == "*" { return [.everyone] }
        guard case .map(let members) = value else {
            note("a principal is `*` or an object, but this is \(Self.excerpt(value))", help: #"write `{"AWS": "…"}`"#)
            return nil
        }
        var principals: [Policy.Principal] = []
        var isWhole = true
        for member in members {
            let read = at(.key(member.key)) { $0.principals(of: member) }
            principals += read ?? []
            isWhole = isWhole && read != nil
        }
        return isWhole ? principals : nil
    }

    private mutating func principals(of member: PolicyValue.Member) -> [Policy.Principal]? {
        let make: (String) -> Policy.Principal
        switch member.key {
        case "AWS": make = { $0 == "*" ? .everyone : .aws($0) }
        case "Service": make = { .service($0) }
        case "Federated": make = { .federated($0) }
        case "CanonicalUser": make = { .canonicalUser($0) }
        default:
            note(
                "a principal is not of the kind \(Self.quoted(member.key))",
                help: "write `AWS`, `Service`, `Federated` or `CanonicalUser`")
            return nil
        }
        return texts(member.value)?.map { make(WildcardPattern($0, reading: []).text) }
    }
}

extension PolicyReader {
    /// The conditions; `nil` when one of them cannot be read, for without it the statement would say more.
    mutating func conditions(_ value: PolicyValue?) -> [Policy.Condition]? {
        guard let value else { return [] }
        guard case .map(let members) = value else {
            note("conditions are an object, but this is \(value.kindName)")
            return nil
        }
        var conditions: [Policy.Condition] = []
        var isWhole = true
        for member in members {
            let read = at(.key(member.key)) { $0.conditions(of: member) }
            conditions += read ?? []
            isWhole = isWhole && read != nil
        }
        return isWhole ? conditions : nil
    }

    private mutating func conditions(of member: PolicyValue.Member) -> [Policy.Condition]? {
        guard let parsed = ParsedOperator(member.key) else {
            note(
                "there is no condition operator \(Self.quoted(member.key))",
                help: ParsedOperator.nearest(to: member.key).map { "write `\($0)`" })
            return nil
        }
        guard case .map(let keys) = member.value else {
            note("the keys of a condition are an object, but this is \(member.value.kindName)")
            return nil
        }
        var conditions: [Policy.Condition] = []
        for key in keys {
            guard let texts = at(.key(key.key), { $0.texts(key.value) }) else { return nil }
            conditions.append(
                Policy.Condition(
                    parsed.comparison, key.key, pieces: texts, qualifier: parsed.qualifier,
                    holdsIfAbsent: parsed.holdsIfAbsent, version: version))
        }
        return conditions
    }
}

/// The parts of an operator such as `ForAnyValue:StringLikeIfExists`.
struct ParsedOperator: Sendable {
    let qualifier: Policy.Condition.Qualifier?
    let comparison: ConditionOperator
    let holdsIfAbsent: Bool

    init?(_ text: String) {
        var name = text[...]
        var qualifier: Policy.Condition.Qualifier?
        if let colon = name.firstIndex(of: ":") {
            qualifier = Policy.Condition.Qualifier(rawValue: String(name[..<colon]))
            guard qualifier != nil else { return nil }
            name = name[name.index(after: colon)...]
        }
        let suffix = "IfExists"
        let isOptional = name.hasSuffix(suffix)
        if isOptional { name = name.dropLast(suffix.count) }
        guard let comparison = ConditionOperator(rawValue: String(name)) else { return nil }
        // The one operator that asks for the key itself.
        guard comparison != .null || (!isOptional && qualifier == nil) else { return nil }
        self.qualifier = qualifier
        self.comparison = comparison
        holdsIfAbsent = isOptional
    }

    /// The operator that differs in letters' case only.
    static func nearest(to text: String) -> String? {
        guard text.utf8.count < 64 else { return nil }
        let wanted = text.lowercased()
        return ConditionOperator.allCases.map(\.rawValue).first { $0.lowercased() == wanted }
    }
}
