import SourceText

/// The members of a mapping while it is read.
struct MappingDraft {
    private(set) var members: [ManifestMember] = []
    /// Which members are merge keys, not yet applied.
    var mergeIndices: [Int] = []
    /// The own keys, once there are more members than are looked through.
    private var keys: Set<String> = []

    /// Up to this many members a look through them is faster than a hash table.
    private static let unindexedCount = 8

    var isEmpty: Bool { members.isEmpty }

    /// Adds a member that is not looked up; returns its index.
    mutating func add(_ member: ManifestMember) -> Int {
        members.append(member)
        return members.count - 1
    }

    /// Adds a member that the mapping's own text gives, whose key was noted before.
    mutating func addOwn(_ member: ManifestMember) { members.append(member) }

    /// Notes the key of the next own member; `false` when it stands among the mapping's own already.
    mutating func note(_ key: String) -> Bool {
        if keys.isEmpty {
            guard members.count >= Self.unindexedCount else { return !hasOwn(key) }
            let merges = Set(mergeIndices)
            for index in members.indices where !merges.contains(index) { keys.insert(members[index].key) }
        }
        return keys.insert(key).inserted
    }

    private func hasOwn(_ key: String) -> Bool {
        members.indices.contains { members[$0].key == key && !mergeIndices.contains($0) }
    }
}

extension YAMLReader {
    /// The members of a mapping with its merge keys applied: own keys win, then the earlier source.
    mutating func finished(_ draft: MappingDraft) -> [ManifestMember] {
        guard !draft.mergeIndices.isEmpty else { return draft.members }
        let merges = Set(draft.mergeIndices)
        var taken = Set(draft.members.indices.filter { !merges.contains($0) }.map { draft.members[$0].key })
        var result: [ManifestMember] = []
        for (offset, member) in draft.members.enumerated() {
            guard merges.contains(offset) else {
                result.append(member)
                continue
            }
            guard let sources = mergeSources(of: member.value) else {
                reportUnmergeable(member)
                result.append(member)
                continue
            }
            for source in sources.flatMap(\.members) where taken.insert(source.key).inserted {
                result.append(
                    ManifestMember(key: source.key, keyPlace: source.keyPlace, value: source.value, isMerged: true))
            }
        }
        return result
    }

    private func mergeSources(of value: ManifestNode) -> [ManifestNode]? {
        switch value.content {
        case .mapping: return [value]
        case .sequence(let elements):
            let mappings = elements.filter { if case .mapping = $0.content { true } else { false } }
            return mappings.count == elements.count ? mappings : nil
        case .missing: return []
        case .null, .bool, .number, .string: return nil
        }
    }

    private mutating func reportUnmergeable(_ member: ManifestMember) {
        let span = member.keyPlace.span
        text.report(
            .unexpectedShape, "`<<` merges a mapping or a list of mappings, and this value is neither",
            at: span.lowerBound, to: span.upperBound, line: span.lowerBound)
    }
}
