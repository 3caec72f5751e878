package import SourceText

/// The values and keys of a document by where they stand, so that thousands of places are found without a walk for each.
package struct ManifestPlaces: Sendable {
    /// A value by its position in what encloses it; the position of a root is the document's.
    private struct Entry {
        let parent: Int?
        let position: Int
    }

    private let roots: [ManifestNode]
    private var entries: [Entry] = []
    private var values: [ByteSpan: Int] = [:]
    private var keys: [ByteSpan: Int] = [:]
    private var shared: Set<Int> = []

    /// Indexes a document, in time linear in its size.
    package init(_ document: ManifestDocument) {
        roots = document.roots
        var walk = Walk()
        for (index, root) in roots.enumerated() { visit(root, parent: nil, position: index, &walk) }
        while let next = walk.pending.popLast() { visitParts(of: next.node, next.entry, &walk) }
        for span in walk.aliased { if let entry = values[span] { shared.insert(entry) } }
        for (key, owner) in walk.owners where walk.merged.contains(key) { shared.insert(owner) }
    }

    /// The outermost value that stands exactly at a span; `nil` when none does.
    /// - Throws: `ManifestEditError.shared` when its text counts elsewhere too, through an alias or a merge key.
    package func spot(at span: ByteSpan) throws(ManifestEditError) -> ManifestSpot? { try spot(values[span]) }

    /// The value of the member whose key stands exactly at a span; `nil` when none does.
    /// - Throws: `ManifestEditError.shared` when its text counts elsewhere too, through an alias or a merge key.
    package func spot(ofKeyAt span: ByteSpan) throws(ManifestEditError) -> ManifestSpot? { try spot(keys[span]) }

    private func spot(_ entry: Int?) throws(ManifestEditError) -> ManifestSpot? {
        var chain: [Int] = []
        var next = entry
        while let entry = next {
            chain.append(entry)
            next = entries[entry].parent
        }
        guard let top = chain.popLast() else { return nil }
        var spot = ManifestSpot(root: roots[entries[top].position], document: entries[top].position)
        var isShared = shared.contains(top)
        for entry in chain.reversed() {
            isShared = isShared || shared.contains(entry)
            let position = entries[entry].position
            if spot.node.members.indices.contains(position) {
                spot = spot.value(of: spot.node.members[position])
            } else if let element = spot.element(position) {
                spot = element
            }
        }
        guard !isShared else { throw .shared(spot.path) }
        return spot
    }
}

extension ManifestPlaces {
    /// What is met on the way.
    private struct Walk {
        var pending: [(node: ManifestNode, entry: Int)] = []
        /// Where values stand that an alias names.
        var aliased: [ByteSpan] = []
        /// Where keys stand that a merge key hands on.
        var merged: Set<ByteSpan> = []
        /// The mapping of each key.
        var owners: [(key: ByteSpan, mapping: Int)] = []
    }

    private mutating func visit(_ node: ManifestNode, parent: Int?, position: Int, _ walk: inout Walk) {
        let entry = entries.count
        entries.append(Entry(parent: parent, position: position))
        if values[node.place.span] == nil { values[node.place.span] = entry }
        walk.pending.append((node, entry))
    }

    private mutating func visitParts(of node: ManifestNode, _ entry: Int, _ walk: inout Walk) {
        var last: [String: Int] = [:]
        for (position, member) in node.members.enumerated() { last[member.key] = position }
        for (position, member) in node.members.enumerated() {
            if member.isMerged {
                walk.merged.insert(member.keyPlace.span)
                continue
            }
            walk.owners.append((member.keyPlace.span, entry))
            // Of a key that stands twice only the last counts.
            guard last[member.key] == position else { continue }
            keys[member.keyPlace.span] = entries.count
            add(member.value, after: member.keyPlace.span.upperBound, in: node, entry, position, &walk)
        }
        var end = 0
        for (position, element) in node.elements.enumerated() {
            add(element, after: end, in: node, entry, position, &walk)
            end = max(end, element.place.span.upperBound)
        }
    }

    /// Adds what stands here; an alias stands as its anchor's value, which lies before or outside of the parent.
    private mutating func add(
        _ node: ManifestNode, after end: Int, in parent: ManifestNode, _ entry: Int, _ position: Int,
        _ walk: inout Walk
    ) {
        if parent.place.span.contains(node.place.span), node.place.span.lowerBound >= end {
            visit(node, parent: entry, position: position, &walk)
        } else {
            walk.aliased.append(node.place.span)
            // The alias itself can still be removed or named by its key.
            entries.append(Entry(parent: entry, position: position))
            shared.insert(entries.count - 1)
        }
    }
}
