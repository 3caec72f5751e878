import ApplicationModel

/// Reads maps of tags.
enum TagReader {
    /// The tags of several sections, later ones winning; what is not a map adds nothing.
    static func tags(_ sections: Value?...) -> [Tag] {
        var tags: [Tag] = []
        for member in sections.flatMap({ $0?.members ?? [] }) {
            let tag = Tag(key: member.key, value: member.value)
            if let index = tags.firstIndex(where: { $0.key == member.key }) {
                tags[index] = tag
            } else {
                tags.append(tag)
            }
        }
        return tags
    }
}
