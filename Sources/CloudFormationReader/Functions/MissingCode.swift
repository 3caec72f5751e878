internal import ApplicationModel
internal import ManifestReading
internal import SourceText

/// Folders and files that a template names as functions' code and that are not in the tree.
enum MissingCode {
    /// Folders that a build makes; a tree that was not built lacks them.
    private static let outputs: Set<String> = [
        "artifacts", "bin", "bootstrap", "build", "cdk.out", "dist", "lib", "node_modules", "obj", "out", "package", "publish",
        "release", "target",
    ]
    /// Archives and programs, which are made as well.
    private static let made: Set<String> = ["dll", "exe", "gz", "jar", "tar", "tgz", "war", "zip"]

    /// A note for each place that names something which is not there.
    ///
    /// A template that stands alone, as on standard input, was taken out of its tree, and nothing can be said of that.
    static func issues(of application: Application, _ loader: ManifestLoader) -> [SourceIssue] {
        guard loader.hasFolders(beside: application.manifest) else { return [] }
        var seen: Set<SourcePlace> = []
        return application.functions.compactMap { function in
            guard function.image == nil, let source = function.package.source, let text = source.string,
                isWritten(text), seen.insert(source.place).inserted,
                let path = source.place.path.directory.appending(text), loader.kind(of: path) == nil
            else { return nil }
            return SourceIssue(
                .missingFile, "`\(text)` does not exist, where the code of functions should be",
                help: "correct the path, which starts from the template, or build first what makes it", at: source.place,
                isPartial: false)
        }
    }

    /// Whether people write what stands at a path, as far as its names tell.
    private static func isWritten(_ text: String) -> Bool {
        let names = text.lowercased().split(separator: "/").filter { $0 != "." && $0 != ".." }
        guard let last = names.last, !names.contains(where: { $0.hasPrefix(".") || outputs.contains(String($0)) }) else { return false }
        let ending = last.split(separator: ".", omittingEmptySubsequences: false).dropFirst().last.map(String.init)
        return !last.hasPrefix("asset.") && !(ending.map(made.contains) ?? false)
    }
}
