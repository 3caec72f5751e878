internal import ApplicationModel
internal import CodeSyntax
internal import SourceText

extension HandlerSearch {
    /// `pkg/mod.func` or `pkg.mod.func`: what stands behind the last dot is the function.
    /// Source: https://docs.aws.amazon.com/lambda/latest/dg/python-handler.html
    var pythonLocation: HandlerLocation {
        guard let dot = handler.lastIndex(of: "."), dot != handler.startIndex else { return mainModule }
        let name = String(handler[handler.index(after: dot)...])
        let module = handler[..<dot].split(separator: "/").joined(separator: ".").replacing(".", with: "/")
        let places = starts.flatMap { [$0, $0.appending("src")].compactMap(\.self) } + roots.searched + layerFolders
        let paths = places.compactMap { $0.appending(module) }
        for path in paths {
            if let file = pythonFile(path) { return location(file, name) }
            let mapped = BuildOutput(files: files).sources(of: path, within: top(of: path))
            if let file = mapped.lazy.compactMap(pythonFile).first { return location(file, name) }
        }
        return .missing(tried: Self.shown(paths, ".py"))
    }

    private func location(_ file: RelativePath, _ name: String) -> HandlerLocation {
        if let kind = files.kind(ofCode: file), kind != .source { return .notAnalysed(.notSource(file, kind)) }
        return .found(file: file, exportPath: [name], language: .python)
    }

    private var layerFolders: [RelativePath] {
        roots.layers.flatMap { [$0.appending("python"), $0].compactMap(\.self) }
    }

    private func pythonFile(_ path: RelativePath) -> RelativePath? {
        guard path != .root else { return nil }
        let candidates = [path.renamed(path.name + ".py"), path.appending("__init__.py")].compactMap(\.self)
        return candidates.first { files.isFile($0) }
    }

    /// Google's functions stand in `main.py`.
    private var mainModule: HandlerLocation {
        guard let file = roots.code.appending("main.py") else { return .missing(tried: []) }
        return !isAWS && files.isFile(file) ? location(file, handler) : .missing(tried: Self.shown([file]))
    }
}
