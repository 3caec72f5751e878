import ApplicationModel
import SourceText

/// Reads `gradle.lockfile`: one module a line, with the configurations that hold it.
///
/// Source: <https://docs.gradle.org/current/userguide/dependency_locking.html>
struct GradleLockReader: ListReader {
    static func read(_ input: ListInput) -> PackageList {
        var draft = ListDraft(input)
        for line in TextLines(input.file).map(\.trimmed) where !line.isEmpty && !line.hasPrefix("#") {
            let halves = line.text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard halves.first != "empty" else { continue }
            let parts = (halves.first ?? "").split(separator: ":")
            guard parts.count == 3 else {
                draft.report(.syntax, "this line is no `group:name:version=configurations`", at: draft.place(line.span))
                continue
            }
            var package = Package(
                .maven, name: "\(parts[0]):\(parts[1])", version: String(parts[2]), place: draft.place(line.span),
                source: .registry(nil))
            package.groups = (halves.dropFirst().first ?? "").split(separator: ",").map(String.init)
            if !package.groups.isEmpty, package.groups.allSatisfy(isDevelopment) { package.scopes = .dev }
            draft.add(package)
        }
        draft.inferImporter()
        return draft.finished()
    }

    /// Whether nothing of a configuration reaches what runs: tests and what takes part in building alone.
    private static func isDevelopment(_ configuration: String) -> Bool {
        configuration.hasPrefix("test") || configuration.hasPrefix("integrationTest")
            || configuration.lowercased().contains("annotationprocessor") || configuration.hasPrefix("checkstyle")
            || configuration.hasPrefix("jacoco") || configuration.hasPrefix("pmd")
            || configuration.hasPrefix("spotbugs")
    }
}
