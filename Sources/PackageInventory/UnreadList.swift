import SourceText

/// Stands for the formats that have no reader yet.
struct UnreadList: ListReader {
    static func read(_ input: ListInput) -> PackageList {
        var draft = ListDraft(input)
        draft.report(
            .notEvaluated, "lists of the kind `\(input.kind.rawValue)` are not read", at: .init(wholeOf: input.file.path))
        return draft.finished()
    }
}
