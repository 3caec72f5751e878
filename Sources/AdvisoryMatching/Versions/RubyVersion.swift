/// A version as `Gem::Version` reads and orders it: a letter makes a prerelease.
///
/// Source: <https://docs.ruby-lang.org/en/master/Gem/Version.html>
struct RubyVersion: Sendable {
    fileprivate enum Segment: Sendable {
        case number(Natural)
        case word([UInt8])
    }

    /// Without the zeros that end the numbers before the first word and those that end the whole.
    private let segments: [Segment]
    let isPrerelease: Bool

    init?(_ text: String) {
        var input = VersionText(text)
        guard input.isAtEnd || input.next?.isASCIIDigit == true else { return nil }
        var all: [Segment] = []
        while let next = input.next {
            if next.isASCIIDigit {
                all.append(.number(Natural(input.run(while: \.isASCIIDigit))))
            } else if next.isASCIILetter {
                all.append(.word(Array(input.run(while: \.isASCIILetter))))
            } else if next == UInt8(ascii: "-") {
                // A hyphen stands for `.pre.`.
                all.append(.word(Array("pre".utf8)))
                input.skip()
            } else {
                guard next == UInt8(ascii: "."), input.peek(1).map({ $0.isASCIIDigit || $0.isASCIILetter }) == true
                else { return nil }
                input.skip()
            }
        }
        let start = all.firstIndex(where: \.isWord) ?? all.endIndex
        segments = Self.withoutTrailingZeros(all[..<start]) + Self.withoutTrailingZeros(all[start...])
        isPrerelease = start != all.endIndex
    }

    func order(against other: RubyVersion) -> Int {
        for index in 0..<max(segments.count, other.segments.count) {
            let mine = index < segments.count ? segments[index] : .number(.zero)
            let theirs = index < other.segments.count ? other.segments[index] : .number(.zero)
            let order =
                switch (mine, theirs) {
                case (.number(let left), .number(let right)): left.order(against: right)
                case (.word(let left), .word(let right)): left.order(against: right)
                case (.word, .number): -1
                case (.number, .word): 1
                }
            if order != 0 { return order }
        }
        return 0
    }

    private static func withoutTrailingZeros(_ segments: ArraySlice<Segment>) -> [Segment] {
        var kept = segments
        while case .number(let number)? = kept.last, number.isZero { kept.removeLast() }
        return Array(kept)
    }
}

extension RubyVersion.Segment {
    fileprivate var isWord: Bool { if case .word = self { true } else { false } }
}
