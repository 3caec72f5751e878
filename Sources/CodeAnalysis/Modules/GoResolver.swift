internal import SourceText

/// Leads import paths of Go to folders of the tree.
/// Source: https://go.dev/ref/mod#go-mod-file
struct GoResolver {
    let files: CodeFiles

    func target(of specifier: String, from file: RelativePath) -> ModuleTarget {
        if let folder = relative(specifier, from: file) ?? inModule(specifier, from: file) {
            let found = Self.files(in: folder, files)
            return found.isEmpty ? .missing : .folder(found)
        }
        return .external(specifier)
    }

    private func relative(_ specifier: String, from file: RelativePath) -> RelativePath? {
        guard specifier.hasPrefix("./") || specifier.hasPrefix("../") else { return nil }
        return file.directory.appending(specifier)
    }

    private func inModule(_ specifier: String, from file: RelativePath) -> RelativePath? {
        guard let path = files.nearest("go.mod", above: file.directory), let text = files.file(path)?.text else {
            return inWorkspace(specifier, from: file)
        }
        let module = GoModuleFile(text)
        let own = module.path.map { [($0, ".")] } ?? []
        for (prefix, folder) in own + module.replacements {
            guard let rest = specifier.remainder(after: prefix) else { continue }
            return path.directory.appending(folder)?.appending(rest)
        }
        return nil
    }

    /// Before there were modules, import paths ended in the folders of the workspace.
    private func inWorkspace(_ specifier: String, from file: RelativePath) -> RelativePath? {
        for folder in file.directory.selfAndAbove where folder != .root {
            guard let name = specifier.firstRange(of: "/\(folder.name)/") else { continue }
            guard let found = folder.appending(String(specifier[name.upperBound...])), !Self.files(in: found, files).isEmpty else { continue }
            return found
        }
        return nil
    }

    /// The files that make the package of a folder, sorted; tests left out.
    static func files(in folder: RelativePath, _ files: CodeFiles) -> [RelativePath] {
        files.fileNames(in: folder).filter { $0.hasSuffix(".go") && !$0.hasSuffix("_test.go") }
            .compactMap { folder.appending($0) }
    }
}

/// What a `go.mod` says about folders.
private struct GoModuleFile {
    /// The module's path.
    private(set) var path: String?
    /// Modules that stand in folders, relative to the file.
    private(set) var replacements: [(String, String)] = []

    init(_ text: String) {
        var block = ""
        for line in text.split(whereSeparator: \.isNewline).prefix(5_000) {
            var words = line.split { $0 == " " || $0 == "\t" }.prefix { !$0.hasPrefix("//") }
            if words.first == ")" { block = "" }
            if words.count == 2, words.last == "(" { block = String(words[0]) }
            if !block.isEmpty { words = [Substring(block)] + words }
            read(Array(words))
        }
    }

    private mutating func read(_ words: [Substring]) {
        if words.count == 2, words[0] == "module" {
            path = String(words[1].filter { $0 != "\"" })
        } else if words.first == "replace", let arrow = words.firstIndex(of: "=>"), arrow > 1, arrow + 1 < words.count,
            words[arrow + 1].hasPrefix(".")
        {
            replacements.append((String(words[1]), String(words[arrow + 1])))
        }
    }
}

extension String {
    /// What follows a prefix of whole path components; empty when the text is the prefix.
    func remainder(after prefix: String) -> String? {
        if self == prefix { return "" }
        return hasPrefix(prefix + "/") ? String(dropFirst(prefix.count + 1)) : nil
    }
}
