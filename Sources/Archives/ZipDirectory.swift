/// The central directory of a zip file with every offset checked.
struct ZipDirectory {
    /// One entry of the directory.
    struct Record {
        let name: String
        let method: UInt16
        let isEncrypted: Bool
        let checksum: UInt32
        let size: Int
        /// Where the file's packed bytes stand.
        let packed: Range<Int>
        let isSymbolicLink: Bool

        var isFolder: Bool { name.utf8.last == UInt8(ascii: "/") }
    }

    let records: [Record]

    private static let endLength = 22
    private static let longestComment = 65_535
    private static let recordLength = 46
    private static let headerLength = 30

    init(_ bytes: [UInt8], limits: ArchiveLimits) throws(ArchiveError) {
        let input = ZipBytes(bytes)
        let end = try Self.end(of: input)
        guard end.count <= limits.entries else {
            throw .tooLarge(reason: "the archive lists \(end.count) files; at most \(limits.entries) are read")
        }
        var records: [Record] = []
        var offset = end.start
        for _ in 0..<end.count {
            let (record, next) = try Self.record(at: offset, input, directory: end.start)
            records.append(record)
            offset = next
        }
        try Self.check(records, limits: limits)
        self.records = records
    }

    /// Bombs reuse one packed part for many files, or claim sizes that no packing reaches.
    private static func check(_ records: [Record], limits: ArchiveLimits) throws(ArchiveError) {
        var last = 0
        for packed in records.map(\.packed).sorted(by: { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }) {
            guard packed.lowerBound >= last else { throw .damaged(reason: "files of the archive overlap") }
            last = packed.upperBound
        }
        var total = 0
        for record in records {
            guard record.size / ZipArchive.highestRatio <= record.packed.count else {
                throw .damaged(reason: "`\(record.name)` cannot be as long as it says")
            }
            let (sum, overflow) = total.addingReportingOverflow(record.size)
            guard !overflow, sum <= limits.totalBytes else {
                throw .tooLarge(reason: "the files have more than \(limits.totalBytes) bytes together")
            }
            total = sum
        }
    }
}

extension ZipDirectory {
    private struct End {
        let count: Int
        let start: Int
    }

    /// Finds the record that ends the file: the last whose comment reaches exactly to the end.
    private static func end(of input: ZipBytes) throws(ArchiveError) -> End {
        guard input.count >= endLength else { throw .damaged(reason: "no zip file") }
        var offset = input.count - endLength
        let first = max(0, offset - longestComment)
        while offset >= first {
            if input.number(4, at: offset) == 0x0605_4B50, let comment = input.number(2, at: offset + 20),
                offset + endLength + comment == input.count
            {
                return try end(at: offset, input)
            }
            offset -= 1
        }
        throw .damaged(reason: "no zip file, or one that is cut off")
    }

    private static func end(at offset: Int, _ input: ZipBytes) throws(ArchiveError) -> End {
        guard let disk = input.number(2, at: offset + 4), let count = input.number(2, at: offset + 10),
            let length = input.number(4, at: offset + 12), let start = input.number(4, at: offset + 16)
        else { throw .damaged(reason: "the directory of the archive is cut off") }
        if disk == 0xFFFF || count == 0xFFFF || length == 0xFFFF_FFFF || start == 0xFFFF_FFFF, let large = try largeEnd(before: offset, input) {
            return large
        }
        guard disk == 0 else { throw .unsupported(reason: "the archive lies on several disks") }
        guard let finish = input.sum(start, length), finish <= offset, length / recordLength >= count else {
            throw .damaged(reason: "the directory of the archive is not where it should be")
        }
        return End(count: count, start: start)
    }

    /// The record of the 64-bit form; `nil` when there is none.
    private static func largeEnd(before offset: Int, _ input: ZipBytes) throws(ArchiveError) -> End? {
        guard offset >= 20, input.number(4, at: offset - 20) == 0x0706_4B50 else { return nil }
        guard let place = input.number(8, at: offset - 12), input.number(4, at: place) == 0x0606_4B50,
            let count = input.number(8, at: place, plus: 32), let length = input.number(8, at: place, plus: 40),
            let start = input.number(8, at: place, plus: 48), let finish = input.sum(start, length), finish <= place,
            length / recordLength >= count
        else { throw .damaged(reason: "the directory of the archive is not where it should be") }
        return End(count: count, start: start)
    }

    private static func record(at offset: Int, _ input: ZipBytes, directory: Int) throws(ArchiveError) -> (Record, next: Int) {
        let cutOff = ArchiveError.damaged(reason: "the directory of the archive is cut off")
        guard input.number(4, at: offset) == 0x0201_4B50, let madeBy = input.number(2, at: offset + 4),
            let flags = input.number(2, at: offset + 8), let method = input.number(2, at: offset + 10),
            let checksum = input.number(4, at: offset + 16), let packedSize = input.number(4, at: offset + 20),
            let size = input.number(4, at: offset + 24), let nameLength = input.number(2, at: offset + 28),
            let extraLength = input.number(2, at: offset + 30), let commentLength = input.number(2, at: offset + 32),
            let attributes = input.number(4, at: offset + 38), let header = input.number(4, at: offset + 42)
        else { throw cutOff }
        let nameStart = offset + recordLength
        let extraStart = nameStart + nameLength
        guard let name = input.bytes(nameStart, nameLength), let extra = input.bytes(extraStart, extraLength) else { throw cutOff }
        var sizes = ZipSizes(size: size, packedSize: packedSize, header: header)
        try sizes.widen(by: ZipBytes(Array(extra)))
        let text = String(decoding: name, as: UTF8.self)
        let packed = try packedBytes(sizes, named: text, input, directory: directory)
        // The upper half of the attributes is the mode where a Unix made the archive.
        let isLink = madeBy >> 8 == 3 && (attributes >> 16) & 0xF000 == 0xA000
        let record = Record(
            name: text, method: UInt16(truncatingIfNeeded: method), isEncrypted: flags & 1 != 0,
            checksum: UInt32(truncatingIfNeeded: checksum), size: sizes.size, packed: packed, isSymbolicLink: isLink)
        return (record, extraStart + extraLength + commentLength)
    }

    /// Where the bytes behind a file's own header stand; all files stand before the directory.
    private static func packedBytes(
        _ sizes: ZipSizes, named name: String, _ input: ZipBytes, directory: Int
    ) throws(ArchiveError) -> Range<Int> {
        guard input.number(4, at: sizes.header) == 0x0403_4B50, let nameLength = input.number(2, at: sizes.header, plus: 26),
            let extraLength = input.number(2, at: sizes.header, plus: 28),
            let start = input.sum(sizes.header, headerLength + nameLength + extraLength),
            let end = input.sum(start, sizes.packedSize), end <= directory
        else { throw .damaged(reason: "`\(name)` is not where it should be") }
        return start..<end
    }
}

/// The numbers of an entry that the 64-bit form may give elsewhere.
private struct ZipSizes {
    var size: Int
    var packedSize: Int
    var header: Int

    private static let large = 0xFFFF_FFFF

    /// Takes from the extra fields what did not fit 32 bits.
    mutating func widen(by extra: ZipBytes) throws(ArchiveError) {
        guard size == Self.large || packedSize == Self.large || header == Self.large else { return }
        var offset = 0
        while let kind = extra.number(2, at: offset), let length = extra.number(2, at: offset + 2) {
            if kind == 1 { return try widen(by: extra, at: offset + 4) }
            offset += 4 + length
        }
    }

    private mutating func widen(by extra: ZipBytes, at offset: Int) throws(ArchiveError) {
        var offset = offset
        for path in [\ZipSizes.size, \.packedSize, \.header] where self[keyPath: path] == Self.large {
            guard let number = extra.number(8, at: offset) else { throw .damaged(reason: "a size in the archive is cut off") }
            self[keyPath: path] = number
            offset += 8
        }
    }
}
