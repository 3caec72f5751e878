import SourceText

/// The members of a mapping while it is read.
struct MappingDraft {
    private(set) var members: [ManifestMember] = []
    /// Which members are merge keys, not yet applied.
    var mergeIndices: [Int] = []
    /// The own members' indices, while there are few enough to look through.
    private var ownIndices: [Int] = []
    /// The place of each own key by name, once there are more.
    private var index: [String: SourcePlace] = [:]

    /// Up to this many members a look through them is faster than a hash table.
    private static let unindexedCount = 8

    var isEmpty: Bool { members.isEmpty }

    /// Adds a member that is not looked up; returns its index.
    mutating func add(_ member: ManifestMember) -> Int {
        members.append(member)
        return members.count - 1
    }

    /// Adds a member that the mapping's own text gives.
    mutating func addOwn(_ member: ManifestMember) {
        members.append(member)
        if ownIndices.count < Self.unindexedCount {
            ownIndices.append(members.count - 1)
            guard ownIndices.count == Self.unindexedCount else { return }
            for own in ownIndices where index[members[own].key] == nil {
                index[members[own].key] = members[own].keyPlace
            }
        } else if index[member.key] == nil {
            index[member.key] = member.keyPlace
        }
    }

    /// Where a key stood first among the mapping's own.
    func place(of key: String) -> SourcePlace? {
        guard ownIndices.count < Self.unindexedCount else { return index[key] }
        return ownIndices.first { members[$0].key == key }.map { members[$0].keyPlace }
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
