package import ArgumentParser
package import CommandDoors
import HTTPDownload

/// The root of the runtime half's command line: the commands that need the network.
package struct RingfencedCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "ringfenced",
        abstract: "The commands of Ringfence that need the network.",
        discussion: """
            Scans open no connection, and the program that scans could not: what needs one is done by this program. \
            `ringfence` hands such commands over to it, so `ringfence advisories update` is the usual way to type them.

            EXAMPLES
              ringfenced advisories update            download what changed of the known vulnerabilities

            EXIT CODES
              0  done                                 2  usage or configuration error
              4  something could not be had or read, or cannot be true
            """,
        version: ToolVersion.current,
        subcommands: [DownloadedAdvisoriesCommand.self])

    /// Makes the command; the parser fills it.
    package init() {}

    /// Runs a command line and returns the process's exit code.
    package static func run(
        _ arguments: [String], in surroundings: Surroundings, on network: NetworkSurroundings = .process
    ) async -> Int32 {
        await NetworkSurroundings.$current.withValue(network) {
            await CommandRun.run(Self.self, arguments, in: surroundings)
        }
    }
}

/// `ringfenced advisories`.
struct DownloadedAdvisoriesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "advisories",
        abstract: "Download known vulnerabilities.",
        subcommands: [AdvisoriesUpdateCommand.self])
}
