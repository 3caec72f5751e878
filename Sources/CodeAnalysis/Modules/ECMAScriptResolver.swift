internal import SourceText

/// Leads specifiers of `import` and `require` to where they go, as Node, TypeScript and bundlers do together.
struct ECMAScriptResolver {
    let files: CodeFiles
    let roots: CodeRoots

    func target(of specifier: String, from file: RelativePath) -> ModuleTarget {
        let text = specifier.prefix { $0 != "?" }
        if text.hasPrefix("node:") { return .external(String(text.dropFirst("node:".count))) }
        let specifier = String(text)
        let prefersTypeScript = file.isTypeScript
        if Self.isRelative(specifier) {
            let path = file.directory.appending(specifier)
            return target(path.map { [$0] } ?? [], prefersTypeScript) ?? .missing
        }
        if specifier.hasPrefix("/") {
            return target(roots.paths(ofAbsolute: specifier), prefersTypeScript) ?? absoluteTarget(specifier)
        }
        if NodeLibrary.contains(specifier) || specifier.isEmpty { return .external(specifier) }
        return inTree(specifier, from: file, prefersTypeScript) ?? (specifier.hasPrefix("#") ? .missing : .external(specifier))
    }

    private static func isRelative(_ specifier: String) -> Bool {
        specifier == "." || specifier == ".." || specifier.hasPrefix("./") || specifier.hasPrefix("../")
    }

    /// Packages of a layer are packages from elsewhere; other files of it are not in the tree.
    private func absoluteTarget(_ specifier: String) -> ModuleTarget {
        let mark = "/node_modules/"
        guard let range = specifier.firstRange(of: mark) else { return .missing }
        return .external(String(specifier[range.upperBound...]))
    }

    private func target(_ paths: [RelativePath], _ prefersTypeScript: Bool) -> ModuleTarget? {
        let search = ECMAScriptPaths(files: files)
        return paths.lazy.compactMap { search.fileOrFolder(at: $0, prefersTypeScript: prefersTypeScript) }.first.map(target)
    }

    private func target(_ file: RelativePath) -> ModuleTarget {
        ECMAScriptPaths.extensions.contains(file.fileExtension) ? .file(file) : .data(file)
    }

    // MARK: Plain names

    private func inTree(_ specifier: String, from file: RelativePath, _ prefersTypeScript: Bool) -> ModuleTarget? {
        let folder = file.directory
        if let settings = files.typeScriptSettings(of: folder),
            let found = target(settings.candidates(for: specifier), prefersTypeScript)
        {
            return found
        }
        let packages = NodePackage.around(folder, files)
        if specifier.hasPrefix("#") { return ownImport(specifier, packages.first, prefersTypeScript) }
        return inPackages(specifier, packages, prefersTypeScript)
    }

    private func ownImport(_ specifier: String, _ package: NodePackage?, _ prefersTypeScript: Bool) -> ModuleTarget? {
        guard let package, let text = package.importTarget(of: specifier) else { return nil }
        guard text.hasPrefix("./") else { return .external(text.hasPrefix("node:") ? String(text.dropFirst(5)) : text) }
        let path = package.folder.appending(text)
        let output = BuildOutput(files: files)
        return path.flatMap { target(output.sources(of: $0, within: package.folder) + [$0], prefersTypeScript) }
    }

    /// A package that refers to itself, stands in the same workspaces, or is taken from a folder.
    private func inPackages(_ specifier: String, _ packages: [NodePackage], _ prefersTypeScript: Bool) -> ModuleTarget? {
        let name = NodeLibrary.packageName(of: specifier)
        let subpath = "." + specifier.dropFirst(name.count)
        for package in packages {
            let folder = package.localDependency(name) ?? files.workspaces(of: package)[name]
            let found = package.name == name ? package : folder.flatMap { NodePackage(at: $0, files) }
            if let file = found?.file(ofSubpath: subpath, prefersTypeScript: prefersTypeScript) { return target(file) }
        }
        return nil
    }
}

extension RelativePath {
    /// Whether the file is written in TypeScript.
    var isTypeScript: Bool { ["ts", "tsx", "mts", "cts"].contains(fileExtension) }
}
