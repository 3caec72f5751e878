import ApplicationModel

/// The versions that a requirement of npm's accepts.
///
/// Versions that are prereleases are accepted where they are named, and nowhere else.
/// Source: <https://github.com/npm/node-semver#ranges>
package struct NPMRange: Sendable {
    private struct Comparator: Sendable {
        enum Relation { case atLeast, above, atMost, below }

        let relation: Relation
        let version: PackageVersion

        func accepts(_ other: PackageVersion) -> Bool {
            switch relation {
            case .atLeast: other >= version
            case .above: other > version
            case .atMost: other <= version
            case .below: other < version
            }
        }
    }

    /// The most parts of one range that are read.
    private static let partLimit = 64

    private let alternatives: [[Comparator]]

    /// Reads a range such as `^1.2.0 || ~2.1`; `nil` for tags, addresses and whatever else is no range.
    package init?(_ text: String) {
        let parts = text.split(separator: "||", omittingEmptySubsequences: false)
        guard parts.count <= Self.partLimit else { return nil }
        let read = parts.map(Self.comparators)
        guard !read.contains(where: { $0 == nil }) else { return nil }
        alternatives = read.compactMap(\.self)
    }

    /// Whether the range accepts a version.
    package func admits(_ version: PackageVersion) -> Bool {
        alternatives.contains { comparators in
            let isNamed = comparators.contains { $0.version == version && $0.relation != .below && $0.relation != .above }
            return comparators.allSatisfy { $0.accepts(version) } && (!version.isPrerelease || isNamed)
        }
    }

    private static func comparators(_ text: Substring) -> [Comparator]? {
        let words = joined(text.split { $0 == " " || $0 == "\t" || $0 == "," })
        guard words.count <= partLimit else { return nil }
        if words.count == 3, words[1] == "-" { return hyphenated(words[0], words[2]) }
        var found: [Comparator] = []
        for word in words {
            guard let part = comparators(ofWord: word) else { return nil }
            found += part
        }
        return found
    }

    /// Operators may stand apart from what they are for.
    private static func joined(_ words: [Substring]) -> [String] {
        var result: [String] = []
        var operation = ""
        for word in words {
            if word.allSatisfy({ "<>=~^".contains($0) }) {
                operation += word
            } else {
                result.append(operation + word)
                operation = ""
            }
        }
        return operation.isEmpty ? result : result + [operation]
    }

    private static func hyphenated(_ low: String, _ high: String) -> [Comparator]? {
        guard let low = PartialVersion(low[...]), let high = PartialVersion(high[...]) else { return nil }
        return comparators(">=", low).flatMap { lower in comparators("<=", high).map { lower + $0 } }
    }

    private static func comparators(ofWord word: String) -> [Comparator]? {
        let operation = word.prefix { "<>=~^".contains($0) }
        guard let partial = PartialVersion(word[operation.endIndex...]) else { return nil }
        return comparators(String(operation), partial)
    }

    private static func comparators(_ operation: String, _ partial: PartialVersion) -> [Comparator]? {
        guard let last = partial.lastIndex else { return operation.hasPrefix("<") || operation == ">" ? nil : [] }
        switch operation {
        case "^": return span(partial, upTo: partial.firstNonzeroIndex)
        case "~", "~>": return span(partial, upTo: min(1, last))
        case "", "=", "==": return last < 2 ? span(partial, upTo: last) : made((.atLeast, partial.lowest), (.atMost, partial.lowest))
        case ">=": return made((.atLeast, partial.lowest))
        case "<": return made((.below, partial.lowest))
        case ">": return last < 2 ? made((.atLeast, partial.next(at: last))) : made((.above, partial.lowest))
        case "<=": return last < 2 ? made((.below, partial.next(at: last))) : made((.atMost, partial.lowest))
        default: return nil
        }
    }

    private static func made(_ bounds: (Comparator.Relation, String?)...) -> [Comparator]? {
        let read = bounds.compactMap { relation, text in
            text.flatMap { PackageVersion($0, in: .npm) }.map { Comparator(relation: relation, version: $0) }
        }
        return read.count == bounds.count ? read : nil
    }

    private static func span(_ partial: PartialVersion, upTo index: Int) -> [Comparator]? {
        made((.atLeast, partial.lowest), (.below, partial.next(at: index)))
    }
}

/// A version of which the last numbers may be missing, or be `x` or `*`.
private struct PartialVersion {
    /// At most three.
    private let numbers: [Int]
    /// What follows three numbers, with its hyphen.
    private let suffix: String

    init?(_ text: Substring) {
        let text = text.drop { $0 == "v" || $0 == "V" }
        let core = text.prefix { $0 != "-" && $0 != "+" }
        let rest = text[core.endIndex...].prefix { $0 != "+" }
        var numbers: [Int] = []
        var isOpen = core.isEmpty
        for part in core.split(separator: ".", omittingEmptySubsequences: false).prefix(4) where !core.isEmpty {
            if ["x", "X", "*"].contains(part) {
                isOpen = true
            } else {
                guard numbers.count < 3, part.utf8.count <= 15, part.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(part)
                else { return nil }
                if !isOpen { numbers.append(number) }
            }
        }
        self.numbers = numbers
        suffix = numbers.count == 3 ? String(rest) : ""
    }

    /// The index of the last number; `nil` when there is none.
    var lastIndex: Int? { numbers.isEmpty ? nil : numbers.count - 1 }

    /// The index of the first number that is not zero, else of the last.
    var firstNonzeroIndex: Int { numbers.firstIndex { $0 != 0 } ?? max(0, numbers.count - 1) }

    /// The first version of all that it may stand for.
    var lowest: String { text(numbers) + suffix }

    /// The first version with one more at a place and nothing behind it.
    func next(at index: Int) -> String? {
        guard numbers.indices.contains(index) else { return nil }
        return text(Array(numbers[..<index]) + [numbers[index] + 1])
    }

    private func text(_ numbers: [Int]) -> String {
        (numbers + [0, 0, 0]).prefix(3).map(String.init).joined(separator: ".")
    }
}
