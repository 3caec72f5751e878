import ApplicationModel
import ManifestReading
import SourceText

/// The `functions` section in all its shapes, as one list.
struct FunctionList {
    /// The functions in order, null entries gone as in the framework.
    let members: [Value.Member]
    /// What could not be read.
    private(set) var issues: [SourceIssue] = []

    /// Reads the section; a missing one has no functions.
    init(section: Value.Member?) {
        let merged = SectionMerge(section?.value)
        members = merged.value.members.lastOfEachKey.filter { !$0.value.isNull }
        for stranger in merged.strangers {
            issues.append(
                SourceIssue(
                    stranger.isUndetermined ? .unresolved : .unexpectedShape,
                    "the functions are not known" + (stranger.undeterminedReason.map { ": \($0)" } ?? ""),
                    help: "write them into the manifest, or scan the output of `serverless print --format yaml`",
                    at: stranger.usePlace))
        }
        for member in members where !member.value.isMap {
            issues.append(
                SourceIssue(
                    member.value.isUndetermined ? .unresolved : .unexpectedShape,
                    "the function `\(member.key)` is not known"
                        + (member.value.undeterminedReason.map { ": \($0)" } ?? ": expected a map"),
                    at: member.keyPlace))
        }
    }
}
