/// Bytes with little-endian numbers in them, none of which is read where none stands.
struct ZipBytes {
    private let bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var count: Int { bytes.count }

    /// The number of so many bytes at an offset; `nil` when they are not there, or when it is no `Int`.
    func number(_ length: Int, at offset: Int, plus further: Int = 0) -> Int? {
        guard let start = sum(offset, further), start >= 0, let end = sum(start, length), end <= bytes.count else { return nil }
        var number: UInt64 = 0
        for index in (start..<end).reversed() { number = number << 8 | UInt64(bytes[index]) }
        return Int(exactly: number)
    }

    /// So many bytes at an offset; `nil` when they are not there.
    func bytes(_ offset: Int, _ length: Int) -> ArraySlice<UInt8>? {
        guard offset >= 0, length >= 0, let end = sum(offset, length), end <= bytes.count else { return nil }
        return bytes[offset..<end]
    }

    func sum(_ left: Int, _ right: Int) -> Int? {
        let (sum, overflow) = left.addingReportingOverflow(right)
        return overflow ? nil : sum
    }
}
