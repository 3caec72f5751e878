/// Patterns, found by what they cover without asking every one of them.
struct PatternIndex: Sendable {
    /// The most patterns that are asked for one answer; past it the answer is no, which never claims too much.
    static let candidateLimit = 1000

    private var exact: [WildcardPattern: [Int]] = [:]
    /// Patterns with a wildcard by the tokens before it.
    private var byPrefix: [ArraySlice<PatternToken>: [(pattern: WildcardPattern, index: Int)]] = [:]
    private var prefixLengths: [Int] = []

    /// Makes an index of patterns by their place in the list.
    init(_ patterns: [WildcardPattern]) { self.init(patterns.enumerated().map { ($0.element, $0.offset) }) }

    /// Makes an index of patterns by numbers, of which several may share one.
    init(_ patterns: [(pattern: WildcardPattern, index: Int)]) {
        var lengths: Set<Int> = []
        for (pattern, index) in patterns {
            exact[pattern, default: []].append(index)
            guard pattern.tokens.contains(.anyRun) || pattern.tokens.contains(.anyOne) else { continue }
            let prefix = Self.prefix(of: pattern)
            lengths.insert(prefix.count)
            byPrefix[prefix, default: []].append((pattern, index))
        }
        prefixLengths = lengths.sorted()
    }

    /// Whether any of the patterns covers a pattern.
    func covers(_ pattern: WildcardPattern) -> Bool {
        exact[pattern] != nil || hasOther(covering: pattern)
    }

    /// Whether any of the patterns covers a pattern without being equal to it.
    func hasOther(covering pattern: WildcardPattern) -> Bool {
        candidates(pattern).contains { $0.pattern != pattern && $0.pattern.covers(pattern) }
    }

    /// The numbers of the patterns that cover a pattern.
    func indices(covering pattern: WildcardPattern) -> [Int] {
        (exact[pattern] ?? []).prefix(Self.candidateLimit)
            + candidates(pattern).filter { $0.pattern != pattern && $0.pattern.covers(pattern) }.map(\.index)
    }

    private func candidates(_ pattern: WildcardPattern) -> [(pattern: WildcardPattern, index: Int)] {
        let prefix = Self.prefix(of: pattern)
        var found: [(pattern: WildcardPattern, index: Int)] = []
        for length in prefixLengths {
            guard length <= prefix.count, found.count < Self.candidateLimit else { break }
            found += (byPrefix[prefix.prefix(length)] ?? []).prefix(Self.candidateLimit - found.count)
        }
        return found
    }

    /// What stands before the first wildcard; variables and opaque names count, for they only equal themselves.
    private static func prefix(of pattern: WildcardPattern) -> ArraySlice<PatternToken> {
        pattern.tokens.prefix { $0.isLiteral || $0.isPartOfVariable }
    }
}

extension [WildcardPattern] {
    /// Below this many, asking each is quicker than making an index.
    private static let indexWorth = 8

    /// Whether each of the patterns is covered by one of the others.
    func areCovered(by others: [WildcardPattern]) -> Bool {
        guard count > Self.indexWorth else {
            return allSatisfy { pattern in others.contains { $0 == pattern || $0.covers(pattern) } }
        }
        return allSatisfy(PatternIndex(others).covers)
    }

    /// The patterns without those that others of them cover, each once, in order.
    func withoutCovered() -> [WildcardPattern] {
        guard count > 1 else { return self }
        let index = PatternIndex(self)
        var seen: Set<WildcardPattern> = []
        return filter { seen.insert($0).inserted && !index.hasOther(covering: $0) }
    }

    /// Sorted by text and each once: the form in which lists are compared.
    func sortedByText() -> [WildcardPattern] {
        var seen: Set<WildcardPattern> = []
        return filter { seen.insert($0).inserted }.sorted { $0.text.utf8.lexicographicallyPrecedes($1.text.utf8) }
    }
}
