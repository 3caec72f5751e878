/// The shape of a token that one provider issues: a prefix, then characters of one set.
struct TokenShape: Sendable {
    /// The characters a token's body may have.
    enum Alphabet: Sendable {
        case digits, hex, alphanumeric, upperBase32, upperAlphanumeric
        /// Letters, digits, `-` and `_`.
        case urlSafe
        /// Letters, digits, `+`, `/`, `=`.
        case base64
        /// As `urlSafe`, and dots.
        case dotted

        func contains(_ byte: UInt8) -> Bool {
            let isDigit = (0x30...0x39).contains(byte)
            let isUpper = (0x41...0x5A).contains(byte)
            let isLower = (0x61...0x7A).contains(byte)
            return switch self {
            case .digits: isDigit
            case .hex: isDigit || (0x61...0x66).contains(byte) || (0x41...0x46).contains(byte)
            case .alphanumeric: isDigit || isUpper || isLower
            case .upperBase32: isUpper || (0x32...0x37).contains(byte)
            case .upperAlphanumeric: isUpper || isDigit
            case .urlSafe: isDigit || isUpper || isLower || byte == 0x2D || byte == 0x5F
            case .base64: isDigit || isUpper || isLower || byte == 0x2B || byte == 0x2F || byte == 0x3D
            case .dotted: isDigit || isUpper || isLower || byte == 0x2D || byte == 0x5F || byte == 0x2E
            }
        }
    }

    /// What it is, with its article: `a GitHub token`.
    let name: String
    /// The text it starts with.
    let prefix: String
    /// The characters after the prefix.
    let alphabet: Alphabet
    /// How many of them there are.
    let length: ClosedRange<Int>
    /// Whether the last six characters are a checksum of the ones between prefix and checksum (GitHub, npm).
    var hasChecksum = false
    /// Whether it only opens a test environment.
    var isTest = false

    /// How a text matches a shape.
    enum Match: Sendable { case certain, likely }

    /// Whether a token of the shape stands at an offset of a text.
    fileprivate func match(at start: Int, in text: [UInt8], head: [UInt8]) -> Match? {
        guard text[start...].starts(with: head) else { return nil }
        let body = text[(start + head.count)...].prefix { alphabet.contains($0) }
        guard length.contains(body.count), !Placeholder.isPlaceholder(body: body) else { return nil }
        guard hasChecksum else { return .certain }
        return TokenChecksum.holds(for: Array(body)) ? .certain : .likely
    }
}

extension TokenShape {
    private static let heads = all.map { Array($0.prefix.utf8) }

    /// The positions in `all` of the shapes that start with a byte, in order.
    private static let starting: [[Int]] = {
        var table = [[Int]](repeating: [], count: 256)
        for (position, head) in heads.enumerated() {
            if let first = head.first { table[Int(first)].append(position) }
        }
        return table
    }()

    /// The most special shape of which a token stands in a text, set off from what is before it.
    static func first(in text: [UInt8]) -> (shape: TokenShape, match: Match)? {
        var best: (position: Int, match: Match)?
        for start in text.indices where start == 0 || !Alphabet.alphanumeric.contains(text[start - 1]) {
            for position in starting[Int(text[start])] {
                if let known = best, known.position <= position { break }
                guard let match = all[position].match(at: start, in: text, head: heads[position]) else { continue }
                best = (position, match)
                break
            }
        }
        return best.map { (all[$0.position], $0.match) }
    }
}

/// The checksum in tokens of GitHub and npm: CRC-32 of the body in base 62, six digits.
/// Source: https://github.blog/engineering/platform-security/behind-githubs-new-authentication-token-formats/
enum TokenChecksum {
    static let length = 6
    private static let digits = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8)

    /// Whether the last six characters fit the rest.
    static func holds(for body: [UInt8]) -> Bool {
        guard body.count > length else { return false }
        return Array(body.suffix(length)) == checksum(of: body.dropLast(length))
    }

    /// The checksum of a token's body.
    static func checksum(of body: some Sequence<UInt8>) -> [UInt8] {
        var rest = crc32(body)
        var text: [UInt8] = []
        for _ in 0..<length {
            text.append(digits[Int(rest % 62)])
            rest /= 62
        }
        return text.reversed()
    }

    private static func crc32(_ bytes: some Sequence<UInt8>) -> UInt32 {
        var sum: UInt32 = 0xFFFF_FFFF
        for byte in bytes {
            sum ^= UInt32(byte)
            for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
        }
        return ~sum
    }
}
