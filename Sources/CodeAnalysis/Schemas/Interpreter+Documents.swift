import ManifestSyntax
import SourceText

extension Interpreter {
    /// How many values of a JSON file are kept.
    private static let documentLimit = 4_000

    /// What a JSON file of the tree holds.
    mutating func document(_ path: RelativePath) -> AbstractValue {
        if let known = documents[path] { return known }
        guard let node = program.documents[path] else { return .unknown }
        var count = 0
        let value = value(of: node, path, &count, depth: 0)
        documents[path] = value
        return value
    }

    private mutating func value(of node: ManifestNode, _ path: RelativePath, _ count: inout Int, depth: Int) -> AbstractValue {
        count += 1
        guard count < Self.documentLimit, depth < SchemaDocument.depthLimit else { return .unknown }
        switch node.content {
        case .missing: return .unknown
        case .null: return AbstractValue(.null)
        case .bool(let value): return AbstractValue(.boolean(value))
        case .number(let number, _): return AbstractValue(.number(number))
        case .string(let text): return AbstractValue(.string(text.value))
        case .sequence(let elements):
            return object(.list, node, elements.enumerated().map { ("\($0)", $1) }, path, &count, depth)
        case .mapping(let members):
            return object(.record, node, members.map { ($0.key, $0.value) }, path, &count, depth)
        }
    }

    private mutating func object(
        _ kind: HeapObject.Kind, _ node: ManifestNode, _ parts: [(String, ManifestNode)], _ path: RelativePath, _ count: inout Int, _ depth: Int
    ) -> AbstractValue {
        var hasher = StableHash()
        for byte in path.description.utf8 { hasher.combine(Int(byte)) }
        let key = Heap.Key(module: ModuleIndex(index: -1), site: count, context: hasher.value, kind: kind)
        guard let object = heap.object(key, at: node.place) else { return .unknown }
        for (name, part) in parts { heap.write(value(of: part, path, &count, depth: depth + 1), to: name, of: object) }
        atLoad.insert(object)
        return AbstractValue(.object(object))
    }
}
