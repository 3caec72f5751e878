import ArgumentParser
import CommandDoors

/// `ringfence advisories update`, which is handed over.
struct AdvisoriesUpdateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "update",
        abstract: "Download known vulnerabilities from OSV and make the store anew. (runs `ringfenced`)",
        discussion: """
            Needs the network, and so is a command of the program `ringfenced`, which lies beside this one; \
            `ringfence advisories update --help` shows its options.
            """)

    @Argument(parsing: .captureForPassthrough, help: .hidden)
    var arguments: [String] = []

    func run() async throws {
        guard let surroundings = Surroundings.current else { return }
        try RuntimeHalf.run(["advisories", "update"], arguments, in: surroundings)
    }
}
