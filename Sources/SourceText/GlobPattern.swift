/// A glob: `*` within a path component, `**` across components, `?` one character, `[a-z]` a class, `\` an escape.
///
/// Matching takes time proportional to pattern times text, whatever the pattern.
package struct GlobPattern: Hashable, Sendable {
    private enum Token: Hashable, Sendable {
        case literal(UInt8)
        case anyByte
        case anyRun
        case anyPath
        case set([ClosedRange<UInt8>], isNegated: Bool)
    }

    /// The pattern as written.
    package let text: String
    /// Whether the pattern has any wildcard.
    package let hasWildcard: Bool
    private let tokens: [Token]

    /// Reads a pattern; an unclosed class stands for itself.
    package init(_ text: String) {
        self.text = text
        var tokens: [Token] = []
        let bytes = Array(text.utf8)
        var index = 0
        while index < bytes.count {
            index = GlobPattern.append(&tokens, bytes, index)
        }
        self.tokens = tokens
        hasWildcard = tokens.contains { if case .literal = $0 { false } else { true } }
    }

    /// Whether the whole text matches.
    package func matches(_ candidate: String) -> Bool {
        var candidate = candidate
        return candidate.withUTF8 { matches($0) }
    }

    private func matches(_ candidate: UnsafeBufferPointer<UInt8>) -> Bool {
        if !hasWildcard { return matchesLiterally(candidate) }
        // Most paths of a tree fail at an end already.
        if case .literal(let first)? = tokens.first, candidate.first != first { return false }
        if case .literal(let last)? = tokens.last, candidate.last != last { return false }
        // Which positions of the pattern the text so far can have reached.
        var states = [Bool](repeating: false, count: tokens.count + 1)
        var next = states
        states[0] = true
        close(&states)
        for byte in candidate {
            for index in next.indices { next[index] = false }
            for state in tokens.indices where states[state] { step(from: state, over: byte, &next) }
            close(&next)
            swap(&states, &next)
        }
        return states[tokens.count]
    }

    private func matchesLiterally(_ candidate: UnsafeBufferPointer<UInt8>) -> Bool {
        candidate.count == tokens.count && zip(candidate, tokens).allSatisfy { .literal($0) == $1 }
    }

    private func step(from state: Int, over byte: UInt8, _ next: inout [Bool]) {
        switch tokens[state] {
        case .literal(let expected): if expected == byte { next[state + 1] = true }
        case .anyByte: if byte != GlobPattern.slash { next[state + 1] = true }
        case .anyRun: if byte != GlobPattern.slash { next[state] = true }
        case .anyPath: next[state] = true
        case .set(let ranges, let isNegated):
            if byte != GlobPattern.slash, ranges.contains(where: { $0.contains(byte) }) != isNegated {
                next[state + 1] = true
            }
        }
    }

    /// Adds what can be reached without reading a byte; such steps only lead forward, so one pass finds them all.
    private func close(_ states: inout [Bool]) {
        for state in tokens.indices where states[state] {
            guard tokens[state] == .anyRun || tokens[state] == .anyPath else { continue }
            states[state + 1] = true
            // `**/` also stands for no directory at all.
            if tokens[state] == .anyPath, state + 1 < tokens.count, tokens[state + 1] == .literal(GlobPattern.slash),
                state == 0 || tokens[state - 1] == .literal(GlobPattern.slash)
            {
                states[state + 2] = true
            }
        }
    }

    private static let slash = UInt8(ascii: "/")

    private static func append(_ tokens: inout [Token], _ bytes: [UInt8], _ index: Int) -> Int {
        switch bytes[index] {
        case UInt8(ascii: "*"):
            var end = index
            while end < bytes.count, bytes[end] == UInt8(ascii: "*") { end += 1 }
            tokens.append(end - index > 1 ? .anyPath : .anyRun)
            return end
        case UInt8(ascii: "?"):
            tokens.append(.anyByte)
        case UInt8(ascii: "\\") where index + 1 < bytes.count:
            tokens.append(.literal(bytes[index + 1]))
            return index + 2
        case UInt8(ascii: "["):
            if let (token, end) = set(bytes, index) {
                tokens.append(token)
                return end
            }
            tokens.append(.literal(bytes[index]))
        default:
            tokens.append(.literal(bytes[index]))
        }
        return index + 1
    }

    private static func set(_ bytes: [UInt8], _ start: Int) -> (Token, Int)? {
        var index = start + 1
        let isNegated = index < bytes.count && (bytes[index] == UInt8(ascii: "!") || bytes[index] == UInt8(ascii: "^"))
        if isNegated { index += 1 }
        var ranges: [ClosedRange<UInt8>] = []
        let first = index
        while index < bytes.count, bytes[index] != UInt8(ascii: "]") || index == first {
            let low = bytes[index]
            if index + 2 < bytes.count, bytes[index + 1] == UInt8(ascii: "-"), bytes[index + 2] != UInt8(ascii: "]") {
                let high = bytes[index + 2]
                if low <= high { ranges.append(low...high) }
                index += 3
            } else {
                ranges.append(low...low)
                index += 1
            }
        }
        guard index < bytes.count else { return nil }
        return (.set(ranges, isNegated: isNegated), index + 1)
    }
}
