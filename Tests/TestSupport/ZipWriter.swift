/// Writes zip files, broken ones too.
package enum ZipWriter {
    /// One file of the archive.
    package struct File {
        let name: String
        let contents: [UInt8]
        let isDeflated: Bool
        let isEncrypted: Bool
        let claimedSize: Int
        let checksum: UInt32

        /// Makes a file.
        package init(
            _ name: String, _ contents: [UInt8], isDeflated: Bool = false, isEncrypted: Bool = false, claimedSize: Int? = nil,
            checksum: UInt32? = nil
        ) {
            self.name = name
            self.contents = contents
            self.isDeflated = isDeflated
            self.isEncrypted = isEncrypted
            self.claimedSize = claimedSize ?? contents.count
            self.checksum = checksum ?? ZipWriter.crc32(contents)
        }

        var packed: [UInt8] { isDeflated ? ZipWriter.deflated(contents) : contents }
    }

    /// The bytes of an archive.
    package static func bytes(_ files: [File], comment: String = "", isLarge: Bool = false, isOverlapping: Bool = false) -> [UInt8] {
        var bytes: [UInt8] = []
        var directory: [UInt8] = []
        for file in files {
            let offset = isOverlapping ? 0 : bytes.count
            let common = common(file)
            bytes += number(0x0403_4B50, 4) + number(20, 2) + common + sizes(file) + number(file.name.utf8.count, 2) + number(0, 2)
            bytes += Array(file.name.utf8) + file.packed
            let large = isLarge ? number(1, 2) + number(24, 2) + number(file.claimedSize, 8) + number(file.packed.count, 8) + number(offset, 8) : []
            directory += number(0x0201_4B50, 4) + number(0x031E, 2) + number(20, 2) + common
            directory += isLarge ? number(0xFFFF_FFFF, 4) + number(0xFFFF_FFFF, 4) : sizes(file)
            directory += number(file.name.utf8.count, 2) + number(large.count, 2) + number(0, 2) + number(0, 2) + number(0, 2)
            directory += number(0x81A4 << 16, 4) + number(isLarge ? 0xFFFF_FFFF : offset, 4) + Array(file.name.utf8) + large
        }
        let start = bytes.count
        bytes += directory
        if isLarge { bytes += largeEnd(files.count, directory.count, start) }
        let count = isLarge ? 0xFFFF : files.count
        bytes += number(0x0605_4B50, 4) + number(0, 2) + number(0, 2) + number(count, 2) + number(count, 2)
        bytes += number(isLarge ? 0xFFFF_FFFF : directory.count, 4) + number(isLarge ? 0xFFFF_FFFF : start, 4)
        return bytes + number(comment.utf8.count, 2) + Array(comment.utf8)
    }

    private static func largeEnd(_ count: Int, _ length: Int, _ start: Int) -> [UInt8] {
        let end = number(0x0606_4B50, 4) + number(44, 8) + number(45, 2) + number(45, 2) + number(0, 4) + number(0, 4)
            + number(count, 8) + number(count, 8) + number(length, 8) + number(start, 8)
        return end + number(0x0706_4B50, 4) + number(0, 4) + number(start + length, 8) + number(1, 4)
    }

    /// From the flags to the checksum.
    private static func common(_ file: File) -> [UInt8] {
        number(file.isEncrypted ? 1 : 0, 2) + number(file.isDeflated ? 8 : 0, 2) + number(0, 4) + number(Int(file.checksum), 4)
    }

    private static func sizes(_ file: File) -> [UInt8] { number(file.packed.count, 4) + number(file.claimedSize, 4) }

    private static func number(_ value: Int, _ length: Int) -> [UInt8] {
        (0..<length).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }

    /// Blocks that are stored, which is a way to deflate (RFC 1951, section 3.2.4).
    private static func deflated(_ contents: [UInt8]) -> [UInt8] {
        [1] + number(contents.count, 2) + number(~contents.count, 2) + contents
    }

    static func crc32(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(~0) { sum, byte in
            (0..<8).reduce(sum ^ UInt32(byte)) { sum, _ in sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
        }
    }
}
