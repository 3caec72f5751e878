package import SourceText

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Files below a directory of the disk; symbolic links are followed only as long as they stay below it.
package struct DiskFileSource: FileSource {
    /// The root's absolute path, links resolved, without a trailing slash unless it is `/`.
    package let root: String

    /// Opens a directory; `nil` when there is none at the path.
    package init?(root: String) {
        guard let resolved = DiskFileSource.resolved(root), DiskFileSource.status(of: resolved)?.isDirectory == true
        else { return nil }
        self.root = resolved
    }

    /// The absolute path with links followed; `nil` when nothing stands there.
    package static func resolvedPath(_ path: String) -> String? { resolved(path) }

    /// Whether anything stands at an absolute path.
    package static func exists(_ path: String) -> Bool { status(of: path) != nil }

    package func entries(of directory: RelativePath) throws(FileSourceError) -> [FileEntry] {
        let path = try resolvedPath(of: directory)
        guard let stream = opendir(path) else { throw .unreadable(reason: DiskFileSource.lastError) }
        defer { closedir(stream) }
        var entries: [FileEntry] = []
        while let entry = readdir(stream) {
            let name = DiskFileSource.name(of: entry)
            guard name != ".", name != "..", !name.isEmpty else { continue }
            entries.append(FileEntry(name: name, kind: kind(of: entry, named: name, in: path)))
        }
        return entries.sorted { $0.name < $1.name }
    }

    package func contents(of path: RelativePath, limit: Int) throws(FileSourceError) -> [UInt8] {
        let resolved = try resolvedPath(of: path)
        // Not blocking, so that a named pipe cannot hold the scan up before its kind is known.
        let descriptor = open(resolved, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW)
        guard descriptor >= 0 else { throw .unreadable(reason: DiskFileSource.lastError) }
        defer { close(descriptor) }
        var information = stat()
        guard fstat(descriptor, &information) == 0 else { throw .unreadable(reason: DiskFileSource.lastError) }
        guard FileStatus(information).isFile else { throw .unreadable(reason: "not a regular file") }
        guard Int(information.st_size) <= limit else { throw .tooLarge(limit: limit) }
        return try bytes(from: descriptor, expected: Int(information.st_size), limit: limit)
    }

    package func kind(of path: RelativePath) -> FileEntry.Kind? {
        guard let resolved = try? resolvedPath(of: path), let status = DiskFileSource.status(of: resolved) else {
            return nil
        }
        return status.isDirectory ? .directory : status.isFile ? .file : .other
    }

    private func resolvedPath(of path: RelativePath) throws(FileSourceError) -> String {
        let absolute = path == .root ? root : root + (root == "/" ? "" : "/") + path.description
        guard let resolved = DiskFileSource.resolved(absolute) else {
            throw errno == ENOENT || errno == ENOTDIR ? .missing : .unreadable(reason: DiskFileSource.lastError)
        }
        guard let inner = below(resolved), !isHidden(inner) else { throw .outsideRoot }
        return resolved
    }

    /// The bytes of the path below the root; `nil` when it lies elsewhere. Bytes are compared, because the file system
    /// tells names apart that Unicode takes for the same.
    private func below(_ resolved: String) -> Substring.UTF8View? {
        if resolved.utf8.elementsEqual(root.utf8) { return "".dropFirst().utf8 }
        let base = root == "/" ? root : root + "/"
        guard resolved.utf8.starts(with: base.utf8) else { return nil }
        return resolved.utf8.dropFirst(base.utf8.count)
    }

    /// Whether a path leads into git's own directory: a checkout often leaves a token there, and no manifest has
    /// business with it.
    private func isHidden(_ path: Substring.UTF8View) -> Bool {
        path.split(separator: UInt8(ascii: "/")).contains { $0.elementsEqual(".git".utf8) }
    }

    private func bytes(from descriptor: Int32, expected: Int, limit: Int) throws(FileSourceError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: expected + 1)
        var count = 0
        while true {
            let capacity = bytes.count - count
            let received = bytes.withUnsafeMutableBytes { buffer in
                read(descriptor, buffer.baseAddress.map { $0 + count }, capacity)
            }
            if received < 0, errno == EINTR { continue }
            guard received >= 0 else { throw .unreadable(reason: DiskFileSource.lastError) }
            if received == 0 { break }
            count += received
            guard count <= limit else { throw .tooLarge(limit: limit) }
            if count == bytes.count { bytes.append(contentsOf: repeatElement(0, count: count)) }
        }
        bytes.removeLast(bytes.count - count)
        return bytes
    }

    private func kind(of entry: UnsafeMutablePointer<dirent>, named name: String, in directory: String) -> FileEntry.Kind {
        switch Int32(entry.pointee.d_type) {
        case Int32(DT_REG): .file
        case Int32(DT_DIR): .directory
        case Int32(DT_LNK): .symbolicLink
        case Int32(DT_UNKNOWN): DiskFileSource.linkStatus(of: directory + "/" + name)?.kind ?? .other
        default: .other
        }
    }

    private static func name(of entry: UnsafeMutablePointer<dirent>) -> String {
        withUnsafeBytes(of: &entry.pointee.d_name) { buffer in
            String(decoding: buffer.prefix { $0 != 0 }, as: UTF8.self)
        }
    }

    private static func resolved(_ path: String) -> String? {
        guard let pointer = realpath(path, nil) else { return nil }
        defer { free(pointer) }
        return String(cString: pointer)
    }

    private static func status(of path: String) -> FileStatus? {
        var information = stat()
        return stat(path, &information) == 0 ? FileStatus(information) : nil
    }

    private static func linkStatus(of path: String) -> FileStatus? {
        var information = stat()
        return lstat(path, &information) == 0 ? FileStatus(information) : nil
    }

    static var lastError: String { String(cString: strerror(errno)).lowercased() }
}

private struct FileStatus {
    let kind: FileEntry.Kind
    var isDirectory: Bool { kind == .directory }
    var isFile: Bool { kind == .file }

    init(_ information: stat) {
        switch information.st_mode & S_IFMT {
        case S_IFREG: kind = .file
        case S_IFDIR: kind = .directory
        case S_IFLNK: kind = .symbolicLink
        default: kind = .other
        }
    }
}
