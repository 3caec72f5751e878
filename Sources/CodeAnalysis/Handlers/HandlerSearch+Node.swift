internal import ApplicationModel
internal import CodeSyntax
internal import ManifestSyntax
internal import SourceText

extension HandlerSearch {
    /// `path/to/file.export.nested`: of the last component, what stands before its first dot is the file.
    /// Source: https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html
    var nodeLocation: HandlerLocation {
        if handler.contains("node_modules/") { return .notAnalysed(.package(handler)) }
        guard let (module, exportPath) = nodeParts else { return entryLocation }
        let starts = nodeStarts(module)
        var refused: (RelativePath, CodeFileKind)?
        for path in entryPoints(of: module) + starts {
            guard let found = source(of: path) else { continue }
            let kind = files.kind(ofCode: found) ?? .source
            if kind == .source { return location(found, exportPath) }
            if let original = original(of: found) { return location(original, exportPath) }
            if refused == nil { refused = (found, kind) }
        }
        if let (path, kind) = refused { return .notAnalysed(.notSource(path, kind)) }
        return .missing(tried: Self.shown(starts, ".js"))
    }

    private func location(_ file: RelativePath, _ exportPath: [String]) -> HandlerLocation {
        let language = CodeLanguage(fileExtension: file.fileExtension) ?? .javaScript
        return .found(file: file, exportPath: exportPath, language: language)
    }

    private var nodeParts: (module: String, exportPath: [String])? {
        let slash = handler.lastIndex(of: "/").map { handler.index(after: $0) } ?? handler.startIndex
        guard let dot = handler[slash...].firstIndex(of: "."), dot > slash else { return nil }
        let exports = handler[handler.index(after: dot)...].split(separator: ".").map(String.init)
        return exports.isEmpty ? nil : (String(handler[..<dot]), exports)
    }

    private func nodeStarts(_ module: String) -> [RelativePath] {
        if module.hasPrefix("/") { return roots.paths(ofAbsolute: module) }
        let direct = starts.compactMap { $0.appending(module) }
        return direct + starts.compactMap { $0.appending("src/" + module) }
    }

    /// The source of a path that may have been compiled: what its authors edit before what stands there.
    private func source(of path: RelativePath) -> RelativePath? {
        let paths = ECMAScriptPaths(files: files)
        let direct = code(paths.fileOrFolder(at: path, prefersTypeScript: true))
        if let direct, direct.isTypeScript { return direct }
        let mapped = BuildOutput(files: files).sources(of: path, within: top(of: path)).lazy.compactMap { source in
            code(paths.fileOrFolder(at: source, prefersTypeScript: true) ?? folderFile(source, paths))
        }
        guard let direct else { return mapped.first }
        // A folder such as `lib` may well hold sources; only what surely is compiled gives way to other JavaScript.
        let isSource = files.kind(ofCode: direct) == .source
        return mapped.first { !isSource || $0.isTypeScript } ?? direct
    }

    /// Bundlers write `create.ts` to `create/index.js`.
    private func folderFile(_ path: RelativePath, _ paths: ECMAScriptPaths) -> RelativePath? {
        guard path.name == "index", path.directory != .root else { return nil }
        return paths.file(at: path.directory, prefersTypeScript: true)
    }

    private func code(_ path: RelativePath?) -> RelativePath? {
        path.flatMap { ECMAScriptPaths.extensions.contains($0.fileExtension) ? $0 : nil }
    }

    /// The files that the build of a template starts from: `Metadata.BuildProperties.EntryPoints`.
    /// Source: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/serverless-sam-cli-using-build-typescript.html
    private func entryPoints(of module: String) -> [RelativePath] {
        let values = function.definition[path: "Metadata", "BuildProperties", "EntryPoints"]?.elements ?? []
        let entries = values.prefix(100).compactMap(\.string).compactMap { roots.code.appending($0) }
        let name = module.split(separator: "/").last ?? ""
        let named = entries.filter { $0.name.prefix { $0 != "." } == name }
        return named.isEmpty && entries.count == 1 ? entries : named
    }

    /// The source that a bundle was made of, as its source map says.
    /// Source: https://tc39.es/ecma426/
    private func original(of bundle: RelativePath) -> RelativePath? {
        guard let path = bundle.renamed(bundle.name + ".map"), let map = files.document(path) else { return nil }
        let base = bundle.directory.appending(map["sourceRoot"]?.string ?? ".") ?? bundle.directory
        let own = (map["sources"]?.elements ?? []).compactMap(\.string).filter { !$0.contains("node_modules/") }
        let stem = bundle.name.prefix { $0 != "." }
        let sources = own.compactMap { base.appending($0) }.filter { code($0) != nil && files.isFile($0) }
        // What is loaded first stands first, so that the entry is the last one.
        return sources.last { $0.name.prefix { $0 != "." } == stem } ?? sources.last
    }

    /// Providers other than AWS name an export of the package's main file, or the file alone.
    private var entryLocation: HandlerLocation {
        let paths = ECMAScriptPaths(files: files)
        let folder = roots.code
        let main = NodePackage(at: folder, files)?.main(prefersTypeScript: true)
        let named = folder.appending(handler).flatMap { $0 == folder ? nil : paths.file(at: $0, prefersTypeScript: true) }
        if !isAWS, let file = named { return location(file, ["default"]) }
        let guesses = ["index", "function", "src/index"].compactMap { folder.appending($0) }
        let found = main ?? guesses.lazy.compactMap { paths.file(at: $0, prefersTypeScript: true) }.first
        if !isAWS, let file = code(found) { return location(file, [handler]) }
        return .missing(tried: Self.shown(guesses, ".js"))
    }
}
