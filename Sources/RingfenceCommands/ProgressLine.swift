import CommandDoors

/// One line on a terminal's standard error that says how far a scan is; nothing in a pipe.
struct ProgressLine: Sendable {
    private let write: (@Sendable (String) -> Void)?

    init(_ surroundings: Surroundings, isWanted: Bool) {
        write = isWanted && surroundings.isErrorTerminal ? surroundings.writeError : nil
    }

    /// Shows that the search for manifests goes on, which takes a while in a large tree.
    func start() { write?("\r\u{1B}[2Klooking for manifests") }

    /// Shows a count, once every few manifests and at the end.
    func show(_ count: Int, of total: Int) {
        guard total >= 20, count == total || count % 10 == 0 else { return }
        write?("\r\u{1B}[2Kreading \(count) of \(total) manifests")
    }

    /// Removes the line.
    func clear() { write?("\r\u{1B}[2K") }
}
