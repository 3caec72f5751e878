/// A version as PEP 440 reads and orders it.
///
/// Source: <https://packaging.python.org/en/latest/specifications/version-specifiers/>
struct PythonVersion: Sendable {
    private enum Phase: Int, Sendable { case devOnly, alpha, beta, candidate, final }

    private enum LocalSegment: Sendable {
        case text([UInt8])
        case number(Natural)
    }

    private let epoch: Natural
    private let release: [Natural]
    private let phase: Phase
    private let phaseNumber: Natural
    private let post: Natural?
    private let dev: Natural?
    private let local: [LocalSegment]

    private static let separators = "-_."
    private static let phases: [(word: String, phase: Phase)] = [
        ("alpha", .alpha), ("a", .alpha), ("beta", .beta), ("b", .beta), ("preview", .candidate), ("pre", .candidate),
        ("c", .candidate), ("rc", .candidate),
    ]

    init?(_ text: String) {
        var input = VersionText(text)
        _ = input.skip(anyOf: "vV")
        guard let first = input.number() else { return nil }
        if input.skip(anyOf: "!") {
            epoch = first
            release = input.dottedNumbers()
            guard !release.isEmpty else { return nil }
        } else {
            epoch = .zero
            var more = input
            release = [first] + (more.skip(anyOf: ".") ? more.dottedNumbers() : [])
            if release.count > 1 { input = more }
        }
        let prerelease = Self.prerelease(&input)
        post = Self.post(&input)
        dev = Self.suffix(["dev"], &input)?.number
        phase = prerelease?.phase ?? (post == nil && dev != nil ? .devOnly : .final)
        phaseNumber = prerelease?.number ?? .zero
        guard let local = Self.local(&input), input.isAtEnd else { return nil }
        self.local = local
    }

    var isPrerelease: Bool { phase != .final || dev != nil }

    func order(against other: PythonVersion) -> Int {
        var order = epoch.order(against: other.epoch)
        if order == 0 { order = release.order(againstPadded: other.release) }
        if order == 0 { order = phase.rawValue - other.phase.rawValue }
        if order == 0 { order = phaseNumber.order(against: other.phaseNumber) }
        if order == 0 { order = Self.order(post, other.post, missing: -1) }
        if order == 0 { order = Self.order(dev, other.dev, missing: 1) }
        return order == 0 ? Self.order(local, other.local) : order
    }
}

extension PythonVersion {
    /// A word with an optional separator on either side and an optional number.
    private static func suffix(
        _ words: [String], _ input: inout VersionText
    ) -> (word: String, number: Natural)? {
        var ahead = input
        _ = ahead.skip(anyOf: separators)
        guard let word = ahead.skip(firstOf: words) else { return nil }
        _ = ahead.skip(anyOf: separators)
        input = ahead
        return (word, input.number() ?? .zero)
    }

    private static func prerelease(_ input: inout VersionText) -> (phase: Phase, number: Natural)? {
        guard let suffix = suffix(phases.map(\.word), &input),
            let phase = phases.first(where: { $0.word == suffix.word })?.phase
        else { return nil }
        return (phase, suffix.number)
    }

    private static func post(_ input: inout VersionText) -> Natural? {
        // A bare `-1` is an implicit post-release.
        if input.next == UInt8(ascii: "-"), input.peek(1)?.isASCIIDigit == true {
            input.skip()
            return input.number()
        }
        return suffix(["post", "rev", "r"], &input)?.number
    }

    /// `nil` when what follows `+` is no local version.
    private static func local(_ input: inout VersionText) -> [LocalSegment]? {
        guard input.skip(anyOf: "+") else { return [] }
        var segments: [LocalSegment] = []
        repeat {
            let part = input.run { $0.isASCIIDigit || $0.isASCIILetter }
            guard !part.isEmpty else { return nil }
            let isNumber = part.allSatisfy(\.isASCIIDigit)
            segments.append(isNumber ? .number(Natural(part)) : .text(part.map(\.asciiLowercased)))
        } while input.skip(anyOf: separators)
        return segments
    }

    /// `missing` is the order of nothing against something.
    private static func order(_ left: Natural?, _ right: Natural?, missing: Int) -> Int {
        guard let left else { return right == nil ? 0 : missing }
        guard let right else { return -missing }
        return left.order(against: right)
    }

    private static func order(_ left: [LocalSegment], _ right: [LocalSegment]) -> Int {
        for pair in zip(left, right) {
            let order =
                switch pair {
                case (.number(let left), .number(let right)): left.order(against: right)
                case (.text(let left), .text(let right)): left.order(against: right)
                case (.text, .number): -1
                case (.number, .text): 1
                }
            if order != 0 { return order }
        }
        return left.count < right.count ? -1 : (left.count == right.count ? 0 : 1)
    }
}
