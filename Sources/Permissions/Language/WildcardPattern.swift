/// A text of the policy language in which `*` stands for any run of characters, `?` for one, and `${key}` for what the
/// request brings.
///
/// A wildcard spans the colons and slashes of an ARN, as it does in IAM's `Action` and `Resource` elements. Two patterns
/// are equal when they are the same step by step, however their text spells it.
/// Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
package struct WildcardPattern: Sendable {
    /// What in a text is more than itself.
    package struct Notation: OptionSet, Sendable, Hashable {
        /// The options as bits.
        package let rawValue: UInt8

        /// Makes a notation from its bits.
        package init(rawValue: UInt8) { self.rawValue = rawValue }

        /// `*` and `?`.
        package static let wildcards = Notation(rawValue: 1)
        /// `${key}`, and `${*}`, `${?}`, `${$}` for the characters themselves.
        package static let variables = Notation(rawValue: 2)
    }

    /// A part of a pattern that is put together.
    package enum Piece: Sendable, Hashable {
        /// Text in the pattern's notation.
        case text(String)
        /// Something by a name whose value is not known, such as a resource that the stack makes: equal to itself, and
        /// else only covered by `*`.
        case opaque(String)
    }

    /// The most Unicode scalars a pattern may have; a longer one matches nothing. No ARN that AWS takes is longer.
    package static let lengthLimit = 2048

    /// The pattern as written; opaque parts as `${name}`.
    package let text: String
    /// What in the text is more than itself.
    package let notation: Notation
    /// Whether letters' case does not count, as in actions.
    package let ignoresCase: Bool
    let tokens: [PatternToken]

    /// Reads a pattern.
    package init(_ text: String, reading notation: Notation = [.wildcards, .variables], ignoringCase: Bool = false) {
        self.init([.text(text)], reading: notation, ignoringCase: ignoringCase)
    }

    /// Puts a pattern together.
    package init(
        _ pieces: [Piece], reading notation: Notation = [.wildcards, .variables], ignoringCase: Bool = false
    ) {
        var reader = PatternReader(notation: notation, ignoresCase: ignoringCase)
        for piece in pieces { reader.read(piece) }
        self.init(
            text: reader.text, notation: notation, ignoresCase: ignoringCase,
            tokens: PatternToken.normalised(reader.tokens))
    }

    init(text: String, notation: Notation, ignoresCase: Bool, tokens: [PatternToken]) {
        self.text = text
        self.notation = notation
        self.ignoresCase = ignoresCase
        self.tokens = tokens.count > Self.lengthLimit ? [.nothing] : tokens
    }

    /// A pattern that matches one text only.
    package static func literal(_ text: String) -> WildcardPattern { WildcardPattern(text, reading: []) }

    /// The pattern of an `Action` element: no variables, and letters' case does not count.
    package static func action(_ text: String) -> WildcardPattern {
        WildcardPattern(text, reading: .wildcards, ignoringCase: true)
    }

    /// The pattern of a `Resource` element.
    package static func resource(_ text: String, in version: Policy.Version = .v2012) -> WildcardPattern {
        WildcardPattern(text, reading: version.notation)
    }

    /// `*`.
    package static let everything = WildcardPattern("*")

    /// Whether it matches every text.
    package var isEverything: Bool { tokens == [.anyRun] }

    /// Whether it matches one text only.
    package var isLiteral: Bool { tokens.allSatisfy(\.isLiteral) }

    /// Whether it is so long that it matches nothing.
    package var isOverlong: Bool { tokens == [.nothing] }

    /// Whether it has a variable or another part whose value is not known.
    package var hasVariable: Bool { tokens.contains(where: \.isPartOfVariable) }

    /// The pattern taken apart again: text in the notation of version 2012, IAM's variables among it, and opaque parts.
    package var pieces: [Piece] {
        var pieces: [Piece] = []
        var part: ArraySlice<PatternToken> = []
        let flush = { (part: ArraySlice<PatternToken>) -> [Piece] in
            part.isEmpty ? [] : [.text(Self.text(part, reading: [.wildcards, .variables]))]
        }
        for token in tokens {
            if token == .opaqueStart {
                pieces += flush(part)
                part = [token]
            } else if token == .variableEnd, part.first == .opaqueStart {
                pieces.append(.opaque(Self.text(part.dropFirst(), reading: [])))
                part = []
            } else {
                part.append(token)
            }
        }
        return pieces + flush(part)
    }

    /// The characters before the first wildcard or variable.
    package var literalPrefix: String {
        var prefix = String.UnicodeScalarView()
        for token in tokens {
            guard token.isLiteral, let scalar = token.scalar else { break }
            prefix.append(scalar)
        }
        return String(prefix)
    }

    /// The text that means the same when it is read in another notation.
    func text(reading other: Notation) -> String {
        guard other != notation, text.utf8.contains(where: Self.isSpecial) else { return text }
        return Self.text(tokens[...], reading: other)
    }

    private static func text(_ tokens: ArraySlice<PatternToken>, reading notation: Notation) -> String {
        var result = String.UnicodeScalarView()
        for token in tokens {
            switch token {
            case .anyRun: result.append("*")
            case .anyOne, .atLeastOne: result.append("?")
            case .variableStart, .opaqueStart: result.append(contentsOf: "${".unicodeScalars)
            case .variableEnd: result.append("}")
            default:
                guard let scalar = token.scalar else { continue }
                let isEscaped = notation.contains(.variables) && token.isLiteral && needsEscape(scalar)
                result.append(contentsOf: isEscaped ? "${\(scalar)}".unicodeScalars : "\(scalar)".unicodeScalars)
            }
        }
        return String(result)
    }

    private static func needsEscape(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCII && isSpecial(UInt8(truncatingIfNeeded: scalar.value))
    }

    private static func isSpecial(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "*") || byte == UInt8(ascii: "?") || byte == UInt8(ascii: "$")
    }
}

extension WildcardPattern: Hashable, CustomStringConvertible {
    package static func == (left: WildcardPattern, right: WildcardPattern) -> Bool {
        left.tokens == right.tokens && left.ignoresCase == right.ignoresCase
            && (!left.isOverlong || left.text == right.text)
    }

    package func hash(into hasher: inout Hasher) { hasher.combine(tokens) }

    package var description: String { text }
}
