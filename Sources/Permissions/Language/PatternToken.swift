/// One step of a wildcard pattern: a character, a wildcard, or a part of a variable.
///
/// All kinds share one number range, so that patterns are compared without looking into them.
struct PatternToken: Sendable, Hashable {
    /// A Unicode scalar below 0x110000; above, what no text holds.
    let code: UInt32

    /// `*`.
    static let anyRun = PatternToken(code: 0x11_0000)
    /// `?` where no `*` stands in the same run of wildcards.
    static let anyOne = PatternToken(code: 0x11_0001)
    /// `?` where a `*` follows in the same run: one character at least.
    static let atLeastOne = PatternToken(code: 0x11_0002)
    static let variableStart = PatternToken(code: 0x11_0003)
    static let variableEnd = PatternToken(code: 0x11_0004)
    /// Matches nothing, ever.
    static let nothing = PatternToken(code: 0x11_0005)
    /// Starts a name that no request resolves; it ends as a variable does.
    static let opaqueStart = PatternToken(code: 0x11_0006)

    private static let nameOffset: UInt32 = 0x20_0000

    init(code: UInt32) { self.code = code }

    init(_ scalar: Unicode.Scalar) { code = scalar.value }

    /// A scalar of a variable's name, which equals no scalar of a text.
    init(ofVariable scalar: Unicode.Scalar) { code = scalar.value | Self.nameOffset }

    /// Whether it stands for exactly one character of a text.
    var isOneCharacter: Bool { code < 0x11_0000 || self == .anyOne || self == .atLeastOne }

    /// Whether it is a character rather than a wildcard or a part of a variable.
    var isLiteral: Bool { code < 0x11_0000 }

    var isPartOfVariable: Bool {
        self == .variableStart || self == .opaqueStart || self == .variableEnd || code >= Self.nameOffset
    }

    /// The scalar of a literal or of a variable's name.
    var scalar: Unicode.Scalar? { Unicode.Scalar(code & ~Self.nameOffset) }

    /// Puts each run of wildcards into one order: every `?` first, then one `*`.
    static func normalised(_ tokens: [PatternToken]) -> [PatternToken] {
        var result: [PatternToken] = []
        result.reserveCapacity(tokens.count)
        var ones = 0
        var hasRun = false
        for token in tokens + [.nothing] {
            if token == .anyRun {
                hasRun = true
            } else if token == .anyOne || token == .atLeastOne {
                ones += 1
            } else {
                result += repeatElement(hasRun ? .atLeastOne : .anyOne, count: ones)
                if hasRun { result.append(.anyRun) }
                (ones, hasRun) = (0, false)
                result.append(token)
            }
        }
        result.removeLast()
        return result
    }
}
