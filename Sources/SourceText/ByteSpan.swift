/// A half-open range of UTF-8 byte offsets, 0-based, within one file.
package struct ByteSpan: Hashable, Sendable {
    /// The offset of the first byte.
    package let lowerBound: Int
    /// The offset just past the last byte; never below `lowerBound`.
    package let upperBound: Int

    /// Makes a span; an upper bound below the lower one makes an empty span.
    package init(_ lowerBound: Int, _ upperBound: Int) {
        self.lowerBound = lowerBound
        self.upperBound = max(lowerBound, upperBound)
    }

    /// The number of bytes covered.
    package var count: Int { upperBound - lowerBound }

    /// Whether `other` lies wholly within this span.
    package func contains(_ other: ByteSpan) -> Bool {
        lowerBound <= other.lowerBound && other.upperBound <= upperBound
    }

    /// Whether the two spans share at least one byte, or one is empty and touches the other.
    package func overlaps(_ other: ByteSpan) -> Bool {
        if count == 0 || other.count == 0 {
            return lowerBound <= other.upperBound && other.lowerBound <= upperBound
        }
        return lowerBound < other.upperBound && other.lowerBound < upperBound
    }

    /// The smallest span that covers both.
    package func union(_ other: ByteSpan) -> ByteSpan {
        ByteSpan(min(lowerBound, other.lowerBound), max(upperBound, other.upperBound))
    }
}

extension ByteSpan: Comparable {
    package static func < (left: ByteSpan, right: ByteSpan) -> Bool {
        (left.lowerBound, left.upperBound) < (right.lowerBound, right.upperBound)
    }
}
