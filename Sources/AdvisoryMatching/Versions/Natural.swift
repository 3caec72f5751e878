/// A natural number of any length, so that no text can overflow it.
struct Natural: Comparable, Sendable {
    static let zero = Natural([])

    /// The value, while it has at most nineteen digits.
    private let small: UInt64
    /// The digits without leading zeros of a longer one; empty otherwise.
    private let long: [UInt8]

    private static let smallDigits = 19

    /// Reads ASCII digits; what is no digit counts as none.
    init(_ digits: ArraySlice<UInt8>) {
        let significant = digits.drop { $0 == UInt8(ascii: "0") }
        guard significant.count > Self.smallDigits else {
            small = significant.reduce(0) { $0 &* 10 &+ UInt64($1 & 0x0F) }
            long = []
            return
        }
        small = 0
        long = Array(significant)
    }

    init(_ value: UInt64) {
        small = value
        long = []
    }

    var isZero: Bool { small == 0 && long.isEmpty }

    /// Whether it fits a signed integer of 32 bits.
    var fitsInt32: Bool { long.isEmpty && small <= UInt64(Int32.max) }

    static func < (left: Natural, right: Natural) -> Bool { left.order(against: right) < 0 }

    /// Negative, zero or positive.
    func order(against other: Natural) -> Int {
        if long.isEmpty && other.long.isEmpty { return small < other.small ? -1 : (small == other.small ? 0 : 1) }
        if long.count != other.long.count { return long.count < other.long.count ? -1 : 1 }
        return long.order(against: other.long)
    }
}

extension Sequence where Element == UInt8 {
    /// Compares byte by byte; negative, zero or positive.
    func order(against other: some Sequence<UInt8>) -> Int {
        if lexicographicallyPrecedes(other) { return -1 }
        return elementsEqual(other) ? 0 : 1
    }
}

extension RandomAccessCollection where Element == Natural {
    /// Compares number by number, missing ones as zero; negative, zero or positive.
    func order(againstPadded other: some RandomAccessCollection<Natural>) -> Int {
        var (left, right) = (makeIterator(), other.makeIterator())
        while true {
            let (mine, theirs) = (left.next(), right.next())
            if mine == nil && theirs == nil { return 0 }
            let order = (mine ?? .zero).order(against: theirs ?? .zero)
            if order != 0 { return order }
        }
    }
}
