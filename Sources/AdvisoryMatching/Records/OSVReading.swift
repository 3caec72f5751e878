/// Turns a record into what it says of each of its packages.
struct OSVReading {
    private let record: OSVRecord

    /// The longest summary that is kept, in bytes; the schema asks for at most 120 characters.
    private static let summaryLimit = 100

    init(_ record: OSVRecord) { self.record = record }

    var packages: [(name: PackageName, advisory: Advisory)] {
        var order: [PackageName] = []
        var entries: [PackageName: [OSVAffected]] = [:]
        for affected in record.affected ?? [] {
            guard let package = affected.package, let name = PackageName(package.name, inEcosystem: package.ecosystem) else { continue }
            if entries[name] == nil { order.append(name) }
            entries[name, default: []].append(affected)
        }
        return order.map { name in (name, advisory(entries[name] ?? [])) }
    }

    private func advisory(_ entries: [OSVAffected]) -> Advisory {
        Advisory(
            id: record.id, aliases: record.aliases ?? [], kind: kind(entries), summary: summary, severity: severity(entries),
            link: link, ranges: entries.flatMap(ranges), versions: distinct(entries.flatMap { $0.versions ?? [] }),
            symbols: distinct(entries.flatMap(symbols)))
    }

    private func kind(_ entries: [OSVAffected]) -> Advisory.Kind {
        if record.id.hasPrefix("MAL-") { return .malware }
        switch entries.lazy.compactMap({ $0.details?.informational }).first {
        case nil: return .vulnerability
        case "unmaintained": return .unmaintained
        case "unsound": return .unsound
        default: return .notice
        }
    }

    /// Commits are no versions of packages.
    private func ranges(_ affected: OSVAffected) -> [AffectedRange] {
        (affected.ranges ?? []).filter { $0.type != "GIT" }.map { range in
            AffectedRange(range.events.flatMap { event in
                [
                    event.introduced.map { .init(.introduced, $0) }, event.fixed.map { .init(.fixed, $0) },
                    event.lastAffected.map { .init(.lastAffected, $0) }, event.limit.map { .init(.limit, $0) },
                ].compactMap(\.self)
            })
        }
    }

    private func symbols(_ affected: OSVAffected) -> [AdvisorySymbol] {
        let imports = (affected.specific?.imports ?? []).flatMap { item in
            let names = item.symbols ?? []
            return (names.isEmpty ? [""] : names).map { AdvisorySymbol(module: item.path, name: $0) }
        }
        let functions = affected.specific?.functions ?? affected.specific?.affects?.functions ?? []
        return imports + functions.map { AdvisorySymbol(module: "", name: $0) }
    }

    private func distinct<Element: Hashable>(_ elements: [Element]) -> [Element] {
        var seen: Set<Element> = []
        return elements.filter { seen.insert($0).inserted }
    }
}

extension OSVReading {
    /// A vector before a score, a score before a word; of vectors that of the newest version.
    private func severity(_ entries: [OSVAffected]) -> AdvisorySeverity? {
        let own = entries.flatMap { $0.severity ?? [] }
        let texts = (own.isEmpty ? record.severity ?? [] : own).map(\.score) + entries.compactMap { $0.details?.vector }
        let vectors = texts.compactMap { text in CVSSVector(text).map { (text, $0.version) } }
        if let newest = vectors.max(by: { $0.1 < $1.1 }) { return .vector(newest.0) }
        let details = [record.details].compactMap(\.self) + entries.compactMap(\.details)
        if let score = details.lazy.compactMap(\.score).first, (0...10).contains(score) { return .score(score) }
        return details.lazy.compactMap(\.severity).first.flatMap(AdvisorySeverity.Level.init(word:)).map(AdvisorySeverity.level)
    }

    /// The summary, or the first line of the text.
    private var summary: String {
        let given = record.summary.flatMap { $0.isEmpty ? nil : $0 }
        return Self.oneLine(given ?? record.text ?? "", isFirst: given == nil)
    }

    /// Joins lines and cuts what is too long behind a whole word.
    private static func oneLine(_ text: String, isFirst: Bool) -> String {
        var line = text.unicodeScalars.prefix(4 * summaryLimit)[...]
        if isFirst {
            line = line.drop { $0 == "#" || $0.properties.isWhitespace }
            line = line.prefix { $0 != "\n" }
        }
        let words = String(line).split(whereSeparator: { $0.isWhitespace || $0.isNewline })
        var joined = ""
        for word in words {
            guard joined.utf8.count + word.utf8.count < summaryLimit else { return joined.isEmpty ? "" : joined + "…" }
            joined += joined.isEmpty ? String(word) : " " + word
        }
        return joined
    }

    private var link: String {
        if let page = AdvisoryPage.address(of: record.id, record.aliases ?? []) { return page }
        let references = record.references ?? []
        let best = references.first { $0.type == "ADVISORY" } ?? references.first { $0.type == "WEB" } ?? references.first
        return best?.url ?? ""
    }
}
