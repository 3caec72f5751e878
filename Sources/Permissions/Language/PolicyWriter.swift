extension Policy {
    /// The policy as JSON in one stable form: elements in the language's order, actions, resources and values sorted,
    /// lists of one as strings, conditions by operator and key; variables and wildcards escaped where they were none.
    /// - Parameter isCompact: whether to leave out white space, as IAM does when it measures a policy.
    package func json(isCompact: Bool = false) -> String {
        var text = JSONText(isCompact: isCompact)
        text.write(canonicalValue)
        return text.result
    }

    /// The policy as a value in the same form.
    package var canonicalValue: PolicyValue {
        // Literal dollar signs can be written in one version only.
        .map(
            [PolicyValue.Member("Version", .string(Version.v2012.rawValue))]
                + (id.map { [PolicyValue.Member("Id", .string($0))] } ?? [])
                + [PolicyValue.Member("Statement", .list(statements.map(\.canonicalValue)))])
    }

    /// The number of characters that IAM counts: all but white space.
    /// Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
    package var countedSize: Int { json(isCompact: true).unicodeScalars.reduce(0) { $0 + ($1 == " " ? 0 : 1) } }
}

extension Policy.Statement {
    /// The statement as a value in one stable form.
    package var canonicalValue: PolicyValue {
        var members: [PolicyValue.Member] = []
        if let sid { members.append(PolicyValue.Member("Sid", .string(sid))) }
        members.append(PolicyValue.Member("Effect", .string(effect.rawValue)))
        if let principals { members.append(Self.member("Principal", principals, Self.value)) }
        members.append(Self.member("Action", actions) { Self.value($0, reading: .wildcards) })
        if let resources {
            members.append(Self.member("Resource", resources) { Self.value($0, reading: Policy.Version.v2012.notation) })
        }
        if !conditions.isEmpty { members.append(PolicyValue.Member("Condition", Self.value(conditions))) }
        return .map(members)
    }

    private static func member<Element>(
        _ key: String, _ selection: Policy.Selection<Element>, _ value: ([Element]) -> PolicyValue
    ) -> PolicyValue.Member {
        PolicyValue.Member((selection.isNegated ? "Not" : "") + key, value(selection.elements))
    }

    private static func value(_ patterns: [WildcardPattern], reading notation: WildcardPattern.Notation) -> PolicyValue {
        oneOrMany(patterns.map { $0.text(reading: notation) })
    }

    /// Sorted, each once.
    private static func oneOrMany(_ texts: [String]) -> PolicyValue {
        var sorted = texts.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        sorted = sorted.enumerated().filter { $0.offset == 0 || sorted[$0.offset - 1] != $0.element }.map(\.element)
        if sorted.count == 1, let only = sorted.first { return .string(only) }
        return .list(sorted.map { .string($0) })
    }

    private static func value(_ principals: [Policy.Principal]) -> PolicyValue {
        if principals.contains(.everyone) { return .string("*") }
        let kinds: [(String, (Policy.Principal) -> String?)] = [
            ("AWS", { if case .aws(let name) = $0 { name } else { nil } }),
            ("CanonicalUser", { if case .canonicalUser(let name) = $0 { name } else { nil } }),
            ("Federated", { if case .federated(let name) = $0 { name } else { nil } }),
            ("Service", { if case .service(let name) = $0 { name } else { nil } }),
        ]
        return .map(
            kinds.compactMap { kind, name in
                let names = principals.compactMap(name)
                return names.isEmpty ? nil : PolicyValue.Member(kind, oneOrMany(names))
            })
    }

    private static func value(_ conditions: [Policy.Condition]) -> PolicyValue {
        var members: [PolicyValue.Member] = []
        for (name, group) in conditions.grouped(by: \.operatorText) {
            let keys = group.grouped(by: \.key).map { key, same in
                let notation = same.first?.comparison.notation(in: .v2012) ?? []
                return PolicyValue.Member(
                    key, oneOrMany(Self.commonValues(of: same).map { $0.text(reading: notation) }))
            }
            members.append(PolicyValue.Member(name, .map(keys)))
        }
        return .map(members)
    }

    /// The values of conditions that must all hold but share their one place in a policy: for negated operators all of
    /// them, for others those that every condition takes, which may be fewer than would do but never more.
    private static func commonValues(of same: [Policy.Condition]) -> [WildcardPattern] {
        guard let first = same.first else { return [] }
        return same.dropFirst().reduce(first.values) { values, condition in
            if first.comparison.isNegated { return values + condition.values }
            return values.filter { first.areCovered([$0], by: condition.values) }
                + condition.values.filter { first.areCovered([$0], by: values) }
        }
    }
}

extension Sequence {
    /// The elements by a text of each, sorted by it.
    func grouped(by key: (Element) -> String) -> [(key: String, elements: [Element])] {
        Dictionary(grouping: self, by: key).sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
            .map { ($0.key, $0.value) }
    }
}
