import HTTPDownload

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

extension FeedFolder {
    /// What the system says about the call that just failed.
    static var lastError: String { String(cString: strerror(errno)) }

    /// Makes a directory and those above it, where they are not there.
    static func makeDirectory(_ path: String) throws {
        var made = path.hasPrefix("/") ? "" : "."
        for part in path.split(separator: "/") {
            made += "/" + part
            guard mkdir(made, 0o755) != 0 else { continue }
            let reason = lastError
            guard isDirectory(made) else { throw FeedFolderError.refused(reason) }
        }
    }

    private static func isDirectory(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// What stands in a directory, sorted; nothing when there is none.
    static func names(in directory: String) -> [String] {
        guard let stream = opendir(directory) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: pointer.pointee)) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    /// The bytes of a file below the folder; `nil` when it is not there.
    func contents(_ name: String) throws -> [UInt8]? {
        let descriptor = open(path + "/" + name, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT { return nil }
            throw FeedFolderError.refused(Self.lastError)
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_size >= 0, status.st_size <= FeedArchive.byteLimit else {
            throw FeedFolderError.refused("`\(name)` is too large")
        }
        let size = Int(status.st_size)
        var error: String?
        let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            while count < size {
                let step = read(descriptor, buffer.baseAddress?.advanced(by: count), size - count)
                if step < 0, errno == EINTR { continue }
                if step < 0 { error = Self.lastError }
                guard step > 0 else { break }
                count += step
            }
        }
        if let error { throw FeedFolderError.refused(error) }
        return bytes
    }

    /// Writes a file below the folder, whole or not at all.
    func replace(_ name: String, with bytes: [UInt8]) throws {
        let draft = path + "/" + name + ".new"
        var sink = FileSink(path: draft, tagPath: nil)
        do {
            try sink.restart(as: nil)
            try sink.append(bytes)
        } catch let failure as SinkFailure {
            throw FeedFolderError.refused(failure.reason)
        }
        guard rename(draft, path + "/" + name) == 0 else { throw FeedFolderError.refused(Self.lastError) }
    }

    /// Sees that a file is on the disk.
    static func flushed(_ path: String) throws {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FeedFolderError.refused(lastError) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw FeedFolderError.refused(lastError) }
    }
}
