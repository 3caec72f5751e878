import ApplicationModel
import SourceText

/// Reads `go.sum`: every module whose contents were checked, which may be more than are built.
///
/// Source: <https://go.dev/ref/mod#go-sum-files>
struct GoSumReader: ListReader {
    static func read(_ input: ListInput) -> PackageList {
        var draft = ListDraft(input)
        for line in TextLines(input.file) where !line.trimmed.isEmpty {
            let words = line.words.map(\.text)
            guard words.count == 3 else {
                draft.report(.syntax, "this line is no module with a hash", at: draft.place(line.span))
                continue
            }
            // A hash of the `go.mod` alone does not mean that the module is there.
            guard !words[1].hasSuffix("/go.mod") else { continue }
            var package = Package(
                .go, name: words[0], version: words[1], place: draft.place(line.trimmed.span), source: .registry(nil))
            package.hasIntegrity = true
            draft.add(package)
        }
        draft.inferImporter()
        return draft.finished()
    }

    /// The modules with a hash in the `go.sum` beside a list, as `name version`.
    static func checked(in input: ListInput) -> Set<String> {
        guard let file = input.neighbour("go.sum", limit: InventoryLimits.bytes) else { return [] }
        let list = read(ListInput(file, kind: .goSum))
        return Set(list.packages.map { "\($0.name) \($0.version)" })
    }
}
