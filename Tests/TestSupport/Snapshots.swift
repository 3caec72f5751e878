import Foundation
package import Testing

/// Compares rendered output with a file in `Snapshots` beside the calling test file.
///
/// `RECORD_SNAPSHOTS=1` writes the file and then fails, so that a recording is never mistaken for a passing run; a
/// missing file fails too.
package func expectSnapshot(
    of text: String, named name: String, file: String = #filePath, sourceLocation: SourceLocation = #_sourceLocation
) {
    let url = snapshotFolder(beside: file).appending(path: name)
    if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1" {
        do {
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: url)
            Issue.record("recorded `\(name)`; run again without RECORD_SNAPSHOTS", sourceLocation: sourceLocation)
        } catch {
            Issue.record("cannot record `\(name)`: \(error)", sourceLocation: sourceLocation)
        }
        return
    }
    guard let data = try? Data(contentsOf: url) else {
        Issue.record("no snapshot `\(name)`; make it with RECORD_SNAPSHOTS=1", sourceLocation: sourceLocation)
        return
    }
    let expected = String(decoding: data, as: UTF8.self)
    guard expected != text else { return }
    Issue.record("`\(name)` differs: \(firstDifference(expected, text))", sourceLocation: sourceLocation)
}

/// Fails for every file in `Snapshots` that none of the named snapshots is.
package func expectNoOrphanSnapshots(
    known names: Set<String>, file: String = #filePath, sourceLocation: SourceLocation = #_sourceLocation
) {
    let folder = snapshotFolder(beside: file)
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    for orphan in files.sorted() where !names.contains(orphan) {
        Issue.record("no test knows the snapshot `\(orphan)`; delete it", sourceLocation: sourceLocation)
    }
}

private func snapshotFolder(beside file: String) -> URL {
    URL(filePath: file).deletingLastPathComponent().appending(path: "Snapshots")
}

private func firstDifference(_ expected: String, _ actual: String) -> String {
    let expected = expected.split(separator: "\n", omittingEmptySubsequences: false)
    let actual = actual.split(separator: "\n", omittingEmptySubsequences: false)
    let same = zip(expected, actual).prefix { $0 == $1 }.count
    let was = same < expected.count ? String(expected[same]) : "(end)"
    let now = same < actual.count ? String(actual[same]) : "(end)"
    return "line \(same + 1)\n  expected: \(was.debugDescription)\n  actual:   \(now.debugDescription)"
}
