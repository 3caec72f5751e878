package import ApplicationModel
internal import ManifestReading

/// Reads maps of tags.
package enum TagReader {
    /// A list of `Key` and `Value`, as CloudFormation has it, as a map.
    package static func map(_ list: Value) -> Value {
        list.replacing(
            .map(
                list.elements.compactMap { tag in
                    guard let key = tag["Key"], let name = key.knownText, let value = tag["Value"] else { return nil }
                    return Value.Member(key: name, keyPlace: key.usePlace, value: value)
                }))
    }

    /// The tags of several sections, later ones winning; what is not a map adds nothing.
    package static func tags(_ sections: Value?...) -> [Tag] {
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
