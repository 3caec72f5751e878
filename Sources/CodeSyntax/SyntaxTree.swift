package import SourceText

/// The syntax tree of one file as a flat list of nodes in the order of their first bytes.
///
/// Punctuation is left out; keywords and whatever plays a part by name (`SyntaxField`), such as operators, are kept.
package struct SyntaxTree: Sendable {
    /// The file.
    package let file: SourceFile
    /// The grammar that read it.
    package let language: CodeLanguage
    /// The nodes: each stands before its children, and these before its next sibling. Never empty.
    package let nodes: [SyntaxNode]
    /// Where the text does not follow the grammar, in the file's order; at most `errorLimit`.
    package let errors: [ByteSpan]
    /// Whether nodes were left out because of a limit: nesting deeper than `depthLimit` or more than `nodeLimit`.
    package let isCut: Bool

    /// How many errors are kept.
    package static let errorLimit = 20
    /// How deep nodes may be nested; what lies deeper is left out, so that walks over the tree may recurse.
    package static let depthLimit = 400
    /// How many nodes are kept.
    package static let nodeLimit = 4_000_000

    /// The whole file.
    package var root: SyntaxNode.ID { SyntaxNode.ID(0) }

    /// The node with an id; ids come from this tree.
    package subscript(_ id: SyntaxNode.ID) -> SyntaxNode { nodes[id.index] }

    /// The children of a node in order.
    package func children(of id: SyntaxNode.ID) -> SyntaxChildren { SyntaxChildren(tree: self, parent: id) }

    /// The first child that plays a part.
    package func child(_ field: SyntaxField, of id: SyntaxNode.ID) -> SyntaxNode.ID? {
        children(of: id).first { self[$0].field == field }
    }

    /// The bytes of a node.
    package func span(of id: SyntaxNode.ID) -> ByteSpan { self[id].span }

    /// The text of a node.
    package func text(of id: SyntaxNode.ID) -> String { file.text(in: self[id].span) }
}

/// One node of a syntax tree.
package struct SyntaxNode: Sendable {
    /// A node's position in its tree's list.
    package struct ID: Hashable, Sendable, Comparable {
        /// The position, 0-based.
        package let index: Int

        init(_ index: Int) { self.index = index }

        package static func < (left: ID, right: ID) -> Bool { left.index < right.index }
    }

    /// The grammar's number for the kind of node; a `SyntaxVocabulary` gives it a name.
    package let symbol: UInt16
    /// The part it plays in its parent.
    package let field: SyntaxField?
    /// Whether the node or something below it does not follow the grammar.
    package let hasError: Bool
    let start: UInt32
    let end: UInt32
    /// The position just past the last node below this one.
    var next: UInt32

    /// The bytes it covers.
    package var span: ByteSpan { ByteSpan(Int(start), Int(end)) }
}

/// The children of a node, in order.
package struct SyntaxChildren: Sequence, IteratorProtocol, Sendable {
    private let tree: SyntaxTree
    private var position: Int
    private let end: Int

    init(tree: SyntaxTree, parent: SyntaxNode.ID) {
        self.tree = tree
        position = parent.index + 1
        end = Int(tree[parent].next)
    }

    package mutating func next() -> SyntaxNode.ID? {
        guard position < end else { return nil }
        defer { position = Int(tree.nodes[position].next) }
        return SyntaxNode.ID(position)
    }
}
