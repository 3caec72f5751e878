import CodeSyntax
import SourceText

extension Interpreter {
    /// What an import of a class or of a static member gives.
    mutating func importedClass(_ specifier: String, in path: RelativePath) -> AbstractValue {
        guard let index = indices[path] else { return .unknown }
        let stem = String(path.name.dropLast(".java".count))
        let names = specifier.split(separator: ".").map(String.init)
        guard let position = names.lastIndex(of: stem) else { return .unknown }
        var value = export(stem, of: index)
        for name in names[(position + 1)...] {
            var next = AbstractValue.none
            for case .classValue(let id) in value.references { next = next.joined(staticMember(name, of: id)) }
            value = next
        }
        return value.isEmpty ? .unknown : value
    }

    /// A name that a file of Java does not declare: a class of its package, of the language, or of a package that is
    /// imported whole; else one of its package that is not there.
    mutating func javaGlobal(_ name: String) -> AbstractValue {
        if let sibling = packageClass(name) { return sibling }
        let isPrimitive = name.utf8.first.map { $0 >= UInt8(ascii: "a") } ?? false
        if JavaLibrary.language.contains(name) { return AbstractValue(.api("java.lang." + name)) }
        if isPrimitive, Interpreter.primitives.contains(name) { return AbstractValue(.api("java.lang." + name)) }
        let starred = starredName(name)
        if !starred.isEmpty { return starred }
        return AbstractValue(.api(modules[current].packageName.map { $0 + "." + name } ?? name))
    }

    private static let primitives: Set<String> = ["int", "long", "short", "byte", "char", "float", "double", "boolean"]

    private mutating func packageClass(_ name: String) -> AbstractValue? {
        for path in unit(ModuleIndex(index: current))?.siblings ?? [] {
            guard let other = indices[path], modules[other.index].exports[name] != nil else { continue }
            return export(name, of: other)
        }
        return nil
    }

    private mutating func starredName(_ name: String) -> AbstractValue {
        let index = ModuleIndex(index: current)
        var own = AbstractValue.none
        var packages: [String] = []
        for id in modules[current].starImports {
            let isStatic = !modules[current].imports[id.index].names.isEmpty
            switch unit(index)?.target(of: id) ?? .missing {
            case .file(let path): own = own.joined(starred(name, in: path))
            case .folder(let files): for path in files { own = own.joined(exported(name, in: path)) }
            case .external(let specifier):
                // Of a class all static members are taken, of a package all classes.
                if isStatic || name.first?.isUppercase == true { packages.append(String(specifier.dropLast(2))) }
            default: continue
            }
        }
        if !own.isEmpty { return own }
        if let known = JavaLibrary.packages[name], packages.contains(known) { return AbstractValue(.api(known + "." + name)) }
        // Of packages whose classes are listed it is none.
        let others = packages.filter { !JavaLibrary.listedPackages.contains($0) }
        if !others.isEmpty { packages = others }
        return packages.prefix(10).reduce(.none) { $0.joined(AbstractValue(.api($1 + "." + name))) }
    }

    private mutating func exported(_ name: String, in path: RelativePath) -> AbstractValue {
        guard let target = indices[path], modules[target.index].exports[name] != nil else { return .none }
        return export(name, of: target)
    }

    private mutating func starred(_ name: String, in path: RelativePath) -> AbstractValue {
        let stem = String(path.name.dropLast(".java".count))
        var value = AbstractValue.none
        for case .classValue(let id) in exported(stem, in: path).references { value = value.joined(staticMember(name, of: id)) }
        return value
    }

    // MARK: Instances around instances

    /// Keeps the instance around a new one: the one whose method makes it.
    mutating func noteOuter(of object: HeapObject.ID) {
        guard language == .java, let outer = frames.last?.receiver, !outer.isEmpty else { return }
        let joined = (outers[object] ?? .none).joined(outer)
        guard joined != outers[object] else { return }
        outers[object] = joined
        changes += 1
    }
}
