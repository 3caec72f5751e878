import ArgumentParser
import Foundation
import RuleDocumentation
import Rules

/// Writes the registry, the rules' pages and the configuration's schema.
struct GenerateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "generate", abstract: "Writes the rules' registry and pages and the configuration's schema.")

    @Flag(help: "Write nothing; fail with the list of files that are not current.")
    var check = false

    @Option(help: "The package's root.")
    var root = "."

    func run() throws {
        let tree = SourceTree(root: root)
        let wanted = GeneratedFiles.make(
            ruleFiles: try tree.files(under: GeneratedFiles.rulesFolder), rules: RuleRegistry.all)
        let present = try tree.files(under: GeneratedFiles.pagesFolder)
        let orphans = present.filter { wanted[$0] == nil }
        let stale = wanted.keys.sorted().filter { tree.text(of: $0) != wanted[$0] }
        guard !check else { return try report(stale: stale, orphans: orphans) }
        for path in stale { try tree.write(wanted[path] ?? "", to: path) }
        for path in orphans { try tree.remove(path) }
        print("\(stale.count) written, \(orphans.count) removed, \(wanted.count - stale.count) were current")
        if stale.contains(GeneratedFiles.registryPath) { print("the registry changed: run again for the new rules' pages") }
    }

    private func report(stale: [String], orphans: [String]) throws {
        guard !stale.isEmpty || !orphans.isEmpty else { return }
        for path in stale { print("not current: \(path)") }
        for path in orphans { print("belongs to no rule: \(path)") }
        print("run `swift run ringfence-dev generate`")
        throw ExitCode.failure
    }
}

/// The package's own files.
struct SourceTree {
    private let root: URL

    init(root: String) { self.root = URL(filePath: root, directoryHint: .isDirectory) }

    /// The paths of all files below a folder, from the root, sorted; empty when there is no such folder.
    func files(under folder: String) throws -> [String] {
        let names = try? FileManager.default.subpathsOfDirectory(atPath: root.appending(path: folder).path)
        return (names ?? []).filter { !isDirectory(folder + "/" + $0) }.map { folder + "/" + $0 }.sorted()
    }

    func text(of path: String) -> String? { try? String(contentsOf: root.appending(path: path), encoding: .utf8) }

    func write(_ text: String, to path: String) throws {
        let file = root.appending(path: path)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file, options: .atomic)
    }

    func remove(_ path: String) throws { try FileManager.default.removeItem(at: root.appending(path: path)) }

    private func isDirectory(_ path: String) -> Bool {
        var isDirectory: ObjCBool = false
        return FileManager.default.fileExists(atPath: root.appending(path: path).path, isDirectory: &isDirectory)
            && isDirectory.boolValue
    }
}
