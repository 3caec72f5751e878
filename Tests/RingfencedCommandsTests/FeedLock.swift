import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// The lock of a feed's folder, as another process sees it.
enum FeedLock {
    /// Whether somebody holds it.
    static func isHeld(_ path: String) -> Bool {
        let descriptor = open(path, O_RDWR)
        defer { close(descriptor) }
        return flock(descriptor, LOCK_EX | LOCK_NB) != 0
    }

    /// Holds it for as long as `body` runs.
    static func holding<Value>(_ path: String, _ body: () async -> Value) async -> Value {
        let descriptor = open(path, O_RDWR)
        defer { close(descriptor) }
        _ = flock(descriptor, LOCK_EX)
        return await body()
    }
}

/// What a closure saw.
final class Inner: Sendable {
    private let value = Mutex(false)
    var isBusy: Bool {
        get { value.withLock { $0 } }
        set { value.withLock { $0 = newValue } }
    }
}
