import SourceText

/// A table while it is read: headers may come back to it from anywhere in the file.
final class TOMLTable {
    /// What stands behind a key.
    enum Value {
        /// A value with all of its text in one place; nothing can be added to it.
        case node(ManifestNode)
        case table(TOMLTable)
        /// What `[[name]]` adds to; never empty.
        case tables([TOMLTable])
    }

    private(set) var keys: [(name: String, span: ByteSpan)] = []
    private(set) var values: [Value] = []
    /// The keys' positions, once they are too many to look through.
    private var index: [String: Int] = [:]
    /// The bytes of its header or of the key that made it.
    let span: ByteSpan
    /// Whether a header of its own has been read.
    var isDefined: Bool

    /// Up to this many keys a look through them is faster than a hash table.
    private static let unindexedCount = 8

    init(span: ByteSpan, isDefined: Bool) {
        self.span = span
        self.isDefined = isDefined
    }

    /// The position of a key.
    func position(of name: String) -> Int? {
        keys.count <= Self.unindexedCount ? keys.firstIndex { $0.name == name } : index[name]
    }

    /// Adds a key, also one that is there already: the last one counts.
    func add(_ name: String, _ span: ByteSpan, _ value: Value) {
        keys.append((name, span))
        values.append(value)
        if keys.count == Self.unindexedCount + 1 {
            for (position, key) in keys.enumerated() { index[key.name] = position }
        } else if keys.count > Self.unindexedCount {
            index[name] = keys.count - 1
        }
    }

    /// Adds one more table to those of a key.
    func append(_ table: TOMLTable, at position: Int) {
        guard values.indices.contains(position), case .tables(var tables) = values[position] else { return }
        // The array is moved out and back, so that it is not copied for each table.
        values[position] = .table(table)
        tables.append(table)
        values[position] = .tables(tables)
    }
}

extension TOMLTable {
    /// The finished node; its place reaches from the header to the end of all that belongs to the table.
    func node(in path: RelativePath) -> ManifestNode {
        var whole = span
        var members: [ManifestMember] = []
        members.reserveCapacity(keys.count)
        for (key, value) in zip(keys, values) {
            let node = Self.node(value, in: path)
            whole = whole.union(key.span).union(node.place.span)
            members.append(
                ManifestMember(key: key.name, keyPlace: SourcePlace(path: path, span: key.span), value: node))
        }
        return ManifestNode(.mapping(members), place: SourcePlace(path: path, span: whole), style: .block)
    }

    private static func node(_ value: Value, in path: RelativePath) -> ManifestNode {
        switch value {
        case .node(let node): return node
        case .table(let table): return table.node(in: path)
        case .tables(let tables):
            let nodes = tables.map { $0.node(in: path) }
            let span = nodes.dropFirst().reduce(nodes.first?.place.span ?? ByteSpan(0, 0)) { $0.union($1.place.span) }
            return ManifestNode(.sequence(nodes), place: SourcePlace(path: path, span: span), style: .block)
        }
    }
}
