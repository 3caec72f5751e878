/// Names in backticks, of which the first few are shown and the rest counted.
enum NameList {
    /// The names in a sentence: `a`, `b` and 3 more; one alone is named rather than counted.
    static func text(_ names: [String], showing limit: Int = 4) -> String {
        let isLong = names.count > limit + 1
        let shown = names.prefix(isLong ? limit : names.count).map { "`\($0)`" }.joined(separator: ", ")
        return isLong ? shown + " and \(names.count - limit) more" : shown
    }
}
