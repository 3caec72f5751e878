import ApplicationModel
internal import CAdvisorySnapshot

/// Advisories in one table of lines sorted by package, looked up without reading the rest of it.
///
/// The first line is `!`, the day of the newest advisory and the number of advisories by ecosystem; each other one is the
/// ecosystem, a space and the package's name, and, behind a tab, what `AdvisoryCode` makes of its advisories.
package struct AdvisorySnapshot: AdvisorySource {
    /// The snapshot that ships with the program.
    package static let bundled = AdvisorySnapshot(table: nil)

    /// `nil` for the table in the binary, which is not copied.
    private let table: [UInt8]?

    /// Makes a snapshot from a table's bytes.
    package init(table: [UInt8]) { self.init(table: .some(table)) }

    private init(table: [UInt8]?) { self.table = table }

    package func advisories(on package: PackageName) -> [Advisory] {
        withTable { table in
            let key = Array(package.key.utf8)
            guard let line = SnapshotLines(table).line(of: key) else { return [] }
            return AdvisoryCode.advisories(in: Array(table[line]))
        }
    }

    package func inventory() -> AdvisoryInventory {
        withTable { table in
            guard let line = SnapshotLines(table).line(of: Array(Self.head.utf8)) else { return AdvisoryInventory(newest: "", counts: []) }
            let words = String(decoding: table[line], as: UTF8.self).split(separator: " ")
            let counts = words.dropFirst().compactMap { word -> AdvisoryInventory.Count? in
                guard let equals = word.lastIndex(of: "="), let number = Int(word[word.index(after: equals)...]) else { return nil }
                return .init(ecosystem: String(word[..<equals]), advisories: number)
            }
            return AdvisoryInventory(newest: words.first.map(String.init) ?? "", counts: counts)
        }
    }

    private static let head = "!"

    private func withTable<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        if let table { return table.withUnsafeBufferPointer(body) }
        return body(UnsafeBufferPointer(start: ringfence_advisories(), count: ringfence_advisories_length()))
    }
}

extension AdvisorySnapshot {
    /// The table of some records: withdrawn ones are left out, and listed versions that a range holds anyway.
    package static func text(of records: some Sequence<AdvisoryRecord>) -> String {
        var packages: [PackageName: [Advisory]] = [:]
        var counts: [String: Set<String>] = [:]
        var newest = ""
        for record in records where !record.isWithdrawn {
            newest = max(newest, String(record.modified.prefix(10)))
            for (name, advisory) in record.packages {
                packages[name, default: []].append(advisory.withoutCoveredVersions(in: name.ecosystem))
                counts[name.ecosystem.rawValue, default: []].insert(record.id)
            }
        }
        let totals = counts.sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value.count)" }.joined()
        let lines = packages.map { name, advisories in
            let sorted = advisories.sorted { $0.id.utf8.lexicographicallyPrecedes($1.id.utf8) }
            return name.key + "\t" + AdvisoryCode.text(of: sorted) + "\n"
        }
        let bytewise = lines.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        return head + "\t" + newest + totals + "\n" + bytewise.joined()
    }
}

/// Lines of key, tab and value, sorted by key.
private struct SnapshotLines {
    private let table: UnsafeBufferPointer<UInt8>

    init(_ table: UnsafeBufferPointer<UInt8>) { self.table = table }

    /// Where the value of a key stands. Halving the bytes, not the lines, needs no list of lines.
    func line(of key: [UInt8]) -> Range<Int>? {
        var (low, high) = (0, table.count)
        while low < high {
            let start = lineStart(before: low + (high - low) / 2, notBefore: low)
            let end = lineEnd(from: start)
            let tab = table[start..<end].firstIndex(of: UInt8(ascii: "\t")) ?? end
            let order = table[start..<tab].order(against: key)
            if order == 0 { return min(tab + 1, end)..<end }
            if order < 0 { low = min(end + 1, high) } else { high = start }
        }
        return nil
    }

    private func lineStart(before offset: Int, notBefore low: Int) -> Int {
        var offset = offset
        while offset > low, table[offset - 1] != UInt8(ascii: "\n") { offset -= 1 }
        return offset
    }

    private func lineEnd(from offset: Int) -> Int {
        table[offset...].firstIndex(of: UInt8(ascii: "\n")) ?? table.count
    }
}
