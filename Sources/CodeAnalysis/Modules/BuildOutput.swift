internal import SourceText

/// Leads paths of compiled files back to where their sources may lie.
struct BuildOutput {
    let files: CodeFiles

    /// Folders that compilers and bundlers write to.
    private static let folders: Set<Substring> = [
        "dist", "build", "lib", "out", "output", "target", "bin", "compiled", "artifacts", "bundle", "bundles", ".build",
        ".webpack", ".esbuild", "_optimize", ".serverless", ".dist", "cdk.out", ".aws-sam",
    ]
    /// Folders within these that stand for the service as a whole.
    private static let inner: Set<Substring> = ["service", "src", "main", "esm", "cjs", "js"]

    /// Paths of sources that a compiled path may come from, likeliest first; empty when no part of the path below
    /// `top` is an output folder.
    func sources(of path: RelativePath, within top: RelativePath) -> [RelativePath] {
        var found: [RelativePath] = []
        for candidate in configured(path) + conventional(path, within: top) where !found.contains(candidate) {
            found.append(candidate)
        }
        return found
    }

    /// What the compiler's settings say.
    private func configured(_ path: RelativePath) -> [RelativePath] {
        guard let folder = existingFolder(of: path), let settings = files.typeScriptSettings(of: folder),
            let output = settings.outputFolder, let rest = path.remainder(below: output), output != .root
        else { return [] }
        let base = output.directory
        return [settings.rootFolder, base.appending("src"), base].compactMap { $0?.appending(rest) }
    }

    /// Output folders are often not there.
    private func existingFolder(of path: RelativePath) -> RelativePath? {
        path.directory.selfAndAbove.first { files.isDirectory($0) && !Self.folders.contains($0.name[...]) }
    }

    private func conventional(_ path: RelativePath, within top: RelativePath) -> [RelativePath] {
        guard let rest = path.remainder(below: top) else { return [] }
        let components = rest.split(separator: "/")
        // The last one is the file's own name.
        for (index, component) in components.dropLast().prefix(32).enumerated() where Self.folders.contains(component) {
            let before = components[..<index].joined(separator: "/")
            let after = components[(index + 1)...]
            let shorter = after.first.map { Self.inner.contains($0) } == true ? [after, after.dropFirst()] : [after]
            return shorter.flatMap { tail in
                ["src", "", "source", "app"].compactMap { folder in
                    top.appending([before, folder, tail.joined(separator: "/")].joined(separator: "/").trimmedOfSlashes)
                }
            }
        }
        return []
    }
}

extension String {
    /// The text without slashes at its start.
    fileprivate var trimmedOfSlashes: String { String(drop { $0 == "/" }) }
}
