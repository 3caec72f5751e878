extension WildcardPattern {
    /// Whether it matches the whole of a text.
    ///
    /// Takes at most the product of both lengths in steps; time proportional to the text where nothing is repeated.
    package func matches(_ text: String) -> Bool {
        Self.accepts(tokens, WildcardPattern(text, reading: [], ignoringCase: ignoresCase).tokens)
    }

    /// Whether every text that the other one matches is matched by this one too; exact.
    ///
    /// A variable has some value, perhaps none: only `*` and the same variable cover it.
    package func covers(_ other: WildcardPattern) -> Bool {
        guard !other.isOverlong, !isOverlong else { return self == other }
        return Self.accepts(tokens, other.tokens)
    }

    /// Whether a text may be matched by both; a variable may have any value.
    ///
    /// Takes at most the product of both lengths in steps.
    package func intersects(_ other: WildcardPattern) -> Bool {
        guard !isOverlong, !other.isOverlong else { return false }
        return Self.meet(Self.openingVariables(tokens), Self.openingVariables(other.tokens))
    }

    /// Whether the pattern takes the other one's tokens as if they were a text.
    ///
    /// INVARIANT: what follows a `*` is tried at the earliest place that fits, which is never worse than a later one: the
    /// next `*` then starts earlier, and takes whatever is between.
    private static func accepts(_ pattern: [PatternToken], _ text: [PatternToken]) -> Bool {
        var at = (pattern: 0, text: 0)
        var retry: (pattern: Int, text: Int)?
        while at.text < text.count {
            if at.pattern < pattern.count, pattern[at.pattern] == .anyRun {
                at.pattern += 1
                // Nothing is left that could fail.
                if at.pattern == pattern.count { return true }
                retry = at
            } else if let step = step(pattern, at.pattern, over: text[at.text]) {
                at = (at.pattern + step, at.text + 1)
            } else if let last = retry {
                at = (last.pattern, last.text + 1)
                retry = at
            } else {
                return false
            }
        }
        return pattern[at.pattern...].allSatisfy { $0 == .anyRun }
    }

    /// How far one token of the other side moves the pattern on: one step, none, or `nil` when it does not fit.
    private static func step(_ pattern: [PatternToken], _ index: Int, over token: PatternToken) -> Int? {
        guard index < pattern.count else { return nil }
        switch pattern[index] {
        case .anyOne: return token.isOneCharacter ? 1 : nil
        // What may be empty does not count towards the one character, and the `*` of the same run takes it.
        case .atLeastOne: return token.isOneCharacter ? 1 : 0
        case let expected: return expected == token ? 1 : nil
        }
    }

    private static func openingVariables(_ tokens: [PatternToken]) -> [PatternToken] {
        guard tokens.contains(where: \.isPartOfVariable) else { return tokens }
        return PatternToken.normalised(tokens.map { $0.isPartOfVariable ? .anyRun : $0 })
    }

    private static func meet(_ left: [PatternToken], _ right: [PatternToken]) -> Bool {
        guard endsMeet(left, right), endsMeet(left.reversed(), right.reversed()) else { return false }
        // Which places of the right side the left side so far can have reached.
        var reached = [Bool](repeating: false, count: right.count + 1)
        reached[0] = true
        skipRuns(right, &reached)
        for token in left {
            reached = token == .anyRun ? overRun(right, reached) : overOne(token, right, reached)
            guard reached.contains(true) else { return false }
        }
        return reached[right.count]
    }

    /// Whether the literals before the first wildcard of either agree: most pairs fail here.
    private static func endsMeet(_ left: [PatternToken], _ right: [PatternToken]) -> Bool {
        for (one, other) in zip(left, right) {
            guard one.isLiteral, other.isLiteral else { return true }
            if one != other { return false }
        }
        return true
    }

    private static func skipRuns(_ right: [PatternToken], _ reached: inout [Bool]) {
        for index in right.indices where reached[index] && right[index] == .anyRun { reached[index + 1] = true }
    }

    private static func overRun(_ right: [PatternToken], _ reached: [Bool]) -> [Bool] {
        var isReached = false
        return reached.map { place in
            isReached = isReached || place
            return isReached
        }
    }

    private static func overOne(_ token: PatternToken, _ right: [PatternToken], _ reached: [Bool]) -> [Bool] {
        var next = [Bool](repeating: false, count: reached.count)
        for index in right.indices where reached[index] {
            let other = right[index]
            if other == .anyRun {
                next[index] = true
            } else if token == other || !(token.isLiteral && other.isLiteral) {
                next[index + 1] = true
            }
        }
        skipRuns(right, &next)
        return next
    }
}
