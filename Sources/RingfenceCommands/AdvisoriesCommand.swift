import ArgumentParser

/// `ringfence advisories`.
struct AdvisoriesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "advisories",
        abstract: "Import known vulnerabilities, and show how old those are that scans use.",
        discussion: """
            A snapshot of known vulnerabilities is part of the program, so that a scan needs nothing else. A store with newer \
            ones takes its place. It is made from files in the layout of OSV's export, and nothing is downloaded.

            EXAMPLES
              ringfence advisories import ~/osv
              ringfence advisories status
            """,
        subcommands: [AdvisoriesImportCommand.self, AdvisoriesStatusCommand.self])
}
