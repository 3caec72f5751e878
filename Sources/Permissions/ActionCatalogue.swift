internal import CPermissionTables

/// Every action that AWS documents, looked up in one embedded table without parsing the rest of it.
///
/// The table has one line per service, sorted by prefix: the prefix, a tab, and the actions, each as a level letter
/// (`L R W T P`, `x` for retired ones), `+` or `-` for resource-level permissions, and the name.
package struct ActionCatalogue: Sendable {
    /// The catalogue that ships with the program; made on first use.
    package static let bundled = ActionCatalogue(
        table: Array(UnsafeBufferPointer(start: ringfence_actions(), count: ringfence_actions_length())))

    private let table: SortedLines

    /// Makes a catalogue from a table's bytes.
    package init(table: [UInt8]) { self.table = SortedLines(table) }

    /// Whether there are actions under a prefix; letters' case does not count.
    package func hasService(_ prefix: String) -> Bool { table.value(of: Array(prefix.lowercased().utf8)) != nil }

    /// The prefixes of all services, sorted.
    package var services: [String] { table.lines.map { String(decoding: $0.key, as: UTF8.self) } }

    /// The action with a name such as `s3:GetObject`; letters' case does not count.
    package func action(_ text: String) -> Action? {
        let pattern = ActionPattern(text)
        guard !pattern.hasWildcard else { return nil }
        return actions(matching: pattern).first
    }

    /// The actions that a pattern such as `s3:Get*` covers, sorted by service and name.
    package func actions(matching text: String) -> [Action] { actions(matching: ActionPattern(text)) }

    /// The actions that a pattern covers, sorted by service and name; none for a pattern longer than any action.
    package func actions(matching pattern: ActionPattern) -> [Action] {
        guard pattern.text.utf8.count <= ActionPattern.lengthLimit else { return [] }
        let service = Array(pattern.service.utf8)
        let name = Array(pattern.name.utf8)
        guard service.contains(where: { $0 == Wildcard.star || $0 == Wildcard.one }) else {
            return table.value(of: service).map { entries($0, of: service[...], named: name) } ?? []
        }
        return table.lines.filter { Wildcard.matches(service, $0.key) }.flatMap {
            entries($0.value, of: $0.key, named: name)
        }
    }

    /// A pattern without wildcards names at most one action, and lines are long: that of EC2 has seven hundred.
    private func entries(
        _ line: ArraySlice<UInt8>, of service: ArraySlice<UInt8>, named pattern: [UInt8]
    ) -> [Action] {
        let isExact = !pattern.contains { $0 == Wildcard.star || $0 == Wildcard.one }
        var found: [Action] = []
        var start = line.startIndex
        while start < line.endIndex {
            let end = line[start...].firstIndex(of: UInt8(ascii: " ")) ?? line.endIndex
            let entry = line[start..<end]
            start = end + 1
            guard entry.count > 2, !isExact || entry.count == pattern.count + 2,
                Wildcard.matches(pattern, entry.dropFirst(2))
            else { continue }
            found.append(Action(entry: entry, service: service))
            if isExact { break }
        }
        return found
    }
}

extension Action {
    /// Reads an entry of at least three bytes.
    fileprivate init(entry: ArraySlice<UInt8>, service: ArraySlice<UInt8>) {
        self.init(
            service: String(decoding: service, as: UTF8.self), name: String(decoding: entry.dropFirst(2), as: UTF8.self),
            accessLevel: AccessLevel(letter: entry[entry.startIndex]),
            supportsResources: entry[entry.startIndex + 1] == UInt8(ascii: "+"))
    }
}

extension Action.AccessLevel {
    init(letter: UInt8) {
        switch letter {
        case UInt8(ascii: "L"): self = .list
        case UInt8(ascii: "R"): self = .read
        case UInt8(ascii: "W"): self = .write
        case UInt8(ascii: "T"): self = .tagging
        case UInt8(ascii: "P"): self = .permissionsManagement
        default: self = .retired
        }
    }
}

extension UInt8 {
    var asciiLowercased: UInt8 { (0x41...0x5A).contains(self) ? self | 0x20 : self }
}
