package import SourceText

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

extension DiskFileSource {
    /// Why a file could not be replaced; it is as it was.
    package enum ReplacementError: Error, Sendable, Hashable {
        /// Somebody changed it since it was read.
        case changed
        /// It is reached through a symbolic link, lies outside the root, or is no regular file.
        case notDirect
        /// The operating system refused; the payload is its reason.
        case refused(reason: String)
    }

    /// Whether a path leads to a regular file below the root through no symbolic link.
    package func isDirect(_ path: RelativePath) -> Bool { directPath(of: path) != nil }

    /// Replaces a file's bytes, all of them or none: a new file is written beside it and moved to its place, with the
    /// mode and the owner of the old one.
    /// - Throws: when the file does not hold `old` any more, or cannot be replaced.
    package func replace(_ path: RelativePath, _ old: [UInt8], with new: [UInt8]) throws(ReplacementError) {
        guard let absolute = directPath(of: path) else { throw .notDirect }
        let status = try checkedStatus(of: path, at: absolute, holding: old)
        let temporary = absolute.directory + "/." + absolute.name + ".ringfence-\(getpid())"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .refused(reason: DiskFileSource.lastError) }
        var isDone = false
        defer { if !isDone { unlink(temporary) } }
        do throws(ReplacementError) {
            try fill(descriptor, with: new, like: status)
        } catch {
            close(descriptor)
            throw error
        }
        guard close(descriptor) == 0, rename(temporary, absolute.path) == 0 else { throw .refused(reason: DiskFileSource.lastError) }
        isDone = true
        sync(absolute.directory)
    }

    private struct DirectPath {
        let path: String
        let directory: String
        let name: String
    }

    private func directPath(of path: RelativePath) -> DirectPath? {
        guard path != .root, kind(of: path) == .file else { return nil }
        let base = root == "/" ? "" : root
        let absolute = base + "/" + path.description
        guard let resolved = DiskFileSource.resolvedPath(absolute), resolved.utf8.elementsEqual(absolute.utf8) else {
            return nil
        }
        let directory = path.directory == .root ? base : base + "/" + path.directory.description
        return DirectPath(path: absolute, directory: directory, name: path.name)
    }

    private func checkedStatus(
        of path: RelativePath, at absolute: DirectPath, holding old: [UInt8]
    ) throws(ReplacementError) -> stat {
        var status = stat()
        guard lstat(absolute.path, &status) == 0 else { throw .refused(reason: DiskFileSource.lastError) }
        let present: [UInt8]
        do throws(FileSourceError) { present = try contents(of: path, limit: old.count) } catch { throw .changed }
        guard present == old else { throw .changed }
        return status
    }

    private func fill(_ descriptor: Int32, with bytes: [UInt8], like status: stat) throws(ReplacementError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw .refused(reason: DiskFileSource.lastError) }
            rest = rest.dropFirst(count)
        }
        var own = stat()
        guard fstat(descriptor, &own) == 0 else { throw .refused(reason: DiskFileSource.lastError) }
        if own.st_uid != status.st_uid || own.st_gid != status.st_gid {
            guard fchown(descriptor, status.st_uid, status.st_gid) == 0 else {
                throw .refused(reason: "its owner cannot be kept")
            }
        }
        guard fchmod(descriptor, status.st_mode & 0o7777) == 0, fsync(descriptor) == 0 else {
            throw .refused(reason: DiskFileSource.lastError)
        }
    }

    /// The new name is in the directory; that it is on the disk as well is asked for, and no harm when it is refused.
    private func sync(_ directory: String) {
        let descriptor = open(directory.isEmpty ? "/" : directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        fsync(descriptor)
        close(descriptor)
    }

}
