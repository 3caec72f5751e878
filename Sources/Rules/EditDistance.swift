/// How far two spellings are apart.
enum EditDistance {
    /// Levenshtein's distance: the fewest insertions, deletions and replacements of bytes. Quadratic, so callers limit
    /// what they compare.
    static func between(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var row = Array(0...right.count)
        for (line, byte) in left.enumerated() {
            var diagonal = row[0]
            row[0] = line + 1
            for (column, other) in right.enumerated() {
                let replaced = diagonal + (byte == other ? 0 : 1)
                diagonal = row[column + 1]
                row[column + 1] = min(replaced, diagonal + 1, row[column] + 1)
            }
        }
        return row.last ?? left.count
    }
}
