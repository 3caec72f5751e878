import SourceText

/// A node of a document together with what encloses it: what an edit of it needs to know.
package struct ManifestSpot: Sendable {
    /// The way to the node.
    package let path: ManifestPath
    /// The node.
    package let node: ManifestNode
    /// The collection it stands in; `nil` for a root.
    let parent: ManifestNode?
    /// The member whose value it is.
    let member: ManifestMember?
    /// Its position in a sequence, 0-based.
    let index: Int?
    /// The member whose value the parent is.
    let parentMember: ManifestMember?

    /// The root of a document.
    init(root: ManifestNode, document: Int) {
        path = ManifestPath([], document: document)
        node = root
        (parent, member, index, parentMember) = (nil, nil, nil, nil)
    }

    private init(_ node: ManifestNode, _ step: ManifestPath.Step, in outer: ManifestSpot, _ member: ManifestMember?) {
        path = ManifestPath(outer.path.steps + [step], document: outer.path.document)
        self.node = node
        self.member = member
        parent = outer.node
        parentMember = outer.member
        if case .index(let position) = step { index = position } else { index = nil }
    }

    /// The value of a member of this mapping.
    func value(of member: ManifestMember) -> ManifestSpot {
        ManifestSpot(member.value, .key(member.key), in: self, member)
    }

    /// An element of this sequence, 0-based; `nil` when there is none.
    func element(_ position: Int) -> ManifestSpot? {
        guard node.elements.indices.contains(position) else { return nil }
        return ManifestSpot(node.elements[position], .index(position), in: self, nil)
    }

    /// Whether the text stands here and not at an anchor elsewhere; `previous` is the element before it.
    var isWrittenHere: Bool {
        guard let parent else { return true }
        guard parent.place.span.contains(node.place.span) else { return false }
        if let member { return !member.isMerged && member.keyPlace.span.upperBound <= node.place.span.lowerBound }
        guard let index, index > 0, parent.elements.indices.contains(index - 1) else { return true }
        return node.place.span.lowerBound >= parent.elements[index - 1].place.span.upperBound
    }
}
