import ApplicationModel
import SourceText

extension Value {
    /// How many containers deep two values are merged; deeper the second wins as a whole.
    private static let mergeDepthLimit = 200

    /// This value with another one laid over it as the framework lays maps over each other: maps by key, lists by
    /// index, anything else replaced; null does not replace.
    func merged(with other: Value) -> Value { merged(with: other, depth: 0) }

    private func merged(with other: Value, depth: Int) -> Value {
        guard depth < Self.mergeDepthLimit else { return other }
        switch (content, other.content) {
        case (.map(let mine), .map(let theirs)):
            return replacing(.map(Self.merge(mine, theirs, depth: depth)))
        case (.list(let mine), .list(let theirs)):
            let merged = theirs.enumerated().map { index, value in
                index < mine.count ? mine[index].merged(with: value, depth: depth + 1) : value
            }
            return replacing(.list(merged + mine.dropFirst(theirs.count)))
        case (_, .null): return self
        default: return other
        }
    }

    private static func merge(_ mine: [Member], _ theirs: [Member], depth: Int) -> [Member] {
        var merged = mine
        var indices: [String: Int] = [:]
        for (index, member) in mine.enumerated() { indices[member.key] = index }
        for member in theirs {
            if let index = indices[member.key] {
                let value = merged[index].value.merged(with: member.value, depth: depth + 1)
                merged[index] = Member(key: member.key, keyPlace: merged[index].keyPlace, value: value)
            } else {
                indices[member.key] = merged.count
                merged.append(member)
            }
        }
        return merged
    }

    /// Another content with the same places and trace.
    func replacing(_ content: Content) -> Value {
        Value(content, place: place, usePlace: usePlace, trace: trace, alternatives: alternatives)
    }
}
