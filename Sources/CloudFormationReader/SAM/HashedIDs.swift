internal import ApplicationModel

/// Logical ids that SAM ends with a hash of what they stand for: here without it, a number telling them apart.
struct HashedIDs {
    private var ids: [String: String] = [:]
    private var counts: [String: Int] = [:]

    /// The same id for the same prefix and content.
    mutating func id(_ prefix: String, for content: String) -> String {
        let key = prefix + "\n" + content
        if let id = ids[key] { return id }
        let count = counts[prefix, default: 0] + 1
        counts[prefix] = count
        let id = count == 1 ? prefix : prefix + String(count)
        ids[key] = id
        return id
    }
}
