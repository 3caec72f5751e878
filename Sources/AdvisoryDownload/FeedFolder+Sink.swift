import HTTPDownload
import SystemPackage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// A file that grows as bytes come in, beside one that says of which version they are.
struct FileSink: DownloadSink {
    private let path: String
    /// `nil` where what is there is never continued.
    private let tagPath: String?
    private var etag: EntityTag?
    private(set) var length: Int

    /// Takes up what an earlier run left.
    init(path: String, tagPath: String?) {
        self.path = path
        self.tagPath = tagPath
        var status = stat()
        length = tagPath != nil && stat(path, &status) == 0 ? Int(status.st_size) : 0
        etag = tagPath.flatMap { Self.tag(at: $0) }
    }

    var part: PartialDownload? { PartialDownload(etag: etag, length: length) }

    mutating func restart(as etag: EntityTag?) throws {
        // The tag goes first: bytes are never taken for those of another version.
        if let tagPath { unlink(tagPath) }
        try write([], .truncate)
        length = 0
        self.etag = etag
        guard let tagPath, let etag, etag.isStrong else { return }
        let sink = FileSink(path: tagPath, tagPath: nil)
        try sink.write(Array(etag.text.utf8), .truncate)
    }

    mutating func append(_ bytes: [UInt8]) throws {
        try write(bytes, .append)
        length += bytes.count
    }

    private func write(_ bytes: [UInt8], _ options: FileDescriptor.OpenOptions) throws {
        let permissions: FilePermissions = [.ownerReadWrite, .groupRead, .otherRead]
        do {
            let file = try FileDescriptor.open(
                FilePath(path), .writeOnly, options: [.create, .closeOnExec, .noFollow, options], permissions: permissions)
            try file.closeAfter { _ = try file.writeAll(bytes) }
        } catch let error as Errno {
            throw SinkFailure(error.description)
        }
    }

    private static func tag(at path: String) -> EntityTag? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var buffer = [UInt8](repeating: 0, count: 512)
        let count = read(descriptor, &buffer, buffer.count)
        return count > 0 ? EntityTag(String(decoding: buffer.prefix(count), as: UTF8.self)) : nil
    }
}
