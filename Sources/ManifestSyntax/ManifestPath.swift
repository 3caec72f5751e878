package import SourceText

/// The way from a document's root to a node.
package struct ManifestPath: Sendable, Hashable {
    /// One step down.
    package enum Step: Sendable, Hashable {
        /// To the value of a key.
        case key(String)
        /// To an element, 0-based.
        case index(Int)
    }

    /// Which document of the file, 0-based.
    package let document: Int
    /// The steps from the root.
    package let steps: [Step]

    /// Makes a path.
    package init(_ steps: [Step], document: Int = 0) {
        self.steps = steps
        self.document = document
    }

    /// Makes a path of keys only.
    package init(keys: String..., document: Int = 0) {
        self.init(keys.map { .key($0) }, document: document)
    }
}

extension ManifestDocument {
    /// The path to the outermost node that stands exactly at a span; `nil` when none does or it is reached only
    /// through an alias or a merge key.
    package func path(to span: ByteSpan) -> ManifestPath? {
        for (index, root) in roots.enumerated() where root.place.span.contains(span) {
            var steps: [ManifestPath.Step] = []
            var node = root
            while node.place.span != span {
                guard let (step, next) = node.child(containing: span) else { return nil }
                steps.append(step)
                node = next
            }
            return ManifestPath(steps, document: index)
        }
        return nil
    }
}

extension ManifestNode {
    fileprivate func child(containing span: ByteSpan) -> (ManifestPath.Step, ManifestNode)? {
        let own = place.span
        let holds = { (node: ManifestNode) in own.contains(node.place.span) && node.place.span.contains(span) }
        if let index = elements.firstIndex(where: holds) { return (.index(index), elements[index]) }
        guard let member = members.last(where: { !$0.isMerged && holds($0.value) }) else { return nil }
        return (.key(member.key), member.value)
    }
}
