/// A version as Composer normalises it and PHP's `version_compare` orders it.
///
/// Sources: <https://getcomposer.org/doc/articles/versions.md>, <https://www.php.net/version_compare>
struct ComposerVersion: Sendable {
    fileprivate enum Part: Sendable {
        case number(Natural)
        case stability(Stability)
    }

    /// A number stands between a candidate and a patch.
    fileprivate enum Stability: Int, Sendable { case dev, alpha, beta, candidate, number, patch }

    private enum Form: Sendable {
        case release([Part])
        /// `dev-main`: below every release.
        case branch([UInt8])
    }

    private let form: Form

    private static let stabilities: [(word: String, stability: Stability?)] = [
        ("stable", nil), ("beta", .beta), ("b", .beta), ("rc", .candidate), ("alpha", .alpha), ("a", .alpha),
        ("patch", .patch), ("pl", .patch), ("p", .patch),
    ]
    /// What `x` in the name of a branch stands for.
    private static let anyNumber = Natural(9_999_999)
    private static let numberCount = 4

    init?(_ text: String) {
        let bytes = Self.withoutFlagsAndMetadata(Array(text.utf8)[...])
        var input = VersionText(bytes)
        if input.skip(word: "dev-") {
            form = .branch(Array(input.rest))
        } else if ["master", "trunk", "default"].contains(where: { $0.utf8.elementsEqual(input.rest) }) {
            form = .branch(Array(input.rest))
        } else if let parts = Self.release(VersionText(bytes)) ?? Self.numericBranch(VersionText(bytes)) {
            form = .release(parts)
        } else {
            return nil
        }
    }

    var isPrerelease: Bool {
        guard case .release(let parts) = form else { return true }
        return parts.contains { if case .stability(let stability) = $0 { stability.rawValue < Stability.number.rawValue } else { false } }
    }

    func order(against other: ComposerVersion) -> Int {
        switch (form, other.form) {
        case (.branch(let left), .branch(let right)): left.order(against: right)
        case (.branch, .release): -1
        case (.release, .branch): 1
        case (.release(let left), .release(let right)): Self.order(left, right)
        }
    }

    private static func order(_ left: [Part], _ right: [Part]) -> Int {
        for pair in zip(left, right) {
            let order =
                if case (.number(let mine), .number(let theirs)) = pair { mine.order(against: theirs) } else {
                    pair.0.rank.rawValue - pair.1.rank.rawValue
                }
            if order != 0 { return order }
        }
        if left.count == right.count { return 0 }
        return left.count > right.count ? tail(left[right.count]) : -tail(right[left.count])
    }

    /// How something compares with nothing: further numbers and patches are above it, the rest below.
    private static func tail(_ part: Part) -> Int { part.rank.rawValue >= Stability.number.rawValue ? 1 : -1 }
}

extension ComposerVersion.Part {
    fileprivate var rank: ComposerVersion.Stability {
        switch self {
        case .number: .number
        case .stability(let stability): stability
        }
    }
}

extension ComposerVersion {
    /// Cuts `@stability` and what follows `+`.
    private static func withoutFlagsAndMetadata(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var kept = bytes
        if let flag = kept.lastIndex(of: UInt8(ascii: "@")) {
            let name = String(decoding: kept[(flag + 1)...], as: UTF8.self).lowercased()
            if ["stable", "rc", "beta", "alpha", "dev"].contains(name) { kept = kept[..<flag] }
        }
        guard let plus = kept.firstIndex(of: UInt8(ascii: "+")), plus > kept.startIndex else { return kept }
        return kept[..<plus]
    }

    private static func release(_ text: VersionText) -> [Part]? {
        var input = text
        _ = input.skip(anyOf: "vV")
        var numbers = input.dottedNumbers()
        let digits = input.position
        guard let first = numbers.first else { return nil }
        // A longer first number, or one with hyphens behind it, is a date.
        let isDate = first > Natural(99_999) || numbers.count > numberCount || (first > Natural(999) && input.startsDatePart)
        if isDate {
            guard first > Natural(999) else { return nil }
            while input.startsDatePart {
                input.skip()
                if let number = input.number() { numbers.append(number) }
            }
        } else {
            while numbers.count < numberCount { numbers.append(.zero) }
        }
        guard digits > text.position, let suffix = suffix(&input), input.isAtEnd else { return nil }
        return numbers.map(Part.number) + suffix
    }

    /// `-beta.2-dev` and its other spellings; empty when there is none.
    private static func suffix(_ input: inout VersionText) -> [Part]? {
        var parts: [Part] = []
        _ = input.skip(anyOf: "._-")
        if let word = input.skip(firstOf: stabilities.map(\.word)) {
            if let stability = stabilities.first(where: { $0.word == word })?.stability { parts.append(.stability(stability)) }
            while let number = separatedNumber(&input) { if !parts.isEmpty { parts.append(.number(number)) } }
        }
        var ahead = input
        _ = ahead.skip(anyOf: ".-")
        if ahead.skip(word: "dev") {
            input = ahead
            parts.append(.stability(.dev))
        }
        return parts
    }

    private static func separatedNumber(_ input: inout VersionText) -> Natural? {
        var ahead = input
        _ = ahead.skip(anyOf: ".-")
        guard let number = ahead.number() else { return nil }
        input = ahead
        return number
    }

    /// `1.x-dev`: above every release that begins so.
    private static func numericBranch(_ text: VersionText) -> [Part]? {
        var input = text
        _ = input.skip(anyOf: "vV")
        guard let first = input.number() else { return nil }
        var numbers = [first]
        while numbers.count < numberCount, input.next == UInt8(ascii: ".") {
            var ahead = input
            ahead.skip()
            guard let number = ahead.number() ?? (ahead.skip(anyOf: "xX*") ? anyNumber : nil) else { break }
            numbers.append(number)
            input = ahead
        }
        _ = input.skip(anyOf: ".-")
        guard input.skip(word: "dev"), input.isAtEnd else { return nil }
        while numbers.count < numberCount { numbers.append(anyNumber) }
        return numbers.map(Part.number) + [.stability(.dev)]
    }
}

extension VersionText {
    fileprivate var startsDatePart: Bool {
        guard let next, ".:-".utf8.contains(next) else { return false }
        return peek(1)?.isASCIIDigit == true
    }
}
