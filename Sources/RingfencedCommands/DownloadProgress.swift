import ApplicationModel
import CommandDoors
import Synchronization

/// One line on a terminal that says what is being downloaded and how much came; nothing in a pipe.
final class DownloadProgress: Sendable {
    private struct Count {
        var bytes = 0
        var shown = 0
        var current = ""
    }

    private let write: (@Sendable (String) -> Void)?
    private let count = Mutex(Count())
    private static let step = 256 << 10

    init(_ surroundings: Surroundings) { write = surroundings.isErrorTerminal ? surroundings.writeError : nil }

    /// Shows whom the update asks, since a host that does not answer is tried several times.
    func start(_ host: String) { write?("\r\u{1B}[2Kasking \(host)") }

    /// Counts bytes of an ecosystem; shows them once every few.
    func add(_ ecosystem: Ecosystem, _ bytes: Int) {
        guard let write else { return }
        let line = count.withLock { count -> String? in
            count.bytes += bytes
            guard count.bytes - count.shown >= Self.step || count.current != ecosystem.rawValue && count.shown == 0 else { return nil }
            (count.shown, count.current) = (count.bytes, ecosystem.rawValue)
            return "\r\u{1B}[2Kdownloading advisories: \(Self.megabytes(count.bytes)) MB (\(ecosystem.rawValue))"
        }
        if let line { write(line) }
    }

    /// Removes the line.
    func clear() { write?("\r\u{1B}[2K") }

    /// Millions of bytes with one digit behind the point, rounded up, so that something is never nothing.
    static func megabytes(_ bytes: Int) -> String {
        let tenths = bytes / 100_000 + (bytes % 100_000 == 0 ? 0 : 1)
        return "\(tenths / 10).\(tenths % 10)"
    }
}
