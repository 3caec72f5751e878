#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Puts a finished file into another's place, so that a crash leaves one of the two.
enum DurableMove {
    /// The operating system refused.
    struct Failure: Error {}

    /// Writes the file through to the disk and renames it.
    /// - Throws: `Failure` when either is refused.
    static func move(_ draft: String, to place: String) throws {
        let descriptor = open(draft, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Failure() }
        let isWritten = fsync(descriptor) == 0
        close(descriptor)
        guard isWritten, rename(draft, place) == 0 else { throw Failure() }
    }
}
