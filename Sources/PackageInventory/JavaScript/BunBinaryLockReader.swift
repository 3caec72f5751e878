import SourceText

/// Says of a `bun.lockb` that it is not read: its form is bun's own and changes with it.
///
/// Source: <https://bun.com/docs/pm/lockfile>
struct BunBinaryLockReader: ListReader {
    static func read(_ input: ListInput) -> PackageList {
        var draft = ListDraft(input)
        draft.report(
            .notEvaluated, "the binary lockfile of bun is not read",
            help: "run `bun install --save-text-lockfile --frozen-lockfile --lockfile-only` and commit `bun.lock`",
            at: SourcePlace(wholeOf: input.file.path))
        return draft.finished()
    }
}
