internal import CodeSyntax
internal import SourceText

/// A file that was read for a program, with where its imports lead; without a module when it is no source.
struct LoadedFile: Sendable {
    let path: RelativePath
    let module: CodeModule?
    /// What the file is; `nil` when it cannot be read.
    let kind: CodeFileKind?
    private let resolutions: [ModuleResolver.Resolution]
    private let submodules: [String: RelativePath]
    private let siblings: [RelativePath]
    private let implementations: [RelativePath]

    init(_ entry: ProgramLoader.Entry, _ files: CodeFiles) {
        let resolver = ModuleResolver(files)
        path = entry.file
        kind = files.kind(ofCode: path)
        let module = files.module(path)
        self.module = module
        resolutions = module.map { module in
            module.imports.map { resolver.resolve($0, in: module, roots: entry.roots) }
        } ?? []
        submodules = resolver.submodules(of: path)
        siblings = module.map { Self.named(resolver.siblings(of: $0.file.path, as: $0.language), in: $0) } ?? []
        implementations = module.map { Self.implementations(of: $0, files) + Self.controllers(of: $0, files) } ?? []
    }

    /// Of Java a class is loaded when somebody names it; all files of a package of Go are compiled into one.
    private static func named(_ siblings: [RelativePath], in module: CodeModule) -> [RelativePath] {
        guard module.language == .java else { return siblings }
        let names = Set(module.expressions.compactMap { if case .global(let name) = $0.kind { name } else { nil } })
        return siblings.filter { names.contains(String($0.name.dropLast(".java".count))) }
    }

    /// The classes that implement an interface of Java: what is injected where it is asked for. Those beside it come first; of
    /// other packages they count while there are no more than may be meant.
    private static func implementations(of module: CodeModule, _ files: CodeFiles) -> [RelativePath] {
        guard module.language == .java else { return [] }
        let names = module.classes.filter(\.isInterface).compactMap(\.name)
        guard !names.isEmpty else { return [] }
        let folder = module.file.path.directory
        let near = [folder] + (folder.appending("impl").map { [$0] } ?? [])
        let beside = near.flatMap { JavaResolver.files(in: $0, files) }.filter { path in
            path != module.file.path && (files.file(path)?.text).map { !JavaImplementers.interfaces(in: $0).isDisjoint(with: names) } ?? false
        }
        guard beside.isEmpty else { return beside }
        let implementers = files.javaImplementers(around: module.file.path)
        return Array(Set(names.flatMap { name in implementers.files(of: name).prefix(4) }).subtracting([module.file.path])).sorted()
    }

    /// How many controllers an application is looked for.
    private static let controllerLimit = 128

    /// The controllers that an application of Spring's finds below its own package.
    private static func controllers(of module: CodeModule, _ files: CodeFiles) -> [RelativePath] {
        guard module.language == .java, let text = files.file(module.file.path)?.text,
            ["@SpringBootApplication", "@ComponentScan", "@EnableWebMvc"].contains(where: text.contains)
        else { return [] }
        let found = files.folders(below: module.file.path.directory).flatMap { JavaResolver.files(in: $0, files) }.filter { path in
            path != module.file.path && files.file(path).map { $0.text.contains("Controller\n") || $0.text.contains("@RestController") } ?? false
        }
        return Array(found.prefix(controllerLimit))
    }

    /// The files that run with this one, sorted; what is imported for its types alone is not run.
    var successors: [RelativePath] {
        var found = Set(siblings + implementations)
        for (value, resolution) in zip(module?.imports ?? [], resolutions) where !value.isTypeOnly {
            found.formUnion(resolution.besides)
            switch resolution.target {
            case .file(let path): found.insert(path)
            case .folder(let paths): found.formUnion(paths)
            case .namespace, .external, .data, .missing, .computed: break
            }
        }
        return found.sorted()
    }

    /// The folders of packages from elsewhere that stand in the tree, as far as the file asks for them.
    var installed: [RelativePath] { resolutions.compactMap(\.installed) }

    /// The imports with where they lead.
    var imports: [(value: CodeImport, target: ModuleTarget)] {
        zip(module?.imports ?? [], resolutions).map { ($0, $1.target) }
    }

    /// The unit of the program; `nil` when the file is no source.
    func unit(among loaded: [RelativePath: LoadedFile]) -> Program.Unit? {
        guard let module else { return nil }
        // Of files in one folder, those that name another package are not of this one.
        let siblings = siblings.filter { loaded[$0]?.module?.packageName == module.packageName }
        return Program.Unit(
            module: module, targets: resolutions.map(\.target), submodules: submodules, siblings: siblings)
    }
}
