/// Advisories as one line of text: what the snapshot and the store keep of a package.
///
/// Advisories stand with tabs between them. The fields of one stand with spaces between them: id, aliases, kind with
/// severity, ranges, versions, symbols, link, summary. Elements of a list stand with commas between them; what would be
/// taken for a separator is written `%` and two digits. A range is its events one behind the other, each a sign and a
/// version: `>` introduced, `<` fixed, `=` last affected, `!` limit.
package enum AdvisoryCode {
    private static let fieldCount = 8

    /// The advisories as text without a line break.
    package static func text(of advisories: [Advisory]) -> String {
        advisories.map { advisory in
            [
                escaped(advisory.id), list(advisory.aliases), AdvisoryMark(advisory).text,
                advisory.ranges.map(text).joined(separator: ";"), list(advisory.versions), text(of: advisory.symbols),
                advisory.link == AdvisoryPage.address(of: advisory.id, advisory.aliases) ? "" : escaped(advisory.link),
                plain(advisory.summary),
            ].joined(separator: " ")
        }.joined(separator: "\t")
    }

    /// The advisories of a text that `text(of:)` made; what it did not make is left out.
    package static func advisories(in text: [UInt8]) -> [Advisory] {
        text.split(separator: UInt8(ascii: "\t")).compactMap { advisory in
            let fields = advisory.split(separator: UInt8(ascii: " "), maxSplits: fieldCount - 1, omittingEmptySubsequences: false)
            guard fields.count == fieldCount, let mark = AdvisoryMark(fields[2]) else { return nil }
            let id = unescaped(fields[0])
            let aliases = elements(fields[1])
            let link = unescaped(fields[6])
            return Advisory(
                id: id, aliases: aliases, kind: mark.kind,
                summary: String(decoding: fields[7], as: UTF8.self), severity: mark.severity,
                link: link.isEmpty ? AdvisoryPage.address(of: id, aliases) ?? "" : link,
                ranges: fields[3].split(separator: UInt8(ascii: ";")).map(range), versions: elements(fields[4]),
                symbols: symbols(fields[5]))
        }
    }

    private static func list(_ elements: [String]) -> String { elements.map(escaped).joined(separator: ",") }

    private static func elements(_ text: ArraySlice<UInt8>) -> [String] {
        text.split(separator: UInt8(ascii: ",")).map(unescaped)
    }
}

extension AdvisoryCode {
    private static func sign(of kind: AffectedRange.Event.Kind) -> String {
        switch kind {
        case .introduced: ">"
        case .fixed: "<"
        case .lastAffected: "="
        case .limit: "!"
        }
    }

    private static func kind(of sign: UInt8) -> AffectedRange.Event.Kind? {
        switch sign {
        case UInt8(ascii: ">"): .introduced
        case UInt8(ascii: "<"): .fixed
        case UInt8(ascii: "="): .lastAffected
        case UInt8(ascii: "!"): .limit
        default: nil
        }
    }

    private static func text(_ range: AffectedRange) -> String {
        range.events.map { sign(of: $0.kind) + escaped($0.version) }.joined()
    }

    private static func range(_ text: ArraySlice<UInt8>) -> AffectedRange {
        var events: [AffectedRange.Event] = []
        var rest = text
        while let sign = rest.popFirst() {
            let version = rest.prefix { kind(of: $0) == nil }
            rest = rest.dropFirst(version.count)
            guard let kind = kind(of: sign) else { continue }
            events.append(.init(kind, unescaped(version)))
        }
        return AffectedRange(events)
    }

    /// `module#name+name`, for each module once.
    private static func text(of symbols: [AdvisorySymbol]) -> String {
        var modules: [String] = []
        var names: [String: [String]] = [:]
        for symbol in symbols {
            if names[symbol.module] == nil { modules.append(symbol.module) }
            names[symbol.module, default: []].append(symbol.name)
        }
        return modules.map { module in
            escaped(module) + "#" + (names[module] ?? []).map(escaped).joined(separator: "+")
        }.joined(separator: ",")
    }

    private static func symbols(_ text: ArraySlice<UInt8>) -> [AdvisorySymbol] {
        text.split(separator: UInt8(ascii: ",")).flatMap { entry -> [AdvisorySymbol] in
            let parts = entry.split(separator: UInt8(ascii: "#"), maxSplits: 1, omittingEmptySubsequences: false)
            guard let module = parts.first, let names = parts.dropFirst().first else { return [] }
            return names.split(separator: UInt8(ascii: "+"), omittingEmptySubsequences: false).map { name in
                AdvisorySymbol(module: unescaped(module), name: unescaped(name))
            }
        }
    }
}

extension AdvisoryCode {
    private static let reserved = Set("%,;<>=!#+".utf8)

    /// Text in which no separator stands.
    private static func escaped(_ text: String) -> String {
        guard text.utf8.contains(where: isReserved) else { return text }
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            if isReserved(byte) { bytes += [UInt8(ascii: "%"), digit(byte >> 4), digit(byte & 0x0F)] } else { bytes.append(byte) }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func unescaped(_ text: ArraySlice<UInt8>) -> String {
        guard text.contains(UInt8(ascii: "%")) else { return String(decoding: text, as: UTF8.self) }
        var bytes: [UInt8] = []
        var rest = text
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), rest.count >= 2 {
                bytes.append(value(rest.removeFirst()) << 4 | value(rest.removeFirst()))
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Control characters would end a field or a line.
    private static func plain(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) else { return text }
        return String(String.UnicodeScalarView(text.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? " " : $0 }))
    }

    private static func isReserved(_ byte: UInt8) -> Bool { byte <= 0x20 || byte == 0x7F || reserved.contains(byte) }

    private static func digit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x37 + value }

    private static func value(_ digit: UInt8) -> UInt8 { digit < 0x40 ? digit & 0x0F : (digit &- 0x37) & 0x0F }
}

/// Kind and severity as a word: a letter for the kind, then the vector, the score or the level.
private struct AdvisoryMark {
    let kind: Advisory.Kind
    let severity: AdvisorySeverity?

    private static let letters: [(letter: UInt8, kind: Advisory.Kind)] = [
        (UInt8(ascii: "v"), .vulnerability), (UInt8(ascii: "m"), .malware), (UInt8(ascii: "u"), .unmaintained),
        (UInt8(ascii: "s"), .unsound), (UInt8(ascii: "n"), .notice),
    ]
    private static let levels: [(word: String, level: AdvisorySeverity.Level)] = [
        ("none", .none), ("low", .low), ("medium", .medium), ("high", .high), ("critical", .critical),
    ]

    init(_ advisory: Advisory) {
        kind = advisory.kind
        severity = advisory.severity
    }

    init?(_ field: ArraySlice<UInt8>) {
        guard let letter = field.first, let kind = Self.letters.first(where: { $0.letter == letter })?.kind else { return nil }
        self.kind = kind
        guard field.count > 1 else {
            severity = nil
            return
        }
        let rest = String(decoding: field.dropFirst(), as: UTF8.self)
        if let score = Double(rest) {
            severity = .score(score)
        } else if let level = Self.levels.first(where: { $0.word == rest })?.level {
            severity = .level(level)
        } else {
            severity = .vector(rest)
        }
    }

    var text: String {
        let letter = Self.letters.first { $0.kind == kind }.map { String(UnicodeScalar($0.letter)) } ?? ""
        switch severity {
        case nil: return letter
        case .vector(let vector): return letter + vector
        case .score(let score): return letter + "\(score)"
        case .level(let level): return letter + (Self.levels.first { $0.level == level }?.word ?? "")
        }
    }
}
