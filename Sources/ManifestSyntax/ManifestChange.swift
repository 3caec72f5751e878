package import SourceText

/// A change of a node that was looked up.
package struct ManifestChange: Sendable {
    /// What is done.
    package enum Kind: Sendable, Hashable {
        /// Puts a value in the node's place.
        case replace(ManifestLiteral)
        /// Adds a member below the mapping; keys on the way to the last one that do not exist are made.
        case insert([String], ManifestLiteral)
        /// Adds an element after the sequence's last.
        case append(ManifestLiteral)
        /// Puts elements in the node's place: of a sequence that it stands in, else of one that takes its place, unless
        /// there is one alone.
        case spread([ManifestLiteral])
        /// Removes the member or element that the node is the value of.
        case remove
    }

    /// The node.
    package let spot: ManifestSpot
    /// What is done.
    package let kind: Kind

    /// Makes a change.
    package init(_ kind: Kind, at spot: ManifestSpot) {
        self.spot = spot
        self.kind = kind
    }

    /// The way from the start of the node to the first mapping that an insertion makes; `nil` when it makes none.
    package var createdKey: String? {
        guard case .insert(let keys, _) = kind else { return nil }
        var node = spot.node
        for (depth, key) in keys.dropLast().enumerated() {
            guard let next = node[key] else { return "\(spot.node.place.span.lowerBound) \(keys[...depth].joined(separator: "."))" }
            node = next
        }
        return nil
    }
}

/// New text for a stretch of a manifest.
package struct ManifestReplacement: Sendable, Hashable {
    /// What is replaced; an empty span inserts.
    package let span: ByteSpan
    /// The new text.
    package let text: String

    /// Makes a replacement.
    package init(span: ByteSpan, text: String) {
        self.span = span
        self.text = text
    }

    /// How far a whole new line is indented; `nil` for any other text.
    ///
    /// Of two lines that are added at one place the deeper one belongs to what ends there, so it comes first.
    package var lineIndentation: Int? {
        guard span.count == 0 else { return nil }
        let rest = text.utf8.drop { $0 == UInt8.lineFeed || $0 == UInt8.carriageReturn }
        guard rest.count < text.utf8.count else { return nil }
        return rest.prefix { $0 == UInt8.space }.count
    }
}

extension ManifestEditor {
    /// The text that some changes replace, sorted by place; the result as a whole is not read again.
    ///
    /// Members that are added to one mapping, or below one that is made, are added together.
    /// - Throws: when a change cannot be made; `overlap` is the caller's to see.
    package func replacements(for changes: [ManifestChange]) throws(ManifestEditError) -> [ManifestReplacement] {
        var replacements: [ManifestReplacement] = []
        var additions = Additions()
        var ends = FlowEnds()
        for change in changes where change.kind == .remove { ends.add(change.spot, isFlow: isFlow(change.spot.parent)) }
        for change in changes {
            if change.kind == .remove, let first = ends.run(with: change.spot) {
                if first == change.spot.index { replacements.append(removingEnd(from: first, change.spot)) }
                continue
            }
            switch change.kind {
            case .replace(let literal): replacements.append(try replacing(change.spot, literal))
            case .append(let literal): replacements.append(try appending(literal, to: change.spot))
            case .spread(let literals): replacements += try spreading(literals, at: change.spot)
            case .remove: replacements.append(try removing(change.spot))
            case .insert(let keys, let literal): try additions.add(literal, at: keys, to: change.spot)
            }
        }
        for (spot, members) in additions.all { replacements.append(try inserting(members, into: spot)) }
        return withoutGaps(ManifestEditor.sorted(replacements))
    }

    /// Lines that are added behind one that goes take its place.
    private func withoutGaps(_ sorted: [ManifestReplacement]) -> [ManifestReplacement] {
        sorted.reduce(into: []) { result, next in
            guard let last = result.last, last.text.isEmpty, next.lineIndentation != nil,
                last.span.lowerBound < next.span.lowerBound, next.span.upperBound < last.span.upperBound
            else { return result.append(next) }
            // The line break in front of the new lines moves behind them.
            let lines = next.text.drop(while: \.isNewline) + writer.lineBreak
            result[result.count - 1] = ManifestReplacement(span: last.span, text: String(lines))
        }
    }

    /// By place; of insertions at one place the deeper indented first, then in the order given.
    static func sorted(_ replacements: [ManifestReplacement]) -> [ManifestReplacement] {
        replacements.enumerated().sorted { left, right in
            let (first, second) = (left.element, right.element)
            if first.span != second.span { return first.span < second.span }
            let depths = (first.lineIndentation ?? 0, second.lineIndentation ?? 0)
            return depths.0 == depths.1 ? left.offset < right.offset : depths.0 > depths.1
        }.map(\.element)
    }
}

/// Members to be added, by the mapping they go to.
private struct Additions {
    private(set) var all: [(spot: ManifestSpot, members: [ManifestLiteral.Member])] = []

    mutating func add(_ value: ManifestLiteral, at keys: [String], to start: ManifestSpot) throws(ManifestEditError) {
        var spot = start
        var keys = keys[...]
        while keys.count > 1, let key = keys.first, let member = spot.node.member(key) {
            spot = spot.value(of: member)
            guard spot.isWrittenHere else { throw .shared(spot.path) }
            keys.removeFirst()
        }
        guard let first = keys.first else { throw .wrongKind(start.path) }
        guard spot.node.member(first) == nil else { throw .keyExists(spot.path, key: first) }
        let nested = keys.dropFirst().reversed().reduce(value) { .mapping([.init($1, $0)]) }
        let member = ManifestLiteral.Member(first, nested)
        guard let index = all.firstIndex(where: { $0.spot.path == spot.path }) else {
            return all.append((spot, [member]))
        }
        all[index].members = try Additions.joined(all[index].members, member, spot.path)
    }

    private static func joined(
        _ members: [ManifestLiteral.Member], _ new: ManifestLiteral.Member, _ path: ManifestPath
    ) throws(ManifestEditError) -> [ManifestLiteral.Member] {
        var members = members
        guard let index = members.firstIndex(where: { $0.key == new.key }) else { return members + [new] }
        guard case .mapping(var inner) = members[index].value, case .mapping(let added) = new.value else {
            throw .keyExists(path, key: new.key)
        }
        for member in added { inner = try joined(inner, member, path) }
        members[index] = ManifestLiteral.Member(new.key, .mapping(inner))
        return members
    }
}

/// The elements that are removed from the ends of lists in brackets, where each goes with the comma before it.
private struct FlowEnds {
    /// By the place of the list, which elements go, and how many it has.
    private var removed: [ByteSpan: (positions: Set<Int>, count: Int)] = [:]

    mutating func add(_ spot: ManifestSpot, isFlow: Bool) {
        guard isFlow, let parent = spot.parent, let index = spot.index else { return }
        removed[parent.place.span, default: ([], parent.elements.count)].positions.insert(index)
    }

    /// The first of several elements at the end of a list that go together with one; `nil` when it does not stand among such,
    /// or nothing would be left.
    func run(with spot: ManifestSpot) -> Int? {
        guard let index = spot.index, let parent = spot.parent, let (positions, count) = removed[parent.place.span] else { return nil }
        var first = count
        while positions.contains(first - 1) { first -= 1 }
        return first > 0 && count - first > 1 && index >= first ? first : nil
    }
}
