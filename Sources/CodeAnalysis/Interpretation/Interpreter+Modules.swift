import CodeSyntax
import SourceText

extension Interpreter {
    /// Reads a module's body once a pass.
    mutating func load(_ index: ModuleIndex) {
        guard index.index < modules.count, !moduleStates[index.index].isStarted else { return }
        guard frames.count < budget.callDepth + 40 else { return }
        moduleStates[index.index].isStarted = true
        let saved = flow
        flow = Flow()
        loadDepth += 1
        frames.append(
            Frame(
                module: index, function: CodeID(0), environment: moduleStates[index.index].environment, context: 0,
                receiver: .none, name: "module"))
        recorder.reach(site)
        makeModuleObjects()
        run(modules[index.index].body.body)
        frames.removeLast()
        loadDepth -= 1
        flow = saved
    }

    /// `module` and `exports` of CommonJS.
    private mutating func makeModuleObjects() {
        guard language.isECMAScript, let frame = frames.last else { return }
        let place = SourcePlace(wholeOf: paths[current])
        let keys = (0..<2).map { Heap.Key(module: frame.module, site: -1 - $0, context: 0, kind: .record) }
        guard let module = heap.object(keys[0], at: place), let exports = heap.object(keys[1], at: place) else { return }
        heap.write(AbstractValue(.object(exports)), to: "exports", of: module)
        moduleStates[current].moduleObject = module
        moduleStates[current].exportsObject = exports
        atLoad.formUnion([module, exports])
    }

    func exports(of index: ModuleIndex) -> HeapObject.ID? { moduleStates[index.index].exportsObject }

    /// Whether what a file exports is decided by running it.
    private func isCommonJS(_ index: ModuleIndex) -> Bool {
        let module = modules[index.index]
        return module.language.isECMAScript && module.exports.isEmpty && module.starImports.isEmpty
    }

    /// What CommonJS exports.
    private func commonJSExports(_ index: ModuleIndex) -> AbstractValue {
        moduleStates[index.index].moduleObject.flatMap { heap[$0].fields["exports"] } ?? .none
    }

    /// What an import gives.
    mutating func imported(_ id: CodeImport.ID) -> AbstractValue {
        let target = unit(ModuleIndex(index: current))?.target(of: id) ?? .missing
        if language == .java, case .file(let path) = target {
            return importedClass(modules[current].imports[id.index].specifier ?? "", in: path)
        }
        switch target {
        case .file(let path): return moduleValue(path)
        case .folder(let files): return files.reduce(.none) { $0.joined(moduleValue($1)) }
        case .namespace(let modules): return namespace(modules, id)
        case .external(let name): return AbstractValue(.api(name))
        case .missing: return AbstractValue(.api(modules[current].imports[id.index].specifier ?? "?"))
        case .data(let path): return document(path)
        case .computed: return .unknown
        }
    }

    private mutating func moduleValue(_ path: RelativePath) -> AbstractValue {
        guard let index = indices[path] else { return .unknown }
        load(index)
        return isCommonJS(index) ? commonJSExports(index) : AbstractValue(.module(index))
    }

    private mutating func namespace(_ modules: [String: RelativePath], _ id: CodeImport.ID) -> AbstractValue {
        let key = Heap.Key(module: ModuleIndex(index: current), site: -16 - id.index, context: 0, kind: .record)
        guard let object = heap.object(key, at: SourcePlace(wholeOf: paths[current])) else { return .unknown }
        for name in modules.keys.sorted() {
            guard let path = modules[name] else { continue }
            heap.write(moduleValue(path), to: name, of: object)
        }
        return AbstractValue(.object(object))
    }

    /// What a module exports under a name.
    mutating func export(_ name: String, of index: ModuleIndex, depth: Int = 0) -> AbstractValue {
        guard index.index < modules.count, depth < 16 else { return .none }
        load(index)
        if let variable = modules[index.index].exports[name] {
            let environment = moduleStates[index.index].environment
            noteRead(variable, in: environment)
            return environments[environment.index].variables[variable] ?? .none
        }
        if isCommonJS(index) {
            let exports = commonJSExports(index)
            return name == "default" ? exports : member(name, of: exports, at: ByteSpan(0, 0))
        }
        if let path = unit(index)?.submodules[name], let submodule = indices[path] {
            load(submodule)
            return AbstractValue(.module(submodule))
        }
        return starExport(name, of: index, depth: depth)
    }

    private mutating func starExport(_ name: String, of index: ModuleIndex, depth: Int) -> AbstractValue {
        var value = AbstractValue.none
        for id in modules[index.index].starImports {
            switch unit(index)?.target(of: id) ?? .missing {
            case .file(let path):
                guard let target = indices[path] else { continue }
                value = value.joined(export(name, of: target, depth: depth + 1))
            case .folder(let files):
                for path in files {
                    guard let target = indices[path], modules[target.index].exports[name] != nil else { continue }
                    value = value.joined(export(name, of: target, depth: depth + 1))
                }
            case .external(let package): value = value.joined(AbstractValue(.api(APIPath.member(name, of: package))))
            default: continue
            }
        }
        return value
    }

    /// A name that the file does not declare.
    mutating func global(_ name: String) -> AbstractValue {
        switch language {
        case .javaScript, .typeScript, .tsx:
            switch name {
            case "undefined": return AbstractValue(.null)
            case "module": if let object = moduleStates[current].moduleObject { return AbstractValue(.object(object)) }
            case "exports": if let object = moduleStates[current].exportsObject { return AbstractValue(.object(object)) }
            default: break
            }
            return undeclared[name] ?? AbstractValue(.api(name))
        case .python: return sibling(name) ?? AbstractValue(.api(name))
        case .go: return sibling(name) ?? AbstractValue(.api(name))
        case .java: return javaGlobal(name)
        }
    }

    /// A name of another file of the same package, or one that a star import brings in.
    private mutating func sibling(_ name: String) -> AbstractValue? {
        let index = ModuleIndex(index: current)
        for path in unit(index)?.siblings ?? [] {
            guard let other = indices[path], modules[other.index].exports[name] != nil else { continue }
            return export(name, of: other)
        }
        let starred = starExport(name, of: index, depth: 0)
        return starred.isEmpty ? nil : starred
    }
}
