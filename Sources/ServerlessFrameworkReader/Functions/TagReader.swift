import ApplicationModel

/// Reads maps of tags.
enum TagReader {
    /// The tags of several sections, later ones winning; what is not a map adds nothing.
    static func tags(_ sections: Value?...) -> [Tag] {
        var tags: [Tag] = []
        var positions: [String: Int] = [:]
        for member in sections.flatMap({ $0?.members ?? [] }) {
            let tag = Tag(key: member.key, value: member.value)
            if let position = positions[member.key] {
                tags[position] = tag
            } else {
                positions[member.key] = tags.count
                tags.append(tag)
            }
        }
        return tags
    }
}
