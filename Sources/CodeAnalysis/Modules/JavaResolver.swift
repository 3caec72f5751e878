internal import SourceText

/// Leads qualified names of Java to files below the tree's source roots.
struct JavaResolver {
    let files: CodeFiles

    /// A class, a member of one, or with `.*` at its end all classes of a package or members of a class.
    func target(of specifier: String, from file: RelativePath) -> ModuleTarget {
        let isWildcard = specifier.hasSuffix(".*")
        let names = (isWildcard ? specifier.dropLast(2) : specifier[...]).split(separator: ".").map(String.init)
        for root in roots(around: file) {
            if isWildcard, let folder = root.appending(names.joined(separator: "/")) {
                let found = Self.files(in: folder, files)
                if !found.isEmpty { return .folder(found) }
            }
            if let found = classFile(names, below: root) { return .file(found) }
        }
        return .external(specifier)
    }

    /// The file of a class, or of the class around a nested class or a member.
    private func classFile(_ names: [String], below root: RelativePath) -> RelativePath? {
        for count in stride(from: min(names.count, 64), through: 1, by: -1) {
            let path = root.appending(names[..<count].joined(separator: "/") + ".java")
            if let path, files.isFile(path) { return path }
        }
        return nil
    }

    private func roots(around file: RelativePath) -> [RelativePath] {
        var found = [Self.root(of: file, files)].compactMap(\.self)
        // Sibling modules of one build stand beside the file's own.
        for folder in file.directory.selfAndAbove where Self.isBuilt(folder, files) {
            for name in [""] + files.folderNames(in: folder) {
                if let root = folder.appending(name)?.appending("src/main/java"), !found.contains(root),
                    files.isDirectory(root)
                {
                    found.append(root)
                }
            }
        }
        return found
    }

    private static func isBuilt(_ folder: RelativePath, _ files: CodeFiles) -> Bool {
        ["pom.xml", "build.gradle", "build.gradle.kts", "settings.gradle", "settings.gradle.kts"].contains { name in
            folder.appending(name).map(files.isFile) ?? false
        }
    }

    /// The folder that the file's package starts from.
    static func root(of file: RelativePath, _ files: CodeFiles) -> RelativePath? {
        guard let text = files.file(file)?.text else { return nil }
        var root = file.directory
        for name in packageName(in: text).split(separator: ".").reversed() {
            guard root.name == name else { return nil }
            root = root.directory
        }
        return root
    }

    /// The package that a file declares; empty for none.
    static func packageName(in text: String) -> String {
        for line in text.split(whereSeparator: \.isNewline).prefix(500) {
            let line = line.drop { $0 == " " || $0 == "\t" || $0 == "\u{FEFF}" }
            guard line.hasPrefix("package ") else { continue }
            return String(line.dropFirst("package ".count).prefix { $0 != ";" }.filter { $0 != " " })
        }
        return ""
    }

    /// The files of a package's folder, sorted.
    static func files(in folder: RelativePath, _ files: CodeFiles) -> [RelativePath] {
        files.fileNames(in: folder).filter { $0.hasSuffix(".java") && $0 != "module-info.java" && $0 != "package-info.java" }
            .compactMap { folder.appending($0) }
    }
}
