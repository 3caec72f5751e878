/// Names in backticks, of which the first few are shown and the rest counted.
enum NameList {
    /// The names in a sentence: `a`, `b` and 3 more.
    static func text(_ names: [String], showing limit: Int = 4) -> String {
        let shown = names.prefix(limit).map { "`\($0)`" }.joined(separator: ", ")
        return names.count > limit ? shown + " and \(names.count - limit) more" : shown
    }
}
