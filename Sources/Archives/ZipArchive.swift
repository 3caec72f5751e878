internal import CZlib
package import SourceText

/// A zip file, read through its central directory; nothing is unpacked before it is asked for.
///
/// Every offset and size is checked against the bytes that are there, parts that overlap are refused, and names that
/// would leave the archive's root have no path.
/// Source: <https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT>
package struct ZipArchive: Sendable {
    /// One file of the archive.
    package struct Entry: Hashable, Sendable {
        /// Where it would stand below the archive's root.
        package let path: RelativePath
        /// Its length once it is unpacked, in bytes, as the archive says.
        package let size: Int
        /// Whether it is a symbolic link, whose contents are where it leads to.
        package let isSymbolicLink: Bool
        let method: UInt16
        let isEncrypted: Bool
        let checksum: UInt32
        let packed: Range<Int>
    }

    /// The files in the order of the directory; folders are left out.
    package let entries: [Entry]
    /// Names that were refused because they are absolute, lead out of the root or stand in the archive a second time.
    package let refusedNames: [String]
    /// The index of each path among the entries.
    private let places: [RelativePath: Int]
    private let bytes: [UInt8]
    private let limits: ArchiveLimits

    /// What deflate can shrink to one byte at most; a file that claims more is none.
    static let highestRatio = 1032

    /// Reads the directory of a zip file's bytes.
    /// - Throws: when the bytes are no zip file, contradict themselves, or go beyond the limits.
    package init(_ bytes: [UInt8], limits: ArchiveLimits = ArchiveLimits()) throws(ArchiveError) {
        self.bytes = bytes
        self.limits = limits
        let directory = try ZipDirectory(bytes, limits: limits)
        var places: [RelativePath: Int] = [:]
        var entries: [Entry] = []
        var refused: [String] = []
        for record in directory.records where !record.isFolder {
            if let path = RelativePath(record.name), path != .root, places[path] == nil {
                places[path] = entries.count
                entries.append(Entry(path, record))
            } else {
                refused.append(record.name)
            }
        }
        self.entries = entries
        self.places = places
        refusedNames = refused
    }

    /// The file at a path.
    package func entry(at path: RelativePath) -> Entry? { places[path].map { entries[$0] } }

    /// Unpacks a file of this archive and compares it with its checksum.
    /// - Throws: when it is longer than the limits allow, damaged, encrypted or packed in a way that is not read.
    package func contents(of entry: Entry) throws(ArchiveError) -> [UInt8] {
        guard !entry.isEncrypted else { throw .unsupported(reason: "`\(entry.path)` is encrypted") }
        guard entry.size <= limits.entryBytes else {
            throw .tooLarge(reason: "`\(entry.path)` has \(entry.size) bytes; at most \(limits.entryBytes) are read")
        }
        guard entry.packed.upperBound <= bytes.count else { throw .damaged(reason: "`\(entry.path)` is cut off") }
        let contents = try unpacked(entry)
        let checksum = contents.withUnsafeBufferPointer { ringfence_crc32($0.baseAddress, $0.count) }
        guard contents.isEmpty || checksum == entry.checksum else {
            throw .damaged(reason: "`\(entry.path)` does not have its checksum")
        }
        return contents
    }

    private func unpacked(_ entry: Entry) throws(ArchiveError) -> [UInt8] {
        switch entry.method {
        case 0:
            guard entry.packed.count == entry.size else { throw .damaged(reason: "`\(entry.path)` has another length than it says") }
            return Array(bytes[entry.packed])
        case 8:
            guard let contents = inflated(bytes[entry.packed], size: entry.size) else {
                throw .damaged(reason: "`\(entry.path)` cannot be unpacked")
            }
            return contents
        default: throw .unsupported(reason: "`\(entry.path)` is packed with method \(entry.method)")
        }
    }

    private func inflated(_ packed: ArraySlice<UInt8>, size: Int) -> [UInt8]? {
        var isExact = false
        let contents = [UInt8](unsafeUninitializedCapacity: size) { output, count in
            output.initialize(repeating: 0)
            isExact = packed.withUnsafeBufferPointer { input in
                ringfence_inflate(input.baseAddress, input.count, output.baseAddress, size) == 0
            }
            count = size
        }
        return isExact ? contents : nil
    }
}

extension ZipArchive.Entry {
    fileprivate init(_ path: RelativePath, _ record: ZipDirectory.Record) {
        self.path = path
        size = record.size
        isSymbolicLink = record.isSymbolicLink
        method = record.method
        isEncrypted = record.isEncrypted
        checksum = record.checksum
        packed = record.packed
    }
}
