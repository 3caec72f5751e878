import ManifestReading
import ManifestSyntax
import SourceText

/// Reads `serverless-compose.yml`: which services there are, and which parameters each of them gets.
/// Source: https://www.serverless.com/framework/docs/guides/compose
struct ComposeReader {
    /// How many services one file may name.
    private static let serviceLimit = 500

    let manifest: RelativePath
    let options: ReadingOptions

    /// Reads every service that is one of the framework's; the issues of files stay with the loader.
    func read(_ root: ManifestNode, loader: inout ManifestLoader) -> ReadingResult {
        var result = ReadingResult(files: [manifest])
        for member in (root["services"]?.members ?? []).prefix(Self.serviceLimit) {
            guard let path = manifestPath(of: member, loader: loader, issues: &result.issues) else { continue }
            if ServerlessFrameworkReader.isProgram(path) {
                result.issues.append(ServerlessFrameworkReader.notEvaluated(path))
            } else if let service = loader.load(path, askedAt: member.keyPlace)?.root {
                ServerlessFrameworkReader().readService(
                    service, at: path, loader: &loader, options: serviceOptions(member, root: root), into: &result)
            }
        }
        return result
    }

    /// The manifest of a service; `nil` for one of another tool, which is found by its own name.
    private func manifestPath(
        of member: ManifestMember, loader: ManifestLoader, issues: inout [SourceIssue]
    ) -> RelativePath? {
        guard let text = member.value["path"]?.string, let directory = manifest.directory.appending(text) else {
            issues.append(
                SourceIssue(
                    .outsideRoot, "the service `\(member.key)` has no path within the scanned directory",
                    at: member.keyPlace))
            return nil
        }
        var names = ["yml", "yaml", "json", "ts", "js", "mjs", "cjs"].map { "serverless." + $0 }
        if let config = member.value["config"]?.string { names.insert(config, at: 0) }
        for path in names.compactMap(directory.appending) where loader.kind(of: path) == .file { return path }
        let others = ["template.yml", "template.yaml", "template.json", "samconfig.toml"].compactMap(
            directory.appending)
        if !others.contains(where: { loader.kind(of: $0) == .file }) {
            issues.append(
                SourceIssue(
                    .missingFile, "the service `\(member.key)` has no manifest in `\(text)`", at: member.keyPlace))
        }
        return nil
    }

    /// Parameters that are literal; one that another service's output gives stays open. The command line goes first.
    private func serviceOptions(_ member: ManifestMember, root: ManifestNode) -> ReadingOptions {
        var options = options
        let stages = root["stages"]
        let sections = [
            member.value["params"], stages?[options.stage ?? "dev"]?["params"], stages?["default"]?["params"],
        ]
        for parameter in sections.compactMap(\.self).flatMap(\.members) where options.params[parameter.key] == nil {
            guard let text = parameter.value.scalarText, !text.contains("${") else { continue }
            options.params[parameter.key] = text
        }
        return options
    }
}
