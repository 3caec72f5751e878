/// How much of a hostile file is read before the reader says so and stops.
package struct ManifestLimits: Sendable, Hashable {
    /// The longest file read at all, in bytes.
    package var bytes: Int
    /// The most collections within each other, aliases followed; walking a tree of this depth is safe on a small stack.
    package var depth: Int
    /// The most nodes the text itself may hold.
    package var nodes: Int
    /// The most nodes a walk over the tree may meet once every alias stands as its value.
    package var expandedNodes: Int
    /// The most issues of one file; reading stops at the next one.
    package var issues: Int

    /// Makes limits; each default fits the largest manifests seen in practice many times over.
    package init(
        bytes: Int = 16 << 20, depth: Int = 64, nodes: Int = 300_000, expandedNodes: Int = 400_000, issues: Int = 100
    ) {
        self.bytes = bytes
        self.depth = depth
        self.nodes = nodes
        self.expandedNodes = expandedNodes
        self.issues = issues
    }

    /// The limits of a file that is read by itself, such as the configuration; manifests are read with smaller ones.
    package static let standard = ManifestLimits()
}
