internal import SourceText

/// Leads dotted names of Python to modules and packages of the tree.
/// Source: https://docs.python.org/3/reference/import.html
struct PythonResolver {
    let files: CodeFiles
    let roots: CodeRoots

    func resolution(of specifier: String, names: [String], from file: RelativePath) -> ModuleResolver.Resolution {
        let dots = specifier.prefix { $0 == "." }.count
        let components = specifier.dropFirst(dots).split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        let found = dots > 0 ? relative(components, dots, file) : absolute(components, file)
        switch found {
        case .regular(let path, let packages):
            let inner = path.name == "__init__.py" ? named(names, in: path.directory) : []
            return .init(target: .file(path), besides: Set(packages + inner).subtracting([path]).sorted())
        case .namespace(let folder):
            return .init(target: .namespace(modulesBelow(folder)), besides: named(names, in: folder).sorted())
        case .broken: return .init(target: .missing)
        case nil: return .init(target: dots > 0 ? .missing : .external(specifier), installed: dots > 0 ? nil : installed(components[0]))
        }
    }

    private enum Found {
        /// A module or package, and the packages around it.
        case regular(RelativePath, packages: [RelativePath])
        /// A folder without `__init__.py`.
        case namespace(RelativePath)
        /// A package of the tree has no module of the name.
        case broken
    }

    private func relative(_ components: [String], _ dots: Int, _ file: RelativePath) -> Found? {
        var folder = file.directory
        for _ in 1..<max(2, dots) where dots > 1 {
            guard folder != .root else { return nil }
            folder = folder.directory
        }
        if components == [""] {
            let package = folder.appending("__init__.py")
            return package.flatMap { files.isFile($0) ? .regular($0, packages: []) : nil } ?? .namespace(folder)
        }
        return find(components, below: folder)
    }

    private func absolute(_ components: [String], _ file: RelativePath) -> Found? {
        var best: Found?
        let isLibrary = PythonLibrary.contains(components[0])
        // What the function does not have on its path must not hide what Python brings along.
        for folder in ownFolders + (isLibrary ? [] : guessedFolders(file)) {
            guard !isInstalled(components[0], in: folder), let found = find(components, below: folder) else { continue }
            if case .regular = found { return found }
            if best == nil { best = found }
        }
        return best
    }

    /// What stands on the function's path.
    private var ownFolders: [RelativePath] {
        [roots.code] + roots.searched + roots.layers.flatMap { [$0.appending("python"), $0].compactMap(\.self) }
    }

    /// What build steps and settings may put there besides.
    private func guessedFolders(_ file: RelativePath) -> [RelativePath] {
        let above = file.directory.selfAndAbove.prefix { $0.isWithin(roots.manifest) || $0.isWithin(roots.code) }
        let sources = [roots.code, roots.manifest].compactMap { $0.appending("src") }
        return [roots.manifest] + sources + [file.directory] + above
    }

    /// Whether a folder holds a package that an installer put there.
    private func isInstalled(_ name: String, in folder: RelativePath) -> Bool {
        folder.appending(name).map { files.installedPackages(in: folder).contains(name, at: $0, files) } ?? false
    }

    /// The folder of a package that an installer put on the function's path.
    private func installed(_ name: String) -> RelativePath? {
        guard !name.isEmpty else { return nil }
        return ownFolders.first { isInstalled(name, in: $0) }?.appending(name)
    }

    private func find(_ components: [String], below root: RelativePath) -> Found? {
        var folder = root
        var packages: [RelativePath] = []
        for (index, component) in components.prefix(64).enumerated() {
            guard !component.isEmpty, let path = folder.appending(component), path.directory == folder else { return nil }
            let isLast = index == components.count - 1
            if let package = path.appending("__init__.py"), files.isFile(package) {
                if isLast { return .regular(package, packages: packages) }
                packages.append(package)
            } else if isLast, let module = folder.appending(component + ".py"), files.isFile(module) {
                return .regular(module, packages: packages)
            } else if !files.isDirectory(path) {
                return packages.isEmpty ? nil : .broken
            }
            folder = path
        }
        return holdsCode(folder) ? .namespace(folder) : nil
    }

    private func holdsCode(_ folder: RelativePath) -> Bool { !modulesBelow(folder).isEmpty }

    private func named(_ names: [String], in folder: RelativePath) -> [RelativePath] {
        guard !names.isEmpty else { return [] }
        let modules = Self.modules(in: folder, files)
        return names.compactMap { modules[$0] }
    }

    /// The modules and packages directly below a folder by name.
    static func modules(in folder: RelativePath, _ files: CodeFiles) -> [String: RelativePath] {
        var modules: [String: RelativePath] = [:]
        for name in files.fileNames(in: folder) where name.hasSuffix(".py") && name != "__init__.py" {
            modules[String(name.dropLast(3))] = folder.appending(name)
        }
        for name in files.folderNames(in: folder) {
            guard let package = folder.appending(name)?.appending("__init__.py"), files.isFile(package) else { continue }
            modules[name] = package
        }
        return modules
    }

    /// How many folders below a namespace are looked into.
    private static let namespaceLimit = 200

    /// The modules below a folder by dotted name, those of folders without `__init__.py` too.
    private func modulesBelow(_ folder: RelativePath) -> [String: RelativePath] {
        var modules: [String: RelativePath] = [:]
        var pending = [(prefix: "", folder: folder)]
        var next = 0
        while next < min(pending.count, Self.namespaceLimit) {
            let (prefix, folder) = pending[next]
            let found = Self.modules(in: folder, files)
            for (name, path) in found { modules[prefix + name] = path }
            for name in files.folderNames(in: folder) where found[name] == nil && !name.hasPrefix(".") {
                if let path = folder.appending(name) { pending.append((prefix + name + ".", path)) }
            }
            next += 1
        }
        return modules
    }
}
