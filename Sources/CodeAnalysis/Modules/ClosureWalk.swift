internal import CodeSyntax
internal import SourceText

/// The way from one handler through its imports, a step at a time.
struct ClosureWalk: Sendable {
    let entry: ProgramLoader.Entry
    /// The files that the next step comes to, sorted.
    private(set) var frontier: [RelativePath]
    private let limits: ProgramLoader.Limits
    private var visited: Set<RelativePath> = []
    private var byteCount = 0
    private var isCut = false

    init(entry: ProgramLoader.Entry, limits: ProgramLoader.Limits) {
        self.entry = entry
        self.limits = limits
        frontier = [entry.file]
    }

    /// Takes the step's files, which are loaded, and turns to those they lead to; `false` at the end.
    mutating func advance(_ loaded: [RelativePath: LoadedFile]) -> Bool {
        var next: Set<RelativePath> = []
        for path in frontier {
            guard let file = loaded[path], admits(file) else { continue }
            visited.insert(path)
            next.formUnion(file.successors)
        }
        frontier = next.subtracting(visited).sorted()
        let room = limits.files - visited.count
        if frontier.count > room {
            isCut = true
            frontier.removeLast(frontier.count - max(0, room))
        }
        return !frontier.isEmpty
    }

    private mutating func admits(_ file: LoadedFile) -> Bool {
        let size = file.module?.file.bytes.count ?? 0
        guard visited.count < limits.files, byteCount <= limits.bytes - size else {
            isCut = true
            return false
        }
        byteCount += size
        return true
    }

    /// What the handler runs.
    func closure(_ loaded: [RelativePath: LoadedFile]) -> CodeClosure {
        var closure = CodeClosure(entry: entry.file)
        closure.isCut = isCut
        var externals: [String: CodeClosure.External] = [:]
        var data: Set<RelativePath> = []
        var installed: Set<RelativePath> = []
        for path in visited.sorted() {
            guard let file = loaded[path] else { continue }
            guard let module = file.module else {
                closure.skipped.append(CodeClosure.Skipped(path: path, kind: file.kind))
                continue
            }
            closure.files.append(path)
            installed.formUnion(file.installed)
            for (value, target) in file.imports where !value.isTypeOnly {
                let place = module.place(value.span)
                switch target {
                case .external(let name):
                    if externals[name] == nil { externals[name] = .init(name, module.language, place) }
                case .data(let path): data.insert(path)
                case .missing: closure.missingImports.append(.init(specifier: value.specifier ?? "", place: place))
                case .computed: closure.computedImports.append(place)
                case .file, .folder, .namespace: break
                }
            }
        }
        closure.externals = externals.values.sorted { $0.module < $1.module }
        closure.data = data.sorted()
        closure.installed = installed.sorted()
        return closure
    }
}

extension CodeClosure.External {
    fileprivate init(_ module: String, _ language: CodeLanguage, _ place: SourcePlace) {
        self.module = module
        self.place = place
        switch language {
        case .javaScript, .typeScript, .tsx:
            package = NodeLibrary.packageName(of: module)
            isStandard = NodeLibrary.contains(module)
        case .python:
            package = String(module.prefix { $0 != "." })
            isStandard = PythonLibrary.contains(module)
        case .go:
            package = module
            // Import paths of other hosts start with the host's name.
            isStandard = !module.prefix { $0 != "/" }.contains(".")
        case .java:
            package = module
            isStandard = module.hasPrefix("java.") || module.hasPrefix("javax.")
        }
    }
}
