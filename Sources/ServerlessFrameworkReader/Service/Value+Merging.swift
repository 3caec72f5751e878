import ApplicationModel
import SourceText

extension Value {
    /// How many containers deep two values are merged; deeper the second wins as a whole.
    private static let mergeDepthLimit = 200

    /// This value with another one laid over it as the framework lays maps over each other: maps by key, lists by
    /// index, anything else replaced; null does not replace.
    func merged(with other: Value) -> Value { merged(with: other, depth: 0) }

    fileprivate func merged(with other: Value, depth: Int) -> Value {
        guard depth < Self.mergeDepthLimit else { return other }
        switch (content, other.content) {
        case (.map(let mine), .map(let theirs)):
            var merge = MemberMerge(mine, depth: depth)
            merge.add(theirs)
            return replacing(.map(merge.members))
        case (.list(let mine), .list(let theirs)):
            let merged = theirs.enumerated().map { index, value in
                index < mine.count ? mine[index].merged(with: value, depth: depth + 1) : value
            }
            return replacing(.list(merged + mine.dropFirst(theirs.count)))
        case (_, .null): return self
        default: return other
        }
    }

}

/// Members of several maps laid over each other, in the order of first use.
struct MemberMerge {
    /// The members so far.
    private(set) var members: [Value.Member] = []
    private var positions: [String: Int] = [:]
    private let depth: Int

    /// Starts with the members of one map.
    init(_ members: [Value.Member] = [], depth: Int = 0) {
        self.depth = depth
        add(members)
    }

    /// Lays the members of another map over what is there.
    mutating func add(_ others: [Value.Member]) {
        for member in others {
            guard let position = positions[member.key] else {
                positions[member.key] = members.count
                members.append(member)
                continue
            }
            let before = members[position]
            members[position] = Value.Member(
                key: member.key, keyPlace: before.keyPlace,
                value: before.value.merged(with: member.value, depth: depth + 1))
        }
    }
}

extension [Value.Member] {
    /// The members without those that a later one of the same key replaces, as a YAML or JSON reader of the framework
    /// takes duplicates.
    var lastOfEachKey: [Value.Member] {
        var positions: [String: Int] = [:]
        for (position, member) in enumerated() { positions[member.key] = position }
        return enumerated().filter { positions[$0.element.key] == $0.offset }.map(\.element)
    }
}
