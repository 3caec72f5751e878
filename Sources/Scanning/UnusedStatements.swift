import Findings
import SourceText

/// The statements of VEX documents that silence nothing. A document of a vendor says much that is about others, so each
/// document is told once.
enum UnusedStatements {
    private static let shown = 3

    /// For each document with such statements one entry, in the documents' order.
    static func suppressions(_ statements: [VEXStatement], _ uses: [Int]) -> [(Suppression, Int)] {
        var order: [RelativePath] = []
        var unused: [RelativePath: [VEXStatement]] = [:]
        for (statement, count) in zip(statements, uses) where count == 0 && statement.status.settles {
            if unused[statement.place.path] == nil { order.append(statement.place.path) }
            unused[statement.place.path, default: []].append(statement)
        }
        return order.compactMap { path in
            guard let all = unused[path], let first = all.first else { return nil }
            let names = all.prefix(shown).compactMap(\.flaws.first).joined(separator: ", ")
            let more = all.count > shown ? " and \(all.count - shown) more" : ""
            return (Suppression(.statement, names: names + more, reason: first.words, place: first.place, line: 1), 0)
        }
    }
}
