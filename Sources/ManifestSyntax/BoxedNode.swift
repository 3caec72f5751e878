import SourceText

/// A node on its way up the recursion: a reference, so that deep nesting moves pointers and fits a small stack.
final class BoxedNode {
    var node: ManifestNode

    init(_ node: ManifestNode) { self.node = node }

    var content: ManifestNode.Content { node.content }
    var span: ByteSpan { node.place.span }
}
